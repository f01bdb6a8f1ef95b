"""Special events, and the rules and places that administrators set. One concept a file."""

from entitlements.special_events.models.events import (
    EventProduct,
    EventStep,
    NamedContact,
    Purpose,
    Side,
    SpecialEvent,
    State,
)
from entitlements.special_events.models.rules import EventRules, WeekendLoad, WeekendPlaces

__all__ = [
    "EventProduct",
    "EventRules",
    "EventStep",
    "NamedContact",
    "Purpose",
    "Side",
    "SpecialEvent",
    "State",
    "WeekendLoad",
    "WeekendPlaces",
]
