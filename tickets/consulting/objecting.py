"""A customer objects to a hand-over; a person who did not hand over decides within an office day (R11.6, L14)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from subscriptions import permissions, texts
from subscriptions.models import User
from subscriptions.models.regions import Clock
from subscriptions.permissions import Permission
from tickets import closing, lifecycle
from tickets.consulting import telling
from tickets.consulting.models import ConsultingRules, HandOver, Objection
from tickets.consulting.refusals import (
    HandedOverByYou,
    NotHandedOver,
    ObjectedAlready,
    ObjectionDecided,
    ObjectionTooLate,
)
from tickets.models import Incident, LifecycleRules, TimelineEntry
from tickets.timeline import write

REMINDED_AT = 0.5  # of the time for deciding


def object_to(incident: Incident, contact: User, reason: str, at: datetime | None = None) -> Objection:
    """The contact does not agree, with her reason; it stands in her incident's timeline.

    Raises ReasonMissing, TextTooLong, NotHandedOver, ObjectedAlready, ObjectionTooLate.
    """
    at = at or timezone.now()
    why = texts.reason(reason)
    with lifecycle.changing(incident, at) as row:
        hand_over = _handed_over(row)
        if Objection.objects.filter(hand_over=hand_over).exists():
            raise ObjectedAlready(number=row.pk)
        if not closing.may_reopen(row, at):
            raise ObjectionTooLate(days=LifecycleRules.current().reopen_days)
        entry = write(row, TimelineEntry.Kind.MESSAGE, at, author=contact, body=why, objects=True)
        return record(hand_over, entry, why)


def record(hand_over: HandOver, entry: TimelineEntry, why: str) -> Objection:
    """Inside `changing`: the objection that the entry says, with when it is to be decided by; those who may decide
    are told."""
    assert entry.author
    version = entry.incident.region.calendar_at(entry.at)
    office = version.calendar(Clock.OFFICE)
    allowed: timedelta = ConsultingRules.current().objection_days * version.day()
    objection = Objection.objects.create(
        hand_over=hand_over,
        customer_id=hand_over.customer_id,
        reason=why,
        by=entry.author,
        at=entry.at,
        due_at=office.add(entry.at, allowed),
        next_at=office.add(entry.at, allowed * REMINDED_AT),
    )
    telling.objected(objection, entry)
    return objection


def decide(
    objection: Objection, person: User, *, upheld: bool, reason: str, at: datetime | None = None
) -> Objection:
    """A person decides. Upheld: the incident is in progress again, its clocks as of L14. Refused: it stays with
    consulting, and the contact reads why.

    Raises Forbidden, HandedOverByYou, ObjectionDecided, ReasonMissing, TextTooLong.
    """
    at = at or timezone.now()
    permissions.require(person, Permission.WORK)
    why = texts.reason(reason)
    with transaction.atomic():
        incident = Incident.objects.for_change().get(hand_overs__objection=objection.pk)
        rows = Objection.objects.select_for_update(of=("self",)).select_related("decided_by", "hand_over")
        row = rows.get(pk=objection.pk)
        if row.is_decided:
            raise ObjectionDecided(who=row.decided_by)
        if row.hand_over.by_id == person.pk:
            raise HandedOverByYou
        row.upheld, row.answer, row.decided_by, row.decided_at, row.next_at = upheld, why, person, at, None
        row.save()
        if upheld:
            _return(incident, row.hand_over, person, why, at)
        else:
            _keep(incident, row, person, why, at)
    return row


def _return(incident: Incident, hand_over: HandOver, person: User, why: str, at: datetime) -> None:
    """Consulting's is nobody's in support's queue."""
    closing.reopen(incident, person, why, at, objected=True)
    if hand_over.consultant_id:
        with lifecycle.changing(incident, at) as row:
            if row.owner_id == hand_over.consultant_id:
                lifecycle.own(row, None, at, by=person)


def _keep(incident: Incident, objection: Objection, person: User, why: str, at: datetime) -> None:
    with lifecycle.changing(incident, at) as row:
        entry = write(
            row,
            TimelineEntry.Kind.INFORMATION,
            at,
            author=person,
            code="objection_refused",
            reason=why,
        )
        telling.refused(row, entry, why)


def _handed_over(incident: Incident) -> HandOver:
    found = HandOver.objects.kept().filter(incident=incident).order_by("-pk").first()
    if found is None or not closing.is_handed_over(incident):
        raise NotHandedOver
    return found
