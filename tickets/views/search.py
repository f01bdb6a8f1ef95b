"""Searching incidents: what the reader may see, newest first, with where the words stand."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from subscriptions import paging
from subscriptions.models import User
from subscriptions.texts import line
from tickets.forms import FilterForm
from tickets.models import Incident, Words
from tickets.rows import Row, rows
from tickets.search import newest, snippets
from tickets.views.portal.listing import PAGE

LONGEST = 200


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Incidents with all these words, or with this number; a contact's own company's, all for staff."""
    assert isinstance(request.user, User)
    typed = line(request.GET.get("q", ""))[:LONGEST]
    filters = FilterForm(request.GET, customer=request.customer)  # type: ignore[attr-defined]
    context: dict[str, Any] = {"words": typed, "filters": filters, "from_start": "before" in request.GET}
    if typed:
        words = Words(typed, internal=request.user.is_staff)
        context["rows"], context["next"] = _page(request, request.user, words, filters.found())
    return render(request, "tickets/search.html", context)


def _page(
    request: HttpRequest, reader: User, words: Words, filters: dict[str, Any]
) -> tuple[list[Row], int | None]:
    """The rows of a page and the number after which the next one goes on, or None."""
    filters.pop("q", None)
    found = Incident.objects.visible_to(reader).filter(**filters)
    first = paging.before(request)
    numbers = newest(found.filter(pk__lt=first) if first else found, words, PAGE + 1)
    page, following = numbers[:PAGE], numbers[PAGE - 1] if len(numbers) > PAGE else None
    if words.number and not first and found.filter(pk=words.number).exists():
        page = [words.number, *(number for number in page if number != words.number)]
    shown = rows(Incident.objects.filter(pk__in=page), reader, logged=True)
    where = snippets(words, page)
    shown.sort(key=lambda row: page.index(row["number"]))
    return [row | {"snippet": where.get(row["number"], "")} for row in shown], following
