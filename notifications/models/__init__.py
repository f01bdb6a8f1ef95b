"""Telling people, once: what is to be sent and was sent, who wants what, and critical alerts."""

from notifications.models.alerts import Acknowledgement, Alert, AlertChange, Registration
from notifications.models.mail_times import MailTimes
from notifications.models.outbox import Notification, Preference

__all__ = [
    "Acknowledgement",
    "Alert",
    "AlertChange",
    "MailTimes",
    "Notification",
    "Preference",
    "Registration",
]
