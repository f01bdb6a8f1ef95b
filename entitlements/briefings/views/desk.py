"""Briefings at the desk: sessions that come, requests that wait with their weight, recordings (R13, R16).
Everybody of the vendor reads."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from entitlements.briefings import access, weights
from entitlements.briefings.models import BriefingRequest, Recording, Session
from notifications.views.readers import PersonRequest, for_staff
from subscriptions.models import Tier

SHOWN = 50
LATELY = 10


@dataclass(frozen=True)
class Row:
    """A request and who asks for it: customers by tier."""

    request: BriefingRequest
    weight: list[tuple[Tier, int]]

    @property
    def order(self) -> tuple[int, int]:
        """The heaviest first: by customers, then by people."""
        return -self.request.companies, -self.request.people


@for_staff
@require_safe
def index(request: PersonRequest) -> HttpResponse:
    """What comes, what is asked for, what was recorded lately."""
    at = timezone.now()
    sessions = Session.objects.select_related("host", "recording")
    waiting = list(BriefingRequest.objects.open().select_related("product")[:SHOWN])
    weight = weights.by_tier(waiting, at)
    rows = [Row(each, weight.get(each.pk, [])) for each in waiting]
    context = {
        "coming": sessions.coming(at)[:SHOWN],
        "past": sessions.past(at)[:LATELY],
        "requests": sorted(rows, key=lambda row: row.order),
        "answered": BriefingRequest.objects.exclude(state__in=("asked", "accepted", "withdrawn"))[:LATELY],
        "recordings": Recording.objects.prefetch_related("products")[:SHOWN],
        "plans": access.plans(request.user),
    }
    return render(request, "briefings/desk/index.html", context)
