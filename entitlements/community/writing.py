"""Asking, answering, editing, accepting (R12.1). Each is one transaction: the post is written in the writer's own
role, where the database lets her write as a member of her own company alone; what it does to others' rows in the
vendor's."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from entitlements import rate
from entitlements.community import access, finding, mentions, telling
from entitlements.community.access import Person
from entitlements.community.models import (
    BODY,
    TITLE,
    Answer,
    Following,
    Group,
    Member,
    Profile,
    Question,
    Revision,
)
from entitlements.community.refusals import (
    GroupArchived,
    GroupMissing,
    NotItsAnswer,
    NotYours,
    PostHidden,
    QuestionLocked,
    TitleWrong,
    VersionOfAnother,
)
from subscriptions import tenancy, texts
from subscriptions.models import Product, ProductVersion
from subscriptions.refusals import Refusal

WINDOW = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class NewQuestion:
    """What is asked. `submission` is the form's: pressing twice asks once. What has no value is refused."""

    group: Group | None = None
    title: str = ""
    body: str = ""
    language: str = "en"
    product: Product | None = None
    version: ProductVersion | None = None
    submission: UUID | None = None


def ask(person: Person, new: NewQuestion, at: datetime | None = None) -> Question:
    """Ask it; its asker follows it by asking. Raises ReadOnly, NoProfile, SlowDown, the refusal of a field."""
    at = at or timezone.now()
    member = access.require_writing(person, at)
    if new.submission and (known := Question.objects.filter(submission=new.submission).first()):
        return known
    group = _group(new)
    title, (body, mentioned) = _title(new.title), _body(new.body)
    product = _product(new.product, new.version)
    _count(person, at)
    try:
        with transaction.atomic():
            question = Question.objects.create(
                group=group,
                author=member.profile,
                title=title,
                body=body,
                language=new.language,
                product=product,
                version=new.version,
                asked_at=at,
                active_at=at,
                submission=new.submission,
            )
            telling.asked(question, mentioned.values())
            finding.keep(question.pk)
            return question
    except IntegrityError:
        return _twice(Question.objects.filter(submission=new.submission).first() if new.submission else None)


def checks(new: NewQuestion) -> tuple[Callable[[], object], ...]:
    """What is asked of a question, each part by itself: a form says all that is refused, a verb the first."""
    return (
        partial(_title, new.title),
        partial(_body, new.body),
        partial(_group, new),
        partial(_product, new.product, new.version),
    )


def edit_question(
    person: Person, question: Question, title: str, body: str, at: datetime | None = None
) -> None:
    """Say it in other words; moderators see how it read before. Raises as `ask`, NotYours, PostHidden,
    QuestionLocked."""
    at = at or timezone.now()
    member = access.require_writing(person, at)
    _require_own(question, member)
    new_title, (new_body, mentioned) = _title(title), _body(body)
    with transaction.atomic():
        row = Question.objects.select_for_update().get(pk=question.pk)
        _require_open(row)
        if (new_title, new_body) == (row.title, row.body):
            return
        Revision.objects.create(
            question=row, customer_id=member.customer_id, title=row.title, body=row.body, until=at
        )
        before = mentions.known([row.body])
        row.title, row.body, row.edited_at = new_title, new_body, at
        row.save(update_fields=["title", "body", "edited_at"])
        new = [each for name, each in mentioned.items() if name not in before]
        telling.edited(row, member.profile, new_body, new, f"question:{row.pk}:{at.isoformat()}")
        finding.keep(row.pk)


def answer(
    person: Person,
    question: Question,
    body: str,
    language: str = "en",
    submission: UUID | None = None,
    at: datetime | None = None,
) -> Answer:
    """Answer it. Raises ReadOnly, NoProfile, SlowDown, QuestionLocked, PostHidden, the refusal of the text."""
    at = at or timezone.now()
    member = access.require_writing(person, at)
    if submission and (known := Answer.objects.filter(submission=submission).first()):
        return known
    text, mentioned = _body(body)
    _count(person, at)
    try:
        with transaction.atomic():
            row = _open(question.pk)
            given = Answer.objects.create(
                question_id=row.pk,
                author=member.profile,
                body=text,
                language=language,
                answered_at=at,
                submission=submission,
            )
            with tenancy.as_staff():
                Question.objects.filter(pk=row.pk).update(answers_shown=F("answers_shown") + 1, active_at=at)
            telling.answered(given, row, mentioned.values())
            finding.keep(row.pk)
            return given
    except IntegrityError:
        return _twice(Answer.objects.filter(submission=submission).first() if submission else None)


def edit_answer(person: Person, answer: Answer, body: str, at: datetime | None = None) -> None:
    """As `edit_question`. What was accepted stays accepted."""
    at = at or timezone.now()
    member = access.require_writing(person, at)
    _require_own(answer, member)
    text, mentioned = _body(body)
    with transaction.atomic():
        question = _open(answer.question_id)
        row = Answer.objects.select_for_update(of=("self",)).get(pk=answer.pk)
        _require_shown(row)
        if text == row.body:
            return
        Revision.objects.create(
            question_id=row.question_id, answer=row, customer_id=member.customer_id, body=row.body, until=at
        )
        before = mentions.known([row.body])
        row.body, row.edited_at = text, at
        row.save(update_fields=["body", "edited_at"])
        new = [each for name, each in mentioned.items() if name not in before]
        telling.edited(question, member.profile, text, new, f"answer:{row.pk}:{at.isoformat()}")
        finding.keep(row.question_id)


def accept(person: Person, question: Question, number: int | None, at: datetime | None = None) -> None:
    """The asker, or who moderates, says which answer solved it (R12.1); None: none any more. Another may be
    accepted later. Raises NotYours, NotItsAnswer, QuestionLocked, PostHidden."""
    at = at or timezone.now()
    member = access.require_writing(person, at)
    if question.author_id != member.profile_id and not access.moderates(person.user):
        raise NotYours
    with transaction.atomic(), tenancy.as_staff():
        row = _open(question.pk)
        chosen = None
        if number is not None:
            chosen = (
                Answer.objects.filter(pk=number, question=row, hidden_at=None)
                .select_related("author")
                .first()
            )
            if chosen is None:
                raise NotItsAnswer
        row.accepted = chosen
        row.save(update_fields=["accepted"])
        if chosen:
            telling.accepted(row, chosen)


def follow(person: Person, question: Question, *, wanted: bool, at: datetime | None = None) -> None:
    """Be told of its answers, or no more."""
    member = access.require_writing(person, at or timezone.now())
    if wanted:
        Following.objects.get_or_create(
            question=question, member=member, defaults={"customer_id": member.customer_id}
        )
    else:
        Following.objects.filter(question=question, member=member).delete()


def _open(number: int) -> Question:
    """The question, locked until the transaction ends, in the vendor's role: nobody hides or locks it meanwhile."""
    with tenancy.as_staff():
        row: Question = (
            Question.objects.select_for_update(of=("self",)).select_related("author").get(pk=number)
        )
    _require_open(row)
    return row


def _title(text: str) -> str:
    title = texts.line(text)
    if not title or len(title) > TITLE:
        raise TitleWrong(limit=TITLE)
    return title


def _body(text: str) -> tuple[str, dict[str, Profile]]:
    """The text as it is kept, and whom it mentions by what was typed."""
    body = texts.message(text, BODY)
    return body, mentions.named(body)


def _group(new: NewQuestion) -> Group:
    if new.group is None:
        raise GroupMissing
    if new.group.archived_at:
        raise GroupArchived
    return new.group


def _product(product: Product | None, version: ProductVersion | None) -> Product | None:
    if version is None:
        return product
    if product is None:
        return version.product
    if version.product_id != product.pk:
        raise VersionOfAnother
    return product


def _count(person: Person, at: datetime) -> None:
    rate.check("community", person.user.pk, settings.COMMUNITY_POSTS_PER_MINUTE, WINDOW, at)


def _require_own(post: Question | Answer, member: Member) -> None:
    if post.author_id != member.profile_id:
        raise NotYours


def _require_shown(post: Question | Answer) -> None:
    if post.hidden_at:
        raise PostHidden


def _require_open(question: Question) -> None:
    _require_shown(question)
    if question.locked_at:
        raise QuestionLocked


def _twice[P: (Question, Answer)](known: P | None) -> P:
    """Two presses at once: the other one's post."""
    if known is None:
        raise Refusal
    return known
