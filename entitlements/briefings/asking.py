"""Questions of a session, before it and during it: asked, voted for, answered (R16.1)."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from entitlements.briefings import access, telling
from entitlements.briefings.models import Question, Session, SignUp, Vote
from entitlements.briefings.models.questions import QUESTION
from entitlements.briefings.models.recordings import TEXT
from entitlements.briefings.refusals import (
    AnsweredAlready,
    NotSignedUp,
    QuestionsClosed,
    SessionCancelled,
)
from subscriptions import tenancy, texts
from subscriptions.models import User


def ask(session: Session, person: User, text: str, at: datetime | None = None) -> Question:
    """Ask something, as somebody who has a seat or waits for one; her own voice is the first. Raises
    NotSignedUp, the refusal of the answer, QuestionsClosed, SessionCancelled, EmptyText, TextTooLong."""
    at = at or timezone.now()
    signed_up = _require_signed_up(session, person, at)
    text = texts.message(text, QUESTION, field="text")
    with tenancy.as_staff():
        question = Question.objects.create(session=session, text=text, asked_at=at, votes=1)
        Vote.objects.create(question=question, customer=signed_up.customer, user=person, asked=True, at=at)
        telling.question_asked(question, signed_up.customer)
        return question


def vote(question: Question, person: User, at: datetime | None = None) -> bool:
    """Want it answered, too; says whether the vote is new: a person has one, whoever presses how often. Raises as
    `ask`, AnsweredAlready."""
    at = at or timezone.now()
    signed_up = _require_signed_up(question.session, person, at)
    with tenancy.as_staff():
        row = Question.objects.select_for_update(no_key=True).get(pk=question.pk)
        if row.answered_at:
            raise AnsweredAlready
        made = Vote.objects.get_or_create(
            question=row, user=person, defaults={"customer": signed_up.customer, "at": at}
        )[1]
        if made:
            Question.objects.filter(pk=row.pk).update(votes=F("votes") + 1)
        return made


def answer(question: Question, by: User, text: str = "", at: datetime | None = None) -> Question:
    """The host marks it answered, with what was said where it is to be read. Raises Forbidden, AnsweredAlready,
    TextTooLong."""
    access.require_leading(question.session, by)
    text = texts.optional(text, TEXT, field="answer")
    with transaction.atomic():
        row = Question.objects.select_for_update(no_key=True).get(pk=question.pk)
        if row.answered_at:
            raise AnsweredAlready
        row.answer, row.answered_at, row.answered_by = text, at or timezone.now(), by
        row.save(update_fields=["answer", "answered_at", "answered_by"])
        return row


def _require_signed_up(session: Session, person: User, at: datetime) -> SignUp:
    rows = SignUp.objects.open().filter(session=session, user=person).select_related("customer")
    found: SignUp | None = rows.first()
    if found is None:
        raise NotSignedUp
    access.require_session(found.customer, session, at)
    if session.is_cancelled:
        raise SessionCancelled
    if session.ends_at <= at:
        raise QuestionsClosed
    return found
