"""Pages of the portal that stay readable without a network (R5): which ones, and whose they are.

A browser's service worker (static/js/keeping.js) keeps what this names and nothing else; the browser itself still
keeps nothing (`no-store`, xtreme.headers). Pages of the desk are not kept: one of them shows many customers, and
who works there has a network.
"""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

# Nothing here shows a connection, a key, a secret address or a file. What a view itself forbids to be stored is
# left out as well.
KEPT = frozenset(
    {
        "tickets:home",
        "tickets:incidents",
        "tickets:incident",
        "tickets:new",
        "knowledge:index",
        "knowledge:article",
        "notifications:alerts",
        "notifications:alert",
        "phone:phone",
        "downloads:index",
        "downloads:release",
        "downloads:regulatory",
        "briefings:library",
        "briefings:recording",
        "briefings:sessions",
        "briefings:session",
        "briefings:requests",
        "briefings:request",
        "briefings:ask",
        "community:index",
        "community:group",
        "community:question",
        "community:ask",
    }
)
READER, KEEP = "Offline-Reader", "Offline-Keep"


class OfflineMiddleware:
    """Tells the service worker who reads, with every answer to a contact, and which page it may keep for her. An
    answer without a reader makes it forget: to nobody, to staff, and to staff who see the portal as a contact."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        membership = getattr(request, "membership", None)
        signed_in = request.user.is_authenticated and getattr(request, "seen_by", None) is None
        if membership is None or not signed_in:
            return response
        response.headers[READER] = f"{membership.user_id}-{membership.customer_id}"
        match = request.resolver_match
        if (
            match is not None
            and match.view_name in KEPT
            and request.method == "GET"
            and response.status_code == 200
            and "Cache-Control" not in response.headers
        ):
            response.headers[KEEP] = "1"
        return response


@login_not_required
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What is shown in place of a page that is not kept: the list of those that are, which the browser fills."""
    return render(request, "offline.html")
