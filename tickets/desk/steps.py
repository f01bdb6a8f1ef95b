"""The steps an agent can press on an incident: when each is possible, who may, what it asks, which verb it calls.

One table for the page, the forms and the guard (LIFECYCLE.md, 2). What a step does is the verbs' business.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entitlements.models import Severity
from subscriptions.models import User
from subscriptions.refusals import Refusal
from tickets import closing, correspondence, lifecycle, products, severity, signals, snoozing, unreachable
from tickets.closing import WITHOUT_SOLUTION, is_handed_over, may_reopen
from tickets.desk import forms
from tickets.desk.access import Act, may, require
from tickets.desk.snooze_form import SnoozeForm
from tickets.duty import paging
from tickets.duty.waiting import is_urgent
from tickets.lifecycle import MOVES, WAITING
from tickets.models import Incident, Status
from tickets.models.incidents import AWAITING_CUSTOMER, WORK_ORDER

Typed = dict[str, Any]

COMPOSER = ("reply", "note")  # whose forms always stand open on the page


class NotPossibleNow(Refusal):
    """LIFECYCLE.md, 2: the incident has moved on since the page was drawn."""

    code = "illegal_move"
    title = gettext_lazy("That step is not possible now")
    sentence = gettext_lazy("The incident is {status}; “{step}” is not possible now. Look at it again.")


@dataclass(frozen=True)
class Step:
    """One thing to press. `label` opens its form, `button` does it, `done` says that it was done. The button
    of one `at_the_head` stands there alone."""

    name: str
    label: str | Promise
    symbol: str
    button: str | Promise
    done: str | Promise
    form: type[forms.StepForm]
    possible: Callable[[Incident, User, datetime], bool]
    do: Callable[[Incident, User, Typed], object]
    needs: Act = Act.WORK
    key: str = ""
    warns: bool = False
    at_the_head: bool = False

    @property
    def opens(self) -> bool:
        """Whether its form is asked for by itself, when it is opened."""
        return self.form is not forms.PressForm and self.name not in COMPOSER

    def offered(self, incident: Incident, agent: User, at: datetime) -> bool:
        """Whether `agent` can press it on `incident` at `at`."""
        return may(agent, self.needs) and self.possible(incident, agent, at)

    def check(self, incident: Incident, agent: User, at: datetime) -> None:
        """Raise Forbidden or NotPossibleNow where it is not offered."""
        require(agent, self.needs)
        if not self.possible(incident, agent, at):
            raise NotPossibleNow(status=incident.get_status_display(), step=self.label)


def _always(incident: Incident, agent: User, at: datetime) -> bool:
    return True


def _open(incident: Incident, agent: User, at: datetime) -> bool:
    return incident.is_open


def _may_become(to: Status) -> Callable[[Incident, User, datetime], bool]:
    return lambda incident, agent, at: to in MOVES[incident.status]


def _reply(incident: Incident, agent: User, typed: Typed) -> object:
    after, kind = typed.pop("after"), typed.pop("solution")
    if after:
        require(agent, Act.WORK)
    if after == forms.SOLUTION:
        return closing.propose_solution(incident, agent, kind=kind, **typed)
    return correspondence.reply(incident, agent, asks=after == forms.ASK, **typed)


def _call(incident: Incident, agent: User, typed: Typed) -> object:
    """The call on the timeline; the room of the phone keeps it among its calls."""
    entry = correspondence.spoken(incident, agent, typed.pop("body"), **typed)
    signals.call_logged.send(Incident, entry=entry.pk)
    return entry


def _close(incident: Incident, agent: User, typed: Typed) -> object:
    return closing.close_without_solution(
        incident,
        agent,
        typed["close_reason"],
        typed["body"],
        duplicate_of=typed["duplicate_of"],
        seen=typed["seen"],
    )


def _to_me(incident: Incident, agent: User, typed: Typed) -> object:
    """Who leads may also take it from its owner."""
    if may(agent, Act.ASSIGN):
        return lifecycle.assign(incident, agent, agent)
    return lifecycle.take(incident, agent)


def _can_be_mine(incident: Incident, agent: User, at: datetime) -> bool:
    free = incident.owner_id is None or may(agent, Act.ASSIGN)
    return incident.is_open and incident.owner_id != agent.pk and free


def _can_be_released(incident: Incident, agent: User, at: datetime) -> bool:
    mine = incident.owner_id == agent.pk or may(agent, Act.ASSIGN)
    return incident.is_open and incident.owner_id is not None and mine


STEPS = (
    Step(
        "reply",
        gettext_lazy("Reply to the customer"),
        "reply",
        gettext_lazy("Send"),
        gettext_lazy("Your reply is sent."),
        forms.ReplyForm,
        _always,
        _reply,
        needs=Act.WRITE,
        key="r",
    ),
    Step(
        "note",
        gettext_lazy("Internal note"),
        "lock",
        gettext_lazy("Keep internal note"),
        gettext_lazy("The note is kept; the customer does not see it."),
        forms.NoteForm,
        _always,
        lambda incident, agent, typed: correspondence.note(incident, agent, **typed),
        needs=Act.WRITE,
        key="i",
    ),
    Step(
        "take",
        gettext_lazy("Assign to me"),
        "user-round-plus",
        gettext_lazy("Assign to me"),
        gettext_lazy("The incident is yours."),
        forms.PressForm,
        _can_be_mine,
        _to_me,
        key="a",
        at_the_head=True,
    ),
    Step(
        "acknowledge",
        gettext_lazy("Acknowledge the page"),
        "bell-ring",
        gettext_lazy("Acknowledge the page"),
        gettext_lazy("The page is acknowledged; it goes on to nobody else."),
        forms.PressForm,
        lambda incident, agent, at: is_urgent(incident) and paging.hers(incident, agent) is not None,
        lambda incident, agent, typed: paging.acknowledge(incident, agent),
        at_the_head=True,
    ),
    Step(
        "severity",
        gettext_lazy("Change the severity"),
        "gauge",
        gettext_lazy("Change it"),
        gettext_lazy("The severity is changed; the customer is told."),
        forms.SeverityForm,
        _open,
        lambda incident, agent, typed: severity.change_severity(
            incident,
            agent,
            typed["severity"],
            typed["reason"],
            impact=typed["impact"],
            phone=typed["phone"],
        ),
        key="s",
    ),
    Step(
        "product",
        gettext_lazy("Change the product"),
        "package",
        gettext_lazy("Change it"),
        gettext_lazy("The product is changed; the customer is told."),
        forms.ProductForm,
        _open,
        lambda incident, agent, typed: products.change_product(incident, agent, **typed),
    ),
    Step(
        "unreachable",
        gettext_lazy("Lower: nobody answers"),
        "phone-off",
        gettext_lazy("Lower to severity 2"),
        gettext_lazy("The severity is 2 now; the customer is told, and may raise it again herself."),
        forms.UnreachableForm,
        lambda incident, agent, at: incident.is_open and incident.severity == Severity.CRITICAL,
        lambda incident, agent, typed: unreachable.lower(incident, agent, typed["reason"]),
    ),
    Step(
        "decline",
        gettext_lazy("Keep the severity"),
        "gauge",
        gettext_lazy("Keep it as it is"),
        gettext_lazy("The severity stays; the customer is told why."),
        forms.ReasonForm,
        lambda incident, agent, at: incident.is_open and incident.requested_severity is not None,
        lambda incident, agent, typed: severity.decline_severity(incident, agent, typed["reason"]),
    ),
    Step(
        "call",
        gettext_lazy("Log a call"),
        "phone",
        gettext_lazy("Keep the call"),
        gettext_lazy("The call is on the timeline."),
        forms.CallForm,
        _always,
        _call,
        needs=Act.WRITE,
    ),
    Step(
        "resume",
        gettext_lazy("Resume work"),
        "play",
        gettext_lazy("Resume work"),
        gettext_lazy("The incident is in progress again."),
        forms.PressForm,
        lambda incident, agent, at: incident.status in WAITING,
        lambda incident, agent, typed: lifecycle.resume(incident, agent),
    ),
    Step(
        "development",
        gettext_lazy("Wait for development"),
        "hammer",
        gettext_lazy("Wait for development"),
        gettext_lazy("The incident waits for development; the customer is told."),
        forms.DevelopmentForm,
        _may_become(Status.WAITING_DEVELOPMENT),
        lambda incident, agent, typed: lifecycle.wait_for_development(
            incident,
            agent,
            defect_link=typed["defect_link"],
            release_expected_on=typed["release_expected_on"],
        ),
    ),
    Step(
        "expected",
        gettext_lazy("Set the expected date"),
        "calendar-clock",
        gettext_lazy("Set the date"),
        gettext_lazy("The expected date is set; the customer is told."),
        forms.ExpectedDateForm,
        lambda incident, agent, at: incident.status == Status.WAITING_DEVELOPMENT,
        lambda incident, agent, typed: lifecycle.set_expected_date(incident, agent, **typed),
    ),
    Step(
        "hold",
        gettext_lazy("Hold open"),
        "pause",
        gettext_lazy("Hold open"),
        gettext_lazy("Silence is counted from that day on."),
        forms.HoldForm,
        lambda incident, agent, at: incident.status in AWAITING_CUSTOMER,
        lambda incident, agent, typed: closing.hold_open(incident, agent, typed["until"], typed["reason"]),
    ),
    Step(
        "snooze",
        gettext_lazy("Snooze"),
        "moon",
        gettext_lazy("Snooze"),
        gettext_lazy("The incident is snoozed: silent, and out of the order of work."),
        SnoozeForm,
        lambda incident, agent, at: incident.status in WORK_ORDER,
        lambda incident, agent, typed: snoozing.snooze(incident, agent, typed["until"], typed["reason"]),
        key="z",
    ),
    Step(
        "wake",
        gettext_lazy("End the snooze"),
        "sunrise",
        gettext_lazy("End the snooze"),
        gettext_lazy("The incident is in the order of work again."),
        forms.PressForm,
        lambda incident, agent, at: incident.snoozed_until is not None,
        lambda incident, agent, typed: snoozing.wake_now(incident, agent),
        at_the_head=True,
    ),
    Step(
        "assign",
        gettext_lazy("Give it to somebody"),
        "user-round-cog",
        gettext_lazy("Assign"),
        gettext_lazy("The incident has a new owner."),
        forms.AssignForm,
        _open,
        lambda incident, agent, typed: lifecycle.assign(incident, typed["owner"], agent),
        needs=Act.ASSIGN,
    ),
    Step(
        "release",
        gettext_lazy("Back to the queue"),
        "user-round-x",
        gettext_lazy("Give it back to the queue"),
        gettext_lazy("The incident is in the queue again, without an owner."),
        forms.PressForm,
        _can_be_released,
        lambda incident, agent, typed: lifecycle.assign(incident, None, agent),
    ),
    Step(
        "close",
        gettext_lazy("Close without a solution"),
        "circle-x",
        gettext_lazy("Close the incident"),
        gettext_lazy("The incident is closed; the customer is told and may object."),
        forms.CloseForm,
        _may_become(Status.CLOSED),
        _close,
        warns=True,
    ),
    Step(
        "reopen",
        gettext_lazy("Reopen"),
        "rotate-ccw",
        gettext_lazy("Reopen the incident"),
        gettext_lazy("The incident is in progress again."),
        forms.ReasonForm,
        lambda incident, agent, at: may_reopen(incident, at),
        lambda incident, agent, typed: closing.reopen(incident, agent, typed["reason"]),
    ),
)
BY_NAME = {step.name: step for step in STEPS}


def label(step: Step, incident: Incident) -> str:
    """How it reads on this incident: reopening what was closed without a solution upholds an objection (L14); what
    consulting has comes back by it, also where nobody has objected."""
    if step.name == "reopen" and is_handed_over(incident):
        return _("Back to support")
    if step.name == "reopen" and incident.close_reason in WITHOUT_SOLUTION:
        return _("Uphold the objection")
    return str(step.label)
