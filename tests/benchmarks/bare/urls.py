"""The one address of the bare view."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from tests.benchmarks.bare.models import Incident

WORKED_ON = ("new", "in_progress", "waiting_development")  # the condition of the product's index `queue`
SHOWN = ("pk", "title", "severity", "tier_rank", "status", "due_at", "customer_id", "owner_id")
ROWS = 50


def incidents(request: HttpRequest) -> HttpResponse:
    """The first rows in the order of work."""
    order = Incident.objects.filter(status__in=WORKED_ON).order_by("severity", "tier_rank", "due_at", "pk")
    return render(request, "incidents.html", {"rows": list(order.values(*SHOWN)[:ROWS])})


urlpatterns = [path("", incidents)]
