"""Telling people, once: what is to be sent and was sent, who wants what, which addresses fail; critical alerts."""

from notifications.models.addresses import AddressMark, AddressReport, BounceRules
from notifications.models.affected import AffectedProduct
from notifications.models.alerts import Acknowledgement, Alert, AlertChange, AlertOrigin, Registration
from notifications.models.devices import Device
from notifications.models.mail_times import MailTimes
from notifications.models.outbox import Notification, Preference
from notifications.models.rules import AlertRules, RegistrationRule

__all__ = [
    "Acknowledgement",
    "AddressMark",
    "AddressReport",
    "AffectedProduct",
    "Alert",
    "AlertChange",
    "AlertOrigin",
    "AlertRules",
    "BounceRules",
    "Device",
    "MailTimes",
    "Notification",
    "Preference",
    "Registration",
    "RegistrationRule",
]
