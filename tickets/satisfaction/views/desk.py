"""How satisfied contacts are, for those who lead: the figure, and what was written lately."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from subscriptions import paging
from tickets.desk.access import Act, StaffRequest, for_staff
from tickets.satisfaction import figures
from tickets.satisfaction.models import SatisfactionQuestion

PAGE = 30


@for_staff(Act.READ_DASHBOARDS)
@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """Of the last 90 days how many answered and are satisfied; answers with words, the newest first."""
    said = SatisfactionQuestion.objects.visible_to(request.user).said()
    said = said.select_related("incident__customer", "contact")
    rows, before = paging.newest_first(request, said, PAGE)
    context = {
        "figure": figures.of_late(request.user, timezone.now()),
        "rows": rows,
        "first_url": "?" if paging.before(request) else "",
        "next_url": f"?before={before}" if before else "",
    }
    return render(request, "satisfaction/desk/index.html", context)
