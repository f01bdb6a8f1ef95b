"""Whose pages these are: a contact's who acts for a company. Staff are sent to the desk."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from subscriptions.models import Customer, Membership, User
from subscriptions.permissions import Permission
from subscriptions.refusals import Refusal

QUEUE = "/desk/queue/"


class ContactRequest(HttpRequest):
    """A request of a contact, as the middleware fills it in."""

    user: User
    customer: Customer
    membership: Membership


class NoCompany(Refusal):
    code = "no_company"
    title = _("You act for no company")
    sentence = _("Your account belongs to no company any more. Ask your company's manager to add you.")
    status = 403


def for_contacts(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view, for contacts only; staff are sent to the same incident at the desk, or to the queue."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_staff:
            number = kwargs.get("number")
            return HttpResponseRedirect(f"/desk/incidents/{number}/" if number else QUEUE)
        if request.customer is None:
            raise NoCompany
        return view(request, *args, **kwargs)

    guarded.permission = Permission.USE_PORTAL  # type: ignore[attr-defined]
    return guarded
