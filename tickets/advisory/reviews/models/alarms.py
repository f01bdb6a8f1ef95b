"""That the advisor was told that a review is overdue (R18.2)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from subscriptions.tenancy import TenantQuerySet
from tickets.advisory.models.rights import READ_BY_CONTACTS
from tickets.advisory.reviews.models.reviews import Review


class ReviewAlarm(models.Model):
    """One alarm, when the review was `days` overdue; once for each number of days."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="alarms", verbose_name=_("review"))
    customer = models.ForeignKey("subscriptions.Customer", models.PROTECT, related_name="+")
    days = models.PositiveSmallIntegerField(_("days overdue"))
    at = models.DateTimeField(_("at"))

    table_rights: ClassVar[dict[str, tuple[str, ...]]] = READ_BY_CONTACTS
    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("alarm of a review")
        verbose_name_plural = _("alarms of reviews")
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["review", "days"], name="each_review_alarm_once")]

    def __str__(self) -> str:
        return f"{self.review_id}: {self.days}"
