"""Whose pages these are: a contact's who acts for a company, or the vendor's."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase

from notifications.refusals import NoCompany
from subscriptions.models import Customer, Membership, User
from subscriptions.permissions import Permission

View = Callable[..., HttpResponseBase]


class PersonRequest(HttpRequest):
    """A request of somebody signed in."""

    user: User


class ContactRequest(PersonRequest):
    """A request of a contact, as the middleware fills it in."""

    customer: Customer
    membership: Membership


def for_contacts(desk: str, elsewhere: str = "") -> Callable[[View], View]:
    """The view, for contacts; staff are sent to the same thing at the desk, below the address `desk`, or to
    `elsewhere` where it is of no single thing. A person without a company is told that she has none (NoCompany)."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.user.is_staff:
                number = kwargs.get("number")
                return HttpResponseRedirect(f"{desk}{number}/" if number else elsewhere or desk)
            if request.customer is None:
                raise NoCompany
            return view(request, *args, **kwargs)

        guarded.permission = Permission.USE_PORTAL  # type: ignore[attr-defined]
        return guarded

    return decorate


def for_staff(view: View) -> View:
    """The view, for the vendor's people. To anybody else it does not exist."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_staff:
            raise Http404
        return view(request, *args, **kwargs)

    guarded.permission = Permission.READ  # type: ignore[attr-defined]
    return guarded
