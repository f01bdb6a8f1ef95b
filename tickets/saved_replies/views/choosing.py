"""Saved replies beside what is being written on an incident: what is offered while the writer types its words, and
for browsers without scripts a page to choose on. Nothing is sent from here."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from subscriptions import paging
from tickets.desk.access import Act, StaffRequest, for_staff
from tickets.desk.steps import COMPOSER
from tickets.desk.views.incident import found_for
from tickets.desk.views.writing import below, goes_on, typed
from tickets.saved_replies import choosing


@for_staff(Act.WRITE)
@require_safe
def offered(request: StaffRequest, number: int) -> JsonResponse:
    """Those that have the words of `q`, as they would stand in the text."""
    found = choosing.offered(found_for(request, number), request.user, request.GET.get("q", ""))
    rows = [
        {"name": each.reply.title, "more": each.about, "text": each.text, "after": each.reply.after}
        for each in found
    ]
    return JsonResponse({"replies": rows})


@for_staff(Act.WRITE)
@require_POST
def choose(request: StaffRequest, number: int) -> HttpResponse:
    """The list on a page; the one that is chosen stands in the reply or the note, below what was typed."""
    incident = found_for(request, number)
    into = request.POST.get("into", "")
    name = into if into in COMPOSER else COMPOSER[0]
    words, so_far = request.POST.get("q", ""), typed(request)
    if "back" in request.POST:
        return goes_on(request, incident, so_far, name)
    found = choosing.offered(incident, request.user, words)
    chosen = paging.key(request.POST.get("chosen", ""))
    for each in found:
        if each.reply.pk == chosen:
            changed = {"body": below(so_far["body"], each.text)}
            if each.reply.after:
                changed["after"] = each.reply.after
            return goes_on(request, incident, so_far | changed, name)
    context = {"incident": incident, "words": words, "found": found, "typed": so_far | {"into": name}}
    return render(request, "saved_replies/choose.html", context)
