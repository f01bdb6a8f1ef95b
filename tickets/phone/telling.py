"""Who is told what about call-backs. Writing and sending is notifications'.

Each is called inside the verb's transaction; the event of the outbox names the step, so that it is told once.
"""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext, override

from notifications.invitations import Entry
from notifications.outbox import tell
from subscriptions import permissions
from subscriptions.models import SupportRegion, User
from subscriptions.permissions import Permission
from tickets.duty.rosters import in_office, on_duty
from tickets.phone.models import CallBack, PhoneRules

PAGE = "/phone/"


def planned(row: CallBack) -> None:
    """The contact: when she is called, with the entry for her calendar."""
    _contact("call_back_planned", row, "planned")


def tried(row: CallBack) -> None:
    """The contact: nobody answered, and when we call again, or that we do no more."""
    again = row.due_at.isoformat() if row.is_waiting else None
    _contact("call_back_tried", row, f"tried:{row.tries}", tries=row.tries, due_at=again)


def cancelled(row: CallBack) -> None:
    """The contact, also where it was she who did it: it leaves her calendar."""
    _contact("call_back_cancelled", row, "cancelled")


def due(row: CallBack, at: datetime) -> None:
    """Who has taken it; where nobody has, or she may not sign in any more, those who work the queue of the region,
    outside office hours the agent on duty (R6.5)."""
    tell(
        "call_back_due",
        [row.owner] if row.owner and row.owner.is_active else _callers(row.region, at),
        f"call_back:{row.pk}:due:{row.due_at.isoformat()}",
        customer=row.customer,
        context=_words(row) | {"person": row.contact.name, "customer": row.customer.name, "about": row.about},
        link=row.get_absolute_url(),
    )


def _callers(region: SupportRegion, at: datetime) -> list[User]:
    on = None if in_office(region, at) else on_duty(region, at)
    if on is not None:
        return [on.person]
    working = User.objects.staff_with(*permissions.staff_roles(Permission.WORK))
    return list(working.filter(staff__region=region)) or list(working)


def _contact(kind: str, row: CallBack, step: str, **words: Any) -> None:
    tell(
        kind,
        [row.contact],
        f"call_back:{row.pk}:{step}",
        customer=row.customer,
        context=_words(row) | {"invitation": _entry(row).as_words()} | words,
        link=row.incident.get_absolute_url() if row.incident else PAGE,
    )


def _words(row: CallBack) -> dict[str, Any]:
    return {"phone": row.number, "due_at": row.due_at.isoformat(), "incident": row.incident_id}


def _entry(row: CallBack) -> Entry:
    """As her calendar has it: a quarter of an hour; a later try moves it."""
    with override(row.contact.language):
        title = gettext("Support calls you: {number}").format(number=row.number)
    return Entry(
        uid=f"call-back-{row.submission}@xtreme-support",
        sequence=row.tries if row.is_waiting else row.tries + 1,
        title=title,
        starts_at=row.due_at,
        ends_at=row.due_at + PhoneRules.CALL,
        url=PAGE,
        about=row.about,
        cancelled=not row.is_waiting,
    )
