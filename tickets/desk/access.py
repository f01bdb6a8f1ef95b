"""The guard that every page of the desk stands behind; who may do what is in subscriptions.permissions.

A contact finds nothing here (404); a person of the vendor may read everything.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from subscriptions import permissions
from subscriptions.models import StaffMember, User
from subscriptions.permissions import Permission
from subscriptions.refusals import Forbidden

Role = StaffMember.Role
Act = Permission  # what is done at the desk is one of all permissions
NAMED = 3  # people named in a refusal


class StaffRequest(HttpRequest):
    """A request of a person of the vendor."""

    user: User


def may(person: User, act: Permission) -> bool:
    """Whether one of her roles includes it; anybody of the vendor may read."""
    return permissions.may(person, act)


def require(person: User, act: Permission) -> None:
    """Raise Forbidden, naming whom to ask, unless she may."""
    if not may(person, act):
        if act in permissions.OF_ALL_CUSTOMERS:
            permissions.require(person, act)
        raise Forbidden(who=whom_to_ask(person))


def whom_to_ask(person: User) -> str:
    """The team leads by name, those of her own region first."""
    leads = User.objects.staff_with(Role.LEAD)
    region = StaffMember.objects.filter(user=person).values_list("region", flat=True).first()
    known = sorted(leads, key=lambda lead: (lead.staff.region_id != region, lead.name))
    names = ", ".join(lead.name for lead in known[:NAMED])
    return _("a team lead: {names}").format(names=names) if names else _("a team lead")


View = Callable[..., HttpResponseBase]


def for_staff(act: Permission = Permission.READ) -> Callable[[View], View]:
    """The view, for the vendor's people who may `act`. To anybody else it does not exist."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_staff:
                raise Http404
            require(request.user, act)
            return view(request, *args, **kwargs)

        guarded.permission = act  # type: ignore[attr-defined]  # what the table of permissions is tested against
        return guarded

    return guard
