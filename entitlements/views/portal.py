"""What a contact, or anybody, reads of the subscriptions: the comparison and her company's own."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from entitlements import refusals, service_rows
from entitlements.comparison import compare
from entitlements.own_subscription import describe
from subscriptions import coverage


@login_not_required
def plans(request: HttpRequest) -> HttpResponse:
    """The comparison of subscriptions, with the reader's own tiers marked (R24)."""
    if not settings.PLANS_PUBLIC and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    customer, now = request.customer, timezone.now()  # type: ignore[attr-defined]
    own = {line.tier_id for line in coverage.lines(customer, now)} if customer else set()
    return render(request, "entitlements/plans.html", {"comparison": compare(now), "own": own})


def subscription(request: HttpRequest) -> HttpResponse:
    """The subscription of the reader's company; who has none sees the comparison."""
    customer = request.customer  # type: ignore[attr-defined]
    if customer is None:
        return redirect("plans")
    own = describe(customer)
    context = {"own": own, "services": service_rows.rows(own), "whom": refusals.whom_to_ask(customer)}
    return render(request, "entitlements/subscription.html", context)
