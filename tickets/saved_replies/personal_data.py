"""What saved replies hold of people: one's own are given out and erased with their owner. Those that everybody
shares stay, with the name that is left of whoever changed them last."""

from django.utils.translation import gettext_lazy as _

from subscriptions.personal_data import erasing, parts
from subscriptions.personal_data.erasing import Step
from subscriptions.personal_data.parts import Part
from tickets.saved_replies.models import SavedReply


def add() -> None:
    """Once, when the room is ready."""
    parts.add(*PARTS)
    erasing.add(*STEPS)


PARTS = (
    Part(
        "saved-replies",
        SavedReply,
        ("title", "text_en", "text_da", "product__code", "changed_at"),
        people=("owner",),
    ),
)

STEPS = (
    Step.deleting(
        "saved-replies",
        _("saved replies that are hers alone deleted"),
        lambda person: SavedReply.objects.filter(owner=person),
    ),
)
