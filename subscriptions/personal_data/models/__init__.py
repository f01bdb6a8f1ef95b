"""Exports, erasures and the rules of retention."""

from subscriptions.personal_data.models.erasures import Erasure
from subscriptions.personal_data.models.exports import DataExport
from subscriptions.personal_data.models.rules import ErasureRules, RetentionPeriod

__all__ = ["DataExport", "Erasure", "ErasureRules", "RetentionPeriod"]
