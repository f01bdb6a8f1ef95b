"""Reporting a post, and what moderators do about it: the author is told with the reason (R12.1)."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from entitlements.community import access, finding, telling
from entitlements.community.access import Person
from entitlements.community.models import Act, Answer, Group, Moderation, Profile, Question, Report
from entitlements.community.refusals import (
    ArticleUnknown,
    DoneAlready,
    MovedNowhere,
    PostHidden,
    ReportedAlready,
)
from entitlements.models import Document
from subscriptions import permissions, texts
from subscriptions.models import User
from subscriptions.permissions import Permission

REASON = 500  # characters


def report(
    person: Person, question: Question, answer: Answer | None, reason: str, at: datetime | None = None
) -> None:
    """Ask a moderator to look at it; nobody else is told who did. Raises ReportedAlready, ReasonMissing, ReadOnly,
    NoProfile, PostHidden."""
    at = at or timezone.now()
    member = access.require_writing(person, at)
    if (answer or question).hidden_at:
        raise PostHidden
    said = texts.reason(reason, REASON)
    try:
        with transaction.atomic():
            made = Report.objects.create(
                question=question,
                answer=answer,
                member=member,
                customer_id=member.customer_id,
                reason=said,
                reported_at=at,
            )
            telling.reported(made, question)
    except IntegrityError as error:
        raise ReportedAlready from error


def hide(
    by: User, question: Question, answer: Answer | None, reason: str, at: datetime | None = None
) -> None:
    """Only its author reads it from now on. Settles its reports. Raises Forbidden, ReasonMissing, DoneAlready."""
    at, said = _begin(by, reason, at)
    with transaction.atomic():
        row = _locked(question)
        post = _post(row, answer)
        if post.hidden_at:
            raise DoneAlready
        post.hidden_at = at
        post.save(update_fields=["hidden_at"])
        if isinstance(post, Answer):
            _count(row, -1)
            if row.accepted_id == post.pk:
                Question.objects.filter(pk=row.pk).update(accepted=None)
        _settle(row, answer, at)
        _done(row, answer, Act.HIDDEN, said, by, at)


def show(
    by: User, question: Question, answer: Answer | None, reason: str, at: datetime | None = None
) -> None:
    """Everybody reads it again. Raises Forbidden, ReasonMissing, DoneAlready."""
    at, said = _begin(by, reason, at)
    with transaction.atomic():
        row = _locked(question)
        post = _post(row, answer)
        if post.hidden_at is None:
            raise DoneAlready
        post.hidden_at = None
        post.save(update_fields=["hidden_at"])
        if isinstance(post, Answer):
            _count(row, 1)
        _done(row, answer, Act.SHOWN, said, by, at)


def lock(by: User, question: Question, reason: str, *, locked: bool, at: datetime | None = None) -> None:
    """Nothing is added to it any more, or again. Raises Forbidden, ReasonMissing, DoneAlready."""
    at, said = _begin(by, reason, at)
    with transaction.atomic():
        row = _locked(question)
        if (row.locked_at is not None) == locked:
            raise DoneAlready
        row.locked_at = at if locked else None
        row.save(update_fields=["locked_at"])
        _done(row, None, Act.LOCKED if locked else Act.UNLOCKED, said, by, at)


def move(by: User, question: Question, group: Group, reason: str, at: datetime | None = None) -> None:
    """Into the group where it belongs. Raises Forbidden, ReasonMissing, MovedNowhere."""
    at, said = _begin(by, reason, at)
    with transaction.atomic():
        row = _locked(question)
        if row.group_id == group.pk:
            raise MovedNowhere
        row.group = group
        row.save(update_fields=["group"])
        _done(row, None, Act.MOVED, said, by, at)


def settle(by: User, question: Question, at: datetime | None = None) -> int:
    """Its reports have been looked at, and nothing is done. Gives how many they were."""
    permissions.require(by, Permission.MODERATE)
    waiting = Report.objects.filter(question=question, settled_at=None)
    return waiting.update(settled_at=at or timezone.now())


def name_article(by: User, question: Question, number: str) -> None:
    """Say which article was made of it; empty: none. Raises Forbidden, ArticleUnknown where none is published under
    the number, but for the draft that is named already."""
    permissions.require(by, Permission.MODERATE)
    said = texts.line(number)
    articles = Document.objects.filter(kind=Document.Kind.ARTICLE)
    if said not in ("", question.article) and not articles.filter(code=said).exists():
        raise ArticleUnknown(number=said)
    Question.objects.filter(pk=question.pk).update(article=said)


def _begin(by: User, reason: str, at: datetime | None) -> tuple[datetime, str]:
    permissions.require(by, Permission.MODERATE)
    return at or timezone.now(), texts.reason(reason, REASON)


def _locked(question: Question) -> Question:
    row: Question = (
        Question.objects.select_for_update(of=("self",)).select_related("author").get(pk=question.pk)
    )
    return row


def _post(question: Question, answer: Answer | None) -> Question | Answer:
    if answer is None:
        return question
    row: Answer = question.answers.select_related("author").get(pk=answer.pk)
    return row


def _count(question: Question, by: int) -> None:
    Question.objects.filter(pk=question.pk).update(answers_shown=F("answers_shown") + by)


def _settle(question: Question, answer: Answer | None, at: datetime) -> None:
    Report.objects.filter(question=question, answer=answer, settled_at=None).update(settled_at=at)


def _done(question: Question, answer: Answer | None, act: Act, reason: str, by: User, at: datetime) -> None:
    author: Profile = (_post(question, answer)).author
    made = Moderation.objects.create(
        question=question,
        answer=answer,
        customer_id=author.member.customer_id if hasattr(author, "member") else None,
        act=act,
        reason=reason,
        by=by,
        at=at,
    )
    telling.moderated(made, question, author)
    finding.keep(question.pk)
