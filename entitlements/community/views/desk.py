"""Moderation at the desk: what is reported, what is hidden, one question with all that is known of it, the groups.
Everybody of the vendor reads; who may act is the verbs' to say (R12.1)."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from entitlements.community import access, groups, moderating
from entitlements.community.forms import ArticleForm, GroupForm, ModerationForm, MoveForm
from entitlements.community.groups import NewGroup
from entitlements.community.models import Answer, Group, Member, Question, Report
from entitlements.markdown import rendered
from notifications.views.readers import PersonRequest, for_staff
from subscriptions import paging
from subscriptions.forms import RefusingForm
from subscriptions.models import User

PAGE = 50
SHOWN = 50


@for_staff
@require_safe
def index(request: PersonRequest) -> HttpResponse:
    """Reports that wait, what is hidden, questions without an answer, and the groups."""
    waiting = Report.objects.filter(settled_at=None).select_related("question", "answer").order_by("pk")
    unanswered, before = paging.newest_first(request, Question.objects.shown().unanswered().whole(), PAGE)
    context = {
        "reports": waiting[:SHOWN],
        "hidden": Question.objects.exclude(hidden_at=None).order_by("-hidden_at")[:SHOWN],
        "hidden_answers": Answer.objects.exclude(hidden_at=None)
        .select_related("question")
        .order_by("-hidden_at")[:SHOWN],
        "unanswered": unanswered,
        "next_url": f"?before={before}" if before else "",
        "first_url": "?" if request.GET.get("before") else "",
        "groups": Group.objects.select_related("product"),
        "moderates": access.moderates(request.user),
    }
    return render(request, "community/desk/index.html", context)


@for_staff
@require_safe
def question(request: PersonRequest, number: int) -> HttpResponse:
    """One question with who is behind it, its reports, what was done, and how it read before."""
    return _page(request, get_object_or_404(Question.objects.whole(), pk=number))


@for_staff
@require_POST
def step(request: PersonRequest, number: int, name: str) -> HttpResponse:
    """Do one step. A refusal stands at its field, and what was typed stays."""
    found = get_object_or_404(Question.objects.whole(), pk=number)
    if name not in STEPS:
        raise Http404
    wanted = STEPS[name]
    form = wanted.form(request.POST)
    if form.accepted_by(lambda: wanted.act(request.user, found, _meant(found, form), form.cleaned_data)):
        messages.success(request, _("Done."))
        return redirect("community:moderation", number)
    return _page(request, found, name, form, form.status)


def _meant(question: Question, form: RefusingForm) -> Answer | None:
    """The answer that a step is about; None: the question itself. Raises Http404."""
    number = form.cleaned_data.get("answer")
    return get_object_or_404(Answer, question=question, pk=number) if number else None


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def new_group(request: PersonRequest) -> HttpResponse:
    """Set up a group."""
    return _group(request, None)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def edit_group(request: PersonRequest, number: int) -> HttpResponse:
    """Change a group."""
    return _group(request, get_object_or_404(Group, pk=number))


@for_staff
@require_POST
def archive_group(request: PersonRequest, number: int) -> HttpResponse:
    """Archive it, or open it again where `again` is sent."""
    group = get_object_or_404(Group, pk=number)
    groups.archive(request.user, group, archived=not request.POST.get("again"))
    messages.success(request, _("Done."))
    return redirect("community:moderations")


type Act = Callable[[User, Question, Answer | None, dict[str, Any]], object]


@dataclass(frozen=True)
class Step:
    form: type[RefusingForm]
    act: Act


STEPS = {
    "hide": Step(
        ModerationForm, lambda by, found, answer, typed: moderating.hide(by, found, answer, typed["reason"])
    ),
    "show": Step(
        ModerationForm, lambda by, found, answer, typed: moderating.show(by, found, answer, typed["reason"])
    ),
    "lock": Step(
        ModerationForm,
        lambda by, found, answer, typed: moderating.lock(by, found, typed["reason"], locked=True),
    ),
    "unlock": Step(
        ModerationForm,
        lambda by, found, answer, typed: moderating.lock(by, found, typed["reason"], locked=False),
    ),
    "move": Step(
        MoveForm,
        lambda by, found, answer, typed: moderating.move(by, found, typed["group"], typed["reason"]),
    ),
    "settle": Step(RefusingForm, lambda by, found, answer, typed: moderating.settle(by, found)),
    "article": Step(
        ArticleForm, lambda by, found, answer, typed: moderating.name_article(by, found, typed["article"])
    ),
}


def _page(
    request: PersonRequest,
    found: Question,
    name: str = "",
    bound: RefusingForm | None = None,
    status: int = 200,
) -> HttpResponse:
    answers = list(found.answers.select_related("author"))
    authors = [found.author_id, *(each.author_id for each in answers)]
    people = {
        each.profile_id: each
        for each in Member.objects.filter(profile__in=authors).select_related("user", "customer")
    }
    typed = bound.data.get("answer", "") if bound else ""
    context = {
        "question": found,
        "text": rendered(found.body),
        "who": people.get(found.author_id),
        "answers": [
            {
                "answer": each,
                "text": rendered(each.body),
                "who": people.get(each.author_id),
                "bound": bound if bound and str(each.pk) == str(typed) else None,
            }
            for each in answers
        ],
        "reports": found.reports.select_related("member__user", "answer").order_by("-pk")[:SHOWN],
        "waiting": found.reports.filter(settled_at=None).exists(),
        "moderations": found.moderations.select_related("by")[:SHOWN],
        "revisions": found.revisions.all()[:SHOWN],
        "moderates": access.moderates(request.user),
        "name": name,
        "bound": bound,
        "form": bound if bound and name in ("lock", "unlock") else ModerationForm(),
        "hide": bound if bound and name in ("hide", "show") and not typed else None,
        "move": bound if bound and name == "move" else MoveForm(initial={"group": found.group_id}),
        "article": bound if bound and name == "article" else ArticleForm(initial={"article": found.article}),
    }
    return render(request, "community/desk/question.html", context, status=status)


def _group(request: PersonRequest, group: Group | None) -> HttpResponse:
    form = GroupForm(request.POST if request.method == "POST" else None, initial=_initial(group))
    if form.accepted_by(lambda: groups.save(request.user, NewGroup(**form.cleaned_data), group)):
        messages.success(request, _("Saved."))
        return redirect("community:moderations")
    context = {
        "form": form,
        "group": group,
        "moderates": access.moderates(request.user),
        "at": timezone.now(),
    }
    return render(request, "community/desk/group.html", context, status=form.status if form.is_bound else 200)


def _initial(group: Group | None) -> dict[str, Any]:
    if group is None:
        return {}
    kept = {field.name: getattr(group, field.name) for field in fields(NewGroup)}
    return kept | {
        "industries": ", ".join(group.industries),
        "product": group.product.code if group.product else "",
    }
