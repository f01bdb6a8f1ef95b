"""What a calendar answers to an invitation of ours, as Outlook and Google send it (iMIP, RFC 6047; iTIP, RFC 5546).
Pure; never raises for what a mail holds."""

from dataclasses import dataclass
from email.message import Message

from icalendar import Calendar

LONGEST = 100_000  # octets of a calendar's part that are read
TYPES = ("text/calendar", "application/ics")
ANSWERS = ("REPLY", "COUNTER")


@dataclass(frozen=True)
class Answer:
    """Of which entry, of which edition of it, and what: a PARTSTAT of RFC 5545. `proposes`: another time, which a
    person has to read."""

    uid: str
    sequence: int
    says: str
    proposes: bool


def answer_in(part: Message) -> Answer | None:
    """The answer that the part of a mail holds; None where it is no answer of a calendar."""
    if part.get_content_type() not in TYPES:
        return None
    octets = part.get_payload(decode=True)
    if not isinstance(octets, bytes) or len(octets) > LONGEST:
        return None
    try:
        calendar = Calendar.from_ical(octets)
        event = next(iter(calendar.walk("VEVENT")), None)
        method = str(calendar.get("METHOD", "")).upper()
        if event is None or method not in ANSWERS:
            return None
        told = event.get("ATTENDEE")
        who = told[0] if isinstance(told, list) and told else told
        says = str(who.params.get("PARTSTAT", "")).upper() if who is not None else ""
        return Answer(
            str(event.get("UID", ""))[:300], int(event.get("SEQUENCE", 0)), says, method == "COUNTER"
        )
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, LookupError, RecursionError):
        return None
