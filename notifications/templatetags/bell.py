"""The bell of the frames: {% load bell %}{% bell %}. One indexed, bounded count."""

from typing import Any

from django import template
from django.template import Context

from notifications.models import Notification
from notifications.models.outbox import UNREAD_SHOWN

register = template.Library()


@register.inclusion_tag("notifications/bell.html", takes_context=True)
def bell(context: Context) -> dict[str, Any]:
    """A link to what the reader was told, with how much of it is unread; nothing for a stranger."""
    user = getattr(context.get("request"), "user", None)
    if user is None or not user.is_authenticated:
        return {"shown": False}
    unread = Notification.objects.visible_to(user).unread(user)
    return {"shown": True, "unread": f"{UNREAD_SHOWN}+" if unread > UNREAD_SHOWN else unread}
