"""Which products something is about, and in which versions: an alert (R1.8); what other rooms publish has rows of
the same kind."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from notifications import spans
from notifications.models.alerts import Alert
from subscriptions import versions
from subscriptions.kept import KeptForeignKey
from subscriptions.models import Product, ProductVersion


class AffectedQuerySet(models.QuerySet[Any]):
    def in_full(self) -> Self:
        """With all that saying it or working out its versions asks for."""
        read = self.select_related("product", "from_version", "to_version").order_by("product__name")
        return read.prefetch_related("versions", "product__versions")


class Affected(models.Model):
    """A product that something concerns: in the versions listed, or in those from one to another, or in every one.
    A range is open where an end is missing, and a version that comes later may lie in it."""

    product = KeptForeignKey(Product, models.PROTECT, related_name="+", verbose_name=_("product"))
    from_version = KeptForeignKey(
        ProductVersion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("from version"),
    )
    to_version = KeptForeignKey(
        ProductVersion, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("to version")
    )
    versions = models.ManyToManyField(
        ProductVersion, blank=True, related_name="+", verbose_name=_("these versions")
    )

    objects = AffectedQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.product}: {self.span}"

    @property
    def span(self) -> str:
        """Its versions in words."""
        return spans.in_words(self.listed, self.since, self.until)

    @property
    def listed(self) -> str:
        """The names of the versions listed, in their order."""
        return ", ".join(sorted((each.name for each in self.versions.all()), key=versions.place))

    @property
    def since(self) -> str:
        return self.from_version.name if self.from_version else ""

    @property
    def until(self) -> str:
        return self.to_version.name if self.to_version else ""

    def named(self) -> frozenset[int] | None:
        """The keys of the versions it means now; None for every one."""
        if listed := self.versions.all():
            return frozenset(each.pk for each in listed)
        if not (self.from_version or self.to_version):
            return None
        ends = self.since or None, self.until or None
        of_product = self.product.versions.all()
        return frozenset(each.pk for each in of_product if versions.lies_within(each.name, *ends))


class AffectedProduct(Affected):
    """A product that an alert concerns."""

    alert = models.ForeignKey(Alert, models.CASCADE, related_name="affected", verbose_name=_("alert"))

    class Meta:
        verbose_name = _("affected product")
        verbose_name_plural = _("affected products")
        constraints = [
            models.UniqueConstraint(fields=["alert", "product"], name="each_product_once_an_alert")
        ]
