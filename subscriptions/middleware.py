"""What every request needs before its view: the reader's language and zone, her company, her role in the
database, and one place that turns a refusal into a page."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.middleware import get_user
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import LazyObject
from psycopg.errors import ReadOnlySqlTransaction

from subscriptions import acting, guards, kept, tenancy
from subscriptions.models import ApiToken, Membership, User
from subscriptions.refusals import OnlyByForm, Refusal, refusal_in
from subscriptions.signals import access_refused

GetResponse = Callable[[HttpRequest], HttpResponse]
FORBIDDEN = 403


class PreferencesMiddleware:
    """Language and time zone: the reader's own where she is signed in, else her browser's language and UTC."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if isinstance(request.user, LazyObject):
            request.user = get_user(
                request
            )  # herself: whatever a page asks of the other costs three calls more
        if request.user.is_authenticated:
            language, zone = request.user.language, request.user.zone
        else:
            language, zone = translation.get_language_from_request(request), ZoneInfo("UTC")
        request.LANGUAGE_CODE = language
        with translation.override(language), timezone.override(zone):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


class RefusalMiddleware:
    """A refusal that a view let through becomes a page with what to do next."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if getattr(request, "seen_by", None) and isinstance(exception.__cause__, ReadOnlySqlTransaction):
            return _wrote(request)
        refusal = refusal_in(exception)
        return _page(request, refusal) if refusal else None

    def process_view(
        self, request: HttpRequest, view: guards.View, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        refusal = guards.refused_to_readers(request, view)
        return _page(request, refusal) if refusal else None


class OnlyByFormMiddleware:
    """The bare answer to who opens the address of a form becomes a page. Inside TenancyMiddleware, as the frame of
    that page asks the database."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method != "GET" or not isinstance(response, HttpResponseNotAllowed):
            return response
        page = _page(request, OnlyByForm())
        page["Allow"] = response["Allow"]
        return page


def _page(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    if refusal.status == FORBIDDEN and getattr(request, "seen_by", None) is None:
        access_refused.send(type(refusal), code=refusal.code, path=request.path)
    return render(request, "refusal.html", {"refusal": refusal}, status=refusal.status)


def _wrote(request: HttpRequest) -> HttpResponse:
    """A page that is only read may write; not for who sees it as somebody else. The transaction is over, so she is
    told on another page."""
    transaction.set_rollback(True)
    messages.error(request, str(guards.SeeingAs(name=request.user)))
    return HttpResponseRedirect("/")


class TenancyMiddleware:
    """One transaction a request, in the role of its reader; a server error takes it back.

    Sets `request.membership` and `request.customer`: the contact's place at the company she acts for, None for
    staff and strangers; `request.memberships` are all of a contact's. Health checks run without a database.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.membership = request.customer = None  # type: ignore[attr-defined]
        if request.path.startswith("/health/"):
            return self.get_response(request)
        with acting.during(request), tenancy.role_restored():
            if request.user.is_authenticated:
                enter(request)
            with _settled(request):
                response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response


def _settled(request: HttpRequest) -> AbstractContextManager[None]:
    """The request rests on one state of the settings, known since its person was read; but where they are changed,
    the change is seen at once."""
    stamp = None if request.path.startswith("/admin/") else getattr(request.user, "stamp", None)
    return kept.settled(stamp) if stamp else nullcontext()


def enter(request: HttpRequest, key: ApiToken | None = None) -> None:
    """Take on the role of the request's person: staff, all of them or within her scope, or contact of the company
    she acts for; by `key` of the one that it is for, while she has her place there."""
    by = acting.enter(request).as_json()
    if isinstance(request.user, User) and request.user.is_staff:
        tenancy.become_staff(by, request.user.scope)
        return
    tenancy.become_staff(by)
    places = Membership.objects.of_person(request.user.pk)
    places = places if key is None else [place for place in places if place.pk == key.place_id]
    chosen = request.session.get("customer") if hasattr(request, "session") else None
    chosen = getattr(request, "seen_customer", chosen)
    membership = next((place for place in places if place.customer_id == chosen), next(iter(places), None))
    request.memberships = places  # type: ignore[attr-defined]
    request.membership = membership  # type: ignore[attr-defined]
    request.customer = membership.customer if membership else None  # type: ignore[attr-defined]
    tenancy.become_contact(membership.customer_id if membership else 0, request.user.pk)
    if getattr(request, "seen_by", None) is not None:
        tenancy.read_only()
