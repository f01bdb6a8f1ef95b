"""Who may do what at the desk: one table of roles, and the guard that every page of it stands behind.

A contact finds nothing here (404); a person of the vendor may read everything.
"""

from collections.abc import Callable
from enum import Enum
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from subscriptions.models import StaffMember, User
from subscriptions.refusals import Forbidden

Role = StaffMember.Role
NAMED = 3  # people named in a refusal


class Act(Enum):
    """What can be done at the desk, from reading on."""

    READ = "read"
    WRITE = "write"  # reply, note, log a call
    WORK = "work"  # take, move, change the severity, log an incident for a contact
    ASSIGN = "assign"  # give an incident to somebody else
    AGREE = "agree"  # answer what customers ask of their subscription


LEADING = frozenset({Role.LEAD, Role.SUPPORT_MANAGER, Role.HEAD_OF_SUPPORT})
WORKING = LEADING | {Role.AGENT}

MAY: dict[Act, frozenset[str]] = {
    Act.READ: frozenset(Role),
    Act.WRITE: WORKING | {Role.ADVISOR, Role.CONSULTANT},
    Act.WORK: WORKING,
    Act.ASSIGN: LEADING,
    Act.AGREE: frozenset({Role.ACCOUNT_OWNER, Role.ADMINISTRATOR}),
}


class StaffRequest(HttpRequest):
    """A request of a person of the vendor."""

    user: User


def may(person: User, act: Act) -> bool:
    """Whether one of her roles includes it; anybody of the vendor may read."""
    return act is Act.READ or person.has_role(*MAY[act])


def require(person: User, act: Act) -> None:
    """Raise Forbidden, naming whom to ask, unless she may."""
    if not may(person, act):
        raise Forbidden(who=whom_to_ask(person))


def whom_to_ask(person: User) -> str:
    """The team leads by name, those of her own region first."""
    leads = User.objects.staff_with(Role.LEAD)
    region = StaffMember.objects.filter(user=person).values_list("region", flat=True).first()
    known = sorted(leads, key=lambda lead: (lead.staff.region_id != region, lead.name))
    names = ", ".join(lead.name for lead in known[:NAMED])
    return _("a team lead: {names}").format(names=names) if names else _("a team lead")


def for_staff(act: Act = Act.READ) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """The view, for the vendor's people who may `act`. To anybody else it does not exist."""

    def guard(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_staff:
                raise Http404
            require(request.user, act)
            return view(request, *args, **kwargs)

        return guarded

    return guard
