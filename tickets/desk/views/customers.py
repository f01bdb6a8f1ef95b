"""Customers as an agent on the phone needs them: found in one line, everything on one page (R6.2)."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from entitlements.special_events.windows import running_weekend
from subscriptions import advisors
from subscriptions.models import Customer
from tickets.desk import callers, panels
from tickets.desk.access import StaffRequest, for_staff
from tickets.models import Incident
from tickets.rows import rows

SHOWN = 50


@for_staff()
@require_safe
def customers(request: StaffRequest) -> HttpResponse:
    """Find a caller."""
    words, at = request.GET.get("q", ""), timezone.now()
    found = callers.find(request.user, words, at)
    return render(request, "desk/customers.html", {"words": words, "found": found, "shown": callers.SHOWN})


@for_staff()
@require_safe
def customer(request: StaffRequest, number: str) -> HttpResponse:
    """One customer: covered now or not, by which lines, her contacts, open incidents and installed systems."""
    visible = Customer.objects.visible_to(request.user).select_related("region", "account_owner")
    found, at = get_object_or_404(visible, number=number), timezone.now()
    lines = panels.lines(found, at)
    best = min(lines, key=lambda line: line.tier.rank, default=None)
    open_ones = Incident.objects.visible_to(request.user).open().filter(customer=found)
    context = {
        "customer": found,
        "lines": panels.shown_lines(found, lines, at),
        "cover": panels.covered(found, best, at, running_weekend(found.pk, at)),
        "advisor": advisors.assignment(found, at),
        "contacts": found.memberships.active().select_related("user"),
        "installed": panels.installed(found),
        "rows": rows(open_ones.order_by("severity", "due_at", "pk")[: SHOWN + 1], request.user, at),
        "shown": SHOWN,
        "at": at,
    }
    return render(request, "desk/customer.html", context)
