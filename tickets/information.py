"""What a timeline says of what the product or a room beside the incident did: one sentence for each code."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entitlements.models import MilestoneKind
from entitlements.refusals import outside_your_cover
from notifications.words import in_language
from subscriptions.wording import zone_words
from tickets.models import TimelineEntry
from tickets.shown import shown_to
from tickets.wording import day_words, instant_words, say, severity_words

Facts = dict[str, Any]

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


def information(entry: TimelineEntry, contact: bool) -> str:
    """What an entry of this kind says, by its code."""
    code = entry.facts.get("code")
    if code in PAGED:
        return say(entry, str(PAGED[code]), to=entry.facts.get("to", ""))
    return INFORMATION.get(code, _outside_hours)(entry, contact)


def _expected_date(entry: TimelineEntry, contact: bool) -> str:
    day, earlier = day_words(entry.facts["to"]), entry.facts.get("from")
    if not earlier:
        return say(entry, _("{who} set the expected date of the release to {day}"), day=day)
    words = _("{who} changed the expected date of the release from {before} to {day}")
    return say(entry, words, before=day_words(earlier), day=day)


def _retargeted(entry: TimelineEntry, contact: bool) -> str:
    """An administrator moved what runs to other targets, hours or another support region; of the customer's, what
    she is shown (R8.9)."""
    facts, whose = entry.facts, _milestones_told(entry, contact)
    said = {
        "calendar": _("{who} applied the new calendar to this incident."),
        "region": _("{who} moved this incident from the support region {before} to {after}."),
    }.get(facts["cause"], _("{who} applied the new targets to this incident."))
    ended = _("{milestone}: there is no target any more.")
    moved = map(moved_words, moves_told(entry, contact))
    stopped = [_milestone_words(ended, kind) for kind in facts.get("stopped", []) if kind in whose]
    regions = {"before": facts.get("from", ""), "after": facts.get("to", "")}
    return " ".join([say(entry, said, **regions), *moved, *stopped])


def _tier_changed(entry: TimelineEntry, contact: bool) -> str:
    """The subscription goes on with another tier; of the customer's, what she is shown (R8.9, R26.1)."""
    facts = entry.facts
    said = _("The subscription of this product changed from {before} to {after}.")
    moved = []
    for due in moves_told(entry, contact):
        if not due["to"]:
            continue
        words = moved_words(due)
        if not contact:
            words += " " + _("{used} per cent of the earlier target had passed.").format(used=due["used"])
        moved.append(words)
    return " ".join([said.format(before=facts["from"], after=facts["to"]), *moved])


def _product_changed(entry: TimelineEntry, contact: bool) -> str:
    """It is worked under the line of another product; of the customer's targets, what she is shown (R8.9)."""
    facts = entry.facts
    words = _("{who} changed the product from {before} to {after}.")
    said = [say(entry, words, before=facts["from"], after=facts["to"])]
    if facts["tier_from"] != facts["tier_to"]:
        said.append(_("It is worked under {tier} now.").format(tier=facts["tier_to"]))
    moves = [due for due in moves_told(entry, contact) if due["to"] and not due["paused"]]
    return " ".join([*said, *(moved_words(due) for due in moves if due["to"] != due["from"])])


def _event_weekend(entry: TimelineEntry, contact: bool) -> str:
    """A weekend of support for every severity counts now, or does no more (R23.9, R23.16)."""
    facts = entry.facts
    said = (
        _("Special event weekend of {day}: every hour of it counts.")
        if facts["cause"] == "counts"
        else _("The special event weekend of {day} is cancelled: the normal hours count.")
    )
    moved = map(moved_words, moves_told(entry, contact))
    return " ".join([said.format(day=day_words(facts["weekend"])), *moved])


def _completed(entry: TimelineEntry, contact: bool) -> str:
    """She said product and severity of what she had mailed; of the customer's, what she is shown (R8.9)."""
    facts = entry.facts
    said = say(
        entry,
        _("{who} completed the incident: {product}, severity {severity}."),
        product=facts["product"],
        severity=severity_words(facts["severity"]),
    )
    return " ".join([said, *map(moved_words, moves_told(entry, contact))])


def _automatic_mail(entry: TimelineEntry, contact: bool) -> str:
    return _("An automatic mail came; nothing changes by it")


def _call_back(entry: TimelineEntry, contact: bool) -> str:
    return say(entry, _("{who} planned a call-back: {time}"), time=instant_words(entry.facts["due_at"]))


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


def _fix_published(entry: TimelineEntry, contact: bool) -> str:
    facts = entry.facts
    if contact:
        words = _("{release} is released, which resolves this: {title}. Does it work?")
    else:
        words = _(
            "{release} is released, which resolves this: {title}. The contact is asked whether it works."
        )
    return words.format(release=facts["release"], title=in_language(facts)["title"])


def _fix_withdrawn(entry: TimelineEntry, contact: bool) -> str:
    words = _("{release} is withdrawn: do not install it. {why}")
    return words.format(release=entry.facts["release"], why=entry.facts["why"])


def _fix_works(entry: TimelineEntry, contact: bool) -> str:
    return say(entry, _("{who} says that {release} works"), release=entry.facts["release"])


def _asked_part(entry: TimelineEntry, contact: bool) -> str:
    """Which part of a modified system she asks about (R11.5)."""
    if entry.facts["modified"]:
        return say(entry, _("{who} asks about a part that is modified"))
    return say(entry, _("{who} asks about the product as it is delivered"))


def _objection_refused(entry: TimelineEntry, contact: bool) -> str:
    return say(entry, _("{who} decided: it stays with the consulting service"))


def _escalation_asked(entry: TimelineEntry, contact: bool) -> str:
    words = _("{who} escalates the incident to level {level}; the answer is expected by {due}")
    return say(entry, words, level=entry.facts["level"], due=instant_words(entry.facts["due_at"]))


def _escalation_end_proposed(entry: TimelineEntry, contact: bool) -> str:
    return say(entry, _("{who} proposes to end the escalation"))


def _escalation_goes_on(entry: TimelineEntry, contact: bool) -> str:
    return say(entry, _("{who} does not agree: the escalation goes on"))


def _escalation_ended(entry: TimelineEntry, contact: bool) -> str:
    if entry.facts.get("outcome") == "by_asker":
        return say(entry, _("{who} ended the escalation"))
    return say(entry, _("{who} agreed: the escalation has ended"))


def _satisfied(entry: TimelineEntry, contact: bool) -> str:
    return say(entry, _("{who} is satisfied with the help"))


def _not_satisfied(entry: TimelineEntry, contact: bool) -> str:
    return say(entry, _("{who} is not satisfied with the help"))


def _milestones_told(entry: TimelineEntry, contact: bool) -> tuple[str, ...]:
    """The milestones of which the reader is told (R8.9)."""
    return shown_to(entry.incident.tier) if contact else tuple(MilestoneKind)


def moves_told(entry: TimelineEntry, contact: bool) -> list[Facts]:
    """The due times that moved, of those milestones."""
    whose = _milestones_told(entry, contact)
    return [due for due in entry.facts.get("due", []) if due["milestone"] in whose]


def moved_words(due: Facts) -> str:
    """Both values, where there are two (R8.10)."""
    words = _("{milestone} now expected by {due}, before that by {before}.")
    if due["paused"]:
        words = _("{milestone} is paused; when it goes on, less time is left.")
    elif due["from"] == due["to"]:
        words = _("{milestone} expected by {due}, as before.")
    elif not due["from"]:
        words = _("{milestone} now expected by {due}.")
    before = due["from"] and instant_words(due["from"])
    return _milestone_words(words, due["milestone"], due=instant_words(due["to"]), before=before)


def _milestone_words(words: str, kind: str, **more: object) -> str:
    return words.format(milestone=capfirst(MilestoneKind(kind).label), **more)


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
    "fix_withdrawn": _fix_withdrawn,
    "fix_works": _fix_works,
    "of_community": _of_community,
    "asked_part": _asked_part,
    "objection_refused": _objection_refused,
    "escalation_asked": _escalation_asked,
    "escalation_end_proposed": _escalation_end_proposed,
    "escalation_goes_on": _escalation_goes_on,
    "escalation_ended": _escalation_ended,
    "satisfied": _satisfied,
    "not_satisfied": _not_satisfied,
}
