"""Articles beside an incident: finding one and writing its link into the reply, and making a draft of what solved
the incident. Both work without scripts: what was typed goes along."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from subscriptions import paging
from tickets import articles
from tickets.desk.access import Act, StaffRequest, for_staff
from tickets.desk.views.incident import found_for
from tickets.desk.views.writing import below, goes_on, typed

LONGEST = 200  # characters of a question


@for_staff(Act.WRITE)
@require_POST
def find(request: StaffRequest, number: int) -> HttpResponse:
    """Articles that the contact may read; the one that is chosen stands in the reply, below what was typed."""
    incident = found_for(request, number)
    words = request.POST.get("q", "")[:LONGEST]
    found = articles.for_contact(incident, words)
    so_far = typed(request)
    if "back" in request.POST:
        return goes_on(request, incident, so_far)
    chosen = paging.key(request.POST.get("chosen", ""))
    for each in found:
        if each.article.pk == chosen:
            body = below(so_far["body"], articles.link_of(each))
            return goes_on(request, incident, so_far | {"body": body})
    context = {"incident": incident, "words": words, "found": found, "typed": so_far}
    return render(request, "desk/articles.html", context)


@for_staff(Act.WRITE_ARTICLES)
@require_POST
def draft(request: StaffRequest, number: int) -> HttpResponse:
    """Make a draft of the incident, and go on writing it."""
    article = articles.draft_from(found_for(request, number), request.user)
    return HttpResponseRedirect(reverse("knowledge:edit", args=[article.pk]))
