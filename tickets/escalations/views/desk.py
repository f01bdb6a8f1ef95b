"""Escalations at the desk: what lasts and what has ended, and one with its steps. Everybody of the vendor reads."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from notifications.views.readers import PersonRequest, for_staff
from subscriptions import paging, permissions
from subscriptions.forms import RefusingForm
from subscriptions.models import User
from subscriptions.permissions import Permission
from subscriptions.steps import Step, offered, plain, pressed
from tickets.escalations import answering, ending, levels
from tickets.escalations.forms import AnswerForm, ProposeForm
from tickets.escalations.models import EscalationRequest
from tickets.escalations.parts import beside, said_of_the_end
from tickets.forms import PortalForm

SHOWN, PAGE = 100, 30


@for_staff
@require_safe
def index(request: PersonRequest) -> HttpResponse:
    """What lasts, without an answer first; what has ended, the newest first."""
    rows = EscalationRequest.objects.visible_to(request.user).whole()
    ended, before = paging.newest_first(request, rows.filter(ended_at__isnull=False), PAGE)
    context = {
        "open": rows.open()[:SHOWN],
        "ended": ended,
        "first_url": "?" if paging.before(request) else "",
        "next_url": f"?before={before}" if before else "",
        "at": timezone.now(),
    }
    return render(request, "escalations/desk/index.html", context)


@for_staff
@require_safe
def request_page(request: PersonRequest, number: int) -> HttpResponse:
    """One: what was asked and by whom, by when it is answered, what can be done."""
    return _page(request, _found(request, number), {})


@for_staff
@require_POST
def step(request: PersonRequest, number: int, step: str) -> HttpResponse:
    """Do one step. A refusal stands at its field, and what was typed stays."""
    found = _found(request, number)
    if refused := pressed(request, STEPS, step, found):
        return _page(request, _found(request, number), {step: refused}, refused.status)
    return redirect(found)


def _answers(found: EscalationRequest, person: User, at: datetime) -> bool:
    return found.is_open and permissions.may(person, Permission.ANSWER_ESCALATIONS)


STEPS: dict[str, Step[EscalationRequest]] = {
    each.name: each
    for each in (
        Step[EscalationRequest](
            "take",
            gettext_lazy("Own it"),
            gettext_lazy("Own it"),
            "user-round-plus",
            plain("take", PortalForm),
            lambda found, person, form: answering.take(found, person),
            gettext_lazy("The escalation is yours."),
            lambda found, person, at: _answers(found, person, at) and not found.in_hand,
        ),
        Step[EscalationRequest](
            "answer",
            gettext_lazy("Answer the escalation"),
            gettext_lazy("Send the answer"),
            "reply",
            plain("answer", AnswerForm),
            lambda found, person, form: answering.answer(found, person, form.cleaned_data["body"]),
            gettext_lazy("The answer is sent."),
            lambda found, person, at: _answers(found, person, at) and found.answered_at is None,
        ),
        Step[EscalationRequest](
            "propose",
            gettext_lazy("Propose to end it"),
            gettext_lazy("Ask the customer"),
            "trending-down",
            plain("propose", ProposeForm),
            lambda found, person, form: ending.propose(
                found, person, form.cleaned_data["outcome"], form.cleaned_data["reason"]
            ),
            gettext_lazy("The asker is asked whether it may end."),
            lambda found, person, at: _answers(found, person, at) and found.answered_at is not None,
        ),
        Step[EscalationRequest](
            "heads",
            gettext_lazy("Bring it to level 3"),
            gettext_lazy("Tell the heads of support and development"),
            "trending-up",
            plain("heads", PortalForm),
            lambda found, person, form: answering.bring_to_heads(found, person),
            gettext_lazy("The heads of support and development are told."),
            lambda found, person, at: (
                found.is_open
                and found.level < levels.HEADS
                and answering.may_bring_to_heads(found, person, at)
            ),
            warns=True,
        ),
    )
}


def _page(
    request: PersonRequest, found: EscalationRequest, refused: dict[str, RefusingForm], status: int = 200
) -> HttpResponse:
    at = timezone.now()
    context = {
        "found": found,
        "incident": found.incident,
        "earlier": found.incident.escalation_requests.whole().exclude(pk=found.pk).order_by("-number"),
        "who": levels.who_answers(found.level),
        "offered": offered(STEPS.values(), found, request.user, at, refused),
        "opened": next(iter(refused), ""),
        "parts": beside(found, request.user, at),
        "said": said_of_the_end(found, request.user),
        "at": at,
    }
    return render(request, "escalations/desk/request.html", context, status=status)


def _found(request: PersonRequest, number: int) -> EscalationRequest:
    found: EscalationRequest = get_object_or_404(
        EscalationRequest.objects.visible_to(request.user).whole(), pk=number
    )
    return found
