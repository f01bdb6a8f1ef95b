"""Releases: anything published for download (R2, R3)."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entitlements.models import Participant
from entitlements.models.texts import InBothLanguages
from notifications.models import Alert
from subscriptions.countries import name_of
from subscriptions.kept import KeptForeignKey
from subscriptions.models import Customer, Product, ProductVersion
from subscriptions.tenancy import TenantQuerySet

CODE = r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}"
CODE_WORDS = _("Letters, digits, dots and hyphens, such as LGF-13.0-0117.")


class Kind(models.TextChoices):
    """What is published. The first four are R2's, the others R3's."""

    FEATURE_PACK = "feature_pack", _("enhancement or feature pack")
    NEW_VERSION = "new_version", _("new version")
    DOCUMENTATION = "documentation", _("updated documentation")
    RELEASE_NOTES = "release_notes", _("release notes")
    FIX = "fix", _("fix")
    SERVICE_PACK = "service_pack", _("service pack")
    REGULATORY = "regulatory", _("statutory or regulatory update")


# By the service that grants them (R2.1, R3.1).
SERVICES = {"updates": frozenset(list(Kind)[:4]), "fixes": frozenset(list(Kind)[4:])}


class State(models.TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class ReleaseQuerySet(models.QuerySet["Release"]):
    def published(self) -> ReleaseQuerySet:
        return self.filter(state=State.PUBLISHED)

    def ever_published(self) -> ReleaseQuerySet:
        """Published, also those that were withdrawn."""
        return self.exclude(state=State.DRAFT)

    def known_to(self, customer: Customer) -> ReleaseQuerySet:
        """Those that exist for the customer: generally available ones in such versions, and those for which she is
        named, by the release or by her place in a programme that gives it (R2.3)."""
        named = NamedCustomer.objects.filter(release=OuterRef("pk"), customer=customer)
        taking_part = Participant.objects.of(OuterRef("code")).filter(customer=customer)
        return self.filter(
            Q(generally_available=True, version__generally_available=True)
            | Exists(named)
            | Exists(taking_part)
        )

    def supported(self, day: date) -> ReleaseQuerySet:
        """Of versions whose end of support has not passed on that day (R2.6)."""
        return self.filter(Q(version__end_of_support=None) | Q(version__end_of_support__gte=day))

    def of_services(self, product: Product, services: list[str]) -> Q:
        """The condition: releases of the product that these services grant."""
        kinds = [kind for service in services for kind in SERVICES[service]]
        return Q(product=product, kind__in=kinds)

    def newest_first(self) -> ReleaseQuerySet:
        return self.order_by("-published_at", "-pk")


class Release(models.Model):
    """Something that customers download. It belongs to one version of one product; what it needs, replaces and
    holds are links (links.py). A regulatory one names its country and the day on which its rule takes effect."""

    code = models.CharField(
        _("code"),
        max_length=40,
        unique=True,
        validators=[RegexValidator(rf"^{CODE}\Z", CODE_WORDS)],
        help_text=CODE_WORDS,
        error_messages={"unique": _("Another release has this code.")},
    )
    product = KeptForeignKey(Product, models.PROTECT, related_name="+", verbose_name=_("product"))
    version = KeptForeignKey(
        ProductVersion, models.PROTECT, related_name="releases", verbose_name=_("version")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    title_en = models.CharField(_("title (English)"), max_length=160)
    title_da = models.CharField(_("title (Danish)"), max_length=160, blank=True)
    notes_en = models.TextField(
        _("release notes (English)"), blank=True, help_text=_("Markdown. Needed before it can be published.")
    )
    notes_da = models.TextField(_("release notes (Danish)"), blank=True, help_text=_("Markdown."))
    country = models.CharField(_("country"), max_length=2, blank=True)
    effective_on = models.DateField(_("rule takes effect on"), null=True, blank=True)
    rule_en = models.CharField(_("rule and dates (English)"), max_length=300, blank=True)
    rule_da = models.CharField(_("rule and dates (Danish)"), max_length=300, blank=True)
    known_issues = ArrayField(
        models.CharField(max_length=20), verbose_name=_("known issues"), default=list, blank=True, size=200
    )
    generally_available = models.BooleanField(_("generally available"), default=True)
    alert_class = models.CharField(
        _("also an alert of class"), max_length=20, choices=Alert.Class.choices, blank=True
    )
    symptom = models.TextField(_("symptom"), blank=True)
    symptom_da = models.TextField(_("symptom (Danish)"), blank=True, default="", db_default="")

    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    written_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        editable=False,
        related_name="+",
        verbose_name=_("written by"),
    )
    edited_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        editable=False,
        related_name="+",
        verbose_name=_("changed by"),
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("published by"),
    )
    told_at = models.DateTimeField(_("told of"), null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("withdrawn by"),
    )
    withdrawn_why = models.TextField(_("reason for withdrawing"), blank=True, editable=False)

    title, notes, rule = InBothLanguages("title"), InBothLanguages("notes"), InBothLanguages("rule")

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "title_en"], name="one_release_a_name_in_a_version"),
            models.CheckConstraint(
                condition=(~Q(kind=Kind.REGULATORY) & Q(country="", effective_on=None))
                | (Q(kind=Kind.REGULATORY, effective_on__isnull=False) & ~Q(country="")),
                name="regulatory_names_country_and_day",
            ),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT, published_at=None)
                | (~Q(state=State.DRAFT) & Q(published_at__isnull=False, published_by__isnull=False)),
                name="published_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT) | ~Q(notes_en=""), name="published_with_english_notes"
            ),
            models.CheckConstraint(
                condition=Q(state=State.WITHDRAWN, withdrawn_at__isnull=False)
                | (~Q(state=State.WITHDRAWN) & Q(withdrawn_at=None)),
                name="withdrawn_release_has_an_instant",
            ),
        ]
        indexes = [
            models.Index(fields=["product", "-published_at", "-id"], name="releases_of_product"),
            models.Index(
                fields=["published_at"],
                name="releases_to_be_told",
                condition=Q(state=State.PUBLISHED, told_at=None),
            ),
            models.Index(
                fields=["country", "effective_on"],
                name="regulatory_calendar",
                condition=Q(kind=Kind.REGULATORY),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return f"/downloads/{self.code}/"

    @property
    def desk_url(self) -> str:
        return f"/desk/downloads/{self.code}/"

    @property
    def is_for_all(self) -> bool:
        """Whether every customer covered may have it, or only those it is for (R2.3)."""
        return self.generally_available and self.version.generally_available

    def meant_for(self) -> set[int]:
        """The customers for whom it is where it is not for all, by their keys: those named, and those who take part
        in a programme that gives it (R2.3)."""
        named = NamedCustomer.objects.filter(release=self).values_list("customer", flat=True)
        taking_part = Participant.objects.of(self.code).values_list("customer", flat=True)
        return {*named, *taking_part}

    @property
    def service(self) -> str:
        """The code of the service that grants it."""
        return "updates" if self.kind in SERVICES["updates"] else "fixes"

    @property
    def country_name(self) -> str:
        return name_of(self.country)

    @property
    def title_language(self) -> str:
        """The language in which its title is shown to this reader."""
        return "en" if self.title == self.title_en else "da"

    @property
    def notes_language(self) -> str:
        """The language in which its notes are shown to this reader."""
        return "en" if self.notes == self.notes_en else "da"

    @property
    def edition(self) -> str:
        """Another one after each change: what a form sends along to say which one its reader has seen."""
        return self.edited_at.isoformat()

    def support_ended(self, day: date) -> bool:
        """Whether the version's end of support has passed on that day (R2.6)."""
        return self.version.support_ended(day)

    def is_late(self, at: datetime, hours: int) -> bool:
        """Whether its news was, or is, not told within that time (R1.9)."""
        if self.published_at is None:
            return False
        return ((self.told_at or at) - self.published_at).total_seconds() > hours * 3600


class NamedCustomer(models.Model):
    """A customer for whom a release that is not generally available is meant (R2.3)."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="named", verbose_name=_("release"))
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="+", verbose_name=_("customer"))

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("named customer")
        verbose_name_plural = _("named customers")
        ordering = ["customer__name"]
        constraints = [
            models.UniqueConstraint(fields=["release", "customer"], name="each_named_customer_once")
        ]

    def __str__(self) -> str:
        return f"{self.release}: {self.customer}"
