"""The lists of the desk, and taking the next incident (R9, R15)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from subscriptions import paging
from tickets.claiming import take_next
from tickets.desk import duty, filters, walking
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
    chosen, after = filters.read(request.GET, request.user), request.GET.get("after", "")
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
        incident = take_next(request.user, **_bounds(request))
    except NothingToTake as nothing:
        messages.info(request, str(nothing))
        return HttpResponseRedirect(QUEUE)
    return HttpResponseRedirect(f"/desk/incidents/{incident.pk}/")


@for_staff(Act.WORK)
@require_safe
def next_of_mine(request: StaffRequest) -> HttpResponse:
    """The next of her own opens; her list with a sentence where there is no other."""
    number = walking.following(request.user, request.GET)
    if number is None:
        messages.info(request, _("No other incident of yours waits for work."))
        return HttpResponseRedirect(f"{QUEUE}?list=mine")
    came = paging.key(request.GET.get("from", ""))
    return HttpResponseRedirect(f"/desk/incidents/{number}/" + (f"?from={came}" if came else ""))


def _bounds(request: StaffRequest) -> dict[str, Any]:
    """The filters that the list was narrowed to when the button was pressed."""
    if not any(name in request.POST for name in filters.NAMES):
        return {}
    chosen = filters.read(request.POST, request.user)
    return {lookup: key for menu in chosen.of_the_queue for lookup, key in menu.lookup.items()}
