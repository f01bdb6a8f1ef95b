"""What the consulting service has been handed, and what was said against it (R11.6)."""

from tickets.consulting.models.hand_overs import OPEN, HandOver, Reason, State
from tickets.consulting.models.objections import Objection
from tickets.consulting.models.rules import ConsultingRules

__all__ = ["OPEN", "ConsultingRules", "HandOver", "Objection", "Reason", "State"]
