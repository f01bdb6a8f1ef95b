"""The rows of the audit trail, their chain, and what an administrator may set about them."""

from subscriptions.audit.models.chain import Anchor, Seal, Unsealed
from subscriptions.audit.models.entries import Entry
from subscriptions.audit.models.rules import AuditRules

__all__ = ["Anchor", "AuditRules", "Entry", "Seal", "Unsealed"]
