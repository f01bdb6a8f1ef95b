"""How many targets were met and missed, by month (R8, R9 of the ledger; a target counts where it came out).

A target is counted once it is met, or once it is missed, even where it runs on or another takes its place later;
what was stopped or superseded before is neither. Its month is that of the instant it was met, or was due, in the
zone of the region whose calendar it runs under.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from entitlements.models import MilestoneKind, Severity
from subscriptions.kept import KeptForeignKey
from tickets.dashboards.models.sums import KeptSum, changes, one_sum_a_key


class Outcome(models.TextChoices):
    """How a target came out."""

    MET = "met", _("met")
    MISSED = "missed", _("missed")


class PromiseSum(KeptSum):
    """What is common to the sums of the vendor and of one company."""

    month = models.DateField(_("month"), help_text=_("Its first day."))
    product = KeptForeignKey(
        "subscriptions.Product", models.PROTECT, related_name="+", verbose_name=_("product")
    )
    tier = KeptForeignKey("subscriptions.Tier", models.PROTECT, related_name="+", verbose_name=_("tier"))
    severity = models.PositiveSmallIntegerField(_("severity"), choices=Severity.choices)
    kind = models.CharField(_("milestone"), max_length=20, choices=MilestoneKind.choices)
    outcome = models.CharField(_("outcome"), max_length=6, choices=Outcome.choices)

    class Meta:
        abstract = True


class Promises(PromiseSum):
    """All customers together, by region."""

    region = KeptForeignKey(
        "subscriptions.SupportRegion", models.PROTECT, related_name="+", verbose_name=_("support region")
    )

    class Meta:
        verbose_name = _("targets kept in a month")
        verbose_name_plural = _("targets kept in a month")
        constraints = [
            one_sum_a_key(
                "one_sum_of_promises", "month", "region", "product", "tier", "severity", "kind", "outcome"
            )
        ]
        indexes = [
            models.Index(
                fields=["kind", "month"],
                include=["tier", "region", "product", "outcome", "number"],
                name="promises_of_a_kind",
            ),
            changes("changes_of_promises"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.kind} {self.outcome}: {self.number}"


class CompanyPromises(PromiseSum):
    """One customer's own."""

    scope_by_product = True

    customer = models.ForeignKey("subscriptions.Customer", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("targets of a customer kept in a month")
        verbose_name_plural = _("targets of customers kept in a month")
        constraints = [
            one_sum_a_key(
                "one_sum_of_company_promises",
                "customer",
                "month",
                "product",
                "tier",
                "severity",
                "kind",
                "outcome",
            )
        ]
        indexes = [
            models.Index(
                fields=["customer"], name="changes_of_company_promises", condition=models.Q(summed=False)
            ),
            changes("company_promises_to_add"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.kind} {self.outcome}: {self.number}"
