"""How often a customer is reviewed, and when the next review makes itself (R18.2)."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from subscriptions.tenancy import TenantQuerySet
from tickets.advisory.models.rights import READ_BY_CONTACTS
from tickets.advisory.reviews.models.rules import MONTHS


class CadenceQuerySet(TenantQuerySet):
    def due(self, at: datetime) -> Self:
        """Those whose period was over by `at`, the longest over first."""
        return self.filter(prepares_at__lte=at).order_by("prepares_at", "pk")


class ReviewCadence(models.Model):
    """The agreement with one customer. `first_day` begins the next period to be reviewed, which lasts `months`; at
    `prepares_at`, the midnight after it in her zone, its review is made."""

    customer = models.OneToOneField(
        "subscriptions.Customer", models.CASCADE, related_name="+", verbose_name=_("customer")
    )
    months = models.PositiveSmallIntegerField(_("months from review to review"), validators=MONTHS)
    first_day = models.DateField(_("next period begins"))
    prepares_at = models.DateTimeField(_("next review is made"))

    table_rights: ClassVar[dict[str, tuple[str, ...]]] = READ_BY_CONTACTS
    objects = CadenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("cadence of reviews")
        verbose_name_plural = _("cadences of reviews")
        constraints = [
            models.CheckConstraint(
                condition=Q(months__range=(1, 12)), name="review_cadence_of_1_to_12_months"
            )
        ]
        indexes = [models.Index(fields=["prepares_at"], name="reviews_to_make")]

    def __str__(self) -> str:
        return f"{self.customer}: {self.months}"
