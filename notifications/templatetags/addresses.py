"""What pages say of an address that mail fails to: {% load addresses %}."""

from typing import Any

from django import template
from django.template import Context

from notifications import addresses
from notifications.models import AddressMark
from subscriptions.models import User

register = template.Library()


@register.simple_tag
def address_marks(people: Any) -> dict[str, AddressMark]:
    """The marks of the addresses of these people, or of the people of these memberships. One query."""
    return addresses.marks(getattr(each, "user", each) for each in people)


@register.inclusion_tag("notifications/address_mark.html", takes_context=True)
def address_mark(context: Context, marks: dict[str, AddressMark], person: User) -> dict[str, Any]:
    """What is held against her address, with the button that lifts it; nothing where nothing is."""
    return {"mark": marks.get(person.email.lower()), "person": person} | _request(context)


@register.inclusion_tag("notifications/address_notice.html", takes_context=True)
def address_notice(context: Context) -> dict[str, Any]:
    """The reader's own: that mail to her fails."""
    reader = context["request"].user
    mark = addresses.mark_of(reader)
    return {"mark": mark if mark and mark.fails else None, "person": reader} | _request(context)


def _request(context: Context) -> dict[str, Any]:
    return {"request": context["request"], "csrf_token": context.get("csrf_token")}
