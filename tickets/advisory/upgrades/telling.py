"""Who is told what about an upgrade. Writing and sending is notifications'.

Each is called inside the verb's transaction; the event of the outbox names the step, so that it is told once.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from notifications.outbox import tell
from subscriptions import advisors
from subscriptions.models import StaffMember, User
from tickets.advisory.models.resources import Side
from tickets.advisory.upgrades.models import UpgradePlan
from tickets.models import Incident


def planned(plan: UpgradePlan, at: datetime) -> None:
    """The advisor, or her deputy."""
    _staff("upgrade_planned", _advising(plan, at), plan, "planned", by=plan.planned_by.name)


def moved(plan: UpgradePlan, at: datetime) -> None:
    _staff("upgrade_moved", _advising(plan, at), plan, f"moved:{plan.planned_on}:{at.isoformat()}")


def cancelled(plan: UpgradePlan, at: datetime) -> None:
    _staff("upgrade_cancelled", _advising(plan, at), plan, "cancelled", reason=plan.end_reason)


def call_task(plan: UpgradePlan, callers: Iterable[User]) -> None:
    """The vendor's people who call: when, and which number (R22.4)."""
    assert plan.call
    words = {"due_at": plan.call.starts_at.isoformat(), "phone": plan.phone}
    _staff("upgrade_call_task", callers, plan, f"call:{plan.call.pk}:{plan.call.sequence}", **words)


def without_call(plan: UpgradePlan, at: datetime) -> None:
    """The advisor, or her deputy; where neither is there, the support managers too (R22.2)."""
    whom = _advising(plan, at)
    if not advisors.is_there(plan.customer, at):
        whom = [*whom, *User.objects.staff_with(StaffMember.Role.SUPPORT_MANAGER)]
    _staff("upgrade_without_call", whom, plan, f"alarm:{plan.planned_on}:{at.isoformat()}", phone=plan.phone)


def incident(plan: UpgradePlan, found: Incident, at: datetime) -> None:
    """The people named for the upgrade: who called, and the advisor."""
    people = {person.pk: person for person in _advising(plan, at)}
    if plan.call:
        rows = plan.call.participants.filter(resource__side=Side.VENDOR).select_related("resource__person")
        people |= {each.resource.person.pk: each.resource.person for each in rows if each.resource.person}
    words = {"number": found.pk, "title": found.title, "severity": found.severity}
    _staff("upgrade_incident", people.values(), plan, f"incident:{found.pk}", **words)


def _advising(plan: UpgradePlan, at: datetime) -> list[User]:
    return advisors.on_hand(plan.customer, at)


def _staff(kind: str, whom: Iterable[User], plan: UpgradePlan, step: str, **words: Any) -> None:
    tell(
        kind,
        list(whom),
        f"upgrade_plan:{plan.pk}:{step}",
        customer=plan.customer,
        context={
            "customer": plan.customer.name,
            "product": plan.product.name,
            "before": plan.from_version.name,
            "after": plan.to_version.name,
            "planned_on": plan.planned_on.isoformat(),
            **words,
        },
        link=plan.desk_url,
    )
