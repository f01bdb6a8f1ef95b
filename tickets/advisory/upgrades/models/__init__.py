"""Upgrade plans and the rules that administrators set. One concept a file."""

from tickets.advisory.upgrades.models.plans import PlanPoint, UpgradePlan, WatchedIncident
from tickets.advisory.upgrades.models.rules import ReadinessPoint, UpgradeRules

__all__ = ["PlanPoint", "ReadinessPoint", "UpgradePlan", "UpgradeRules", "WatchedIncident"]
