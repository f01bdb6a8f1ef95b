"""What every page knows of the installation."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """`demo` says that passwords are known and mail goes to a page, `plans_public` that strangers may compare the
    subscriptions (R24.4)."""
    return {"demo": settings.DEMO, "plans_public": settings.PLANS_PUBLIC}
