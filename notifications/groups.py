"""What the kinds are about, for the filters of what one was told."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from notifications.kinds import EVENT, INCIDENT, KINDS, Kind


class Group(TextChoices):
    INCIDENTS = "incidents", _("Incidents")
    ALERTS = "alerts", _("Critical solutions")
    EVENTS = "events", _("Special events")
    OTHER = "other", _("Other")


def group_of(kind: Kind) -> Group:
    """By the words that its context holds."""
    if kind.words[: len(INCIDENT)] == INCIDENT:
        return Group.INCIDENTS
    if kind.words[: len(EVENT)] == EVENT:
        return Group.EVENTS
    return (
        Group.ALERTS
        if {"title", "product"} <= set(kind.words) and "person" not in kind.words
        else Group.OTHER
    )


def codes(group: Group) -> list[str]:
    """The codes of its kinds."""
    return [kind.code for kind in KINDS.values() if group_of(kind) == group]


def shown_to(*, staff: bool) -> list[Group]:
    """The groups of which staff, or contacts, are told something."""
    theirs = {group_of(kind) for kind in KINDS.values() if kind.staff == staff}
    return [group for group in Group if group in theirs]
