"""Words of an incident that pages, mails and sentences share, in the language that is active."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from entitlements.models import Severity
from subscriptions.wording import moment_here
from tickets.models import Status, TimelineEntry

VENDOR = "Xtreme Support"


def status_words(status: str, *, contact: bool) -> str:
    """A status as said to a contact or to staff (LIFECYCLE.md, 1)."""
    if contact and status == Status.WAITING_CUSTOMER:
        return _("waiting for you")
    return str(Status(status).label)


def severity_words(value: int) -> str:
    """Number and word: "2 High"."""
    return f"{value} {Severity(value).label}"


def author_of(entry: TimelineEntry) -> str:
    """The name of who did it; the product's own where nobody did."""
    return entry.author.name if entry.author else VENDOR


def say(entry: TimelineEntry, words: str, **more: object) -> str:
    """`words` with {who} did it, and `more` filled in."""
    return words.format(who=author_of(entry), **more)


def initials(name: str) -> str:
    """The first letters of the first and the last word."""
    words = name.split()
    return "".join(word[0] for word in words[:1] + words[1:][-1:]).upper()


def day_words(iso: str) -> str:
    """A day that facts keep as text (ISO 8601)."""
    return date_format(date.fromisoformat(iso), "DATE_FORMAT")


def instant_words(iso: str) -> str:
    """An instant that facts keep as text (ISO 8601), in the reader's zone."""
    return moment_here(datetime.fromisoformat(iso))
