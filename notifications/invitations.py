"""Entries of people's calendars: as a mail brings them (iMIP, RFC 6047), as a file, and many in a feed (RFC
5545).

A room that tells of something with a time puts `as_words` of an Entry into the context of its kind; the mail then
carries it. The same `uid` with a higher `sequence` moves what stands in the calendar, a cancelled one takes it
out.

The organizer's address is that of our mails, also where a person is named as organizer: Google shows an invitation
whose organizer is not its sender as one of a stranger, and Outlook puts none into the organizer's own calendar.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.conf import settings
from icalendar import Calendar, Event, vCalAddress, vText

from notifications.models import Notification
from subscriptions.models import User

PRODUCT = "-//Xtreme Support//Xtreme Support//EN"
WORD = "invitation"


INSTANTS = ("starts_at", "ends_at")
# Around an entry its time zone is described: the clock changes of the year, and those of the next.
ZONE_BEFORE, ZONE_AFTER = timedelta(days=366), timedelta(days=2 * 366)


@dataclass(frozen=True)
class Attendee:
    """Somebody who is invited. `answer` is a PARTSTAT of RFC 5545: NEEDS-ACTION, ACCEPTED, DECLINED."""

    name: str
    mail: str
    answer: str = "NEEDS-ACTION"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing in a calendar; instants are aware, `url` is its page of ours.

    With `time_zone` its instants are said in that zone, which the file describes (VTIMEZONE), else in UTC. `place`
    is where it is, else its page. `organizer` is a name. Without `attendees` its reader is the one, and comes.
    """

    uid: str
    sequence: int
    title: str
    starts_at: datetime
    ends_at: datetime
    url: str
    about: str = ""
    cancelled: bool = False
    time_zone: str = ""
    place: str = ""
    organizer: str = ""
    attendees: tuple[Attendee, ...] = ()

    def as_words(self) -> dict[str, Any]:
        """As the context of a message holds it."""
        words = asdict(self) | {name: getattr(self, name).isoformat() for name in INSTANTS}
        return words | {"attendees": [asdict(each) for each in self.attendees]}

    @classmethod
    def of_words(cls, words: dict[str, Any]) -> Self:
        """The entry that the context of a message holds."""
        instants = {name: datetime.fromisoformat(words[name]) for name in INSTANTS}
        attendees = tuple(Attendee(**each) for each in words.get("attendees", ()))
        return cls(**words | instants | {"attendees": attendees})

    @property
    def when(self) -> tuple[datetime, datetime]:
        """Its instants as the file says them."""
        zone = ZoneInfo(self.time_zone) if self.time_zone else UTC
        return self.starts_at.astimezone(zone), self.ends_at.astimezone(zone)


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
    return of_entry(Entry.of_words(words), row.recipient, row.created_at)


def of_entry(entry: Entry, reader: User, at: datetime) -> CalendarFile:
    """The file by which it comes into the reader's calendar, moves there, or leaves it."""
    method = "CANCEL" if entry.cancelled else "REQUEST"
    return CalendarFile(method, _text(method, [_event(entry, at, reader)], zoned_from=entry))


def file(entry: Entry, at: datetime) -> str:
    """The same as a file for whoever has it, to be sent on or opened by hand."""
    return _text("CANCEL" if entry.cancelled else "REQUEST", [_event(entry, at)], zoned_from=entry)


def feed(entries: Iterable[Entry], name: str, at: datetime) -> str:
    """Many, as a calendar that is subscribed to."""
    return _text("PUBLISH", [_event(entry, at) for entry in entries], name)


def _text(method: str, events: Iterable[Event], name: str = "", *, zoned_from: Entry | None = None) -> str:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    if name:
        calendar.add("x-wr-calname", name)
    for event in events:
        calendar.add_component(event)
    if zoned_from and zoned_from.time_zone:
        starts, ends = zoned_from.when
        calendar.add_missing_timezones((starts - ZONE_BEFORE).date(), (ends + ZONE_AFTER).date())
        _by_the_clock_before(calendar)
    return calendar.to_ical().decode()


def _by_the_clock_before(calendar: Calendar) -> None:
    """RFC 5545, 3.6.5: a change is said by the clock as it goes before it. The library says one that skips an hour
    by the clock after it, which is an hour late."""
    for zone in calendar.walk("VTIMEZONE"):
        parts: list[Any] = zone.subcomponents
        for part in parts:
            skipped = part["TZOFFSETTO"].td - part["TZOFFSETFROM"].td
            if skipped > timedelta(0):
                further = part["RDATE"].dts if "RDATE" in part else []
                for change in (part["DTSTART"], *further):
                    change.dt -= skipped


def _event(entry: Entry, at: datetime, reader: User | None = None) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", at.astimezone(UTC))
    starts, ends = entry.when
    event.add("dtstart", starts)
    event.add("dtend", ends)
    event.add("summary", entry.title)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    address = f"{settings.SITE_URL}{entry.url}"
    event.add("url", address)
    event.add("location", entry.place or address)
    if entry.about:
        event.add("description", entry.about)
    name, mail = parseaddr(settings.DEFAULT_FROM_EMAIL)
    event.add("organizer", _person(entry.organizer or name, mail))
    for each in _attendees(entry, reader):
        attendee = _person(each.name, each.mail)
        attendee.params["partstat"] = vText(each.answer)
        attendee.params["role"] = vText("REQ-PARTICIPANT")
        if each.answer == "NEEDS-ACTION":
            attendee.params["rsvp"] = vText("TRUE")
        event.add("attendee", attendee, encode=False)
    return event


def _attendees(entry: Entry, reader: User | None) -> list[Attendee]:
    """Those of the entry, its reader always among them: calendars look for her address."""
    found = list(entry.attendees)
    if reader and reader.email.lower() not in [each.mail.lower() for each in found]:
        found.append(Attendee(reader.name, reader.email, "NEEDS-ACTION" if found else "ACCEPTED"))
    return found


def _person(name: str, mail: str) -> vCalAddress:
    person = vCalAddress(f"mailto:{mail}")
    person.params["cn"] = vText(name)
    return person
