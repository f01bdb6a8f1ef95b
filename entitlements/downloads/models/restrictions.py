"""Who of a company may download a product, where its manager restricts it (R2.7)."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from subscriptions.kept import KeptForeignKey
from subscriptions.models import Customer, Product
from subscriptions.tenancy import TenantQuerySet


class Restriction(models.Model):
    """That a product's downloads are for some of the company's people. Its managers always may."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="+", verbose_name=_("customer"))
    product = KeptForeignKey(Product, models.PROTECT, related_name="+", verbose_name=_("product"))
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("set by")
    )
    set_at = models.DateTimeField(_("set"), default=timezone.now)

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("restriction of downloads")
        verbose_name_plural = _("restrictions of downloads")
        constraints = [
            models.UniqueConstraint(fields=["customer", "product"], name="one_restriction_a_product")
        ]

    def __str__(self) -> str:
        return f"{self.customer}: {self.product}"


class AllowedPerson(models.Model):
    """A person who may download a restricted product."""

    restriction = models.ForeignKey(
        Restriction, models.CASCADE, related_name="allowed", verbose_name=_("restriction")
    )
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("contact")
    )

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("person who may download")
        verbose_name_plural = _("people who may download")
        constraints = [
            models.UniqueConstraint(fields=["restriction", "user"], name="each_allowed_person_once")
        ]

    def __str__(self) -> str:
        return f"{self.restriction}: {self.user}"
