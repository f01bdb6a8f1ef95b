"""The lists of the desk: which incidents each shows and in what order, and what they can be narrowed to.

Each list follows one index (tickets.models.incidents). How a row reads is tickets.rows'.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tickets.models import Incident, LifecycleRules, Status
from tickets.models.incidents import BY_WORK, IncidentQuerySet, work_order
from tickets.rows import Row

BY_SILENCE = ("status_since", "pk")
BY_WAKING = ("snoozed_until", "pk")


@dataclass(frozen=True)
class List:
    """One list: its title, what it shows to the agent of a key, and by which fields it is ordered; those in
    work order leave `order` empty."""

    title: str | Promise
    under: str | Promise
    shows: Callable[[int | None], IncidentQuerySet]
    none: str | Promise
    order: Sequence[str] = ()

    @property
    def in_work_order(self) -> bool:
        return not self.order

    @property
    def key(self) -> Sequence[str]:
        """The fields that it is ordered by now (R15.3): ascending, without ties."""
        return self.order or work_order(overdue_first=LifecycleRules.current().overdue_first)


# By their name in the address (`?list=`); "" is the queue.
LISTS: dict[str, List] = {
    "": List(
        gettext_lazy("Queue"),
        gettext_lazy("In order of work: severity, subscription, due, age"),
        lambda agent: Incident.objects.for_work(),
        gettext_lazy("No incident waits for work."),
    ),
    "mine": List(
        gettext_lazy("Mine"),
        gettext_lazy("Open incidents that you own; what waits for the customer stands last in its severity"),
        lambda agent: Incident.objects.open().filter(owner=agent),
        gettext_lazy("You own no open incident. Take the next one."),
        BY_WORK,
    ),
    "unassigned": List(
        gettext_lazy("Unassigned"),
        gettext_lazy("In order of work, without an owner"),
        lambda agent: Incident.objects.for_work().unassigned(),
        gettext_lazy("Every incident has an owner."),
    ),
    "waiting": List(
        gettext_lazy("Waiting for customer"),
        gettext_lazy("An answer was asked for; the longest silence first"),
        lambda agent: Incident.objects.filter(status=Status.WAITING_CUSTOMER),
        gettext_lazy("No customer owes us an answer."),
        BY_SILENCE,
    ),
    "proposed": List(
        gettext_lazy("Solution proposed"),
        gettext_lazy("The customer is to accept or reject; the longest silence first"),
        lambda agent: Incident.objects.filter(status=Status.SOLUTION_PROPOSED),
        gettext_lazy("No solution waits for an answer."),
        BY_SILENCE,
    ),
    "snoozed": List(
        gettext_lazy("Snoozed"),
        gettext_lazy("Put aside until an instant, and silent until then; the next to wake first"),
        lambda agent: Incident.objects.snoozed(),
        gettext_lazy("Nothing is snoozed."),
        BY_WAKING,
    ),
    "at_risk": List(
        gettext_lazy("At risk"),
        gettext_lazy("Three quarters of the target have passed, or all of it"),
        lambda agent: Incident.objects.at_risk(),
        gettext_lazy("No target is at risk."),
    ),
}


def explain_places(rows: list[Row], key: Sequence[str]) -> None:
    """Give each row of a list in work order, ordered by `key`, its `place`: why it stands there (R9.1, R9.2,
    R15.1, R15.3)."""
    due = _(
        "Severity {severity} first; within it by subscription, {tier}; then by what is due first, {milestone} "
        "{due_full}; then by age, number {number}."
    )
    nothing_due = _(
        "Severity {severity} first; within it by subscription, {tier}; behind those with a due time, for nothing "
        "is due; then by age, number {number}."
    )
    lifted = _("Past its response target: before the rest of its severity, whatever the subscription.")
    in_event = _("It counts a special event weekend: every hour, for each severity.")
    for row in rows:
        row["place"] = (due if row["due_full"] else nothing_due).format_map(row)
        if dict(zip(key, row["key"], strict=True)).get("lifted") == 0:
            row["place"] = f"{lifted} {row['place']}"
        if row["event"]:
            row["place"] = f"{row['place']} {in_event}"
