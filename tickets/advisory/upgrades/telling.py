"""Who is told what about an upgrade. Writing and sending is notifications'.

Each is called inside the verb's transaction; the event of the outbox names the step, so that it is told once.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from notifications.outbox import tell
from subscriptions import advisors
from subscriptions.models import Membership, StaffMember, User
from tickets.advisory.models.resources import Side
from tickets.advisory.upgrades.models import UpgradePlan
from tickets.models import Incident


def planned(plan: UpgradePlan, at: datetime) -> None:
    """The advisor, or her deputy, and the customer's people of a plan that the vendor made; so of each step of it,
    but for whoever took it."""
    by = plan.planned_by
    _staff("upgrade_planned", _others(_advising(plan, at), by), plan, "planned", by=by.name)
    _hers(plan, "planned", by, "planned")


def moved(plan: UpgradePlan, by: User, at: datetime) -> None:
    event = f"moved:{plan.planned_on}:{at.isoformat()}"
    _staff("upgrade_moved", _others(_advising(plan, at), by), plan, event)
    _hers(plan, "moved", by, event)


def cancelled(plan: UpgradePlan, by: User, at: datetime) -> None:
    whom = _others(_advising(plan, at), by)
    _staff("upgrade_cancelled", whom, plan, "cancelled", reason=plan.end_reason)
    _hers(plan, "cancelled", by, "cancelled", plan.end_reason)


def done(plan: UpgradePlan, by: User) -> None:
    """The customer's people alone: whoever coordinates says so herself."""
    _hers(plan, "done", by, "done")


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


def people_of(plan: UpgradePlan) -> list[User]:
    """Whose plan it is at the customer: the contact's who made it, while she is one, else the managers'."""
    members = Membership.objects.active().filter(customer=plan.customer_id, user=plan.planned_by_id)
    if members.exists():
        return [plan.planned_by]
    managers = Membership.objects.managing(plan.customer).select_related("user")
    return [member.user for member in managers]


def _others(people: Iterable[User], by: User) -> list[User]:
    return [person for person in people if person != by]


def _hers(plan: UpgradePlan, step: str, by: User, event: str, reason: str = "") -> None:
    tell(
        "upgrade_step",
        _others(people_of(plan), by),
        f"upgrade_plan:{plan.pk}:{event}",
        customer=plan.customer,
        context=_words(plan) | {"step": step, "by": by.name, "reason": reason, "what": f"upgrade_{step}"},
        link=plan.get_absolute_url(),
    )


def _words(plan: UpgradePlan) -> dict[str, Any]:
    return {
        "customer": plan.customer.name,
        "product": plan.product.name,
        "before": plan.from_version.name,
        "after": plan.to_version.name,
        "planned_on": plan.planned_on.isoformat(),
    }


def _staff(kind: str, whom: Iterable[User], plan: UpgradePlan, step: str, **words: Any) -> None:
    tell(
        kind,
        list(whom),
        f"upgrade_plan:{plan.pk}:{step}",
        customer=plan.customer,
        context=_words(plan) | words,
        link=plan.desk_url,
    )
