"""Telling people, once: what is to be sent and was sent, who wants what, which addresses fail; critical alerts."""

from notifications.models.addresses import AddressMark, AddressReport, BounceRules
from notifications.models.alerts import Acknowledgement, Alert, AlertChange, Registration
from notifications.models.outbox import Notification, Preference

__all__ = [
    "Acknowledgement",
    "AddressMark",
    "AddressReport",
    "Alert",
    "AlertChange",
    "BounceRules",
    "Notification",
    "Preference",
    "Registration",
]
