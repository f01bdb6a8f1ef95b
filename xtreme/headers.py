"""Headers of every answer that Django has no setting for: what a browser may do with our pages and files."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# Nothing here needs a device or reads along; each name that a browser knows and this does not list stays off
# by default or asks the person.
DENIED = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media",
    "gamepad", "geolocation", "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer", "microphone",
    "midi", "payment", "picture-in-picture", "screen-wake-lock", "serial", "storage-access", "usb",
    "xr-spatial-tracking",
)  # fmt: skip
OWN = ("clipboard-write", "fullscreen", "publickey-credentials-create", "publickey-credentials-get")
PERMISSIONS = ", ".join([*(f"{name}=()" for name in DENIED), *(f"{name}=(self)" for name in OWN)])


class HeadersMiddleware:
    """Permissions-Policy; Cross-Origin-Resource-Policy, so that no other site takes a file of ours into its
    pages; and no browser keeps what a person saw when she was signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers["X-Frame-Options"] = "DENY"  # parts of Django's admin would allow our own frames
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("X-Permitted-Cross-Domain-Policies", "none")
        reader = getattr(request, "_cached_user", None)
        if reader is not None and reader.is_authenticated:  # asks nothing that the view has not asked
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response
