"""The phone hours of a customer as a page shows them: one row for what is open or closed alike."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from entitlements.models import Severity
from subscriptions.models import User
from subscriptions.models.regions import Clock
from subscriptions.wording import moment_words
from tickets.phone.hours import Answer, Covered
from tickets.phone.refusals import PhoneClosed

ORDINARY = (Severity.HIGH, Severity.MEDIUM, Severity.LOW)


@dataclass(frozen=True)
class Row:
    """Severities and products of which calls are taken alike. `severity` is the first of them, `words` whether they
    are taken and until or from when, `aloud` what is said to a caller who is refused."""

    severity: int
    severities: str
    products: tuple[str, ...]
    is_open: bool
    changes_at: datetime | None
    clock: Clock
    words: str
    aloud: str
    code: str


def rows(covered: Covered, caller: User | None = None) -> list[Row]:
    """Severity 1 first. A refusal is worded for the caller, in her language and zone; else for the reader."""
    groups: dict[tuple[object, ...], list[Answer]] = {}
    for answer in covered.each():
        if answer.severity in (Severity.CRITICAL, Severity.MEDIUM):
            key = (answer.severity, answer.clock, answer.hours, type(answer.refusal))
            groups.setdefault(key, []).append(answer)
    ordered = sorted(groups.values(), key=lambda group: group[0].severity)
    return [_row(group, covered, caller) for group in ordered]


def _row(group: list[Answer], covered: Covered, caller: User | None) -> Row:
    first = group[0]
    return Row(
        severity=first.severity,
        severities="1" if first.severity == Severity.CRITICAL else f"{ORDINARY[0]}–{ORDINARY[-1]}",
        products=tuple(sorted(answer.line.product.name for answer in group if answer.line)),
        is_open=first.is_taken,
        changes_at=first.hours.changes_at,
        clock=first.clock,
        words=_words(first, covered.at),
        aloud=aloud(first, covered, caller),
        code=first.refusal.code if first.refusal else "",
    )


def aloud(answer: Answer, covered: Covered, caller: User | None) -> str:
    """Why a call is not taken, in the caller's language and zone; empty where it is. It is asked for anew: some of
    the words of a refusal are said where it is made."""
    if answer.refusal is None:
        return ""
    if caller is None:
        return str(answer.refusal)
    with translation.override(caller.language), timezone.override(caller.zone):
        again = covered.answer(answer.severity, answer.line.product if answer.line else None)
        return str(again.refusal)


def _words(answer: Answer, at: datetime) -> str:
    if answer.refusal and not isinstance(answer.refusal, PhoneClosed):
        return _("not included")
    if answer.hours.changes_at is None:
        return _("open, always") if answer.is_taken else _("closed")
    until = moment_words(answer.hours.changes_at, at, timezone.get_current_timezone())
    words = _("open until {time}") if answer.is_taken else _("closed, opens {time}")
    return words.format(time=until)
