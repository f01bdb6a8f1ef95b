"""The site of the admin: who may enter, how signing in works, and what its pages may run. The tables are in the
`admin` modules of each room, their order in navigation.py."""

from collections.abc import Callable
from typing import Any

import pghistory
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LogoutView, redirect_to_login
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.csp import CSP
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csp import csp_override
from unfold.sites import UnfoldAdminSite

from subscriptions.administration.history import latest_changes
from subscriptions.administration.room import ForAdministrators, may_read
from subscriptions.paging import key
from subscriptions.refusals import Refusal

# Unfold's menus, tabs and dialogs are Alpine expressions in attributes, which Alpine compiles (unsafe-eval). There
# is no inline script or style and nothing from elsewhere; only administrators see these pages. What Unfold would
# write into the page stands in a file (`colours`) or is set by static/js/admin.js.
SAFETY: dict[str, Any] = settings.SECURE_CSP | {"script-src": [CSP.SELF, CSP.UNSAFE_EVAL]}
CHANGES_SHOWN = 50


class AdministratorsOnly(Refusal):
    """The admin is not for this person."""

    code = "administrators_only"
    title = gettext_lazy("This room is for administrators")
    sentence = gettext_lazy(
        "Here tiers, targets, calendars and people are configured. Ask an administrator to do it or to give you"
        " the role."
    )
    status = 403


class AdminSite(UnfoldAdminSite):
    """The administrator's room. Every change in it is on record with the person who made it."""

    def has_permission(self, request: HttpRequest) -> bool:
        return may_read(request.user)

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Only tables made for administrators: those that libraries bring along stay out."""
        if admin_class is not None and issubclass(admin_class, ForAdministrators):
            super().register(model_or_iterable, admin_class, **options)

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Callable[..., Any]:
        guarded = super().admin_view(view, cacheable)

        @csp_override(SAFETY)
        def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.user.is_authenticated and not self.has_permission(request):
                raise AdministratorsOnly
            with pghistory.context(user=request.user.pk, page=request.path):
                return guarded(request, *args, **kwargs)

        return entered

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Without the colours, which Unfold would write into the page: they stand in a file (`colours`)."""
        return super().each_context(request) | {"colors": None}

    def get_urls(self) -> list[URLResolver | URLPattern]:
        on_site = path("r/<path:content_type_id>/<path:object_id>/", self.admin_view(self.on_site))
        return [
            path("changes/", self.admin_view(self.changes), name="changes"),
            on_site,
            *super().get_urls(),
        ]

    def on_site(self, request: HttpRequest, content_type_id: str, object_id: str) -> HttpResponse:
        """Lead to the page of a thing; only of a kind that has a table here, as there are kinds without any."""
        asked = key(content_type_id)
        found = ContentType.objects.filter(pk=asked).first() if asked else None
        if found is None or found.model_class() not in self._registry or key(object_id) is None:
            raise Http404
        return shortcut(request, content_type_id, object_id)

    def changes(self, request: HttpRequest) -> TemplateResponse:
        """Who changed which setting, the latest first."""
        context = {
            **self.each_context(request),
            "title": _("Latest changes"),
            "changes": latest_changes(CHANGES_SHOWN),
        }
        return TemplateResponse(request, "admin/changes.html", context)

    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """There is one page to sign in, everybody's."""
        if request.user.is_authenticated:
            if not self.has_permission(request):
                raise AdministratorsOnly
            return redirect("admin:index")
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return LogoutView.as_view(next_page=settings.LOGIN_URL)(request)

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("account_change_password")


def colours() -> str:
    """What static/css/admin-colors.css holds: the colours of navigation.py in Unfold's scale; a test compares."""
    site: Any = admin.site
    scales = site._get_colors("COLORS", None).items()
    lines = [
        f"  --color-{name}-{weight}: {value};" for name, scale in scales for weight, value in scale.items()
    ]
    radius = f"  --border-radius: {settings.UNFOLD['BORDER_RADIUS']};"
    return "\n".join([":root {", radius, *lines, "}", ""])
