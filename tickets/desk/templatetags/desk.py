"""What the frame of the desk asks for by itself, whatever page stands in it."""

from typing import Any

from django import template
from django.template import Context

from tickets.desk import access
from tickets.desk.counts import counts

register = template.Library()


@register.simple_tag(takes_context=True)
def list_counts(context: Context) -> dict[str, Any]:
    """The numbers of the lists for the reader; those of the context where it has some."""
    if "rail_counts" in context:
        return dict(context["rail_counts"])
    user = getattr(context.get("request"), "user", None)
    return counts(user) if user is not None and user.is_authenticated and user.is_staff else {}


@register.filter
def may(user: Any, act: str) -> bool:
    """Whether the reader may `act` at the desk: read, write, work or assign."""
    return bool(user.is_authenticated and user.is_staff and access.may(user, access.Act(act)))
