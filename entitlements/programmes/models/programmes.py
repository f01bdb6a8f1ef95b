"""A programme in which customers try a version early, and what it asks of them (R19.3). Every customer reads what
is published; who applies is a row of her company alone."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from subscriptions.models import Product, ProductVersion

TEXT = 10_000  # characters
POINT = 300  # characters of one requirement


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def shown(self) -> ProgrammeQuerySet:
        """What customers see: published, running or over."""
        return self.exclude(state=Programme.State.DRAFT)

    def open(self, today: date) -> ProgrammeQuerySet:
        """Those that can be applied for on that day."""
        return self.filter(state=Programme.State.PUBLISHED, applications_until__gte=today)


class Programme(models.Model):
    """A beta or Early Adopter programme. `taken` counts the places given; who gives one locks the row. Until
    `elite_first_until`, that day with it, applications of Elite customers stand before others (R19.2)."""

    class Kind(models.TextChoices):
        BETA = "beta", _("beta programme")
        EARLY_ADOPTER = "early_adopter", _("Early Adopter programme")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        ENDED = "ended", _("ended")

    title = models.CharField(_("title"), max_length=120)
    kind = models.CharField(_("type"), max_length=14, choices=Kind.choices)
    product = models.ForeignKey(Product, models.PROTECT, related_name="+", verbose_name=_("product"))
    version = models.ForeignKey(
        ProductVersion, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("version")
    )
    about = models.TextField(_("what it is about"), blank=True)
    effort = models.CharField(_("effort"), max_length=POINT)
    capacity = models.PositiveSmallIntegerField(_("places"))
    taken = models.PositiveSmallIntegerField(_("places taken"), default=0, editable=False)
    applications_until = models.DateField(_("applications until"))
    elite_first_until = models.DateField(_("Elite customers first until"))
    runs_from = models.DateField(_("runs from"))
    runs_to = models.DateField(_("runs to"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    written_at = models.DateTimeField(_("written"))
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    told_at = models.DateTimeField(_("told of"), null=True, blank=True, editable=False)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken__lte=F("capacity")), name="no_more_places_than_there_are"
            ),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="programme_with_a_place"),
            models.CheckConstraint(condition=Q(runs_to__gte=F("runs_from")), name="programme_ends_later"),
            models.CheckConstraint(
                condition=Q(elite_first_until__lte=F("applications_until")),
                name="elite_first_while_it_is_open",
            ),
            models.CheckConstraint(
                condition=Q(applications_until__lte=F("runs_to")), name="applied_for_before_its_end"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("programmes:programme", args=[self.pk])

    @property
    def left(self) -> int:
        """Places that nobody has."""
        return self.capacity - self.taken

    def is_open(self, today: date) -> bool:
        """Whether it can be applied for on that day."""
        return self.state == self.State.PUBLISHED and today <= self.applications_until

    def puts_elite_first(self, today: date) -> bool:
        return today <= self.elite_first_until


class Requirement(models.Model):
    """One point that a programme asks for, of one of the four kinds (R19.1). `check` says what is looked up in the
    installed systems and the subscription; where it is empty, the applicant says it."""

    class Kind(models.TextChoices):
        TIMING = "timing", _("timing")
        EFFORT = "effort", _("effort")
        BUSINESS = "business", _("business")
        ENVIRONMENT = "environment", _("environment")

    class Check(models.TextChoices):
        COVERED = "covered", _("covered by the subscription")
        INSTALLED = "installed", _("installed")
        VERSION = "version", _("installed in a version or newer")
        TEST_SYSTEM = "test_system", _("installed on a test system")
        STANDARD = "standard", _("unmodified")

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="requirements", verbose_name=_("programme")
    )
    kind = models.CharField(_("type"), max_length=12, choices=Kind.choices)
    position = models.PositiveSmallIntegerField(_("position"))
    text = models.CharField(_("text"), max_length=POINT, blank=True)
    check_of = models.CharField(_("looked up"), max_length=12, choices=Check.choices, blank=True)
    version = models.ForeignKey(
        ProductVersion, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("version")
    )

    class Meta:
        verbose_name = _("requirement of a programme")
        verbose_name_plural = _("requirements of programmes")
        ordering = ["programme", "position"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "position"], name="one_requirement_a_position"),
            models.CheckConstraint(
                condition=Q(check_of="") | Q(kind="environment"), name="only_environments_are_looked_up"
            ),
            models.CheckConstraint(
                condition=Q(check_of="version", version__isnull=False)
                | (~Q(check_of="version") & Q(version=None)),
                name="oldest_version_is_named",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def is_looked_up(self) -> bool:
        return bool(self.check_of)

    @property
    def words(self) -> str:
        """The point in a sentence."""
        programme, check = self.programme, self.Check
        if self.kind == self.Kind.TIMING:
            return gettext("Takes part from {first} to {last}").format(
                first=date_format(programme.runs_from, "DATE_FORMAT"),
                last=date_format(programme.runs_to, "DATE_FORMAT"),
            )
        if self.kind == self.Kind.EFFORT:
            return programme.effort
        sentences = {
            check.COVERED: gettext("{product} is covered by the subscription"),
            check.INSTALLED: gettext("{product} is installed"),
            check.VERSION: gettext("{product} is installed in version {version} or newer"),
            check.TEST_SYSTEM: gettext("{product} is installed on a test system"),
            check.STANDARD: gettext("{product} is unmodified"),
        }
        sentence = sentences.get(self.Check(self.check_of)) if self.check_of else None
        if sentence is None:
            return self.text
        return sentence.format(
            product=programme.product.name, version=self.version.name if self.version else ""
        )
