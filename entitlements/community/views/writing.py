"""Writing: asking with what was asked before, answering, editing, and the small steps on a question."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from entitlements.community import groups, moderating, similar, voting, writing
from entitlements.community.forms import AnswerForm, AskForm, EditAnswerForm, EditQuestionForm, ReportForm
from entitlements.community.models import TITLE, Answer, Group, Question
from entitlements.community.refusals import NotItsAnswer
from entitlements.community.similar import Similar
from entitlements.community.views.readers import CommunityRequest, as_writer, for_readers, retry_after
from entitlements.community.views.reading import question_page, visible
from subscriptions import paging
from subscriptions.refusals import Refusal


@for_readers
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: CommunityRequest) -> HttpResponse:
    """The form, and the question. Before the first is kept those like it are shown once, also without scripts."""
    if request.reads_only:
        raise request.reads_only
    if request.method != "POST":
        if not request.user.is_staff and request.person.member() is None:
            return redirect("/community/profile/?next=ask")
        return _asking(request, AskForm(initial=_initial(request)))
    form = AskForm(request.POST)
    title = form.data.get("title", "")
    if not request.POST.get("seen") and (like := similar.like(request.person, title[:TITLE], timezone.now())):
        form.is_valid()
        return _asking(request, form, like=like, status=200)
    if not form.is_valid():
        return _asking(request, form, status=form.status)
    try:
        made = writing.ask(as_writer(request), form.asked())
    except Refusal as refusal:
        form.refuse(refusal)
        return retry_after(_asking(request, form, status=form.status), refusal)
    messages.success(request, _("Your question is asked."), extra_tags="draft:new-question")
    return redirect(made)


@for_readers
@require_safe
def like(request: CommunityRequest) -> HttpResponse:
    """A fragment: questions like the title so far."""
    title = request.GET.get("title", "")[:TITLE]
    found = similar.like(request.person, title, timezone.now())
    return render(request, "community/similar.html", {"similar": found})


@for_readers
@require_http_methods(["GET", "HEAD", "POST"])
def edit_question(request: CommunityRequest, number: int) -> HttpResponse:
    """Her own question in other words."""
    shown = visible(request, number)
    initial = {"title": shown.title, "body": shown.body}
    return _edit(
        request,
        shown,
        EditQuestionForm(request.POST if request.method == "POST" else None, initial=initial),
        lambda typed: writing.edit_question(as_writer(request), shown, typed["title"], typed["body"]),
        shown,
    )


@for_readers
@require_http_methods(["GET", "HEAD", "POST"])
def edit_answer(request: CommunityRequest, number: int) -> HttpResponse:
    """The same of her answer."""
    answer = get_object_or_404(Answer.objects.select_related("author"), pk=number)
    visible(request, answer.question_id)
    return _edit(
        request,
        answer,
        EditAnswerForm(request.POST if request.method == "POST" else None, initial={"body": answer.body}),
        lambda typed: writing.edit_answer(as_writer(request), answer, typed["body"]),
        answer,
    )


@for_readers
@require_POST
def join(request: CommunityRequest, code: str) -> HttpResponse:
    """Join a group, or leave it where `leave` is sent."""
    group = get_object_or_404(Group, code=code)
    person = as_writer(request)
    if request.POST.get("leave"):
        groups.part(person, group)
        messages.success(request, _("You have left the group {name}.").format(name=group))
    else:
        groups.join(person, group)
        messages.success(request, _("You have joined the group {name}.").format(name=group))
    return redirect(group)


@for_readers
@require_POST
def step(request: CommunityRequest, number: int, name: str) -> HttpResponse:
    """Something a member does with a question."""
    shown = visible(request, number)
    if name not in STEPS:
        raise Http404
    return STEPS[name](request, shown)


def _answer(request: CommunityRequest, shown: Question) -> HttpResponse:
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return question_page(request, shown, form, "answer", form.status)
    try:
        given = writing.answer(as_writer(request), shown, **_given(form))
    except Refusal as refusal:
        form.refuse(refusal)
        return retry_after(question_page(request, shown, form, "answer", form.status), refusal)
    messages.success(request, _("Your answer is there."), extra_tags=f"draft:answer-{shown.pk}")
    return HttpResponseRedirect(given.get_absolute_url())


def _accept(request: CommunityRequest, shown: Question) -> HttpResponse:
    typed = request.POST.get("answer", "")
    number = paging.key(typed)
    if typed and number is None:
        raise NotItsAnswer
    writing.accept(as_writer(request), shown, number)
    said = _("Thank you. It stands first now.") if number else _("No answer is accepted any more.")
    messages.success(request, said)
    return redirect(shown)


def _follow(request: CommunityRequest, shown: Question) -> HttpResponse:
    wanted = not request.POST.get("stop")
    writing.follow(as_writer(request), shown, wanted=wanted)
    said = _("You are told of answers.") if wanted else _("You are told of it no more.")
    messages.success(request, said)
    return redirect(shown)


def _same_here(request: CommunityRequest, shown: Question) -> HttpResponse:
    voting.same_here(as_writer(request), shown)
    messages.success(request, _("Counted. Follow it to be told of answers."))
    return redirect(shown)


def _report(request: CommunityRequest, shown: Question) -> HttpResponse:
    form = ReportForm(request.POST)

    def report() -> None:
        wanted = form.cleaned_data["answer"]
        answer = get_object_or_404(Answer, question=shown, pk=wanted) if wanted else None
        moderating.report(as_writer(request), shown, answer, form.cleaned_data["reason"])

    if not form.accepted_by(report):
        return question_page(request, shown, form, "report", form.status)
    messages.success(
        request, _("Thank you. A moderator looks at it; the author does not learn who reported.")
    )
    return redirect(shown)


STEPS: dict[str, Callable[[CommunityRequest, Question], HttpResponse]] = {
    "answer": _answer,
    "accept": _accept,
    "follow": _follow,
    "same-here": _same_here,
    "report": _report,
}


def _edit(
    request: CommunityRequest,
    post: Question | Answer,
    form: EditQuestionForm | EditAnswerForm,
    act: Callable[[dict[str, Any]], None],
    back: Question | Answer,
) -> HttpResponse:
    own = request.person.member()
    if own is None or own.profile_id != post.author_id:
        raise Http404
    if request.reads_only:
        raise request.reads_only
    if form.accepted_by(lambda: act(form.cleaned_data)):
        messages.success(request, _("Changed. Moderators can see how it read before."))
        return HttpResponseRedirect(back.get_absolute_url())
    context = {"form": form, "back": back.get_absolute_url()}
    return render(request, "community/edit.html", context, status=form.status if form.is_bound else 200)


def _asking(
    request: CommunityRequest, form: AskForm, like: Similar | None = None, status: int = 200
) -> HttpResponse:
    data = form.data if form.is_bound else form.initial
    found = like
    if found is None:
        found = similar.like(request.person, str(data.get("title", ""))[:TITLE], timezone.now())
    context = {"form": form, "similar": found, "stopped": like is not None}
    return render(request, "community/ask.html", context, status=status)


def _initial(request: CommunityRequest) -> dict[str, Any]:
    """The group of the address, the reader's language, and a title that was searched for."""
    code = request.GET.get("group", "")
    return {
        "group": Group.objects.open().filter(code=code).first(),
        "language": request.user.language,
        "title": request.GET.get("title", "")[:TITLE],
    }


def _given(form: AnswerForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("body", "language", "submission")}
