"""What is supported: component systems, their versions, and where they are installed."""

from collections.abc import Callable
from datetime import date
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from subscriptions.countries import name_of
from subscriptions.kept import KeptForeignKey
from subscriptions.labels import Labelled
from subscriptions.tenancy import TenantQuerySet

# What rooms above have against a product as it is typed: each raises ValidationError with a sentence.
of_products: list[Callable[["Product"], None]] = []


class Product(models.Model):
    """A component system of the vendor (R10.5: modified or retired ones have no after-hours support)."""

    code = models.CharField(_("code"), max_length=10, unique=True)
    name = models.CharField(_("name"), max_length=80)
    after_hours_supported = models.BooleanField(
        _("supported outside office hours"),
        default=True,
        help_text=_("Off for modified or retired products: severity 1 then runs on office hours."),
    )

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        for check in of_products:
            try:
                check(self)
            except ValidationError as error:
                raise ValidationError({"after_hours_supported": error.messages}) from error


class Numbers(models.Func):
    """The numbers in a version's name, by which 10.2 comes after 9.1. As `versions.place`, but for letters."""

    template = (
        "string_to_array(trim(both '.' from regexp_replace(%(expressions)s, '[^0-9]+', '.', 'g')), '.')"
        "::numeric[]"
    )
    output_field = ArrayField(models.DecimalField(max_digits=20, decimal_places=0))


class ProductVersionQuerySet(models.QuerySet["ProductVersion"]):
    def newest_first(self) -> Self:
        """By the product's name, the highest version first."""
        return self.order_by("product__name", Numbers("name").desc(), "-name")


class ProductVersion(models.Model):
    """A version of a product, offered to all or only to named customers."""

    product = KeptForeignKey(Product, models.PROTECT, related_name="versions", verbose_name=_("product"))
    name = models.CharField(_("version"), max_length=20)
    generally_available = models.BooleanField(_("generally available"), default=True)
    end_of_support = models.DateField(_("end of support"), null=True, blank=True)

    objects = ProductVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("product version")
        verbose_name_plural = _("product versions")
        ordering = ["product", Numbers("name").desc(), "-name"]
        constraints = [models.UniqueConstraint(fields=["product", "name"], name="one_version_a_name")]

    def __str__(self) -> str:
        return f"{self.product} {self.name}"

    def support_ended(self, day: date) -> bool:
        """Whether its end of support has passed on that day (R2.6)."""
        return self.end_of_support is not None and self.end_of_support < day

    @property
    def is_out_of_support(self) -> bool:
        """The same of today, on the reader's clock."""
        return self.support_ended(timezone.localdate())


class InstalledSystemQuerySet(TenantQuerySet):
    def in_use(self) -> Self:
        """Those that run: plans and sessions go on naming one that does so no longer."""
        return self.filter(ended_at=None)

    def by_product(self) -> Self:
        """As a list shows them: by product, production first."""
        return self.order_by("product__name", "environment", "site", "pk")


FIRST = "first"  # the edition of a system of which nobody has said anything in the portal yet


class InstalledSystem(Labelled):
    """A product in a version at a customer's site; `modified` says what was changed in it, empty is standard. Who
    said so last is known where it was said in the portal (subscriptions.installed)."""

    class Environment(models.TextChoices):
        PRODUCTION = "production", _("production")
        TEST = "test", _("test system")

    class Hosting(models.TextChoices):
        CLOUD = "cloud", _("cloud")
        ON_PREMISES = "on_premises", _("on-premises")

    customer = models.ForeignKey(
        "subscriptions.Customer", models.PROTECT, related_name="installed_systems", verbose_name=_("customer")
    )
    product = KeptForeignKey(Product, models.PROTECT, verbose_name=_("product"))
    version = KeptForeignKey(ProductVersion, models.PROTECT, verbose_name=_("version"))
    environment = models.CharField(
        _("environment"), max_length=10, choices=Environment.choices, default=Environment.PRODUCTION
    )
    site = models.CharField(_("site"), max_length=80, blank=True)
    country = models.CharField(
        _("country"),
        max_length=2,
        blank=True,
        default="",
        db_default="",
        help_text=_("Of the site; empty where it is the company's own."),
    )
    hosting = models.CharField(
        _("hosting"), max_length=12, choices=Hosting.choices, blank=True, default="", db_default=""
    )
    database = models.CharField(_("database"), max_length=40, blank=True, default="", db_default="")
    operating_system = models.CharField(
        _("operating system"), max_length=40, blank=True, default="", db_default=""
    )
    modified = models.TextField(
        _("modified"), blank=True, help_text=_("What was changed; empty for standard.")
    )
    changed_at = models.DateTimeField(_("changed"), null=True, blank=True, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    ended_at = models.DateTimeField(_("in use until"), null=True, blank=True, editable=False)

    objects = InstalledSystemQuerySet.as_manager()

    class Meta:
        verbose_name = _("installed system")
        verbose_name_plural = _("installed systems")
        ordering = ["product", "environment", "site"]

    def __str__(self) -> str:
        where = ", ".join(filter(None, [self.site, self.get_environment_display()]))
        return f"{self.version} ({where})"

    @property
    def country_name(self) -> str:
        """Of the site, where it is another than the company's own."""
        return name_of(self.country) if self.country else ""

    @property
    def edition(self) -> str:
        """Another one after each change: what a form sends along to say which one its reader has seen."""
        return self.changed_at.isoformat() if self.changed_at else FIRST
