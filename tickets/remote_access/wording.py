"""A request in words: exactly what is approved, the same on every page, in a mail and on record (R7.5)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from entitlements.refusals import listed
from tickets.remote_access.models import RemoteSession


@dataclass(frozen=True)
class Clause:
    """One thing of what is asked: its name, and what it is."""

    name: str
    words: str


def clauses(session: RemoteSession) -> list[Clause]:
    """What is asked for, thing by thing, in the language that is active. The window is in the customer's zone."""
    return list(_clauses(session))


def statement(session: RemoteSession, language: str) -> str:
    """The same as lines of text in `language`: what an approval keeps, word for word."""
    with override(language):
        return "\n".join(f"{clause.name}: {clause.words}" for clause in _clauses(session))


def window_words(session: RemoteSession) -> str:
    """From when to when, in the customer's zone and with its name."""
    zone = session.customer.zone
    opens, closes = (each.astimezone(zone) for each in (session.opens_at, session.closes_at))
    ends = date_format(closes, "TIME_FORMAT") if opens.date() == closes.date() else _moment(closes)
    return _("{begins} to {ends} ({zone})").format(begins=_moment(opens), ends=ends, zone=zone.key)


def systems_words(session: RemoteSession) -> str:
    return listed(str(system) for system in session.installed_systems)


def people_words(session: RemoteSession) -> str:
    return listed(person.name for person in session.people)


def _clauses(session: RemoteSession) -> Iterator[Clause]:
    purpose = capfirst(str(session.get_purpose_display()))
    yield Clause(_("Purpose"), f"{purpose}. {session.text}".strip() if session.text else f"{purpose}.")
    yield Clause(_("Systems"), systems_words(session))
    if session.production_reason:
        yield Clause(_("Why not on a test system"), session.production_reason)
    yield Clause(_("What may be done"), capfirst(str(session.get_scope_display())))
    yield Clause(_("People"), people_words(session))
    yield Clause(_("Window"), window_words(session))


def _moment(moment: datetime) -> str:
    return date_format(moment, "DATETIME_FORMAT")
