"""Which device a browser is, so that nothing is shown there any more once its person has signed out, or another has
signed in. A signed cookie says it; a session would forget it when it ends by itself, as it does after two weeks: an
agent on duty who has not opened the product for so long is paged all the same.
"""

from typing import Any

from allauth.account.signals import password_changed
from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from notifications.models import Device
from notifications.push import devices
from subscriptions.models import User

COOKIE = "device"
YEAR = 365 * 24 * 3600


def device(request: HttpRequest) -> int | None:
    """The key of the device that this browser is, if it was one."""
    said = request.get_signed_cookie(COOKIE, default="", salt=COOKIE)
    return int(said) if said else None


def remember(response: HttpResponse, device: Device) -> None:
    """Have the browser say so from now on."""
    response.set_signed_cookie(
        COOKIE,
        str(device.pk),
        salt=COOKIE,
        max_age=YEAR,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


@receiver(user_logged_out, dispatch_uid="device of whom signs out")
def _signed_out(request: HttpRequest, user: User | None, **_signal: Any) -> None:
    if user and (number := device(request)):
        devices.stop(user, number)


@receiver(user_logged_in, dispatch_uid="device of whom signs in")
def _signed_in(request: HttpRequest, user: User, **_signal: Any) -> None:
    """What was another's shows nothing any more."""
    if number := device(request):
        Device.objects.exclude(user=user).filter(pk=number).delete()


@receiver(password_changed, dispatch_uid="device of who changes her password")
def _password_changed(request: HttpRequest, user: User, **_signal: Any) -> None:
    if number := device(request):
        devices.stay_signed_in(user, number)
