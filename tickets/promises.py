"""What a customer is shown of her incident's targets: the expected response with its explanation, and what is said
when it was missed (R8.1, R8.4, R8.9, R8.11)."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from entitlements.models import MilestoneKind
from subscriptions import clock
from subscriptions.wording import moment_words
from tickets.explain import explain
from tickets.models import Incident, LifecycleRules, Milestone
from tickets.models.incidents import AWAITING_CUSTOMER
from tickets.shown import shown_to
from tickets.silence import steps
from tickets.targets import expected_again, pauses_of


def shown_targets(incident: Incident, at: datetime) -> list[dict[str, Any]]:
    """The milestones a contact is shown, the newest of each kind, as components/target.html takes them; the
    superseded ones are history."""
    shown = (
        incident.milestones.filter(kind__in=shown_to(incident.tier))
        .exclude(result=Milestone.Result.SUPERSEDED)
        .explained()
    )
    newest = {milestone.kind: milestone for milestone in shown}
    return [target(milestone, at, contact=True) for milestone in newest.values()]


def closing_day(incident: Incident, at: datetime) -> date | None:
    """The day on which silence closes the incident, where it waits for the customer (LIFECYCLE.md, 3)."""
    if incident.status not in AWAITING_CUSTOMER or incident.severity == 1:
        return None
    return steps(incident, LifecycleRules.current(), at)[2]


def target(milestone: Milestone, at: datetime, *, contact: bool) -> dict[str, Any]:
    """One milestone as components/target.html takes it, in words for a contact, with the sentence of R8.11 as
    `missed`, or for staff."""
    zone = timezone.get_current_timezone()
    why = explain(milestone, at, zone, contact=contact)
    calendar = milestone.hours
    passed = clock.elapsed(calendar, milestone.started_at, at, pauses_of(milestone))
    return {
        "name": milestone.get_kind_display(),
        "due_at": milestone.due_at,
        "used": passed / milestone.allowed if milestone.allowed else 1.0,
        "paused": milestone.paused_at is not None,
        "result": milestone.result,
        "words": why.result,
        "sentences": why.sentences,
        "sum": why.due,
        "missed": _missed(milestone, at) if contact else "",
    }


def _missed(milestone: Milestone, at: datetime) -> str:
    """The plain sentence of R8.11 while the answer is still owed, also under a target that took the place of one
    that was missed; empty otherwise."""
    if not milestone.is_owed_late(at):
        return ""
    again = expected_again(milestone, at)
    said = _("We have not answered in the time we aimed for. We are sorry; the team lead has been told.")
    if milestone.kind == MilestoneKind.SOLUTION_GOAL:
        said = _(
            "We have no solution in the time we aimed for. We are sorry; the support manager has been told."
        )
    if again is None:
        return said
    words = moment_words(again, at, timezone.get_current_timezone(), zone_name=True)
    return said + " " + _("Now expected by {time}.").format(time=words)
