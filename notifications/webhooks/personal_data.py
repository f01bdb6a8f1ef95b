"""What webhooks hold of a company: a part of its export. Secrets are in none."""

from notifications.webhooks.models import Endpoint
from subscriptions.personal_data import parts
from subscriptions.personal_data.parts import Part

PART = Part(
    "webhooks",
    Endpoint,
    ("url", "description", "types", "enabled", "created_by__name", "created_at", "removed_at"),
    customer="customer",
)


def add() -> None:
    """Once, when the room is ready."""
    parts.add(PART)
