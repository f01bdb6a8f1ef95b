"""How many incidents come and go by the quarter of an hour, and how old those are that wait to be worked."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from entitlements.models import Severity
from subscriptions.kept import KeptForeignKey
from tickets.dashboards.models.sums import KeptSum, changes, one_sum_a_key


class Happening(models.TextChoices):
    """What an incident does that is counted by the quarter of an hour."""

    LOGGED = "logged", _("logged")
    CLOSED = "closed", _("closed")


class Flow(KeptSum):
    """Incidents logged and closed in a quarter of an hour, by the region they belong to now. In every zone a day
    begins with one; in India or Adelaide not with an hour."""

    quarter = models.DateTimeField(_("quarter of an hour"), help_text=_("Its first instant, in UTC."))
    region = KeptForeignKey(
        "subscriptions.SupportRegion", models.PROTECT, related_name="+", verbose_name=_("support region")
    )
    happening = models.CharField(_("what happened"), max_length=6, choices=Happening.choices)

    class Meta:
        verbose_name = _("incidents in a quarter of an hour")
        verbose_name_plural = _("incidents in a quarter of an hour")
        constraints = [one_sum_a_key("one_sum_of_flow", "quarter", "region", "happening")]
        indexes = [
            models.Index(fields=["quarter"], include=["region", "happening", "number"], name="flow_lately"),
            changes("changes_of_flow"),
        ]

    def __str__(self) -> str:
        return f"{self.quarter:%Y-%m-%d %H:%M} {self.happening}: {self.number}"


class Ages(KeptSum):
    """Incidents in the work order that were logged on a day (UTC)."""

    logged_on = models.DateField(_("logged"))
    region = KeptForeignKey(
        "subscriptions.SupportRegion", models.PROTECT, related_name="+", verbose_name=_("support region")
    )
    severity = models.PositiveSmallIntegerField(_("severity"), choices=Severity.choices)

    class Meta:
        verbose_name = _("age of the queue")
        verbose_name_plural = _("ages of the queue")
        constraints = [one_sum_a_key("one_sum_of_ages", "logged_on", "region", "severity")]
        indexes = [changes("changes_of_ages")]

    def __str__(self) -> str:
        return f"{self.logged_on} {self.severity}: {self.number}"
