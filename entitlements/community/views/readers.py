"""Whose pages these are: everybody in the community, in the frame of a contact or of the vendor's people."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from entitlements.community import access, profiles
from entitlements.community.access import Person
from notifications.refusals import NoCompany
from notifications.views.readers import ContactRequest
from subscriptions.refusals import Refusal

View = Callable[..., HttpResponseBase]


class CommunityRequest(ContactRequest):
    """A request of somebody who may read. `reads_only` is why she may not write, or None."""

    person: Person
    reads_only: Refusal | None


def for_readers(view: View) -> View:
    """The view, for who may read the community; a person without a company is told that she has none."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_staff and request.customer is None:
            raise NoCompany
        request.person = Person(request.user, None if request.user.is_staff else request.customer)
        request.reads_only = access.require_reading(request.person, timezone.now())
        return view(request, *args, **kwargs)

    return guarded


def as_writer(request: Any) -> Person:
    """Who is about to write; one of the vendor's people is in the community from then on."""
    person: Person = request.person
    if person.is_staff and request.reads_only is None:
        profiles.staff_member(person)
    return person


def retry_after(response: HttpResponse, refusal: Refusal | None) -> HttpResponse:
    """With the time to retry where she was too fast (R4.1)."""
    if refusal is not None and hasattr(refusal, "retry_after"):
        response["Retry-After"] = str(refusal.retry_after(timezone.now()))
    return response
