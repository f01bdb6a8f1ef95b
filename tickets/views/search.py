"""Searching: incidents that the reader may see, newest first, and all that can be read, best first."""

from dataclasses import replace
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from entitlements import readers, searches, searching
from entitlements.searching import Asked
from subscriptions import paging
from subscriptions.models import User
from subscriptions.texts import line
from tickets.forms import SearchForm
from tickets.models import Incident, Words
from tickets.rows import Row, numbered
from tickets.search import newest, snippets

LONGEST = 200
PAGE = 20  # incidents: who does not find it among them narrows the search
# Texts above incidents: a contact may find her answer there, an agent looks for incidents.
BESIDE_INCIDENTS, BESIDE_INCIDENTS_FOR_STAFF = 6, 3
OFFERED = 7


@login_not_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What has all these words, or this number: a contact's own company's incidents, all for staff; and the texts
    that the reader may know of, for who is not signed in the public ones."""
    typed = line(request.GET.get("q", ""))[:LONGEST]
    customer = request.customer  # type: ignore[attr-defined]
    form = SearchForm(request.GET, customer=customer, with_incidents=request.user.is_authenticated)
    context: dict[str, Any] = {"words": typed, "filters": form, "from_start": "before" in request.GET}
    if typed:
        context |= _found(request, typed, form)
    return render(request, "tickets/search.html", context)


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """Titles with words that begin as those typed so far, as JSON; and the incident that has this number."""
    assert isinstance(request.user, User)
    typed = line(request.GET.get("q", ""))[:LONGEST]
    reader = readers.reader(request.user, request.customer, timezone.now())  # type: ignore[attr-defined]
    offered = [
        {
            "name": each.title,
            "more": each.kind_and_code,
            "address": each.address,
            "language": each.language,
        }
        for each in searching.begun(typed, reader, get_language() or "en", OFFERED)
    ]
    if number := paging.key(typed):
        incidents = Incident.objects.visible_to(request.user).filter(pk=number)
        offered = [_of_incident(each, request.user) for each in incidents] + offered
    return JsonResponse({"suggestions": offered})


def _of_incident(incident: Incident, reader: User) -> dict[str, str]:
    address = reverse("desk:incident", args=[incident.pk]) if reader.is_staff else incident.get_absolute_url()
    return {"name": incident.title, "more": f"{_('Incident')} {incident.pk}", "address": address}


def _found(request: HttpRequest, typed: str, form: SearchForm) -> dict[str, Any]:
    where, filters = form.narrowing()
    context: dict[str, Any] = {"where": where}
    words = Words(typed, internal=bool(request.user.is_staff))
    of_incidents = where == SearchForm.INCIDENTS or bool(filters.keys() & set(SearchForm.OF_INCIDENTS))
    if not (of_incidents or "before" in request.GET):
        context |= _texts(request, words, where, filters)
    if request.user.is_authenticated and where in ("", SearchForm.INCIDENTS):
        assert isinstance(request.user, User)
        context["rows"], context["next"] = _page(request, request.user, words, filters)
        exactly = context["rows"] or context.get("exactly")
        for meant in [] if exactly else words.respelt:
            context["rows"], context["next"] = _page(request, request.user, meant, filters)
            if context["rows"]:
                context["meant"] = meant.words
                break
    nothing = not (context.get("texts") or context.get("rows"))
    if nothing and not (form.is_narrowed or "before" in request.GET):
        searches.note_in_vain(typed, request.user, timezone.now())
    return context


def _texts(request: HttpRequest, words: Words, where: str, filters: dict[str, Any]) -> dict[str, Any]:
    """The best texts: all that are looked for, or a few beside incidents. Where none has the words, those that have
    the nearest words that are known; else those whose title reads alike."""
    asked = Asked(words.words, where, filters.get("product"), filters.get("language", ""))
    reader = readers.reader(request.user, request.customer, timezone.now())  # type: ignore[attr-defined]
    alone = bool(where) or not request.user.is_authenticated
    beside = BESIDE_INCIDENTS_FOR_STAFF if words.internal else BESIDE_INCIDENTS
    most = searching.BEST if alone else beside + 1
    language = get_language() or "en"
    texts, alike = searching.find(asked, reader, language, most)
    exactly, said = texts and not alike, ""
    for meant in [] if exactly else words.respelt:
        others, only_alike = searching.find(replace(asked, words=meant.words), reader, language, most)
        if others and not only_alike:
            texts, alike, said = others, False, meant.words
            break
    return {
        "exactly": exactly,
        "texts_meant": said,
        "texts": texts if alone else texts[:beside],
        "more_texts": not alone and len(texts) > beside,
        "alike": alike,
    }


def _page(
    request: HttpRequest, reader: User, words: Words, filters: dict[str, Any]
) -> tuple[list[Row], int | None]:
    """The rows of a page and the number after which the next one goes on, or None."""
    chosen = {name: value for name, value in filters.items() if name not in ("q", "language")}
    found = Incident.objects.visible_to(reader).filter(**chosen)
    first = paging.before(request)
    numbers = newest(found, words, PAGE + 1, first, request.customer)  # type: ignore[attr-defined]
    page, following = numbers[:PAGE], numbers[PAGE - 1] if len(numbers) > PAGE else None
    if words.number and not first and found.filter(pk=words.number).exists():
        page = [words.number, *(number for number in page if number != words.number)]
    where = snippets(words, page)
    shown = [row | {"snippet": where.get(row["number"], "")} for row in numbered(page, reader)]
    return shown, following
