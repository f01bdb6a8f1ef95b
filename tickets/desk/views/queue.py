"""The lists of the desk, and taking the next incident (R9, R15)."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from tickets.claiming import take_next
from tickets.desk import duty, filters
from tickets.desk.access import Act, StaffRequest, for_staff
from tickets.desk.keyset import page
from tickets.desk.lists import LISTS, explain_places
from tickets.live import pages
from tickets.refusals import NothingToTake

QUEUE = "/desk/queue/"


@for_staff()
@require_safe
def home(request: StaffRequest) -> HttpResponse:
    """Who types the desk's address alone works the queue."""
    return HttpResponseRedirect(QUEUE)


@for_staff()
@require_safe
def queue(request: StaffRequest) -> HttpResponse:
    """One list, 50 rows a page, narrowed by the filters of the address."""
    at = timezone.now()
    name = request.GET.get("list", "")
    name = name if name in LISTS else ""
    chosen, after = filters.read(request.GET), request.GET.get("after", "")
    shown, last = page(name, chosen, after, request.user, at), ""
    if LISTS[name].in_work_order:
        explain_places(shown.rows, shown.key)
    if shown.following and "due_at" in shown.key:
        last = pages.place(shown.key, shown.rows[-1]["key"])
    context = {
        "name": name,
        "list": LISTS[name],
        "filters": chosen,
        "rows": shown.rows,
        "next": shown.following,
        "from_start": bool(after),
        "on_duty": duty.line_of(request.user, at),
        "live": pages.of_queue(request.user, request.get_full_path(), at, last),
    }
    return render(request, "desk/queue.html", context)


@for_staff(Act.WORK)
@require_POST
def take(request: StaffRequest) -> HttpResponse:
    """The next incident of the queue becomes the agent's and opens; the queue with a sentence where none waits."""
    try:
        incident = take_next(request.user, **_bounds(request.POST))
    except NothingToTake as nothing:
        messages.info(request, str(nothing))
        return HttpResponseRedirect(QUEUE)
    return HttpResponseRedirect(f"/desk/incidents/{incident.pk}/")


def _bounds(address: Mapping[str, str]) -> dict[str, Any]:
    """The filters that the list was narrowed to when the button was pressed."""
    if not any(name in address for name in filters.NAMES):
        return {}
    return {lookup: key for menu in filters.read(address).of_the_queue for lookup, key in menu.lookup.items()}
