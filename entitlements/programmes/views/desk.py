"""Programmes at the desk: all of them, with how many wait for a decision (R19). Everybody of the vendor reads."""

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from entitlements.programmes import access
from entitlements.programmes.models import Programme
from notifications.views.readers import PersonRequest, for_staff
from subscriptions import paging

SIZE = 50


@for_staff
@require_safe
def index(request: PersonRequest) -> HttpResponse:
    """The newest first."""
    waiting = Count("applications", filter=Q(applications__state="considered"))
    found = Programme.objects.select_related("product", "version").annotate(waiting=waiting)
    rows, before = paging.newest_first(request, found, SIZE)
    context = {
        "rows": rows,
        "runs": access.runs(request.user),
        "first_url": "?" if paging.before(request) else "",
        "next_url": f"?before={before}" if before else "",
    }
    return render(request, "programmes/desk/index.html", context)
