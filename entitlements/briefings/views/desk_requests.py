"""One request for a briefing at the desk: who asks and why, and what is answered (R13.2, R13.3)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from entitlements.briefings import access, answering, weights
from entitlements.briefings.desk_forms import AcceptForm, AnswerForm, MergeForm, ReasonForm
from entitlements.briefings.models import BriefingRequest, Recording, Session
from notifications.views.readers import PersonRequest, for_staff
from subscriptions.forms import RefusingForm
from subscriptions.models import User
from subscriptions.refusals import Refusal

PAGE = "briefings:desk_request"
SHOWN = 100


@for_staff
@require_safe
def request_page(request: PersonRequest, number: int) -> HttpResponse:
    """Who asks, why, and what can be answered."""
    return _page(request, _request(number), {})


@for_staff
@require_POST
def step(request: PersonRequest, number: int, step: str) -> HttpResponse:
    """Answer it. A refusal stands at its field, and what was typed stays."""
    found, wanted = _request(number), STEPS.get(step)
    if wanted is None:
        raise Http404
    form = wanted.form(found, request.POST)
    if not form.is_valid():
        return _page(request, found, {step: form}, form.status)
    try:
        answered = wanted.act(found, request.user, form)
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, _request(number), {step: form}, form.status)
    messages.success(request, str(wanted.done))
    return redirect(PAGE, answered.pk)


@dataclass(frozen=True)
class Step:
    """An answer: its form, the verb, and what is said afterwards."""

    name: str
    label: str | Promise
    button: str | Promise
    symbol: str
    form: Callable[[BriefingRequest, Any], Any]
    act: Callable[[BriefingRequest, User, Any], BriefingRequest]
    done: str | Promise
    warns: bool = False


@dataclass(frozen=True)
class Offered:
    step: Step
    form: RefusingForm


def _accept_form(found: BriefingRequest, data: Any) -> AcceptForm:
    return AcceptForm(data, initial={"expected_on": found.expected_on, "answer": found.answer})


def _answer_form(found: BriefingRequest, data: Any) -> AnswerForm:
    return AnswerForm(
        data,
        recordings=list(Recording.objects.published()[:SHOWN]),
        sessions=list(Session.objects.coming(timezone.now())[:SHOWN]),
    )


STEPS = {
    each.name: each
    for each in (
        Step(
            "accept",
            gettext_lazy("Accept, or set a date"),
            gettext_lazy("Accept it"),
            "check",
            _accept_form,
            lambda found, by, form: answering.accept(found, by, **form.cleaned_data),
            gettext_lazy("The request is accepted. Everybody who asks is told."),
        ),
        Step(
            "answer",
            gettext_lazy("Answer with a recording or a session"),
            gettext_lazy("Answer it"),
            "video",
            _answer_form,
            lambda found, by, form: answering.answer_with(found, by, form.found()),
            gettext_lazy("The request is answered. Everybody who asks is told."),
        ),
        Step(
            "merge",
            gettext_lazy("Merge into another request"),
            gettext_lazy("Merge them"),
            "merge",
            lambda found, data: MergeForm(data, request=found),
            lambda found, by, form: answering.merge(found, form.cleaned_data["into"], by),
            gettext_lazy("The two requests are one now."),
        ),
        Step(
            "decline",
            gettext_lazy("Decline"),
            gettext_lazy("Decline it"),
            "x",
            lambda found, data: ReasonForm(data),
            lambda found, by, form: answering.decline(found, by, form.cleaned_data["reason"]),
            gettext_lazy("The request is declined. Everybody who asks reads why."),
            warns=True,
        ),
    )
}


def _page(
    request: PersonRequest, found: BriefingRequest, refused: dict[str, RefusingForm], status: int = 200
) -> HttpResponse:
    plans = access.plans(request.user)
    offered = [
        Offered(each, refused.get(each.name) or each.form(found, None))
        for each in STEPS.values()
        if each.name in refused or (plans and found.is_open)
    ]
    context = {
        "found": found,
        "joins": found.joins.select_related("user", "customer")[:SHOWN],
        "weight": weights.by_tier([found], timezone.now()).get(found.pk, []),
        "merged": found.merged.all(),
        "offered": offered,
        "opened": next(iter(refused), ""),
    }
    return render(request, "briefings/desk/request.html", context, status=status)


def _request(number: int) -> BriefingRequest:
    rows = BriefingRequest.objects.select_related(
        "product", "recording", "session", "answered_by", "merged_into"
    )
    return get_object_or_404(rows, pk=number)
