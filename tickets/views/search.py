"""Searching incidents: what the reader may see, newest first, with where the words stand."""

from typing import Any

from django.contrib.postgres.search import SearchHeadline, SearchQuery
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from subscriptions.models import User
from tickets.models import Incident
from tickets.texts import line
from tickets.views.portal.listing import keyset_page

LONGEST = 200
# Characters that no text holds (texts.py drops them) mark a word found until the text is escaped.
BEGIN, END = "\x02", "\x03"


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Incidents with all these words, or with this number; a contact's own company's, all for staff."""
    assert isinstance(request.user, User)
    words = line(request.GET.get("q", ""))[:LONGEST]
    context: dict[str, Any] = {"words": words}
    if words:
        found = Incident.objects.visible_to(request.user).matching(words)
        page, following = keyset_page(found, request)
        snippets = _snippets(words, [row["number"] for row in page])
        context["rows"] = [row | {"snippet": snippets.get(row["number"], "")} for row in page]
        context["next"] = following
        context["from_start"] = "before" in request.GET
    return render(request, "tickets/search.html", context)


def _snippets(words: str, numbers: list[int]) -> dict[int, SafeString]:
    """Where the words stand in each incident's description, escaped, with the words marked."""
    headline = SearchHeadline(
        "description",
        SearchQuery(words, config="simple", search_type="websearch"),
        config="simple",
        start_sel=BEGIN,
        stop_sel=END,
        max_words=28,
        min_words=12,
        max_fragments=1,
    )
    found: QuerySet[Any] = Incident.objects.filter(pk__in=numbers)
    return {number: _marked(text) for number, text in found.values_list("pk", headline)}


def _marked(text: str) -> SafeString:
    safe = escape(text).replace(BEGIN, "<mark>").replace(END, "</mark>")
    return mark_safe(safe)  # noqa: S308  escaped above; the marks are ours
