"""Upgrades as contacts see them: their plans, what each meets, the call, what is ready (R22)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from entitlements.knowledge.reading import reader_of
from notifications.views.readers import ContactRequest, for_contacts
from subscriptions import paging
from subscriptions.refusals import Refusal
from tickets.advisory.upgrades import access, collected, plans
from tickets.advisory.upgrades.forms import PlanForm
from tickets.advisory.upgrades.models import PlanPoint, UpgradePlan
from tickets.advisory.upgrades.plans import NewPlan

DESK = "/desk/upgrade-plans/"
SIZE = 30


@for_contacts(DESK)
@require_safe
def index(request: ContactRequest) -> HttpResponse:
    """Her company's plans, the newest first. Who has no such service, and never had a plan, reads the refusal."""
    at = timezone.now()
    found = UpgradePlan.objects.visible_to(request.user).filter(customer=request.customer)
    refusal = _why_not(request)
    if refusal and not found.exists():
        raise refusal
    rows, before = paging.newest_first(request, found.whole(), SIZE)
    context = {
        "rows": rows,
        "refusal": refusal,
        "at": at,
        "first_url": "?" if paging.before(request) else "",
        "next_url": f"?before={before}" if before else "",
    }
    return render(request, "upgrades/index.html", context)


@for_contacts(DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ContactRequest) -> HttpResponse:
    """Plan an upgrade."""
    at = timezone.now()
    access.require(request.customer, None, at)
    customer, phone = request.customer, {"phone": request.user.phone}
    form = PlanForm(
        request.POST or None, customer=customer, systems=access.systems(customer, at), initial=phone
    )
    made: list[UpgradePlan] = []
    if request.method == "POST" and form.accepted_by(
        lambda: made.append(plans.plan(customer, NewPlan(**form.cleaned_data), request.user, at))
    ):
        messages.success(request, _("The upgrade is planned. Your advisor books the call before it."))
        return redirect(made[0])
    status = form.status if form.is_bound else 200
    return render(request, "upgrades/new.html", {"form": form}, status=status)


@for_contacts(DESK)
@require_safe
def plan(request: ContactRequest, number: int) -> HttpResponse:
    """One plan with what it meets now."""
    at = timezone.now()
    rows = UpgradePlan.objects.visible_to(request.user).filter(customer=request.customer)
    found = get_object_or_404(rows.whole(), pk=number)
    live = collected.is_live(found, at)
    context = {
        "plan": found,
        "points": found.points.select_related("ticked_by"),
        "collected": collected.collect(found, reader_of(request, at)),
        "agenda": found.call.agenda.all() if found.call else [],
        "callers": found.call.participants.select_related("resource") if found.call else [],
        "watched": collected.watched(found) if live else None,
        "at": at,
    }
    return render(request, "upgrades/plan.html", context)


@for_contacts(DESK)
@require_POST
def tick(request: ContactRequest, number: int) -> HttpResponse:
    """Tick a point, or take the tick back."""
    rows = PlanPoint.objects.visible_to(request.user).filter(customer=request.customer)
    point = get_object_or_404(rows.select_related("plan__customer"), pk=number)
    try:
        plans.tick(point, request.user, ready=request.POST.get("ready") == "1")
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(point.plan)


def _why_not(request: ContactRequest) -> Refusal | None:
    try:
        access.require(request.customer, None, timezone.now())
    except Refusal as refusal:
        return refusal
    return None
