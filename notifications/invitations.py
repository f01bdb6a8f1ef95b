"""Entries of people's calendars: as a mail brings them (iMIP, RFC 6047), as a file, and many in a feed (RFC
5545).

A room that tells of something with a time puts `as_words` of an Entry into the context of its kind; the mail then
carries it. The same `uid` with a higher `sequence` moves what stands in the calendar, a cancelled one takes it
out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from icalendar import Calendar, Event, vCalAddress, vText

from notifications.models import Notification
from subscriptions.models import User

PRODUCT = "-//Xtreme Support//Xtreme Support//EN"
WORD = "invitation"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing in a calendar; instants are aware, `url` is its page of ours."""

    uid: str
    sequence: int
    title: str
    starts_at: datetime
    ends_at: datetime
    url: str
    about: str = ""
    cancelled: bool = False

    def as_words(self) -> dict[str, Any]:
        """As the context of a message holds it."""
        return {
            "uid": self.uid,
            "sequence": self.sequence,
            "title": self.title,
            "starts_at": self.starts_at.isoformat(),
            "ends_at": self.ends_at.isoformat(),
            "url": self.url,
            "about": self.about,
            "cancelled": self.cancelled,
        }


@dataclass(frozen=True)
class CalendarFile:
    """The text of a calendar file and its method: REQUEST, CANCEL or PUBLISH."""

    method: str
    text: str


def of_message(row: Notification) -> CalendarFile | None:
    """What the mail of `row` brings along for its reader's calendar; None where it brings nothing."""
    words = row.context.get(WORD)
    if not words:
        return None
    entry = Entry(**words | {name: datetime.fromisoformat(words[name]) for name in ("starts_at", "ends_at")})
    return of_entry(entry, row.recipient, row.created_at)


def of_entry(entry: Entry, reader: User, at: datetime) -> CalendarFile:
    """The file by which it comes into the reader's calendar, moves there, or leaves it."""
    method = "CANCEL" if entry.cancelled else "REQUEST"
    return CalendarFile(method, _text(method, [_event(entry, at, reader)]))


def feed(entries: Iterable[Entry], name: str, at: datetime) -> str:
    """Many, as a calendar that is subscribed to."""
    return _text("PUBLISH", [_event(entry, at) for entry in entries], name)


def _text(method: str, events: Iterable[Event], name: str = "") -> str:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    if name:
        calendar.add("x-wr-calname", name)
    for event in events:
        calendar.add_component(event)
    return calendar.to_ical().decode()


def _event(entry: Entry, at: datetime, reader: User | None = None) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", at.astimezone(UTC))
    event.add("dtstart", entry.starts_at.astimezone(UTC))
    event.add("dtend", entry.ends_at.astimezone(UTC))
    event.add("summary", entry.title)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    address = f"{settings.SITE_URL}{entry.url}"
    event.add("url", address)
    event.add("location", address)
    if entry.about:
        event.add("description", entry.about)
    name, mail = parseaddr(settings.DEFAULT_FROM_EMAIL)
    event.add("organizer", _person(name, mail))
    if reader:
        attendee = _person(reader.name, reader.email)
        attendee.params["partstat"] = vText("ACCEPTED")
        attendee.params["role"] = vText("REQ-PARTICIPANT")
        event.add("attendee", attendee, encode=False)
    return event


def _person(name: str, mail: str) -> vCalAddress:
    person = vCalAddress(f"mailto:{mail}")
    person.params["cn"] = vText(name)
    return person
