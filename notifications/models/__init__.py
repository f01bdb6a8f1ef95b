"""Telling people, once: what is to be sent and was sent, who wants what, and critical alerts."""

from notifications.models.affected import AffectedProduct
from notifications.models.alerts import Acknowledgement, Alert, AlertChange, AlertOrigin, Registration
from notifications.models.outbox import Notification, Preference
from notifications.models.rules import AlertRules, RegistrationRule

__all__ = [
    "Acknowledgement",
    "AffectedProduct",
    "Alert",
    "AlertChange",
    "AlertOrigin",
    "AlertRules",
    "Notification",
    "Preference",
    "Registration",
    "RegistrationRule",
]
