"""Customers as an agent on the phone needs them: found in one line, everything on one page (R6.2)."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from entitlements import answers
from entitlements.answers import Facts
from entitlements.special_events.windows import running_weekend
from subscriptions import advisors
from subscriptions.models import Customer
from tickets.desk import callers, filters, panels
from tickets.desk.access import StaffRequest, for_staff
from tickets.models import Incident
from tickets.rows import rows

SHOWN = 50
LINKED = (
    "advisor",
    "activity_review",
    "upgrade_planning",
    "education",
)  # services with a page of each customer


@for_staff()
@require_safe
def customers(request: StaffRequest) -> HttpResponse:
    """Find a caller."""
    words, at = request.GET.get("q", ""), timezone.now()
    found = callers.find(request.user, words, at)
    return render(request, "desk/customers.html", {"words": words, "found": found, "shown": callers.SHOWN})


@for_staff()
@require_safe
def offered(request: StaffRequest) -> JsonResponse:
    """Customers whose number or name has what is typed, to narrow a list to one."""
    found = filters.offered(request.user, callers.asked(request.GET.get("q", "")))
    rows = [
        {"value": each.number, "name": each.name, "more": " · ".join(filter(None, (each.number, each.city)))}
        for each in found
    ]
    return JsonResponse({"offered": rows})


@for_staff()
@require_safe
def customer(request: StaffRequest, number: str) -> HttpResponse:
    """One customer: covered now or not, by which lines, her contacts, open incidents and installed systems."""
    visible = Customer.objects.visible_to(request.user).select_related("region", "account_owner")
    found, at = get_object_or_404(visible, number=number), timezone.now()
    known = answers.facts(found, at)
    lines = panels.current(list(known.begun), at)
    best = min(lines, key=lambda line: line.tier.rank, default=None)
    open_ones = Incident.objects.visible_to(request.user).open().filter(customer=found)
    first = rows(open_ones.order_by("severity", "due_at", "pk")[: SHOWN + 1], request.user, at)
    context = {
        "customer": found,
        "lines": panels.shown_lines(found, lines, at),
        "cover": panels.covered(found, best, at, running_weekend(found.pk, at)),
        "advisor": advisors.assignment(found, at),
        "contacts": found.memberships.active().select_related("user"),
        "installed": panels.installed(found),
        "services": {code for code in LINKED if _has(known, code)},
        "coordinates": advisors.coordinates(found, request.user, at),
        "rows": first[:SHOWN],
        "shown": SHOWN if len(first) > SHOWN else 0,
        "at": at,
    }
    return render(request, "desk/customer.html", context)


def _has(known: Facts, code: str) -> bool:
    """Whether the subscription includes the service, also where nothing is left of it in this period."""
    answer = known.answer(code)
    return answer.allowed or answer.remaining == 0
