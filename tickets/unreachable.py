"""R10.6: a severity 1 whose contact cannot be reached by phone. Which tries count, lowering the severity for it,
and the contact raising it again herself. A try is a call that nobody answered (correspondence.spoken)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from entitlements.models import Severity
from subscriptions import texts
from subscriptions.models import User
from subscriptions.wording import moment_here
from tickets import telling
from tickets.lifecycle import back_to_work, changing
from tickets.models import Incident, LifecycleRules, TimelineEntry
from tickets.models.incidents import AWAITING_CUSTOMER
from tickets.refusals import NotLowered, NotSeverityOne, PhoneMissing, TooFewTries
from tickets.severity import set_severity

Kind = TimelineEntry.Kind
CAUSE = "unreachable"


def lower(incident: Incident, agent: User, reason: str = "", at: datetime | None = None) -> Incident:
    """Severity 2 instead of 1 because nobody answers, which the customer is told; `reason` may add to it.

    Raises NotSeverityOne, and TooFewTries with how many are missing and from when the last of them counts.
    """
    at = at or timezone.now()
    with changing(incident, at) as row:
        if row.severity != Severity.CRITICAL or not row.is_open:
            raise NotSeverityOne
        recorded, rules = tries(row), LifecycleRules.current()
        if missing(recorded, rules):
            raise TooFewTries(
                needed=rules.phone_tries,
                minutes=rules.phone_minutes,
                missing=missing_words(recorded, rules, at),
            )
        first, last = recorded[0].at, recorded[-1].at
        entry = set_severity(
            row,
            Severity.HIGH,
            at,
            agent,
            reason=texts.optional(reason),
            cause=CAUSE,
            tries=len(recorded),
            phone=recorded[-1].facts.get("phone") or row.phone,
            first=first.isoformat(),
            last=last.isoformat(),
        )
        telling.lowered_unreachable(row, entry)
        return row


def raise_again(incident: Incident, contact: User, phone: str, at: datetime | None = None) -> Incident:
    """The contact makes it severity 1 again at once, with a phone that is answered now. Raises NotLowered where it
    was not lowered for this or is closed, PhoneMissing."""
    at = at or timezone.now()
    with changing(incident, at) as row:
        if not may_raise_again(row):
            raise NotLowered
        row.phone = texts.line(phone)[:40]
        if not row.phone:
            raise PhoneMissing
        if row.status in AWAITING_CUSTOMER:
            back_to_work(row, at, contact, reason="answered")
        entry = set_severity(row, Severity.CRITICAL, at, contact, cause="raised_again", phone=row.phone)
        telling.raised_again(row, entry)
        return row


def may_raise_again(incident: Incident) -> bool:
    """Whether its last change of severity was lowering it because nobody answered."""
    if not incident.is_open or incident.severity != Severity.HIGH:
        return False
    last = incident.timeline.filter(kind=Kind.SEVERITY).order_by("pk").last()
    return last is not None and last.facts.get("cause") == CAUSE


def tries(incident: Incident) -> list[TimelineEntry]:
    """The calls that nobody answered, oldest first, since it became severity 1 and since the contact was last
    heard: spoken with, or writing."""
    counted: list[TimelineEntry] = []
    kinds = (Kind.CALL, Kind.MESSAGE, Kind.SEVERITY, Kind.SEVERITY_REQUEST)
    for entry in incident.timeline.all():
        if entry.kind not in kinds:
            continue
        if entry.kind == Kind.CALL and not entry.facts.get("answered", True):
            counted.append(entry)
        elif entry.kind in (Kind.CALL, Kind.SEVERITY) or not entry.by_vendor:
            counted.clear()
    return counted


def missing(recorded: Sequence[TimelineEntry], rules: LifecycleRules) -> int:
    """How many tries are still to be made: as many as the rules ask for, the last so long after the first."""
    if not recorded:
        return rules.phone_tries
    short = recorded[-1].at < allowed_from(recorded, rules)
    return max(rules.phone_tries - len(recorded), 1 if short else 0)


def allowed_from(recorded: Sequence[TimelineEntry], rules: LifecycleRules) -> datetime:
    """From when the last try counts; there must be one already."""
    return recorded[0].at + timedelta(minutes=rules.phone_minutes)


def missing_words(recorded: Sequence[TimelineEntry], rules: LifecycleRules, at: datetime) -> str:
    """How many tries are missing and from when the last may be made, in words; empty where none is."""
    number = missing(recorded, rules)
    if not number:
        return ""
    if not recorded:
        return _("None is recorded yet.")
    said = ngettext("%(number)s more is missing.", "%(number)s more are missing.", number) % {
        "number": number
    }
    begins = allowed_from(recorded, rules)
    if begins <= at:
        return said
    return said + " " + _("The last one counts from {time} on.").format(time=moment_here(begins))
