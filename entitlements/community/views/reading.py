"""Reading: the start, a group, a question with its answers, a member."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from entitlements import documents
from entitlements.community import access, groups, mentions
from entitlements.community.forms import AnswerForm, ReportForm
from entitlements.community.models import (
    Answer,
    Following,
    Group,
    Member,
    Moderation,
    Profile,
    Question,
    Vote,
)
from entitlements.community.models.posts import QuestionQuerySet
from entitlements.community.parts import parts
from entitlements.community.views.readers import CommunityRequest, for_readers
from entitlements.markdown import rendered
from entitlements.models import Document
from entitlements.readers import reader
from notifications import reading
from subscriptions import paging
from subscriptions.forms import RefusingForm

PAGE = 20
OF_MEMBER = 20
SHOW = ("newest", "unanswered", "mine")


@for_readers
@require_safe
def index(request: CommunityRequest) -> HttpResponse:
    """Groups, hers and those suggested, and what was asked last."""
    at, member = timezone.now(), request.person.member()
    hers = groups.joined(member)
    suggested = groups.suggested(request.person, at, [group.pk for group in hers])
    others = Group.objects.open().exclude(pk__in=[group.pk for group in (*hers, *suggested)])
    context = _listed(request, Question.objects.shown(), member) | {
        "member": member,
        "hers": hers,
        "suggested": suggested,
        "others": groups.by_way(others),
        "moderates": access.moderates(request.user),
        "reads_only": request.reads_only,
    }
    return render(request, "community/index.html", context)


@for_readers
@require_safe
def group(request: CommunityRequest, code: str) -> HttpResponse:
    """What is asked in one group; an archived one is read on."""
    found = get_object_or_404(Group, code=code)
    member = request.person.member()
    context = _listed(request, Question.objects.shown().filter(group=found), member) | {
        "group": found,
        "member": member,
        "joined": member is not None and found.memberships.filter(member=member).exists(),
        "reads_only": request.reads_only,
    }
    return render(request, "community/group.html", context)


@for_readers
@require_safe
def question(request: CommunityRequest, number: int) -> HttpResponse:
    """One question with its answers."""
    shown = visible(request, number)
    reading.read_about(request.user, [shown.get_absolute_url()])
    return question_page(request, shown)


@for_readers
@require_safe
def member(request: CommunityRequest, member: UUID) -> HttpResponse:
    """What a member shows, and what she wrote. One who left has no page."""
    profile = get_object_or_404(Profile, pk=member, left_at=None)
    asked = Question.objects.shown().filter(author=profile).whole().order_by("-pk")
    answered = Answer.objects.filter(author=profile, hidden_at=None, question__hidden_at=None)
    context = {
        "profile": profile,
        "asked": asked[:OF_MEMBER],
        "answered": answered.select_related("question__group").order_by("-pk")[:OF_MEMBER],
    }
    return render(request, "community/member.html", context)


def visible(request: CommunityRequest, number: int) -> Question:
    """The question, where this reader may know of it: a hidden one is its author's and the moderators'."""
    found: Question = get_object_or_404(Question.objects.whole(), pk=number)
    if (
        found.hidden_at
        and not request.user.is_staff
        and not _is_own(found.author_id, request.person.member())
    ):
        raise Http404
    return found


def question_page(
    request: CommunityRequest,
    shown: Question,
    bound: RefusingForm | None = None,
    bound_to: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page, where `bound` is the form that was refused, of `bound_to` ("answer", "report")."""
    own, at = request.person.member(), timezone.now()
    answers = _answers(request, shown, own)
    marks = mentions.known([shown.body, *(each.body for each in answers)])
    is_own = _is_own(shown.author_id, own)
    may_write = (
        request.reads_only is None and not shown.hidden_at and (own is not None or request.user.is_staff)
    )
    context: dict[str, Any] = {
        "question": shown,
        "text": mentions.marked(rendered(shown.body), marks),
        "answers": [_answer(each, shown, own, marks) for each in answers],
        "is_own": is_own,
        "member": own,
        "reads_only": request.reads_only,
        "may_write": may_write,
        "may_answer": may_write and not shown.locked_at,
        "may_accept": may_write and not shown.locked_at and (is_own or access.moderates(request.user)),
        "moderates": access.moderates(request.user),
        "follows": own and Following.objects.filter(question=shown, member=own).exists(),
        "voted": own and not is_own and Vote.objects.filter(question=shown, member=own).exists(),
        "reasons": _reasons(shown, own),
        "form": bound
        if bound and bound_to == "answer"
        else AnswerForm(initial={"language": request.user.language}),
        "report": bound if bound and bound_to == "report" else ReportForm(),
        "bound": bound,
        "article": _article(request, shown, at),
        "parts": parts(shown, request.user, own=is_own),
    }
    return render(request, "community/question.html", context, status=status)


def _answers(request: CommunityRequest, shown: Question, own: Member | None) -> list[Answer]:
    """The accepted one first, then as they came; a hidden one is its author's and the moderators'."""
    rows = shown.answers.select_related("author")
    kept = [
        each for each in rows if not each.hidden_at or request.user.is_staff or _is_own(each.author_id, own)
    ]
    return sorted(kept, key=lambda each: each.pk != shown.accepted_id)


def _answer(answer: Answer, shown: Question, own: Member | None, marks: dict[str, str]) -> dict[str, Any]:
    return {
        "answer": answer,
        "text": mentions.marked(rendered(answer.body), marks),
        "is_own": _is_own(answer.author_id, own),
        "is_accepted": answer.pk == shown.accepted_id,
    }


def _reasons(shown: Question, own: Member | None) -> dict[int | None, str]:
    """Why a moderator hid what is hers, by the answer's key, the question's own as None."""
    if own is None:
        return {}
    done = Moderation.objects.filter(question=shown, act__in=("hidden", "locked", "moved"))
    hers = done.filter(customer=own.customer_id).order_by("at")
    return {each.answer_id or 0: each.reason for each in hers}


def _article(request: CommunityRequest, shown: Question, at: datetime) -> documents.Title | None:
    """The article that was made of it, where the reader may know of that."""
    if not shown.article:
        return None
    who = reader(request.user, request.person.customer, at)
    language = request.user.language
    return documents.titles(who, Document.Kind.ARTICLE, [shown.article], language).get(shown.article)


def _is_own(author: UUID, own: Member | None) -> bool:
    return own is not None and own.profile_id == author


def _listed(request: CommunityRequest, found: QuestionQuerySet, member: Member | None) -> dict[str, Any]:
    """A page of questions, the newest first, as ?show= and ?language= narrow them."""
    show = request.GET.get("show", "")
    show = show if show in SHOW else SHOW[0]
    language = request.GET.get("language", "")
    language = language if language in dict(settings.LANGUAGES) else ""
    if show == "unanswered":
        found = found.unanswered()
    elif show == "mine":
        found = found.filter(author=member.profile) if member else found.none()
    if language:
        found = found.filter(language=language)
    rows, before = paging.newest_first(request, found.whole(), PAGE)
    kept = {"show": show, "language": language}
    return {
        "rows": rows,
        "show": show,
        "spoken": language,
        "languages": settings.LANGUAGES,
        "next_url": f"?{urlencode(kept | {'before': before})}" if before else "",
        "first_url": f"?{urlencode(kept)}" if request.GET.get("before") else "",
    }
