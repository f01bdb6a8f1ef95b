"""Dangerous acts ask once more who is there: changes of address and second factor (allauth's own), API keys,
secrets of webhooks, roles, exporting and erasing personal data. A sign-in a few minutes ago is an answer."""

import time
from collections.abc import Callable
from functools import wraps

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest
from django.http.response import HttpResponseBase

View = Callable[..., HttpResponseBase]


def signed_in_just_now(request: HttpRequest) -> bool:
    """Whether the reader proved who she is within ACCOUNT_REAUTHENTICATION_TIMEOUT seconds."""
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT


def confirmed(view: View) -> View:
    """The view, for who has confirmed who she is; anybody else does so first and comes back to it."""
    return wraps(view)(reauthentication_required(view, app="xtreme"))


def raise_unless_confirmed(request: HttpRequest) -> None:
    """The same for part of what a view does. Raises ReauthenticationRequired, which allauth's middleware
    answers."""
    if get_adapter(request).is_reauthentication_required(app="xtreme") and not did_recently_reauthenticate(
        request
    ):
        raise ReauthenticationRequired
