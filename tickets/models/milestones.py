"""Milestones: the ledger of what was promised on an incident and how it went (TARGETS.md, 6 and 8).

A row keeps the policy and calendar it began under, every pause and every due time with its cause. Rows are
never deleted, results never recomputed. Arithmetic is subscriptions.clock's; changing rows is targets.py's.
"""

from __future__ import annotations

from datetime import datetime
from functools import cached_property

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from entitlements.models import MilestoneKind, Severity
from subscriptions.calendars import SupportCalendar
from subscriptions.indexes import where_there_is
from subscriptions.kept import KeptForeignKey, along
from subscriptions.labels import Labelled
from subscriptions.models.regions import Clock
from subscriptions.tenancy import TenantQuerySet
from tickets import windows
from tickets.models.incidents import Incident


class MilestoneQuerySet(TenantQuerySet):
    def running(self) -> MilestoneQuerySet:
        """Neither met nor otherwise ended; paused ones are among them."""
        return self.filter(result="")

    def explained(self, pauses: models.QuerySet[Pause] | None = None) -> MilestoneQuerySet:
        """With all that a due time is explained from (R8.4), in two queries; in one where `pauses` are known to be
        none."""
        with_rule = along(self, "calendar", "tier", "product", "policy", "rule")
        return with_rule.prefetch_related(models.Prefetch("pauses", pauses))


class Milestone(Labelled):
    """One running or ended target of one incident. Missed is arithmetic: see `is_missed`."""

    class Result(models.TextChoices):
        MET = "met", _("met")
        MISSED = "missed", _("missed")
        STOPPED = "stopped", _("stopped")
        SUPERSEDED = "superseded", _("superseded")

    incident = models.ForeignKey(
        Incident, models.PROTECT, related_name="milestones", verbose_name=_("incident")
    )
    customer = models.ForeignKey(
        "subscriptions.Customer", models.PROTECT, related_name="+", verbose_name=_("customer")
    )
    kind = models.CharField(_("milestone"), max_length=20, choices=MilestoneKind.choices)

    # What was promised, as it stood at the start
    policy = KeptForeignKey(
        "entitlements.TargetPolicy", models.PROTECT, db_index=False, verbose_name=_("target policy")
    )
    rule = KeptForeignKey(
        "entitlements.TargetRule",
        models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name=_("target"),
    )
    calendar = KeptForeignKey(
        "subscriptions.CalendarVersion", models.PROTECT, db_index=False, verbose_name=_("calendar")
    )
    clock = models.CharField(_("clock"), max_length=10, choices=Clock.choices)
    windows = models.TextField(
        _("weekends of special events"),
        blank=True,
        default="",
        db_default="",
        help_text=_("That count as well: number of the event and interval (tickets.windows)."),
    )
    severity = models.PositiveSmallIntegerField(_("severity"), choices=Severity.choices)
    tier = KeptForeignKey("subscriptions.Tier", models.PROTECT, db_index=False, verbose_name=_("tier"))
    product = KeptForeignKey(
        "subscriptions.Product", models.PROTECT, db_index=False, verbose_name=_("product")
    )
    covered = models.DurationField(_("target"), help_text=_("In covered time of the clock."))
    allowed = models.DurationField(
        _("covered time allowed"),
        help_text=_("Less than the target where a raise kept an earlier due time."),
    )
    replaces = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        db_index=False,
        verbose_name=_("replaces"),
    )

    # How it went
    started_at = models.DateTimeField(_("started"))
    due_at = models.DateTimeField(
        _("due"), null=True, blank=True, help_text=_("Empty: no covered time ahead.")
    )
    paused_at = models.DateTimeField(_("paused since"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    result = models.CharField(_("result"), max_length=12, choices=Result.choices, blank=True)
    missed_at = models.DateTimeField(
        _("missed"), null=True, blank=True, help_text=_("The due time that passed; stays when superseded.")
    )
    next_reminder_at = models.DateTimeField(_("next reminder"), null=True, blank=True)
    next_reminder = models.PositiveSmallIntegerField(
        _("per cent of the next reminder"), null=True, blank=True
    )

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["started_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "kind"], name="one_running_milestone_a_kind", condition=Q(result="")
            ),
            models.CheckConstraint(
                condition=Q(result="", ended_at=None) | (~Q(result="") & Q(ended_at__isnull=False)),
                name="a_result_has_an_instant",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_reminder_at"],
                name="reminders_due",
                condition=Q(result="", paused_at=None, next_reminder_at__isnull=False),
            ),
            where_there_is("replaced_milestones", "replaces"),
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.kind} {self.started_at:%Y-%m-%d %H:%M}"

    @property
    def hours(self) -> SupportCalendar:
        """The time that counts for it: its clock under its calendar, and the weekends of special events (R23.9)."""
        return windows.extended(self.ordinary_hours, self.windows)

    @property
    def ordinary_hours(self) -> SupportCalendar:
        """Those of its clock under its calendar alone."""
        return self.calendar.calendar(self.clock)

    @cached_property
    def given(self) -> list[tuple[datetime, datetime]]:
        """The due times that it has been given, each after the instant at which it was; read once."""
        return [(at, due_at) for at, due_at in self.due_times.values_list("at", "due_at") if due_at]

    def is_missed(self, at: datetime) -> bool:
        """Met too late, or not met and past due at `at` (TARGETS.md, 5.5). While paused, time stands still."""
        if self.missed_at or self.result == self.Result.MISSED:
            return True
        return not self.result and self.due_at is not None and self.due_at < (self.paused_at or at)

    def is_owed_late(self, at: datetime) -> bool:
        """Whether it is still owed at `at`, after it was missed or one whose place it took was (R8.11)."""
        return not self.result and (self.is_missed(at) or self.follows_a_miss())

    def follows_a_miss(self) -> bool:
        """Whether one whose place it took, near or far, was missed (T6)."""
        link = self.replaces
        while link is not None and link.missed_at is None:
            link = link.replaces
        return link is not None


class Pause(models.Model):
    """An interval that a milestone did not count, with its reason; the union of all is taken out."""

    milestone = models.ForeignKey(
        Milestone, models.PROTECT, related_name="pauses", verbose_name=_("milestone")
    )
    customer = models.ForeignKey("subscriptions.Customer", models.PROTECT, related_name="+", db_index=False)
    started_at = models.DateTimeField(_("from"))
    ended_at = models.DateTimeField(_("to"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=20)

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("pause")
        verbose_name_plural = _("pauses")
        ordering = ["started_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")), name="pause_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return f"{self.started_at} – {self.ended_at}: {self.reason}"


class DueTime(models.Model):
    """One due time that a milestone has had, with the cause that gave it."""

    milestone = models.ForeignKey(
        Milestone, models.PROTECT, related_name="due_times", verbose_name=_("milestone")
    )
    customer = models.ForeignKey("subscriptions.Customer", models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(_("at"))
    due_at = models.DateTimeField(_("due"), null=True)
    cause = models.CharField(_("cause"), max_length=20)

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("due time")
        verbose_name_plural = _("due times")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.at} {self.cause}: {self.due_at}"


class Reminder(models.Model):
    """That a milestone reached a share of its target and whom it concerned was told; once a threshold."""

    milestone = models.ForeignKey(
        Milestone, models.PROTECT, related_name="reminders", verbose_name=_("milestone")
    )
    customer = models.ForeignKey("subscriptions.Customer", models.PROTECT, related_name="+", db_index=False)
    percent = models.PositiveSmallIntegerField(_("per cent"))
    at = models.DateTimeField(_("at"))

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [models.UniqueConstraint(fields=["milestone", "percent"], name="each_threshold_once")]

    def __str__(self) -> str:
        return f"{self.milestone_id}: {self.percent} %"
