"""What searching holds of people: what a contact had typed when she found her answer. A part of an export, a step
of an erasure."""

from django.utils.translation import gettext_lazy as _

from entitlements.models import Deflection
from subscriptions.personal_data import erasing, parts
from subscriptions.personal_data.erasing import Step
from subscriptions.personal_data.parts import Part

PART = Part(
    "incidents-not-needed",
    Deflection,
    ("user__name", "title", "product__code", "kind", "code", "at"),
    people=("user",),
    customer="customer",
)

STEP = Step.deleting(
    "incidents-not-needed",
    _("what she had typed when she found her answer deleted"),
    lambda person: Deflection.objects.filter(user=person),
)


def add() -> None:
    """Once, when the room is ready."""
    parts.add(PART)
    erasing.add(STEP)
