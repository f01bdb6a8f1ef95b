"""One application at the desk: each of its points, and what a person decides with a reason (R19.1)."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from entitlements.programmes import access, applying, deciding, eligibility
from entitlements.programmes.desk_forms import ReasonForm
from entitlements.programmes.models import Application
from notifications.views.readers import PersonRequest, for_staff
from subscriptions.forms import RefusingForm
from subscriptions.models import User
from subscriptions.steps import Step, offered, pressed

PAGE = "programmes:application"
SHOWN = 20


@for_staff
@require_safe
def application(request: PersonRequest, number: int) -> HttpResponse:
    """Who applies, why, and which points are met."""
    return _page(request, _application(request, number), {})


@for_staff
@require_POST
def step(request: PersonRequest, number: int, step: str) -> HttpResponse:
    """Decide. A refusal stands at its field, and what was typed stays."""
    found = _application(request, number)
    if refused := pressed(request, STEPS, step, found):
        return _page(request, _application(request, number), {step: refused}, refused.status)
    return redirect(PAGE, number)


def _is_considered(found: Application, person: User, at: datetime) -> bool:
    return found.state == Application.State.CONSIDERED


STEPS: dict[str, Step[Application]] = {
    each.name: each
    for each in (
        Step[Application](
            "accept",
            gettext_lazy("Give a place"),
            gettext_lazy("Give the place"),
            "check",
            lambda found, data: ReasonForm(data),
            lambda found, by, form: deciding.accept(found, by, form.cleaned_data["reason"]),
            gettext_lazy("The customer has a place and is told."),
            _is_considered,
        ),
        Step[Application](
            "decline",
            gettext_lazy("Decline"),
            gettext_lazy("Decline the application"),
            "x",
            lambda found, data: ReasonForm(data),
            lambda found, by, form: deciding.decline(found, by, form.cleaned_data["reason"]),
            gettext_lazy("The application is declined. The customer reads why."),
            _is_considered,
            warns=True,
        ),
    )
}


def _page(
    request: PersonRequest, found: Application, refused: dict[str, RefusingForm], status: int = 200
) -> HttpResponse:
    at, runs = timezone.now(), access.runs(request.user)
    points = eligibility.points_of(found, at)
    context = {
        "found": found,
        "points": points,
        "all_met": eligibility.all_met(points),
        "after_elite": applying.after_elite(found, at),
        "said": found.feedback.select_related("build", "by")[:SHOWN],
        "acceptances": found.acceptances.select_related("agreement", "by")[:SHOWN],
        "runs": runs,
        "offered": offered(STEPS.values(), found, request.user, at, refused, may=runs),
        "opened": next(iter(refused), ""),
    }
    return render(request, "programmes/desk/application.html", context, status=status)


def _application(request: PersonRequest, number: int) -> Application:
    rows = Application.objects.visible_to(request.user).select_related(
        "programme__product", "programme__version", "customer", "applied_by", "decided_by", "withdrawn_by"
    )
    found: Application = get_object_or_404(rows.prefetch_related("people__user", "statements"), pk=number)
    return found
