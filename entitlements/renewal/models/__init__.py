"""What was told before an end, and what customers ask for."""

from entitlements.renewal.models.notices import RenewalNotice
from entitlements.renewal.models.requests import UpgradeJoin, UpgradeRequest

__all__ = ["RenewalNotice", "UpgradeJoin", "UpgradeRequest"]
