"""What contacts are asked when their incidents are closed as solved, and what they answer (LIFECYCLE.md, L9)."""

from tickets.satisfaction.models.questions import ANSWERED_WITHIN, SatisfactionQuestion

__all__ = ["ANSWERED_WITHIN", "SatisfactionQuestion"]
