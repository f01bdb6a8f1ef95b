"""Articles beside an incident: finding one and writing its link into the reply, and making a draft of what solved
the incident. Both work without scripts: what was typed goes along."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from subscriptions import paging
from tickets import articles
from tickets.desk.access import Act, StaffRequest, for_staff
from tickets.desk.steps import BY_NAME
from tickets.desk.views.incident import Offered, form_of, found_for, page
from tickets.models import Incident

KEPT = ("after", "solution")  # what she chose beside the text of her reply
LONGEST = 200  # characters of a question


@for_staff(Act.WRITE)
@require_POST
def find(request: StaffRequest, number: int) -> HttpResponse:
    """Articles that the contact may read; the one that is chosen stands in the reply, below what was typed."""
    incident = found_for(request, number)
    words = request.POST.get("q", "")[:LONGEST]
    found = articles.for_contact(incident, words)
    typed = {name: request.POST.get(name, "") for name in ("body", *KEPT)}
    if "back" in request.POST:
        return _reply(request, incident, typed)
    chosen = paging.key(request.POST.get("chosen", ""))
    for each in found:
        if each.article.pk == chosen:
            body = f"{typed['body'].rstrip()}\n\n{articles.link_of(each)}\n".lstrip()
            return _reply(request, incident, typed | {"body": body})
    context = {"incident": incident, "words": words, "found": found, "typed": typed}
    return render(request, "desk/articles.html", context)


@for_staff(Act.WRITE_ARTICLES)
@require_POST
def draft(request: StaffRequest, number: int) -> HttpResponse:
    """Make a draft of the incident, and go on writing it."""
    article = articles.draft_from(found_for(request, number), request.user)
    return HttpResponseRedirect(reverse("knowledge:edit", args=[article.pk]))


def _reply(request: StaffRequest, incident: Incident, typed: dict[str, Any]) -> HttpResponse:
    """The incident's page with her reply as far as it is, where she goes on writing."""
    step = BY_NAME["reply"]
    form = form_of(step, incident, request, initial=typed)
    return page(request, incident.pk, timezone.now(), Offered(step, incident, form))
