"""Upgrade plans at the desk: those that lack a call first, one plan with all that is done about it (R22)."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from entitlements.readers import Reader
from notifications.views.readers import PersonRequest, for_staff
from subscriptions import paging
from subscriptions.forms import RefusingForm
from subscriptions.models import Customer, User
from subscriptions.steps import Step, offered, pressed
from tickets.advisory import access as advisory_access
from tickets.advisory.upgrades import access, calls, collected, plans
from tickets.advisory.upgrades.calls import Booking
from tickets.advisory.upgrades.forms import BookForm, CancelForm, MoveForm, PlanForm, ResultsForm
from tickets.advisory.upgrades.models import PlanPoint, UpgradePlan
from tickets.advisory.upgrades.plans import NewPlan

PAGE = "upgrades:desk_plan"
SIZE = 50


@for_staff
@require_safe
def index(request: PersonRequest) -> HttpResponse:
    """Plans without a call that is due, then all, the newest first."""
    at = timezone.now()
    found = UpgradePlan.objects.visible_to(request.user).whole()
    rows, before = paging.newest_first(request, found, SIZE)
    context = {
        "lacking": found.without_call(at).order_by("planned_on")[:SIZE],
        "rows": rows,
        "at": at,
        "first_url": "?" if paging.before(request) else "",
        "next_url": f"?before={before}" if before else "",
    }
    return render(request, "upgrades/desk/index.html", context)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PersonRequest, customer: str) -> HttpResponse:
    """Plan an upgrade for a customer."""
    at = timezone.now()
    of: Customer = get_object_or_404(Customer.objects.visible_to(request.user), number=customer)
    access.require_planning(of, request.user, at)
    form = PlanForm(request.POST or None, customer=of, systems=access.systems(of, at))
    made: list[UpgradePlan] = []
    if request.method == "POST" and form.accepted_by(
        lambda: made.append(plans.plan(of, NewPlan(**form.cleaned_data), request.user, at))
    ):
        messages.success(request, _("The upgrade is planned."))
        return redirect(PAGE, made[0].pk)
    status = form.status if form.is_bound else 200
    return render(request, "upgrades/desk/new.html", {"form": form, "customer": of}, status=status)


@for_staff
@require_safe
def plan(request: PersonRequest, number: int) -> HttpResponse:
    """All about one plan."""
    return _page(request, _plan(request, number), {})


@for_staff
@require_POST
def step(request: PersonRequest, number: int, step: str) -> HttpResponse:
    """Do one step. A refusal stands at its field, and what was typed stays."""
    found = _plan(request, number)
    if refused := pressed(request, STEPS, step, found):
        return _page(request, _plan(request, number), {step: refused}, refused.status)
    return redirect(PAGE, number)


@for_staff
@require_POST
def tick(request: PersonRequest, number: int) -> HttpResponse:
    """Tick a point, or take the tick back."""
    rows = PlanPoint.objects.visible_to(request.user).select_related("plan__customer")
    point = get_object_or_404(rows, pk=number)
    plans.tick(point, request.user, ready=request.POST.get("ready") == "1")
    return redirect(PAGE, point.plan_id)


def _book_form(found: UpgradePlan, data: Any) -> BookForm:
    call = found.call if found.call and found.call.is_planned else None
    resource = calls.resource_of(found, timezone.now())
    initial: dict[str, Any] = {"phone": found.phone, "resource": resource}
    if call:
        initial |= {"starts_at": timezone.localtime(call.starts_at), "minutes": call.minutes}
    return BookForm(data, initial=initial)


def _is_open(found: UpgradePlan, person: User, at: datetime) -> bool:
    return found.is_open


STEPS: dict[str, Step[UpgradePlan]] = {
    each.name: each
    for each in (
        Step[UpgradePlan](
            "book",
            gettext_lazy("Book or move the call"),
            gettext_lazy("Book the call"),
            "phone-call",
            _book_form,
            lambda found, by, form: calls.book(found, Booking(**form.cleaned_data), by),
            gettext_lazy("The call is booked; everybody has it in her calendar."),
            lambda found, person, at: found.is_open and found.called_at is None,
        ),
        Step[UpgradePlan](
            "complete",
            gettext_lazy("Complete the call"),
            gettext_lazy("Complete it"),
            "clipboard-check",
            lambda found, data: ResultsForm(data, call=found.call),
            lambda found, by, form: calls.complete(found, form.results(), form.cleaned_data["notes"], by),
            gettext_lazy("The call is completed; what the upgrade meets is kept as it stands now."),
            lambda found, person, at: found.is_open and found.called_at is None and found.call is not None,
        ),
        Step[UpgradePlan](
            "move",
            gettext_lazy("Move the upgrade"),
            gettext_lazy("Move the upgrade"),
            "calendar-clock",
            lambda found, data: MoveForm(data, initial={"planned_on": found.planned_on}),
            lambda found, by, form: plans.move(found, form.cleaned_data["planned_on"], by),
            gettext_lazy("The upgrade is moved."),
            _is_open,
        ),
        Step[UpgradePlan](
            "done",
            gettext_lazy("The upgrade is done"),
            gettext_lazy("It is done"),
            "check-check",
            lambda found, data: RefusingForm(data),
            lambda found, by, form: plans.done(found, by),
            gettext_lazy("The installed system has its new version."),
            _is_open,
        ),
        Step[UpgradePlan](
            "cancel",
            gettext_lazy("Cancel the plan"),
            gettext_lazy("Cancel it"),
            "ban",
            lambda found, data: CancelForm(data),
            lambda found, by, form: plans.cancel(found, by, form.cleaned_data["reason"]),
            gettext_lazy("The plan is cancelled."),
            _is_open,
            warns=True,
        ),
    )
}


def _page(
    request: PersonRequest, found: UpgradePlan, refused: dict[str, RefusingForm], status: int = 200
) -> HttpResponse:
    at = timezone.now()
    coordinates = advisory_access.coordinates(found.customer, request.user, at)
    live = collected.is_live(found, at)
    context = {
        "plan": found,
        "points": found.points.select_related("ticked_by"),
        "collected": collected.collect(found, Reader(is_staff=True)),
        "agenda": found.call.agenda.all() if found.call else [],
        "callers": found.call.participants.select_related("resource") if found.call else [],
        "watched": collected.watched(found) if live else None,
        "lacks_call": found.lacks_call(at),
        "ticks": coordinates,
        "offered": offered(STEPS.values(), found, request.user, at, refused, may=coordinates),
        "opened": next(iter(refused), ""),
    }
    return render(request, "upgrades/desk/plan.html", context, status=status)


def _plan(request: PersonRequest, number: int) -> UpgradePlan:
    found: UpgradePlan = get_object_or_404(UpgradePlan.objects.visible_to(request.user).whole(), pk=number)
    return found
