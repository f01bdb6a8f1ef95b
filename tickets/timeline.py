"""Writing the timeline. Every verb says here what it did; entries are never changed afterwards."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from subscriptions import arrays
from subscriptions.models import User
from tickets import webhook_events
from tickets.live import announcing
from tickets.models import Channel, Incident, Milestone, TimelineEntry
from tickets.refusals import WrittenMeanwhile
from tickets.wording import author_of


def write(
    incident: Incident,
    kind: str,
    at: datetime,
    *,
    author: User | None = None,
    public: bool = True,
    body: str = "",
    channel: str = Channel.PORTAL,
    **facts: Any,
) -> TimelineEntry:
    """Add an entry, made as by `entry`; open pages of the incident and webhooks are told."""
    written = entry(incident, kind, at, author=author, public=public, body=body, channel=channel, **facts)
    add([written])
    return written


def add(entries: Sequence[TimelineEntry]) -> None:
    """Add entries that were made by `entry`, of any incidents, by one statement; told as by `write`."""
    arrays.insert(entries)
    for written in entries:
        announcing.changed(written.incident, public=written.public)
        webhook_events.heed(written.incident, written)


def entry(
    incident: Incident,
    kind: str,
    at: datetime,
    *,
    author: User | None = None,
    public: bool = True,
    body: str = "",
    channel: str = Channel.PORTAL,
    **facts: Any,
) -> TimelineEntry:
    """An entry, not saved. `author` None is the product itself. `facts` are what its sentence is made of: `from_`,
    `to`, `reason`, `cause`, `due_at` (kept without the underscore); instants as ISO strings."""
    return TimelineEntry(
        incident=incident,
        customer_id=incident.customer_id,
        kind=kind,
        at=at,
        author=author,
        by_vendor=author is None or author.is_staff,
        public=public,
        body=body,
        channel=channel,
        facts={key.removesuffix("_"): value for key, value in facts.items() if value not in (None, "")},
    )


def due_change(kind: str, before: datetime | None, after: datetime | None) -> dict[str, str | None]:
    """The fact that a milestone's due time was moved, with both values (R8.10)."""
    return {
        "milestone": kind,
        "from": before.isoformat() if before else None,
        "to": after.isoformat() if after else None,
    }


def due_changes(pairs: Iterable[tuple[Milestone, Milestone]]) -> list[dict[str, Any]]:
    """The same of milestones that took others' places: pairs of the old and the new one. A paused one says so."""
    return [
        due_change(new.kind, old.due_at, new.due_at) | {"paused": new.paused_at is not None}
        for old, new in pairs
    ]


def written_since(incident: Incident, seen: int | None, reader: User) -> list[TimelineEntry]:
    """What others have said to or for the contact after the entry `seen`, the newest that `reader` was shown; none
    where that is not known."""
    if seen is None:
        return []
    newer = incident.timeline.messages().filter(pk__gt=seen).select_related("author")
    return [entry for entry in newer if entry.author_id != reader.pk]


def check_read(
    incident: Incident,
    seen: int | None,
    author: User,
    refusal: type[WrittenMeanwhile] = WrittenMeanwhile,
) -> None:
    """Raise the refusal where there is any: two need not answer twice, nor past each other (R9). Ask it while the
    incident is locked."""
    if newer := written_since(incident, seen, author):
        raise meanwhile(newer, refusal)


def meanwhile(
    newer: Iterable[TimelineEntry], refusal: type[WrittenMeanwhile] = WrittenMeanwhile
) -> WrittenMeanwhile:
    """The refusal that names who has written."""
    return refusal(names=", ".join(dict.fromkeys(author_of(entry) for entry in newer)))


def sent_before(incident: Incident, submission: UUID | None, **same: Any) -> TimelineEntry | None:
    """The entry that this submission of a form has written already: pressing twice writes it once. What is not the
    `same` in it (lookups) was typed anew since, on a page that was gone back to, and is another. Ask it while the
    incident is locked."""
    return incident.timeline.filter(facts__submission=str(submission), **same).first() if submission else None
