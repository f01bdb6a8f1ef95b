"""A person's devices: adding the one she holds, stopping one; what a browser needs to show messages there, and to
install the product as an app."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from notifications.push import browsers, devices
from notifications.refusals import DeviceRefused, TooManyDevices
from notifications.views.readers import PersonRequest

COLOR = "#0b5cad"
GROUND = "#f6f7f9"


@require_POST
def add(request: PersonRequest) -> HttpResponse:
    """Show what she is told on the device she holds, as its browser has made the keys."""
    typed = request.POST
    response = redirect("notifications:preferences")
    try:
        device = devices.add(
            request.user,
            typed.get("endpoint", ""),
            typed.get("p256dh", ""),
            typed.get("auth", ""),
            request.headers.get("User-Agent", ""),
        )
    except (DeviceRefused, TooManyDevices) as refusal:
        messages.error(request, str(refusal))
        return response
    browsers.remember(response, device)
    messages.success(request, _("What you are told is shown on this device as well."))
    return response


@require_POST
def stop(request: PersonRequest, number: int) -> HttpResponse:
    """Show nothing more on one of hers."""
    devices.stop(request.user, number)
    messages.success(request, _("Nothing more is shown on that device."))
    return redirect("notifications:preferences")


@login_not_required
@require_safe
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, at the root so that it is that of every page."""
    return render(request, "notifications/sw.js", content_type="text/javascript; charset=utf-8")


@login_not_required
@require_safe
@cache_control(max_age=3600)
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone asks before it installs the product as an app."""
    facts = {
        "id": "/",
        "name": "Xtreme Support",
        "short_name": "Xtreme",
        "description": _("Log incidents and follow them."),
        "lang": request.LANGUAGE_CODE,
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "theme_color": COLOR,
        "background_color": GROUND,
        "icons": [
            {"src": static("img/icon-192.png"), "sizes": "192x192", "type": "image/png"},
            {"src": static("img/icon-512.png"), "sizes": "512x512", "type": "image/png"},
            {
                "src": static("img/icon-maskable-512.png"),
                "sizes": "512x512",
                "type": "image/png",
                "purpose": "maskable",
            },
        ],
    }
    return JsonResponse(facts, content_type="application/manifest+json")
