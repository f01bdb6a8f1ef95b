"""How a page hears that its reader was told something: {% load listening %}{% listening reader as live %}."""

from django import template
from django.urls import reverse
from django.utils import timezone

from subscriptions.models import User
from tickets.live import pages
from tickets.live.pages import Live

register = template.Library()


@register.simple_tag
def listening(reader: User) -> Live | None:
    """Where it listens, by which token, and what it fetches then; None where nothing is shown by itself."""
    return pages.of_person(reader.pk, reverse("notifications:unread"), timezone.now())
