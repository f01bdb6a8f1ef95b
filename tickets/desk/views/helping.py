"""What may help with an incident: what can be read about it, and how others like it were solved."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tickets.desk.access import StaffRequest, for_staff
from tickets.desk.views.incident import found_for
from tickets.similar import answering, similar_solved


@for_staff()
@require_safe
def helping(request: StaffRequest, number: int) -> HttpResponse:
    """A page, or what an incident's page puts into its own. Looked for when an agent asks: nobody else waits."""
    incident = found_for(request, number)
    title = incident.title
    context = {
        "incident": incident,
        "texts": answering(request.user, incident.customer, title, timezone.now()),
        "similar": similar_solved(request.user, title, beside=incident),
    }
    page = "desk/helping_list.html" if "fragment" in request.GET else "desk/helping_page.html"
    return render(request, page, context)
