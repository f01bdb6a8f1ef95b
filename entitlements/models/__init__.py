"""What a subscription grants, as data an administrator edits. One concept a file."""

from entitlements.models.catalogue import (
    CatalogueStamp,
    ComparisonCell,
    ComparisonRow,
    Footnote,
    Grant,
    Service,
)
from entitlements.models.targets import MilestoneKind, Severity, TargetPolicy, TargetRule

__all__ = [
    "CatalogueStamp",
    "ComparisonCell",
    "ComparisonRow",
    "Footnote",
    "Grant",
    "MilestoneKind",
    "Service",
    "Severity",
    "TargetPolicy",
    "TargetRule",
]
