"""What a subscription grants, as data an administrator edits. One concept a file."""

from entitlements.models.allowances import AllowanceUse
from entitlements.models.catalogue import (
    ComparisonCell,
    ComparisonRow,
    Footnote,
    Grant,
    Service,
)
from entitlements.models.documents import Document, DocumentQuerySet
from entitlements.models.exceptions import SpecialTerms
from entitlements.models.participants import Participant
from entitlements.models.searches import Deflection, VainSearch
from entitlements.models.targets import MilestoneKind, Severity, TargetPolicy, TargetRule
from subscriptions.models.history import keep_history

__all__ = [
    "AllowanceUse",
    "ComparisonCell",
    "ComparisonRow",
    "Deflection",
    "Document",
    "DocumentQuerySet",
    "Footnote",
    "Grant",
    "MilestoneKind",
    "Participant",
    "Service",
    "Severity",
    "SpecialTerms",
    "TargetPolicy",
    "TargetRule",
    "VainSearch",
]

keep_history(Service, Grant, ComparisonRow, ComparisonCell, Footnote, TargetPolicy, TargetRule, SpecialTerms)
