"""What staff answer to a request for a briefing: taken up with or without a date, a recording, a planned
session, or a reason why not; double ones are made one (R13.2, R13.3)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from entitlements.briefings import access, telling
from entitlements.briefings.models import BriefingRequest, Recording, RequestJoin, Session
from entitlements.briefings.models.recordings import TEXT
from entitlements.briefings.refusals import DateInPast, NothingChosen, SameRequest
from entitlements.briefings.requesting import count, locked, require_open
from subscriptions import texts
from subscriptions.models import User

State = BriefingRequest.State


def accept(
    request: BriefingRequest,
    by: User,
    expected_on: date | None = None,
    answer: str = "",
    at: datetime | None = None,
) -> BriefingRequest:
    """It will be made; a date is shown only where staff set one (R13.3), and may be set anew. Raises Forbidden,
    RequestClosed, DateInPast, TextTooLong."""
    at = at or timezone.now()
    if expected_on and expected_on < timezone.localdate(at):
        raise DateInPast
    with _open(request, by) as row:
        row.expected_on = expected_on
        _answered(row, State.ACCEPTED, by, texts.optional(answer, TEXT, field="answer"), at)
        return row


def answer_with(
    request: BriefingRequest, by: User, found: Recording | Session, at: datetime | None = None
) -> BriefingRequest:
    """With a recording of the library, or a session that is planned. Raises Forbidden, RequestClosed,
    NothingChosen."""
    at = at or timezone.now()
    with _open(request, by) as row:
        if isinstance(found, Recording) and found.state == Recording.State.PUBLISHED:
            row.recording = found
        elif isinstance(found, Session) and not found.is_cancelled and found.ends_at > at:
            row.session = found
        else:
            raise NothingChosen
        _answered(row, State.ANSWERED, by, "", at)
        return row


def decline(request: BriefingRequest, by: User, reason: str, at: datetime | None = None) -> BriefingRequest:
    """It will not be made; everybody who asks reads why. Raises Forbidden, RequestClosed, ReasonMissing,
    TextTooLong."""
    at = at or timezone.now()
    with _open(request, by) as row:
        row.expected_on = None
        _answered(row, State.DECLINED, by, texts.reason(reason, TEXT), at)
        return row


def merge(
    request: BriefingRequest, into: BriefingRequest, by: User, at: datetime | None = None
) -> BriefingRequest:
    """Who asks for the one asks for the other from now on, each once, and is told; the one leads to the other.
    Gives the other. Raises Forbidden, RequestClosed, SameRequest."""
    access.require_planning(by)
    with transaction.atomic():
        first, second = sorted((request, into), key=lambda each: each.pk)
        rows = {each.pk: locked(each) for each in (first, second)}
        row, other = rows[request.pk], rows[into.pk]
        require_open(row)
        if not BriefingRequest.objects.taking_in(row).filter(pk=other.pk).exists():
            raise SameRequest
        asking = [
            (each.user, each.customer_id) for each in access.still_there(row.joins.select_related("user"))
        ]
        known = other.joins.values("user")
        RequestJoin.objects.filter(request=row).exclude(user__in=known).update(request=other, first=False)
        row.state, row.merged_into = State.MERGED, other
        row.answered_by, row.answered_at = by, at or timezone.now()
        row.save()
        BriefingRequest.objects.filter(merged_into=row).update(merged_into=other)
        count(row)
        count(other)
        telling.merged(row, other, asking)
        return other


@contextmanager
def _open(request: BriefingRequest, by: User) -> Iterator[BriefingRequest]:
    """The request, locked and fresh."""
    access.require_planning(by)
    with transaction.atomic():
        row = locked(request)
        require_open(row)
        yield row


def _answered(row: BriefingRequest, state: State, by: User, answer: str, at: datetime) -> None:
    row.state, row.answer, row.answered_by, row.answered_at = state, answer, by, at
    row.save()
    telling.answered(row, at)
