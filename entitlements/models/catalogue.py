"""The services of the brochure, what each tier grants of them, and how the comparison of tiers shows it."""

from datetime import datetime

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entitlements.models.texts import InBothLanguages
from subscriptions.models import Tier
from subscriptions.models.regions import Clock


class Service(models.Model):
    """One promise of the brochure (R1 to R23) or one that an administrator added."""

    class Scope(models.TextChoices):
        PRODUCT = "product", _("the product's line")
        COMPANY = "company", _("any active line of the tier")

    code = models.SlugField(_("code"), unique=True, help_text=_("Named by programs; does not change."))
    requirement = models.CharField(
        _("rests on"), max_length=10, help_text=_("The number of the promise, e.g. R23.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    scope = models.CharField(_("follows"), max_length=10, choices=Scope.choices, default=Scope.PRODUCT)
    name_en = models.CharField(_("name (English)"), max_length=120)
    name_da = models.CharField(_("name (Danish)"), max_length=120, blank=True)
    summary_en = models.TextField(_("how to use it (English)"), blank=True)
    summary_da = models.TextField(_("how to use it (Danish)"), blank=True)

    name = InBothLanguages("name")
    summary = InBothLanguages("summary")

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class GrantQuerySet(models.QuerySet["Grant"]):
    def in_force(self, at: datetime) -> "GrantQuerySet":
        """Grants that hold at the instant `at`."""
        return self.filter(Q(in_force_until=None) | Q(in_force_until__gt=at), in_force_from__lte=at)


class Grant(models.Model):
    """One cell of tier × service: what the tier grants of the service, from when until when (R27.4)."""

    tier = models.ForeignKey(Tier, models.PROTECT, related_name="grants", verbose_name=_("tier"))
    service = models.ForeignKey(Service, models.PROTECT, related_name="grants", verbose_name=_("service"))
    clock = models.CharField(
        _("hours"),
        max_length=10,
        blank=True,
        choices=Clock.choices,
        help_text=_("Where the service has hours."),
    )
    allowance = models.PositiveSmallIntegerField(
        _("times per support period"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: without limit."),
    )
    discount_percent = models.PositiveSmallIntegerField(_("discount, per cent"), null=True, blank=True)
    standard_products_only = models.BooleanField(_("standard products only"), default=False)
    english_only = models.BooleanField(_("delivered in English"), default=False)
    rests_on = models.CharField(
        _("rests on"),
        max_length=10,
        blank=True,
        help_text=_("The number of the promise, where finer than the service's: R23.8."),
    )
    in_force_from = models.DateTimeField(_("in force from"), default=timezone.now)
    in_force_until = models.DateTimeField(_("in force until"), null=True, blank=True)
    running_periods = models.BooleanField(
        _("also for running support periods"),
        default=False,
        db_default=False,
        help_text=_(
            "Off: for product lines that begin from then on; those that run keep what they have. On: for those"
            " that run too."
        ),
    )

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("granted service")
        verbose_name_plural = _("granted services")
        ordering = ["tier", "service"]
        constraints = [
            models.UniqueConstraint(fields=["tier", "service", "in_force_from"], name="one_grant_an_instant")
        ]

    def __str__(self) -> str:
        return f"{self.tier.code}: {self.service}"

    def holds(self, at: datetime) -> bool:
        """Whether the grant is in force at the instant `at`."""
        return self.in_force_from <= at and (self.in_force_until is None or at < self.in_force_until)

    def reaches(self, held_since: datetime, at: datetime) -> bool:
        """Whether a line that began at `held_since` has it at the instant `at`: it was in force then, or has come
        into force since for running periods too. Withdrawn, it stays until the line ends (R27.4)."""
        came_later = self.running_periods and held_since < self.in_force_from <= at
        return came_later or self.holds(held_since)


class Footnote(models.Model):
    """A text printed under the comparison and referred to by its mark."""

    mark = models.CharField(_("mark"), max_length=4, unique=True)
    text_en = models.TextField(_("text (English)"))
    text_da = models.TextField(_("text (Danish)"), blank=True)

    text = InBothLanguages("text")

    class Meta:
        verbose_name = _("footnote")
        verbose_name_plural = _("footnotes")
        ordering = ["mark"]

    def __str__(self) -> str:
        return f"{self.mark} {self.text}"


CELL_HELP = _(
    "What stands in place of the dot where the service is included. {hours}, {critical_hours}, {times} and"
    " {discount} are filled in from the granted service."
)


class ComparisonRow(models.Model):
    """A row of the comparison of tiers. Whether a tier has it comes from the grants; the text says how.

    A row without a service holds for every tier.
    """

    class Shows(models.TextChoices):
        GRANT = "grant", _("included or not")
        PLACE = "place", _("included or not, with the place in the queue")
        TARGETS = "targets", _("first-response targets by severity")

    position = models.PositiveSmallIntegerField(_("position"), default=0)
    service = models.ForeignKey(
        Service, models.CASCADE, null=True, blank=True, related_name="rows", verbose_name=_("service")
    )
    shows = models.CharField(_("shows"), max_length=10, choices=Shows.choices, default=Shows.GRANT)
    label_en = models.CharField(_("label (English)"), max_length=160)
    label_da = models.CharField(_("label (Danish)"), max_length=160, blank=True)
    text_en = models.CharField(_("text (English)"), max_length=120, blank=True, help_text=CELL_HELP)
    text_da = models.CharField(_("text (Danish)"), max_length=120, blank=True)
    footnotes = models.ManyToManyField(Footnote, blank=True, verbose_name=_("footnotes"))

    label = InBothLanguages("label")
    text = InBothLanguages("text")

    class Meta:
        verbose_name = _("row of the comparison")
        verbose_name_plural = _("rows of the comparison")
        ordering = ["position"]

    def __str__(self) -> str:
        return self.label


class ComparisonCell(models.Model):
    """The text of a row for one tier, where it is another than the row's own."""

    row = models.ForeignKey(ComparisonRow, models.CASCADE, related_name="cells", verbose_name=_("row"))
    tier = models.ForeignKey(Tier, models.CASCADE, verbose_name=_("tier"))
    text_en = models.CharField(_("text (English)"), max_length=120, help_text=CELL_HELP)
    text_da = models.CharField(_("text (Danish)"), max_length=120, blank=True)

    text = InBothLanguages("text")

    class Meta:
        verbose_name = _("cell of the comparison")
        verbose_name_plural = _("cells of the comparison")
        constraints = [models.UniqueConstraint(fields=["row", "tier"], name="one_cell_a_tier")]

    def __str__(self) -> str:
        return self.text
