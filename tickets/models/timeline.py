"""The timeline: an incident's correspondence, history and audit in one. Entries are never changed or deleted;
the database refuses it."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from subscriptions.models import User
from subscriptions.tenancy import TenantQuerySet
from tickets.models.incidents import Channel, Incident, Status


class TimelineQuerySet(TenantQuerySet):
    def public(self) -> "TimelineQuerySet":
        """What the customer sees."""
        return self.filter(public=True)

    def messages(self) -> "TimelineQuerySet":
        """What one side has said to the other: written, or in a call."""
        spoken = Q(kind=TimelineEntry.Kind.CALL, facts__answered=True)
        return self.public().filter(Q(kind=TimelineEntry.Kind.MESSAGE) | spoken)

    def told_to(self, reader: User) -> "TimelineQuerySet":
        """What the reader sees, with its authors and files."""
        told = self if reader.is_staff else self.public()
        return told.select_related("author").prefetch_related("attachments")


class TimelineEntry(models.Model):
    """One thing that happened to an incident: who, when, what, why; seen by the customer or internal."""

    class Kind(models.TextChoices):
        LOGGED = "logged", _("logged")
        MESSAGE = "message", _("message")
        NOTE = "note", _("internal note")
        CALL = "call", _("call")
        STATUS = "status", _("status")
        SEVERITY = "severity", _("severity")
        SEVERITY_REQUEST = "severity_request", _("severity asked for")
        OWNER = "owner", _("owner")
        TARGET = "target", _("target")
        REMINDER = "reminder", _("reminder")
        ESCALATION = "escalation", _("escalation")
        HOLD = "hold", _("held open")
        SNOOZE = "snooze", _("snoozed")
        LINK = "link", _("link")
        INFORMATION = "information", _("information")

    incident = models.ForeignKey(
        Incident, models.PROTECT, related_name="timeline", db_index=False, verbose_name=_("incident")
    )
    customer = models.ForeignKey(
        "subscriptions.Customer",
        models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name=_("customer"),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    at = models.DateTimeField(_("at"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("author"),
    )
    by_vendor = models.BooleanField(_("by the vendor"), default=False)
    public = models.BooleanField(_("seen by the customer"), default=False)
    channel = models.CharField(_("channel"), max_length=8, choices=Channel.choices, default=Channel.PORTAL)
    body = models.TextField(_("text"), blank=True)
    facts = models.JSONField(_("facts"), default=dict)  # from, to, reason, cause: see timeline.py

    objects = TimelineQuerySet.as_manager()

    class Meta:
        verbose_name = _("timeline entry")
        verbose_name_plural = _("timeline")
        ordering = ["at", "pk"]
        indexes = [
            models.Index(fields=["incident", "at", "id"], name="timeline_of_incident"),
            models.Index(fields=["author"], name="written_by", condition=~Q(body="")),
            models.Index(fields=["customer"], name="mentioning", condition=Q(facts__has_key="mentions")),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.at:%Y-%m-%d %H:%M} {self.kind}"


class SilenceNotice(models.Model):
    """A reminder sent for a status that waits for the customer; the second must be 2 days old before closing
    (LIFECYCLE.md, 3)."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="silence_notices")
    customer = models.ForeignKey("subscriptions.Customer", models.PROTECT, related_name="+")
    status = models.CharField(max_length=20, choices=Status.choices)
    status_since = models.DateTimeField(help_text="When the incident got the status, as it has it.")
    held_open_until = models.DateField(
        null=True, help_text="The day from which the silence is counted instead, as the incident has it."
    )
    number = models.PositiveSmallIntegerField(help_text="1 or 2; 3 asks an agent to phone at severity 1.")
    sent_at = models.DateTimeField()

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder of silence")
        verbose_name_plural = _("reminders of silence")
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "status", "status_since", "held_open_until", "number"],
                name="each_silence_notice_once",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.status} {self.number}"


class Escalation(models.Model):
    """That an incident reached a level of escalation for a cause; each level acts once per cause
    (LIFECYCLE.md, 4)."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="escalations")
    customer = models.ForeignKey("subscriptions.Customer", models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(_("level"))
    cause = models.CharField(
        _("cause"), max_length=60, help_text="E.g. `milestone:812:missed`, `rejections`."
    )
    at = models.DateTimeField(_("at"))

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("escalation")
        verbose_name_plural = _("escalations")
        constraints = [
            models.UniqueConstraint(fields=["incident", "level", "cause"], name="each_level_once_a_cause")
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.level} {self.cause}"
