"""Of which incident another is a duplicate: what is offered while the number or words of it are typed, and for
browsers without scripts a page to choose on, along which goes what was typed."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from subscriptions import paging
from subscriptions.wording import moment_here
from tickets.desk.access import Act, StaffRequest, for_staff
from tickets.desk.views.incident import found_for
from tickets.desk.views.writing import goes_on, typed
from tickets.models import Incident
from tickets.similar import perhaps_the_same
from tickets.wording import severity_words, status_words

LONGEST = 200  # characters of what is looked for
KEPT = ("close_reason", "body", "duplicate_of")


@for_staff(Act.WORK)
@require_safe
def offered(request: StaffRequest, number: int) -> JsonResponse:
    """Open incidents of the same customer and product with the words or the number `q`."""
    rows = _found(request, found_for(request, number), request.GET.get("q", ""))
    return JsonResponse({"offered": rows})


@for_staff(Act.WORK)
@require_POST
def choose(request: StaffRequest, number: int) -> HttpResponse:
    """The same on a page; the number of the one that is chosen stands in the form that closes."""
    incident, so_far = found_for(request, number), typed(request, KEPT)
    words = request.POST.get("q", so_far["duplicate_of"])
    if "back" in request.POST:
        return goes_on(request, incident, so_far, "close")
    chosen = paging.key(request.POST.get("chosen", ""))
    if chosen:
        return goes_on(request, incident, so_far | {"duplicate_of": str(chosen)}, "close")
    found = _found(request, incident, words)
    context = {"incident": incident, "words": words, "found": found, "typed": so_far}
    return render(request, "desk/duplicates.html", context)


def _found(request: StaffRequest, incident: Incident, words: str) -> list[dict[str, str]]:
    return [
        {
            "value": str(row["pk"]),
            "name": f"{row['pk']} {row['title']}",
            "more": " · ".join(
                [
                    severity_words(row["severity"]),
                    status_words(row["status"], contact=False),
                    moment_here(row["logged_at"]),
                ]
            ),
        }
        for row in perhaps_the_same(incident, request.user, words[:LONGEST])
    ]
