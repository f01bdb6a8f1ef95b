"""Exports: who asked for whose data, and the file that came of it, for as long as it can be fetched."""

from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from subscriptions.scope_policies import ME
from subscriptions.tenancy import TenantQuerySet


def storage_name(export: "DataExport", name: str) -> str:
    """Where the file lies: under a name that nobody chose."""
    return f"exports/{uuid4().hex}"


class DataExportQuerySet(TenantQuerySet):
    def to_be_made(self, at: datetime) -> "DataExportQuerySet":
        """Those nobody is making; whose maker died count again after his lease."""
        waiting = Q(state=DataExport.State.ASKED) & (Q(leased_until=None) | Q(leased_until__lt=at))
        return self.filter(waiting).order_by("pk")


class DataExport(models.Model):
    """A file with the data of one person, or of the customer where there is no person. Only who asked fetches
    it."""

    scope_condition = f"asked_by_id = {ME}"

    class State(models.TextChoices):
        ASKED = "asked", _("being made")
        READY = "ready", _("ready")
        FAILED = "failed", _("failed")
        GONE = "gone", _("removed")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("whose data"),
    )
    customer = models.ForeignKey(
        "subscriptions.Customer", models.PROTECT, null=True, related_name="+", verbose_name=_("customer")
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked"))
    state = models.CharField(_("state"), max_length=6, choices=State.choices, default=State.ASKED)
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    file = models.FileField(_("file"), upload_to=storage_name, blank=True)
    size = models.PositiveBigIntegerField(_("size"), default=0, help_text=_("In bytes."))
    made_at = models.DateTimeField(_("made"), null=True)
    expires_at = models.DateTimeField(_("can be fetched until"), null=True)
    fetched_at = models.DateTimeField(_("fetched first"), null=True)

    objects = DataExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("export of data")
        verbose_name_plural = _("exports of data")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["asked_by", "person", "customer"],
                name="one_export_at_a_time",
                condition=Q(state="asked"),
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.person or self.customer} {self.asked_at:%Y-%m-%d}"

    def may_be_fetched(self, at: datetime) -> bool:
        """Whether its file is there and its time is not up."""
        return self.state == self.State.READY and bool(self.expires_at) and at < self.expires_at  # type: ignore[operator]
