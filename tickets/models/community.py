"""That an incident came of a question of the community. Behind the wall: others see that the question was taken to
support, and neither the number nor whose it is (R12.4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from subscriptions.tenancy import TenantQuerySet


class OfCommunity(models.Model):
    """Of one question comes one incident."""

    incident = models.OneToOneField("tickets.Incident", models.CASCADE, related_name="of_community")
    question = models.OneToOneField("community.Question", models.PROTECT, related_name="+")
    customer = models.ForeignKey("subscriptions.Customer", models.PROTECT, related_name="+")

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("incident of a question of the community")
        verbose_name_plural = _("incidents of questions of the community")

    def __str__(self) -> str:
        return f"{self.question_id} → {self.incident_id}"
