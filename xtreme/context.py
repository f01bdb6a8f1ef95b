"""What every page knows: whether this is the demo."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """`demo` says that passwords are known and mail goes to a page."""
    return {"demo": settings.DEMO}
