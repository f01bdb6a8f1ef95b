"""What the timeline says: each entry as a message or as one sentence, for a contact or for staff.

The portal and the desk print the dicts of `timeline`; the words are in the language that is active.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import linebreaks, urlize
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entitlements.models import MilestoneKind, Severity
from entitlements.refusals import outside_your_cover
from subscriptions import permissions
from subscriptions.mention_marks import highlighted
from subscriptions.models import User
from subscriptions.permissions import Permission
from subscriptions.wording import moment_here, zone_words
from tickets.models import CloseReason, Incident, Milestone, SolutionKind, Status, TimelineEntry

Kind = TimelineEntry.Kind
Facts = dict[str, Any]

VENDOR = "Xtreme Support"
MESSAGES = (Kind.LOGGED, Kind.MESSAGE, Kind.NOTE, Kind.CALL)

ICONS = {
    Kind.CALL: "phone-missed",
    Kind.STATUS: "circle-dot",
    Kind.SEVERITY: "gauge",
    Kind.SEVERITY_REQUEST: "gauge",
    Kind.OWNER: "hand",
    Kind.TARGET: "circle-alert",
    Kind.REMINDER: "bell",
    Kind.ESCALATION: "trending-up",
    Kind.HOLD: "pause",
    Kind.SNOOZE: "moon",
    Kind.LINK: "link",
    Kind.INFORMATION: "info",
}

CLOSED = {
    CloseReason.SOLVED: gettext_lazy("Closed: solved"),
    CloseReason.NO_ANSWER: gettext_lazy("Closed, because no answer came. A reply opens it again."),
    CloseReason.DUPLICATE: gettext_lazy("Closed as a duplicate of {duplicate_of}"),
    CloseReason.CONSULTING: gettext_lazy("Handed to the consulting service"),
    CloseReason.NOT_COVERED: gettext_lazy("Closed: not covered by the subscription"),
}


PAGED = {
    "paged": gettext_lazy("{to}, on duty, is paged"),
    "resource_paged": gettext_lazy("{to}, support resource of the special event, is paged"),
    "stand_in_paged": gettext_lazy("Nobody of the roster is on duty; {to} is paged instead"),
    "handed_on": gettext_lazy("Nobody has acknowledged the page; it goes on to {to}"),
    "rota_called": gettext_lazy("Nobody has taken the incident; the whole rota is called: {to}"),
    "page_acknowledged": gettext_lazy("{who} acknowledges the page"),
}

# The same for the customer (tickets.duty.paging): nobody is named, and no name is in the entry.
DUTY_TOLD = {
    "paged": gettext_lazy("The agent on duty was called"),
    "resource_paged": gettext_lazy("The support resource of your special event was called"),
    "stand_in_paged": gettext_lazy("An agent was called in place of the one on duty"),
    "handed_on": gettext_lazy("Another agent was called as well"),
    "rota_called": gettext_lazy("All agents of the duty roster were called"),
    "page_acknowledged": gettext_lazy("The agent who was called has answered"),
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


def timeline(incident: Incident, reader: User) -> list[dict[str, Any]]:
    """Every entry that `reader` may see, oldest first, as components/message.html and event.html take it.

    An entry with `words` is an event, any other a message. A contact sees public entries only.
    """
    prefetch_related_objects([incident], Prefetch("timeline", TimelineEntry.objects.told_to(reader)))
    found = list(incident.timeline.all())
    told = {(entry.at, step) for entry in found for step in _steps_told(entry)}
    results = _results(incident, contact=not reader.is_staff)
    marks = not reader.is_staff or permissions.may(reader, Permission.WRITE)
    return [
        _message(entry, incident, results, marks=marks)
        if _is_message(entry)
        else _event(entry, contact=not reader.is_staff)
        for entry in found
        if not (entry.kind == Kind.STATUS and (entry.at, entry.facts.get("to")) in told)
        and not (reader.is_staff and entry.facts.get("code") == "duty_told")  # theirs says it with the names
    ]


def _steps_told(entry: TimelineEntry) -> set[str]:
    """The steps that the entry itself tells, so that their status entry of the same instant need not."""
    if entry.kind == Kind.OWNER:
        return {Status.IN_PROGRESS}
    marks = {
        "solution": Status.SOLUTION_PROPOSED,
        "asks": Status.WAITING_CUSTOMER,
        "rejects": Status.IN_PROGRESS,
        "reopens": Status.IN_PROGRESS,
    }
    return {status for mark, status in marks.items() if entry.facts.get(mark)}


def status_words(status: str, *, contact: bool) -> str:
    """A status as said to a contact or to staff (LIFECYCLE.md, 1)."""
    if contact and status == Status.WAITING_CUSTOMER:
        return _("waiting for you")
    return str(Status(status).label)


def sentence(entry: TimelineEntry, *, contact: bool) -> str:
    """What an entry that is no message says in one sentence."""
    return SENTENCES.get(entry.kind, _plain)(entry, contact)


def _say(entry: TimelineEntry, words: str, **more: object) -> str:
    """`words` with {who} did it, and `more` filled in."""
    return words.format(who=author_of(entry), **more)


def author_of(entry: TimelineEntry) -> str:
    """The name of who did it; the product's own where nobody did."""
    return entry.author.name if entry.author else VENDOR


def initials(name: str) -> str:
    """The first letters of the first and the last word."""
    words = name.split()
    return "".join(word[0] for word in words[:1] + words[1:][-1:]).upper()


def written(text: str, mentioned: dict[str, str] | None = None) -> SafeString:
    """A text that a person typed, as HTML: escaped, its paragraphs kept, its addresses to be followed, and those it
    mentions marked."""
    html = mark_safe(linebreaks(urlize(text, nofollow=True, autoescape=True)))  # noqa: S308  escaped by urlize
    return highlighted(html, mentioned or {})


def severity_words(value: int) -> str:
    """Number and word: "2 High"."""
    return f"{value} {Severity(value).label}"


def _is_message(entry: TimelineEntry) -> bool:
    return entry.kind in MESSAGES and entry.facts.get("answered", True)


def _message(
    entry: TimelineEntry, incident: Incident, results: dict[datetime, Facts], *, marks: bool
) -> dict[str, Any]:
    """`marks`: whether the reader may mark its files as confidential."""
    logged = entry.kind == Kind.LOGGED
    author = incident.contact.name if logged else author_of(entry)
    vendor = entry.by_vendor and not logged
    return {
        "id": entry.pk,
        "author": author,
        "initials": initials(author),
        "where": _("Support") if vendor else incident.customer.name,
        "at": entry.at,
        "vendor": vendor,
        "note": entry.kind == Kind.NOTE,
        "channel": _channel(entry, incident) if logged or entry.channel != "portal" else "",
        "text": incident.description if logged else entry.body,
        "body": written(incident.description if logged else entry.body, entry.facts.get("mentions")),
        "files": [
            {
                "url": f"/incidents/{incident.pk}/files/{file.pk}/",
                "name": file.name,
                "size": file.size,
                "confidential": file.confidential,
                "mark_url": ""
                if file.confidential or not marks
                else f"/incidents/{incident.pk}/files/{file.pk}/confidential/",
            }
            for file in entry.attachments.all()
        ],
        "quoted": entry.facts.get("quoted", ""),
        "left_out": entry.facts.get("left_out", []),
    } | (_mark(entry) or (results.get(entry.at, {}) if vendor else {}))


def _channel(entry: TimelineEntry, incident: Incident) -> str:
    words = {"mail": _("by mail"), "phone": _("by phone"), "api": _("by API")}.get(entry.channel, "")
    if entry.kind == Kind.LOGGED and incident.logged_by_id != incident.contact_id:
        by = _("logged by {name}").format(name=author_of(entry))
        return f"{words}, {by}" if words else by
    if taken_by := entry.facts.get("taken_by"):
        return f"{words}, " + _("taken down by {name}").format(name=taken_by)
    return words


def _mark(entry: TimelineEntry) -> Facts:
    """What the message was besides its text."""
    if kind := entry.facts.get("solution"):
        return {"result": _("proposed solution: {kind}").format(kind=SolutionKind(kind).label)}
    if entry.facts.get("asks"):
        return {"result": _("needs an answer"), "result_level": "warn"}
    if code := entry.facts.get("fix"):
        return {"result": _("{release} does not work").format(release=code), "result_level": "warn"}
    if entry.facts.get("rejects"):
        return {"result": _("rejects the solution"), "result_level": "warn"}
    if entry.facts.get("objects"):
        return {"result": _("objects to the hand-over"), "result_level": "warn"}
    if entry.facts.get("reopens"):
        return {"result": _("reopens the incident"), "result_level": "warn"}
    return {}


def _results(incident: Incident, *, contact: bool) -> dict[datetime, Facts]:
    """Which instant met or missed a milestone, in words; a contact is told of the first response only (R8.9)."""
    told = (
        (MilestoneKind.FIRST_RESPONSE,)
        if contact
        else (MilestoneKind.FIRST_RESPONSE, MilestoneKind.NEXT_REPLY)
    )
    found: dict[datetime, Facts] = {}
    for milestone in incident.milestones.all():
        if milestone.kind not in told or milestone.result not in (
            Milestone.Result.MET,
            Milestone.Result.MISSED,
        ):
            continue
        late = milestone.result == Milestone.Result.MISSED
        words = _("{milestone} late") if late else _("{milestone} in time")
        assert milestone.ended_at is not None
        found[milestone.ended_at] = {
            "result": words.format(milestone=milestone.get_kind_display()),
            "result_level": "late" if late else "good",
        }
    return found


def _event(entry: TimelineEntry, *, contact: bool) -> dict[str, Any]:
    return {
        "id": entry.pk,
        "at": entry.at,
        "icon": ICONS.get(Kind(entry.kind), "dot"),
        "words": capfirst(sentence(entry, contact=contact)),
        "reason": _reason(entry),
        "late": entry.kind == Kind.TARGET,
        "url": f"/community/questions/{entry.facts['question']}/" if "question" in entry.facts else "",
    }


def _reason(entry: TimelineEntry) -> str:
    """What a person gave as the reason; a cause of the product's own is in the sentence."""
    if entry.kind == Kind.CALL or entry.facts.get("code") == "automatic_mail":
        return entry.body
    reason = str(entry.facts.get("reason", ""))
    return "" if reason in REASONS else reason


REASONS = {
    "rejected": gettext_lazy("In progress again: the solution was rejected"),
    "answered": gettext_lazy("In progress again: the answer is there"),
    "reopened": gettext_lazy("{who} reopened the incident"),
}


def _status(entry: TimelineEntry, contact: bool) -> str:
    facts = entry.facts
    match facts.get("to"):
        case Status.IN_PROGRESS:
            begun = _("In progress") if facts.get("from") == Status.NEW else _("In progress again")
            return _say(entry, str(REASONS.get(facts.get("reason", ""), begun)))
        case Status.WAITING_CUSTOMER:
            return _("Waiting for your answer") if contact else _("Waiting for the customer's answer")
        case Status.WAITING_DEVELOPMENT:
            return _development(facts)
        case Status.SOLUTION_PROPOSED:
            kind = SolutionKind(facts.get("solution", SolutionKind.ANSWER)).label
            return _say(entry, _("{who} proposed a solution: {kind}"), kind=kind)
        case Status.CLOSED:
            return _closed(entry)
        case _:
            return _say(entry, _("{who} withdrew the incident"))


def _development(facts: Facts) -> str:
    expected = facts.get("expected")
    if not expected:
        return _("Development is correcting it")
    return _("Development is correcting it; the release is expected on {day}").format(day=_day(expected))


def _closed(entry: TimelineEntry) -> str:
    reason = entry.facts.get("close_reason", CloseReason.SOLVED)
    if reason == CloseReason.SOLVED and entry.author and not entry.by_vendor:
        return _say(entry, _("{who} accepted the solution; the incident is closed"))
    return str(CLOSED[CloseReason(reason)]).format(**entry.facts)


def _severity(entry: TimelineEntry, contact: bool) -> str:
    before, after = severity_words(entry.facts["from"]), severity_words(entry.facts["to"])
    tried = {name: _instant(entry.facts[name]) for name in ("first", "last") if name in entry.facts}
    tries = entry.facts.get("tries")
    said = _say(entry, _changed(entry.facts), before=before, after=after, tries=tries, **tried)
    for due in entry.facts.get("due", []):
        told = not contact or due["milestone"] == MilestoneKind.FIRST_RESPONSE
        if told and due["to"]:
            new = _("{milestone} now expected by {due}.").format(
                milestone=capfirst(MilestoneKind(due["milestone"]).label), due=_instant(due["to"])
            )
            said += f" {new}"
    return said


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
        return _say(
            entry, _("{who} keeps the severity; {wanted} was asked for."), wanted=severity_words(wanted)
        )
    return _say(entry, _("{who} asks for severity {after}."), after=severity_words(entry.facts["to"]))


def _owner(entry: TimelineEntry, contact: bool) -> str:
    to = entry.facts.get("to")
    if not to:
        return _("The incident is back in the queue")
    taken = to == author_of(entry)
    words = _("{who} has taken the incident") if taken else _("{who} gave the incident to {to}")
    return _say(entry, words, to=to)


def _target(entry: TimelineEntry, contact: bool) -> str:
    kind = MilestoneKind(entry.facts["milestone"]).label
    return _("{milestone} missed; it was expected by {due}").format(
        milestone=capfirst(kind), due=_instant(entry.facts["due_at"])
    )


def _reminder(entry: TimelineEntry, contact: bool) -> str:
    if closes := entry.facts.get("closes_on"):
        return _("Reminder sent: without an answer the incident is closed on {day}").format(day=_day(closes))
    return _("A day without an answer: please phone the customer")


def _escalation(entry: TimelineEntry, contact: bool) -> str:
    causes = {
        "milestone": _("a target was missed"),
        "rejections": _("the solution was rejected again"),
        "without_owner": _("nobody has taken it"),
        "request": _("the customer asks for it"),
        "request_late": _("the customer's escalation is not answered in time"),
        "objection": _("an objection to a hand-over is not decided in time"),
    }
    cause = causes.get(entry.facts.get("cause", ""), "")
    said = _("Escalated to level {level}").format(level=entry.facts.get("level"))
    return f"{said}: {cause}" if cause else said


def _hold(entry: TimelineEntry, contact: bool) -> str:
    return _say(entry, _("{who} holds the incident open until {day}"), day=_day(entry.facts["until"]))


def _snooze(entry: TimelineEntry, contact: bool) -> str:
    if until := entry.facts.get("until"):
        return _say(entry, _("{who} snoozed the incident until {time}"), time=_instant(until))
    return _say(entry, str(WOKEN[entry.facts["cause"]]))


def _information(entry: TimelineEntry, contact: bool) -> str:
    code = entry.facts.get("code")
    if code in PAGED:
        return _say(entry, str(PAGED[code]), to=entry.facts.get("to", ""))
    return INFORMATION.get(code, _outside_hours)(entry, contact)


def _call_back(entry: TimelineEntry, contact: bool) -> str:
    return _say(entry, _("{who} planned a call-back: {time}"), time=_instant(entry.facts["due_at"]))


def _automatic_mail(entry: TimelineEntry, contact: bool) -> str:
    return _("An automatic mail came; nothing changes by it")


def _english_handling(entry: TimelineEntry, contact: bool) -> str:
    return _("Outside office hours support is in English. A text in another language is taken all the same.")


def _duty_told(entry: TimelineEntry, contact: bool) -> str:
    return str(DUTY_TOLD[entry.facts["step"]])


def _of_community(entry: TimelineEntry, contact: bool) -> str:
    return _("It came of question {question} of the community").format(question=entry.facts["question"])


def _outside_hours(entry: TimelineEntry, contact: bool) -> str:
    begins = datetime.fromisoformat(entry.facts["begins"])
    zone = zone_words(timezone.get_current_timezone())
    if contact:
        return outside_your_cover(begins, zone)
    words = _("The customer's subscription does not cover this time; the clock runs from {time} ({zone}).")
    return words.format(time=date_format(timezone.localtime(begins), "DATETIME_FORMAT"), zone=zone)


def _expected_date(entry: TimelineEntry, contact: bool) -> str:
    day, earlier = _day(entry.facts["to"]), entry.facts.get("from")
    if not earlier:
        return _say(entry, _("{who} set the expected date of the release to {day}"), day=day)
    words = _("{who} changed the expected date of the release from {before} to {day}")
    return _say(entry, words, before=_day(earlier), day=day)


def _retargeted(entry: TimelineEntry, contact: bool) -> str:
    """An administrator moved what runs to other targets, hours or another support region; of the customer's, the
    first response (R8.9)."""
    facts, whose = entry.facts, _whose(contact)
    said = {
        "calendar": _("{who} applied the new calendar to this incident."),
        "region": _("{who} moved this incident from the support region {before} to {after}."),
    }.get(facts["cause"], _("{who} applied the new targets to this incident."))
    ended = _("{milestone}: there is no target any more.")
    moved = [_moved(due) for due in facts.get("due", []) if due["milestone"] in whose]
    stopped = [_named(ended, kind) for kind in facts.get("stopped", []) if kind in whose]
    regions = {"before": facts.get("from", ""), "after": facts.get("to", "")}
    return " ".join([_say(entry, said, **regions), *moved, *stopped])


def _tier_changed(entry: TimelineEntry, contact: bool) -> str:
    """The subscription goes on with another tier; of the customer's, the first response (R8.9, R26.1)."""
    facts = entry.facts
    said = _("The subscription of this product changed from {before} to {after}.")
    moved = []
    for due in facts.get("due", []):
        if not due["to"] or due["milestone"] not in _whose(contact):
            continue
        words = _moved(due)
        if not contact:
            words += " " + _("{used} per cent of the earlier target had passed.").format(used=due["used"])
        moved.append(words)
    return " ".join([said.format(before=facts["from"], after=facts["to"]), *moved])


def _product_changed(entry: TimelineEntry, contact: bool) -> str:
    """It is worked under the line of another product; of the customer's targets, the first response (R8.9)."""
    facts, whose = entry.facts, _whose(contact)
    words = _("{who} changed the product from {before} to {after}.")
    said = [_say(entry, words, before=facts["from"], after=facts["to"])]
    if facts["tier_from"] != facts["tier_to"]:
        said.append(_("It is worked under {tier} now.").format(tier=facts["tier_to"]))
    moves = [due for due in facts.get("due", []) if due["to"] and not due["paused"]]
    moved = [_moved(due) for due in moves if due["milestone"] in whose and due["to"] != due["from"]]
    return " ".join([*said, *moved])


def _event_weekend(entry: TimelineEntry, contact: bool) -> str:
    """A weekend of support for every severity counts now, or does no more (R23.9, R23.16)."""
    facts, whose = entry.facts, _whose(contact)
    said = (
        _("Special event weekend of {day}: every hour of it counts.")
        if facts["cause"] == "counts"
        else _("The special event weekend of {day} is cancelled: the normal hours count.")
    )
    moved = [_moved(due) for due in facts.get("due", []) if due["milestone"] in whose]
    return " ".join([said.format(day=_day(facts["weekend"])), *moved])


def _completed(entry: TimelineEntry, contact: bool) -> str:
    """She said product and severity of what she had mailed; of the customer's, the first response (R8.9)."""
    facts = entry.facts
    said = _say(
        entry,
        _("{who} completed the incident: {product}, severity {severity}."),
        product=facts["product"],
        severity=severity_words(facts["severity"]),
    )
    moved = [_moved(due) for due in facts.get("due", []) if due["milestone"] in _whose(contact)]
    return " ".join([said, *moved])


def _whose(contact: bool) -> tuple[str, ...]:
    """The milestones of which the reader is told (R8.9)."""
    return (MilestoneKind.FIRST_RESPONSE,) if contact else tuple(MilestoneKind)


def _moved(due: Facts) -> str:
    words = _("{milestone} now expected by {due}, before that by {before}.")
    if due["paused"]:
        words = _("{milestone} is paused; when it goes on, less time is left.")
    elif not due["from"]:
        words = _("{milestone} now expected by {due}.")
    before = due["from"] and _instant(due["from"])
    return _named(words, due["milestone"], due=_instant(due["to"]), before=before)


def _named(words: str, kind: str, **more: object) -> str:
    return words.format(milestone=capfirst(MilestoneKind(kind).label), **more)


def _call(entry: TimelineEntry, contact: bool) -> str:
    if phone := entry.facts.get("phone"):
        return _say(entry, _("{who} called {phone}; nobody answered"), phone=phone)
    return _say(entry, _("{who} called; nobody answered"))


def _plain(entry: TimelineEntry, contact: bool) -> str:
    return entry.body or str(Kind(entry.kind).label)


def _fix_published(entry: TimelineEntry, contact: bool) -> str:
    facts = entry.facts
    if contact:
        words = _("{release} is released, which resolves this: {title}. Does it work?")
    else:
        words = _(
            "{release} is released, which resolves this: {title}. The contact is asked whether it works."
        )
    return words.format(release=facts["release"], title=facts["title"])


def _fix_works(entry: TimelineEntry, contact: bool) -> str:
    return _say(entry, _("{who} says that {release} works"), release=entry.facts["release"])


def _asked_part(entry: TimelineEntry, contact: bool) -> str:
    """Which part of a modified system she asks about (R11.5)."""
    if entry.facts["modified"]:
        return _say(entry, _("{who} asks about a part that is modified"))
    return _say(entry, _("{who} asks about the product as it is delivered"))


def _objection_refused(entry: TimelineEntry, contact: bool) -> str:
    return _say(entry, _("{who} decided: it stays with the consulting service"))


def _escalation_asked(entry: TimelineEntry, contact: bool) -> str:
    words = _("{who} escalates the incident to level {level}; the answer is expected by {due}")
    return _say(entry, words, level=entry.facts["level"], due=_instant(entry.facts["due_at"]))


def _escalation_end_proposed(entry: TimelineEntry, contact: bool) -> str:
    return _say(entry, _("{who} proposes to end the escalation"))


def _escalation_goes_on(entry: TimelineEntry, contact: bool) -> str:
    return _say(entry, _("{who} does not agree: the escalation goes on"))


def _escalation_ended(entry: TimelineEntry, contact: bool) -> str:
    if entry.facts.get("outcome") == "by_asker":
        return _say(entry, _("{who} ended the escalation"))
    return _say(entry, _("{who} agreed: the escalation has ended"))


INFORMATION: dict[str | None, Callable[[TimelineEntry, bool], str]] = {
    "expected_date": _expected_date,
    "retargeted": _retargeted,
    "tier_changed": _tier_changed,
    "product_changed": _product_changed,
    "event_weekend": _event_weekend,
    "automatic_mail": _automatic_mail,
    "call_back": _call_back,
    "completed": _completed,
    "english_handling": _english_handling,
    "duty_told": _duty_told,
    "fix_published": _fix_published,
    "fix_works": _fix_works,
    "of_community": _of_community,
    "asked_part": _asked_part,
    "objection_refused": _objection_refused,
    "escalation_asked": _escalation_asked,
    "escalation_end_proposed": _escalation_end_proposed,
    "escalation_goes_on": _escalation_goes_on,
    "escalation_ended": _escalation_ended,
}
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
    Kind.INFORMATION: _information,
    Kind.CALL: _call,
}


def _day(iso: str) -> str:
    return date_format(date.fromisoformat(iso), "DATE_FORMAT")


def _instant(iso: str) -> str:
    return moment_here(datetime.fromisoformat(iso))
