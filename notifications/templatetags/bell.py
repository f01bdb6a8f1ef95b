"""The bell of the frames: {% load bell %}{% bell %}. One indexed, bounded count."""

from typing import Any

from django import template
from django.template import Context

from notifications.models import Notification
from notifications.models.outbox import UNREAD_SHOWN
from subscriptions.models import User

register = template.Library()


@register.inclusion_tag("notifications/bell.html", takes_context=True)
def bell(context: Context) -> dict[str, Any]:
    """A link to what the reader was told, with how much of it is unread, `bell_unread` where the page knows it;
    nothing for a stranger."""
    user = getattr(context.get("request"), "user", None)
    if user is None or not user.is_authenticated:
        return {"reader": None}
    return bell_of(user, context.get("bell_unread"))


def bell_of(reader: User, unread: int | None = None) -> dict[str, Any]:
    """What the bell of `reader` shows now."""
    if unread is None:
        unread = Notification.objects.unread(reader)
    return {"reader": reader, "unread": f"{UNREAD_SHOWN}+" if unread > UNREAD_SHOWN else unread}
