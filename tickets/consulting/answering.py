"""What the consulting desk does with what it was handed: take it, answer the customer, note, be done (R11.2)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from subscriptions import permissions
from subscriptions.models import User
from subscriptions.permissions import Permission
from tickets import correspondence
from tickets.consulting.models import HandOver, State
from tickets.consulting.refusals import AnswerFirst, HandOverEnded, HandOverTaken
from tickets.models import Incident


def take(hand_over: HandOver, person: User, at: datetime | None = None) -> HandOver:
    """It is hers, also in the place of somebody who may not sign in any more. Raises HandOverTaken by another,
    HandOverEnded, Forbidden."""
    with _open(hand_over, person) as row:
        if row.in_hand and row.consultant != person:
            raise HandOverTaken(who=row.consultant)
        row.consultant = person
        if row.state == State.WAITING:
            row.state = State.TAKEN
        return row


def answer(hand_over: HandOver, person: User, text: str, at: datetime | None = None) -> HandOver:
    """The customer has her answer on the incident, which stays closed; nobody's clock runs for it.

    Raises EmptyText, TextTooLong, HandOverEnded, Forbidden.
    """
    at = at or timezone.now()
    with _open(hand_over, person) as row:
        correspondence.reply(row.incident, person, text, at=at)
        row.consultant = row.consultant if row.in_hand else person
        row.state, row.answered_at = State.ANSWERED, at
        return row


def note(hand_over: HandOver, person: User, text: str, at: datetime | None = None) -> HandOver:
    """For colleagues alone."""
    with _open(hand_over, person) as row:
        correspondence.note(row.incident, person, text, at=at)
        return row


def done(hand_over: HandOver, person: User, at: datetime | None = None) -> HandOver:
    """Consulting has nothing more to do with it. Raises AnswerFirst where the customer has no answer."""
    with _open(hand_over, person) as row:
        if row.answered_at is None:
            raise AnswerFirst
        row.state, row.ended_at = State.DONE, at or timezone.now()
        return row


@contextmanager
def _open(hand_over: HandOver, person: User) -> Iterator[HandOver]:
    """The row, locked and fresh, for who may; what the block changes is saved. The incident is locked first, as
    every verb of it does."""
    permissions.require(person, Permission.CONSULT)
    with transaction.atomic():
        Incident.objects.for_change().get(pk=hand_over.incident_id)
        rows = HandOver.objects.select_for_update(of=("self",)).select_related("consultant", "incident")
        row = rows.get(pk=hand_over.pk)
        if not row.is_open:
            raise HandOverEnded(state=row.get_state_display())
        yield row
        row.save()
