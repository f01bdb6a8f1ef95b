"""That a contact wants to hear of programmes for a product before there is one to apply for (R19.1)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from subscriptions.models import Customer, Product
from subscriptions.tenancy import TenantQuerySet


class Interest(models.Model):
    """A contact's wish to be told of each programme for the product that opens. It applies for nothing and gives
    no place in any order."""

    customer = models.ForeignKey(Customer, models.PROTECT, related_name="+", verbose_name=_("customer"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("contact")
    )
    product = models.ForeignKey(Product, models.PROTECT, related_name="+", verbose_name=_("product"))
    at = models.DateTimeField(_("at"))

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("interest in programmes")
        verbose_name_plural = _("interest in programmes")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["product", "person", "customer"], name="interest_noted_once")
        ]

    def __str__(self) -> str:
        return f"{self.product} {self.person}"
