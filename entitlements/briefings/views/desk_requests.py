"""One request for a briefing at the desk: who asks and why, and what is answered (R13.2, R13.3)."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from entitlements.briefings import access, answering, weights
from entitlements.briefings.desk_forms import AcceptForm, AnswerForm, MergeForm, ReasonForm
from entitlements.briefings.models import BriefingRequest, Recording, Session
from notifications.views.readers import PersonRequest, for_staff
from subscriptions.forms import RefusingForm
from subscriptions.models import User
from subscriptions.steps import Step, offered, pressed

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
    found = _request(number)
    if refused := pressed(request, STEPS, step, found):
        return _page(request, _request(number), {step: refused}, refused.status)
    return redirect(PAGE, _request(number).merged_into_id or number)


def _accept_form(found: BriefingRequest, data: Any) -> AcceptForm:
    return AcceptForm(data, initial={"expected_on": found.expected_on, "answer": found.answer})


def _answer_form(found: BriefingRequest, data: Any) -> AnswerForm:
    return AnswerForm(
        data,
        recordings=list(Recording.objects.published()[:SHOWN]),
        sessions=list(Session.objects.coming(timezone.now())[:SHOWN]),
    )


def _is_open(found: BriefingRequest, person: User, at: datetime) -> bool:
    return found.is_open


STEPS: dict[str, Step[BriefingRequest]] = {
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
            _is_open,
        ),
        Step(
            "answer",
            gettext_lazy("Answer with a recording or a session"),
            gettext_lazy("Answer it"),
            "video",
            _answer_form,
            lambda found, by, form: answering.answer_with(found, by, form.found()),
            gettext_lazy("The request is answered. Everybody who asks is told."),
            _is_open,
        ),
        Step(
            "merge",
            gettext_lazy("Merge into another request"),
            gettext_lazy("Merge them"),
            "merge",
            lambda found, data: MergeForm(data, request=found),
            lambda found, by, form: answering.merge(found, form.cleaned_data["into"], by),
            gettext_lazy("The two requests are one now."),
            _is_open,
        ),
        Step(
            "decline",
            gettext_lazy("Decline"),
            gettext_lazy("Decline it"),
            "x",
            lambda found, data: ReasonForm(data),
            lambda found, by, form: answering.decline(found, by, form.cleaned_data["reason"]),
            gettext_lazy("The request is declined. Everybody who asks reads why."),
            _is_open,
            warns=True,
        ),
    )
}


def _page(
    request: PersonRequest, found: BriefingRequest, refused: dict[str, RefusingForm], status: int = 200
) -> HttpResponse:
    at, plans = timezone.now(), access.plans(request.user)
    context = {
        "found": found,
        "joins": found.joins.select_related("user", "customer")[:SHOWN],
        "weight": weights.by_tier([found], at).get(found.pk, []),
        "merged": found.merged.all(),
        "offered": offered(STEPS.values(), found, request.user, at, refused, may=plans),
        "opened": next(iter(refused), ""),
    }
    return render(request, "briefings/desk/request.html", context, status=status)


def _request(number: int) -> BriefingRequest:
    rows = BriefingRequest.objects.select_related(
        "product", "recording", "session", "answered_by", "merged_into"
    )
    return get_object_or_404(rows, pk=number)
