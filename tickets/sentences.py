"""What a timeline entry that is no message says in one sentence, for a contact or for staff."""

from collections.abc import Callable
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entitlements.models import MilestoneKind
from notifications.words import in_words
from tickets.information import information, moved_words, moves_told
from tickets.models import CloseReason, SolutionKind, Status, TimelineEntry
from tickets.wording import author_of, day_words, instant_words, say, severity_words

Kind = TimelineEntry.Kind
Facts = dict[str, Any]

CLOSED = {
    CloseReason.SOLVED: gettext_lazy("Closed: solved"),
    CloseReason.NO_ANSWER: gettext_lazy("Closed, because no answer came. A reply opens it again."),
    CloseReason.DUPLICATE: gettext_lazy("Closed as a duplicate of {duplicate_of}"),
    CloseReason.CONSULTING: gettext_lazy("Handed to the consulting service"),
    CloseReason.NOT_COVERED: gettext_lazy("Closed: not covered by the subscription"),
}

WOKEN = {
    "time": gettext_lazy("The snooze is over"),
    "agent": gettext_lazy("{who} ends the snooze"),
    "contact": gettext_lazy("The snooze is over: {who} wrote"),
    "answer": gettext_lazy("The snooze is over: {who} answered"),
    "status": gettext_lazy("The snooze is over: the status changed"),
    "severity": gettext_lazy("The snooze is over: the severity changed"),
    "targets": gettext_lazy("The snooze is over: the targets changed"),
    "escalation": gettext_lazy("The snooze is over: the incident was escalated"),
    "released": gettext_lazy("The snooze is over: nobody owns the incident any more"),
}

REASONS = {
    "rejected": gettext_lazy("In progress again: the solution was rejected"),
    "answered": gettext_lazy("In progress again: the answer is there"),
    "fix_published": gettext_lazy("In progress again: the fix is released"),
    "reopened": gettext_lazy("{who} reopened the incident"),
}


def sentence(entry: TimelineEntry, *, contact: bool) -> str:
    """What an entry that is no message says in one sentence."""
    return SENTENCES.get(entry.kind, _plain)(entry, contact)


def _status(entry: TimelineEntry, contact: bool) -> str:
    facts = entry.facts
    match facts.get("to"):
        case Status.IN_PROGRESS:
            begun = _("In progress") if facts.get("from") == Status.NEW else _("In progress again")
            return say(entry, str(REASONS.get(facts.get("reason", ""), begun)))
        case Status.WAITING_CUSTOMER:
            return _("Waiting for your answer") if contact else _("Waiting for the customer's answer")
        case Status.WAITING_DEVELOPMENT:
            return _development(facts)
        case Status.SOLUTION_PROPOSED:
            kind = SolutionKind(facts.get("solution", SolutionKind.ANSWER)).label
            return say(entry, _("{who} proposed a solution: {kind}"), kind=kind)
        case Status.CLOSED:
            return _closed(entry)
        case _:
            return say(entry, _("{who} withdrew the incident"))


def _development(facts: Facts) -> str:
    expected = facts.get("expected")
    if not expected:
        return _("Development is correcting it")
    return _("Development is correcting it; the release is expected on {day}").format(day=day_words(expected))


def _closed(entry: TimelineEntry) -> str:
    reason = entry.facts.get("close_reason", CloseReason.SOLVED)
    if reason == CloseReason.SOLVED and entry.author and not entry.by_vendor:
        return say(entry, _("{who} accepted the solution; the incident is closed"))
    return str(CLOSED[CloseReason(reason)]).format(**entry.facts)


def _severity(entry: TimelineEntry, contact: bool) -> str:
    before, after = severity_words(entry.facts["from"]), severity_words(entry.facts["to"])
    tried = {name: instant_words(entry.facts[name]) for name in ("first", "last") if name in entry.facts}
    tries = entry.facts.get("tries")
    said = say(entry, _changed(entry.facts), before=before, after=after, tries=tries, **tried)
    moves = [due for due in moves_told(entry, contact) if due["to"] and not due["paused"]]
    return " ".join([said, *map(moved_words, moves)])


def _changed(facts: Facts) -> str:
    """That the severity changed, and why where the product knows it (R10.6)."""
    match facts.get("cause"):
        case "unreachable":
            return _(
                "{who} lowered the severity from {before} to {after}: nobody answered {tries} calls, the first"
                " {first}, the last {last}."
            )
        case "raised_again":
            return _("{who} raised the severity from {before} to {after} again, and is reached by phone.")
        case _:
            return _("{who} changed the severity from {before} to {after}.")


def _severity_request(entry: TimelineEntry, contact: bool) -> str:
    if wanted := entry.facts.get("declined"):
        return say(
            entry, _("{who} keeps the severity; {wanted} was asked for."), wanted=severity_words(wanted)
        )
    if wanted := entry.facts.get("ended"):
        words = _(
            "Severity {wanted} is asked for no longer: the incident has ended, and nobody had decided on it."
        )
        return say(entry, words, wanted=severity_words(wanted))
    return say(entry, _("{who} asks for severity {after}."), after=severity_words(entry.facts["to"]))


def _owner(entry: TimelineEntry, contact: bool) -> str:
    to = entry.facts.get("to")
    if not to:
        return _("The incident is back in the queue")
    taken = to == author_of(entry)
    words = _("{who} has taken the incident") if taken else _("{who} gave the incident to {to}")
    return say(entry, words, to=to)


def _target(entry: TimelineEntry, contact: bool) -> str:
    kind = MilestoneKind(entry.facts["milestone"]).label
    if entry.facts.get("result") == "met":
        return _("{milestone} met after all: the answer came in time and was worked off later").format(
            milestone=capfirst(kind)
        )
    return _("{milestone} missed; it was expected by {due}").format(
        milestone=capfirst(kind), due=instant_words(entry.facts["due_at"])
    )


def _reminder(entry: TimelineEntry, contact: bool) -> str:
    if closes := entry.facts.get("closes_on"):
        return _("Reminder sent: without an answer the incident is closed on {day}").format(
            day=day_words(closes)
        )
    return _("A day without an answer: please phone the customer")


def _escalation(entry: TimelineEntry, contact: bool) -> str:
    cause = in_words(entry.facts.get("cause", ""))
    said = _("Escalated to level {level}").format(level=entry.facts.get("level"))
    return f"{said}: {cause}" if cause else said


def _hold(entry: TimelineEntry, contact: bool) -> str:
    return say(entry, _("{who} holds the incident open until {day}"), day=day_words(entry.facts["until"]))


def _snooze(entry: TimelineEntry, contact: bool) -> str:
    if until := entry.facts.get("until"):
        return say(entry, _("{who} snoozed the incident until {time}"), time=instant_words(until))
    return say(entry, str(WOKEN[entry.facts["cause"]]))


def _call(entry: TimelineEntry, contact: bool) -> str:
    if phone := entry.facts.get("phone"):
        return say(entry, _("{who} called {phone}; nobody answered"), phone=phone)
    return say(entry, _("{who} called; nobody answered"))


def _plain(entry: TimelineEntry, contact: bool) -> str:
    return entry.body or str(Kind(entry.kind).label)


SENTENCES: dict[str, Callable[[TimelineEntry, bool], str]] = {
    Kind.STATUS: _status,
    Kind.SEVERITY: _severity,
    Kind.SEVERITY_REQUEST: _severity_request,
    Kind.OWNER: _owner,
    Kind.TARGET: _target,
    Kind.REMINDER: _reminder,
    Kind.ESCALATION: _escalation,
    Kind.HOLD: _hold,
    Kind.SNOOZE: _snooze,
    Kind.INFORMATION: information,
    Kind.CALL: _call,
}
