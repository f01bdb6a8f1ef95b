"""What the advisor does with a review: puts its agenda right, sends the report, keeps the minutes of the meeting
(R18.1). Each is one transaction, of one person: who comes second reads what the first did."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from notifications.outbox import nudge_after_commit
from subscriptions.models import User
from tickets.advisory import arranging
from tickets.advisory import holding as advisory_holding
from tickets.advisory.arranging import POINT, Invitation
from tickets.advisory.holding import Minutes
from tickets.advisory.meeting_kinds import MeetingKind
from tickets.advisory.reviews import counting, listing, telling
from tickets.advisory.reviews.access import require_holding
from tickets.advisory.reviews.models import Review
from tickets.advisory.reviews.refusals import (
    AgendaMissing,
    HeldInFuture,
    HeldTooEarly,
    MeetingArranged,
    MinutesMissing,
    NotSent,
    SentAlready,
)
from tickets.advisory.reviews.wording import day_words

KIND = MeetingKind("review", gettext_lazy("activity review"))
NUMBERED = re.compile(r"^\s*\d+[.)]\s*")
FINISH = "tickets.advisory.reviews.tasks.finish"
DAY = timedelta(days=1)


def change_agenda(review: Review, by: User, agenda: str, at: datetime | None = None) -> Review:
    """Before it is sent. Raises NotHerAdvisor, SentAlready, AgendaMissing."""
    with _locked(review, by, at or timezone.now()) as row:
        _require_unsent(row)
        if not agenda.strip():
            raise AgendaMissing
        row.agenda = agenda.strip()
        row.save(update_fields=["agenda"])
        return row


def send(review: Review, by: User, at: datetime | None = None) -> Review:
    """Count, keep what was counted, and hand it to the customer: a worker draws the pictures and files from what is
    kept, then tells her. Raises NotHerAdvisor, SentAlready."""
    at = at or timezone.now()
    with _locked(review, by, at) as row:
        _require_unsent(row)
        row.figures = counting.count(row.customer, row.period, at).written()
        row.state, row.sent_at, row.sent_by = Review.State.SENT, at, by
        row.save(update_fields=["figures", "state", "sent_at", "sent_by"])
        listing.keep(row, at)
        nudge_after_commit(FINISH)
        return row


def keep_minutes(
    review: Review, by: User, held_on: date, minutes: str, decisions: str = "", at: datetime | None = None
) -> Review:
    """What was talked about and decided at the meeting; the customer is told once, putting it right later tells
    nobody. Raises NotHerAdvisor, NotSent, HeldInFuture, HeldTooEarly, MinutesMissing."""
    at = at or timezone.now()
    with _locked(review, by, at) as row:
        if not row.is_sent:
            raise NotSent
        today = at.astimezone(row.customer.zone).date()
        if held_on > today:
            raise HeldInFuture(today=day_words(today))
        if held_on <= row.last_day:
            raise HeldTooEarly(first=day_words(row.last_day + DAY))
        if not minutes.strip():
            raise MinutesMissing
        _note_meeting(row, minutes, decisions, held_on, by, at)
        row.state, row.held_on, row.next_alarm_at = Review.State.HELD, held_on, None
        row.minutes, row.decisions = minutes.strip(), decisions.strip()
        row.kept_at, row.kept_by = at, by
        row.save(
            update_fields=[
                "state",
                "held_on",
                "next_alarm_at",
                "minutes",
                "decisions",
                "kept_at",
                "kept_by",
            ]
        )
        telling.minutes(row, at)
        return row


def arrange(review: Review, wanted: Invitation, by: User, at: datetime | None = None) -> Review:
    """Arrange the meeting of the review, with its agenda; who is invited has it in her calendar. It is moved,
    cancelled and its actions are given on its own page. Raises NotHerAdvisor, MeetingArranged, and as
    `advisory.arranging.arrange`."""
    at = at or timezone.now()
    with _locked(review, by, at) as row:
        if row.is_held or (row.meeting and not row.meeting.is_cancelled):
            raise MeetingArranged
        points = [NUMBERED.sub("", line)[:POINT] for line in row.agenda.splitlines() if line.strip()]
        row.meeting = arranging.arrange(row.customer, KIND.code, replace(wanted, agenda=points), by, at)
        row.save(update_fields=["meeting"])
        return row


def _note_meeting(row: Review, minutes: str, decisions: str, held_on: date, by: User, at: datetime) -> None:
    """The meeting that was arranged, and has begun, is held by that, too; one that was to come leaves everybody's
    calendar."""
    meeting = row.meeting
    if meeting is None or not meeting.is_planned:
        return
    if meeting.starts_at > at:
        with override(row.customer.language):
            why = _("The activity review was held on {date} already.").format(date=day_words(held_on))
        arranging.call_off(meeting, why)
    else:
        advisory_holding.keep_held(meeting, Minutes(notes=minutes, decisions=decisions), by, at)


@contextmanager
def _locked(review: Review, by: User, at: datetime) -> Iterator[Review]:
    """The review, locked, for somebody who may hold it."""
    with transaction.atomic():
        rows = Review.objects.select_for_update(no_key=True, of=("self",))
        row = rows.select_related("customer__region", "sent_by", "meeting").get(pk=review.pk)
        require_holding(row.customer, by, at)
        yield row


def _require_unsent(review: Review) -> None:
    if review.is_sent:
        assert review.sent_at is not None
        raise SentAlready(date=day_words(review.sent_at.astimezone(review.customer.zone).date()))
