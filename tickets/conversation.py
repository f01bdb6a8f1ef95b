"""The timeline of an incident as the portal and the desk print it: every entry a message, or one sentence."""

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from textwrap import dedent
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.html import escape, linebreaks, urlize
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from entitlements.models import MilestoneKind
from subscriptions import permissions
from subscriptions.mention_marks import highlighted
from subscriptions.models import User
from subscriptions.permissions import Permission
from tickets.models import Incident, Milestone, SolutionKind, Status, TimelineEntry
from tickets.sentences import REASONS, sentence
from tickets.shown import shown_to
from tickets.wording import author_of, initials

Kind = TimelineEntry.Kind
Facts = dict[str, Any]

FENCE, INDENTS = "```", ("    ", "\t")
LOG_SIGNS = (FENCE, *INDENTS)
ADDRESS_SIGN = re.compile(r"[.:@]\S")  # without one there is no address to be followed
LONG, WIDTH = 60, 80  # lines from which on a message is folded, and the signs of a line
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


def written(text: str, mentioned: dict[str, str] | None = None) -> SafeString:
    """A text that a person typed, as HTML: escaped, its paragraphs kept, its addresses to be followed, and those it
    mentions marked. Logs keep their columns (`log_lines`)."""
    html = urlize(text, nofollow=True, autoescape=True) if ADDRESS_SIGN.search(text) else escape(text)
    if any(sign in text for sign in LOG_SIGNS):
        runs = groupby(log_lines(html), itemgetter(0))
        html = "".join(_run("\n".join(line for _log, line in run), log=log) for log, run in runs)
    else:
        html = linebreaks(html)
    return highlighted(mark_safe(html), mentioned or {})  # noqa: S308  escaped by urlize


def log_lines(text: str) -> Iterator[tuple[bool, str]]:
    """Each line with whether it is of a log: between two lines of ```, which are left out, or indented by four
    spaces or a tab, from the beginning or an empty line on."""
    fenced, log, empty = False, False, True
    for line in text.split("\n"):
        if line.startswith(FENCE) and FENCE not in line[len(FENCE) :]:
            fenced, log, empty = not fenced, False, True
            continue
        was_empty, empty = empty, not line.strip()
        log = fenced or (log and empty) or (line.startswith(INDENTS) and (log or was_empty))
        yield log, line


def _run(text: str, *, log: bool) -> str:
    if log:
        return f"<pre>{dedent(text).rstrip()}</pre>"
    return linebreaks(text.strip("\n")) if text.strip() else ""


def _is_message(entry: TimelineEntry) -> bool:
    return entry.kind in MESSAGES and entry.facts.get("answered", True)


def _message(
    entry: TimelineEntry, incident: Incident, results: dict[datetime, Facts], *, marks: bool
) -> dict[str, Any]:
    """`marks`: whether the reader may mark its files as confidential."""
    logged = entry.kind == Kind.LOGGED
    text = incident.description if logged else entry.body
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
        "text": text,
        "body": written(text, entry.facts.get("mentions")),
        "folds": is_long(text),
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


def is_long(text: str) -> bool:
    """Whether it is so long, as a pasted log is, that what follows it would be out of sight."""
    return sum(1 + len(line) // WIDTH for line in text.split("\n")) > LONG


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
    """Which instant met or missed a milestone that a message meets, in words; a contact is told of those that she
    is shown (R8.9)."""
    told = {MilestoneKind.FIRST_RESPONSE, MilestoneKind.NEXT_REPLY}
    if contact:
        told &= set(shown_to(incident.tier))
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
        "late": entry.kind == Kind.TARGET and entry.facts.get("result") != "met",
        "url": f"/community/questions/{entry.facts['question']}/" if "question" in entry.facts else "",
    }


def _reason(entry: TimelineEntry) -> str:
    """What a person gave as the reason; a cause of the product's own is in the sentence."""
    if entry.kind == Kind.CALL or entry.facts.get("code") == "automatic_mail":
        return entry.body
    reason = str(entry.facts.get("reason", ""))
    return "" if reason in REASONS else reason
