"""What the community holds of people: parts of an export, and steps of an erasure. Who is erased cannot be found
behind her posts any more, not by the vendor either."""

from collections import Counter
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entitlements.community import finding
from entitlements.community.models import (
    Answer,
    Following,
    Member,
    Moderation,
    Profile,
    Question,
    Report,
    Revision,
    Vote,
)
from subscriptions.models import User
from subscriptions.personal_data import erasing, parts
from subscriptions.personal_data.erasing import Step
from subscriptions.personal_data.parts import Part

BLANK = "…"
AUTHOR = ("author__member__user",)


def add() -> None:
    """Once, when the room is ready."""
    parts.add(*PARTS)
    erasing.add(*STEPS)


PARTS = (
    Part(
        "community-profiles",
        Member,
        (
            "profile__name",
            "profile__company",
            "profile__industry",
            "profile__environment",
            "profile__left_at",
        ),
        people=("user",),
    ),
    Part(
        "community-questions",
        Question,
        ("group__code", "title", "body", "language", "asked_at", "edited_at", "hidden_at"),
        people=AUTHOR,
    ),
    Part(
        "community-answers",
        Answer,
        ("question__title", "body", "language", "answered_at", "edited_at", "hidden_at"),
        people=AUTHOR,
    ),
    Part("community-following", Following, ("question__title",), people=("member__user",)),
    Part("community-reports", Report, ("question__title", "reason", "reported_at"), people=("member__user",)),
    Part("community-moderations", Moderation, ("question__title", "act", "reason", "at"), people=("by",)),
)


def _members(person: User) -> QuerySet[Member]:
    return Member.objects.filter(user=person)


def _unlink(person: User) -> None:
    """Her profiles show nothing, and no row says any more that they were hers. Her votes go with them."""
    profiles = list(_members(person).values_list("profile", flat=True))
    voted = Counter(Vote.objects.filter(member__user=person).values_list("question", flat=True))
    for number, times in sorted(voted.items()):
        Question.objects.filter(pk=number).update(same_here=F("same_here") - times)
    _members(person).delete()
    empty = dict.fromkeys(("name", "likeness", "handle", "company", "industry", "environment"), "")
    Profile.objects.filter(pk__in=profiles).update(left_at=timezone.now(), **empty)


def _posts(person: User, model: Any) -> QuerySet[Any]:
    rows: QuerySet[Any] = model.objects.filter(author__member__user=person)
    return rows.exclude(body=BLANK)


def _blank(person: User) -> None:
    questions, answers = _posts(person, Question), _posts(person, Answer)
    concerned = {*questions.values_list("pk", flat=True), *answers.values_list("question", flat=True)}
    Revision.objects.filter(question__in=questions, answer=None).delete()
    Revision.objects.filter(answer__in=answers).delete()
    answers.update(body=BLANK)
    questions.update(title=BLANK, body=BLANK)
    for number in concerned:
        finding.keep(number)


STEPS = (
    Step(
        "community-posts",
        _("questions and answers in the community whose text is blanked"),
        lambda person: _posts(person, Question).count() + _posts(person, Answer).count(),
        _blank,
        only_blanking=True,
    ),
    Step(
        "community-profiles",
        _("profiles in the community that become a “former member”, whom nobody can name any more"),
        lambda person: _members(person).count(),
        _unlink,
        last=True,
    ),
)
