"""How the words of a mail are put: typed text that cannot become markup, instants in the reader's zone, codes
in her language."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, override, pgettext_lazy
from django.utils.translation import gettext as _

from notifications import spans
from notifications.models import Alert

EXCERPT = 10_000
CONTROL = re.compile(r"[^\S\n]|[\x00-\x09\x0b-\x1f\x7f\u2028\u2029]")
PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")

CODES = {
    # milestones
    "first_response": gettext_lazy("first response"),
    "next_reply": gettext_lazy("next reply"),
    "solution_goal": gettext_lazy("solution goal"),
    # reasons of closing
    "solved": gettext_lazy("solved"),
    "no_answer": gettext_lazy("no answer"),
    "duplicate": gettext_lazy("duplicate"),
    "consulting": gettext_lazy("handed to consulting"),
    "not_covered": gettext_lazy("not covered"),
    # causes of escalation
    "milestone": gettext_lazy("a target was missed"),
    "open": gettext_lazy("severity 1 is open for long, without a workaround"),
    "rejections": gettext_lazy("the solution was rejected again"),
    "without_owner": gettext_lazy("nobody has taken it"),
    "request": gettext_lazy("the customer asks for it"),
    "request_late": gettext_lazy("the customer's escalation is not answered in time"),
    "objection": gettext_lazy("an objection to a hand-over is not decided in time"),
    # why consulting has an incident
    "installation_is_consulting": gettext_lazy("installation or implementation"),
    "modified_system": gettext_lazy("modified on this point"),
    "not_general": gettext_lazy("about the customer's own set-up"),
    "not_generally_available": gettext_lazy("version not generally available"),
    # how an escalation ended
    "done": gettext_lazy("what was planned is done"),
    "cannot": gettext_lazy("it cannot be fulfilled"),
    "by_asker": gettext_lazy("ended by the customer"),
    # decisions on requests for an upgrade
    "granted": gettext_lazy("granted"),
    "declined": gettext_lazy("declined"),
    "answered": gettext_lazy("not decided yet"),
    # what followers of an incident are told
    "reply": gettext_lazy("reply"),
    "solution": gettext_lazy("solution proposed"),
    "taken": gettext_lazy("taken by an agent"),
    "waiting_development": gettext_lazy("waiting for development"),
    "expected_date": gettext_lazy("new expected date"),
    "resumed": gettext_lazy("back from development"),
    "severity_changed": gettext_lazy("severity changed"),
    "product_changed": gettext_lazy("product changed"),
    "closed": gettext_lazy("closed"),
    "objection_upheld": gettext_lazy("worked on after all"),
    "contact_reply": gettext_lazy("new message"),
    "withdrawn": gettext_lazy("withdrawn"),
    "reopened": gettext_lazy("reopened"),
    # purposes of special events
    "upgrade": gettext_lazy("upgrade"),
    "migration": gettext_lazy("migration"),
    "go_live": gettext_lazy("go-live of a covered product"),
    "period_close": gettext_lazy("period close"),
    # why a special event lacks its support resource
    "resource_left": gettext_lazy("does not work the queue any more"),
    "resource_limited": gettext_lazy("is limited and would not see the customer"),
    "resource_away": gettext_lazy("is out of office then"),
    # what happens to meetings, and the kinds of senior resources
    "meeting_invited": gettext_lazy("you are invited"),
    "meeting_changed": gettext_lazy("it has changed"),
    "meeting_cancelled": gettext_lazy("it is cancelled"),
    "meeting_declined": gettext_lazy("does not come"),
    "meeting_accepted": gettext_lazy("comes after all"),
    "meeting_left_out": gettext_lazy("you need not come"),
    # what becomes of an upgrade plan
    "upgrade_planned": gettext_lazy("it is planned"),
    "upgrade_moved": gettext_lazy("it is moved"),
    "upgrade_cancelled": pgettext_lazy("of an upgrade", "it is cancelled"),
    "upgrade_done": gettext_lazy("it is made"),
    "support": gettext_lazy("support"),
    "development": gettext_lazy("development"),
    # classes and actions of alerts
    **dict(Alert.Class.choices),
    **dict(Alert.Action.choices),
}


SEVERITIES = {
    1: gettext_lazy("critical"),
    2: gettext_lazy("high"),
    3: gettext_lazy("medium"),
    4: gettext_lazy("low"),
}


class Ours(str):
    """Markdown of ours, printed as it is."""

    def __html__(self) -> str:
        return self


class Typed(str):
    """Text of a person, on one line. Printed into Markdown, each sign that Markdown or HTML could read as
    markup is a numeric entity, which neither does."""

    def __new__(cls, text: str) -> "Typed":
        typed = super().__new__(cls, " ".join(text.split()))
        typed.as_typed = text
        return typed

    as_typed: str

    def __html__(self) -> str:
        return _as_entities(self)


class Quoted(str):
    """Text of a person as a quotation: her lines and paragraphs kept, nothing in them markup."""

    def __html__(self) -> str:
        lines = [_as_entities(line.removeprefix(">").strip()) for line in str(self).split("\n")]
        breaks = [
            "\\" if line and following else ""
            for line, following in zip(lines, [*lines[1:], ""], strict=True)
        ]
        return "\n".join(f"> {line}{end}" for line, end in zip(lines, breaks, strict=True))


def _as_entities(text: str) -> str:
    return PUNCTUATION.sub(lambda sign: f"&#{ord(sign[0])};", text)


def quoted(text: Typed) -> Quoted:
    """The text as a quotation of at most EXCERPT characters."""
    whole = getattr(text, "as_typed", str(text))
    cut = whole if len(whole) <= EXCERPT else f"{whole[:EXCERPT]} […]"
    lines = [" ".join(CONTROL.sub(" ", line).split()) for line in cut.splitlines()]
    return Quoted("\n".join(f"> {line}".rstrip() for line in lines))


def instant(iso: str | datetime) -> Typed:
    """An ISO instant in the zone that is active: "Thursday 26 November 2026 at 08:30 (Europe/Copenhagen)"."""
    moment = datetime.fromisoformat(iso) if isinstance(iso, str) else iso
    zone = timezone.get_current_timezone()
    local = moment.astimezone(zone)
    return Typed(
        _("%(weekday)s %(date)s at %(time)s (%(zone)s)")
        % {
            "weekday": date_format(local, "l"),
            "date": date_format(local, "DATE_FORMAT"),
            "time": date_format(local, "TIME_FORMAT"),
            "zone": str(zone),
        }
    )


def day(iso: str | date) -> Typed:
    """An ISO date: "Thursday 26 November 2026"."""
    when = date.fromisoformat(iso) if isinstance(iso, str) else iso
    return Typed(f"{date_format(when, 'l')} {date_format(when, 'DATE_FORMAT')}")


def dated(iso: str | date) -> Typed:
    """An ISO date of a period: "26 November 2026"."""
    when = date.fromisoformat(iso) if isinstance(iso, str) else iso
    return Typed(date_format(when, "DATE_FORMAT"))


def in_words(code: str) -> Typed:
    """What a code of the context means; a code that is not known is said as it is."""
    return Typed(str(CODES.get(code, code)))


def in_language(context: Mapping[str, Any]) -> dict[str, Any]:
    """The context with the Danish twin of a word, `title_da` of `title`, in its place where the language that is
    active is Danish and there is one."""
    if not (get_language() or "en").startswith("da"):
        return dict(context)
    twins = {
        word.removesuffix("_da"): text for word, text in context.items() if word.endswith("_da") and text
    }
    return {**context, **twins}


def in_both(word: str, say: Callable[[], str]) -> dict[str, str]:
    """What `say` says as a word of a context, with its Danish twin: whoever tells, its readers may read another
    language than she does."""
    with override("en"):
        english = say()
    with override("da"):
        return {word: english, f"{word}_da": say()}


def severity(number: int | None) -> Typed:
    """A severity with its word: "2 (high)"; nothing where there is none."""
    return Typed(f"{number} ({SEVERITIES[number]})" if number in SEVERITIES else "")


def span(affected: Mapping[str, str]) -> Typed:
    """The versions of an affected product as the context names them."""
    return Typed(spans.in_words(affected["listed"], affected["since"], affected["until"]))
