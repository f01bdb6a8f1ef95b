"""An incident with all that its page at the desk shows: four written statements, and one more for each thing that
is seldom there (beside.py says which are)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import models
from django.db.models import prefetch_related_objects

from subscriptions import narrowing, prepared
from subscriptions.known_rows import keep, keep_none
from subscriptions.models import User
from subscriptions.prepared import columns
from tickets.desk import beside
from tickets.desk.beside import Beside
from tickets.models import Incident, Milestone, TimelineEntry

MILESTONES = (
    f"select {columns(Milestone)} from tickets_milestone where incident_id = %s order by started_at, id"  # noqa: S608
)
TIMELINE = (
    f"select {columns(TimelineEntry)} from tickets_timelineentry where incident_id = %s order by at, id"  # noqa: S608
)
PEOPLE = f"select {columns(User)} from subscriptions_user where id = any(%s)"  # noqa: S608


def read(reader: User, number: int, at: datetime) -> tuple[Incident, Beside] | None:
    """For a reader of the vendor, as things are at `at`; None where there is no such incident, or not for her."""
    known = beside.read(number, at)
    if known is None:
        return None
    found, around = known
    if not narrowing.includes(reader.scope, region=found.customer.region_id, product=found.product_id):
        return None
    milestones = prepared.read(Milestone, MILESTONES, [number])
    entries = prepared.read(TimelineEntry, TIMELINE, [number])
    _bring_along(milestones, "pauses", there=around.pauses)
    _bring_along(entries, "attachments", there=around.files)
    _bring_along([found], "pagings", there=around.paging)
    keep(found, "milestones", milestones)
    keep(found, "timeline", entries)
    found.running = [milestone for milestone in milestones if not milestone.result]
    _name(found, entries, around)
    return found, around


def _bring_along(rows: Sequence[models.Model], name: str, *, there: bool) -> None:
    """What points to the rows: by one statement, or by none where it is known that there is nothing."""
    if there:
        prefetch_related_objects(rows, name)
    else:
        keep_none(rows, name)


def _name(found: Incident, entries: Sequence[TimelineEntry], around: Beside) -> None:
    """Give the incident, its timeline and its customer the people they point to."""
    pointing: list[tuple[models.Model, str]] = [(found, name) for name in ("contact", "logged_by", "owner")]
    pointing += [(entry, "author") for entry in entries]
    pointing += [(found.customer, "account_owner"), (around.advisor, "advisor"), (around.advisor, "deputy")]
    keys = {getattr(row, f"{name}_id") for row, name in pointing} - {None}
    people = {person.pk: person for person in prepared.read(User, PEOPLE, [list(keys)])}
    for row, name in pointing:
        setattr(row, name, people.get(getattr(row, f"{name}_id")))
