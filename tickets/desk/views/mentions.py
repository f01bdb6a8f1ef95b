"""Whom the writer of a note or a reply may mean by the @ she has begun to type."""

from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from subscriptions import paging
from tickets import mentions
from tickets.desk.access import Act, StaffRequest, for_staff
from tickets.models import Incident

LONGEST = 60  # characters of a name that are looked at


@for_staff(Act.WRITE)
@require_safe
def people(request: StaffRequest) -> JsonResponse:
    """Those whose names begin with `q`: colleagues, and with `public` the contacts of the incident's customer."""
    number = paging.key(request.GET.get("incident", "")) or 0
    visible = Incident.objects.visible_to(request.user).select_related("customer")
    found: Incident = get_object_or_404(visible, pk=number)
    begun, public = request.GET.get("q", "")[:LONGEST], "public" in request.GET
    offered = mentions.offered(begun, found.customer, public=public)
    rows = [
        {
            "mention": mentions.mention_of(person),
            "name": person.name,
            "where": "" if person.is_staff else found.customer.name,
        }
        for person in offered
    ]
    return JsonResponse({"people": rows})
