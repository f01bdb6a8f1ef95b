"""An incident as it stood when its review was sent (R18.1)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from entitlements.models import Severity
from subscriptions.kept import KeptForeignKey
from subscriptions.tenancy import TenantQuerySet
from tickets.advisory.models.rights import READ_BY_CONTACTS
from tickets.models import Channel, Incident, Kind, Milestone, Status


class ReviewedIncident(models.Model):
    """One incident of a review's period. `status` is that at the end of the period, since `since`; `logged_by`
    differs from `contact` where somebody logged it on her behalf (R18.3). `response` is what became of the first
    response by then, `answered_at` when it came."""

    review = models.ForeignKey(
        "reviews.Review", models.CASCADE, related_name="incidents", verbose_name=_("review")
    )
    customer = models.ForeignKey("subscriptions.Customer", models.PROTECT, related_name="+")
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="+", verbose_name=_("incident"))
    title = models.CharField(_("title"), max_length=200)
    product = KeptForeignKey(
        "subscriptions.Product", models.PROTECT, related_name="+", verbose_name=_("product")
    )
    severity = models.PositiveSmallIntegerField(_("severity"), choices=Severity.choices)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    channel = models.CharField(_("channel"), max_length=8, choices=Channel.choices)
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("contact")
    )
    logged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("logged by")
    )
    logged_at = models.DateTimeField(_("logged"))
    status = models.CharField(_("status"), max_length=20, choices=Status.choices)
    since = models.DateTimeField(_("since"))
    response = models.CharField(
        _("first response"), max_length=12, choices=Milestone.Result.choices, blank=True
    )
    answered_at = models.DateTimeField(_("first response given"), null=True)

    table_rights: ClassVar[dict[str, tuple[str, ...]]] = READ_BY_CONTACTS
    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("incident of a review")
        verbose_name_plural = _("incidents of reviews")
        ordering = ["incident"]
        constraints = [
            models.UniqueConstraint(fields=["review", "incident"], name="each_incident_once_a_review")
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.title}"
