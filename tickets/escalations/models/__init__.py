"""What customers ask to be escalated (LIFECYCLE.md, 4)."""

from tickets.escalations.models.requests import EscalationRequest, Outcome
from tickets.escalations.models.rules import EscalationRules

__all__ = ["EscalationRequest", "EscalationRules", "Outcome"]
