"""Who is led to the sign-in comes back to a page: the one she asked for, or the one whose form she sent."""

from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from subscriptions.guards import SAFE
from subscriptions.returning import is_ours

SIGN_IN_FIRST = 401


class SignInMiddleware(LoginRequiredMiddleware):
    """Django's, for whom a session ended while she wrote: the address of a form may take nothing else, so she comes
    back to the page that the form stands on, where the browser has kept what she typed. What a page asks for in the
    background is not given the sign-in: the page is loaded anew, which leads there."""

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Any
    ) -> HttpResponseBase:
        if "HX-Request" in request.headers:
            return HttpResponse(status=SIGN_IN_FIRST, headers={"HX-Refresh": "true"})
        if request.method in SAFE:
            return super().handle_no_permission(request, view_func)
        return redirect_to_login(
            _page_of(request), self.get_login_url(view_func), self.get_redirect_field_name(view_func)
        )


def _page_of(request: HttpRequest) -> str:
    """Where the form stood, as the browser says; the form's own address where it names none of this site."""
    page = request.headers.get("Referer", "")
    if not is_ours(request, page):
        return request.get_full_path()
    parts = urlsplit(page)
    return parts._replace(scheme="", netloc="", fragment="").geturl()
