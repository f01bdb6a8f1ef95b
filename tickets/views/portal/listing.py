"""The company's incidents as a list: whose turn it is, whose incident, search and filters. Pages by key."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from notifications.views.readers import ContactRequest
from subscriptions import paging
from tickets.forms import FilterForm
from tickets.models import Incident, Words
from tickets.models.incidents import AWAITING_CUSTOMER, ENDED, WORK_ORDER, IncidentQuerySet
from tickets.rows import Row, rows
from tickets.views.portal.contact import for_contacts

PAGE = 50
# Tabs, by their name in the address; "" is every open incident.
TABS = {"": (*AWAITING_CUSTOMER, *WORK_ORDER), "you": AWAITING_CUSTOMER, "us": WORK_ORDER, "closed": ENDED}


@for_contacts
@require_safe
def incidents(request: ContactRequest) -> HttpResponse:
    """Newest first, 50 a page; what the address holds and nobody understands is left out and said."""
    tab = request.GET.get("list", "")
    tab = tab if tab in TABS else ""
    whose = "mine" if request.GET.get("whose") == "mine" else "company"
    filters = FilterForm(request.GET, customer=request.customer)
    found = Incident.objects.visible_to(request.user).filter(status__in=TABS[tab])
    if whose == "mine":
        found = found.filter(contact=request.user)
    page, following = keyset_page(matching(found, filters.found()), request)
    context = {
        "tab": tab,
        "whose": whose,
        "filters": filters,
        "filtered": bool(filters.found() or filters.errors),
        "rows": page,
        "next": following,
        "from_start": "before" in request.GET,
    }
    return render(request, "tickets/portal/incidents.html", context)


def matching(found: IncidentQuerySet, filters: dict[str, Any]) -> IncidentQuerySet:
    """Those of `found` that pass the filters of the form."""
    if words := filters.pop("q", ""):
        found = found.matching(Words(words, internal=False))
    return found.filter(**filters)


def keyset_page(found: IncidentQuerySet, request: HttpRequest) -> tuple[list[Row], int | None]:
    """The rows before `?before=`, newest first, and the number after which the next page goes on, or None."""
    if first := paging.before(request):
        found = found.filter(pk__lt=first)
    page = rows(found.order_by("-pk")[: PAGE + 1], request.user, logged=True)  # type: ignore[arg-type]
    return page[:PAGE], page[PAGE - 1]["number"] if len(page) > PAGE else None
