"""What upgrade plans hold of people: parts of an export. Plans are their company's and stay."""

from subscriptions.personal_data import parts
from subscriptions.personal_data.parts import Part
from tickets.advisory.upgrades.models import PlanPoint, UpgradePlan

PARTS = (
    Part(
        "upgrade-plans",
        UpgradePlan,
        ("planned_by__name", "product__name", "to_version__name", "planned_on", "purpose", "phone", "state"),
        people=("planned_by",),
        customer="customer",
    ),
    Part(
        "upgrade-points",
        PlanPoint,
        ("ticked_by__name", "text_en", "ticked_at"),
        people=("ticked_by",),
        customer="customer",
    ),
)


def add() -> None:
    """Once, when the room is ready."""
    parts.add(*PARTS)
