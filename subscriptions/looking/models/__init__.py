"""Each look, and how long one may last."""

from subscriptions.looking.models.looks import BreakGlass, SeeAs
from subscriptions.looking.models.rules import LookingRules

__all__ = ["BreakGlass", "LookingRules", "SeeAs"]
