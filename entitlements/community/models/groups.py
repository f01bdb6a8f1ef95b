"""Groups: three ways to find peers, by component system, by environment and by industry (R12.2)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from entitlements.community.models.members import Member
from subscriptions.models import Customer, InstalledSystem, Product
from subscriptions.tenancy import TenantQuerySet


class Way(models.TextChoices):
    """By what a group's members are each other's peers."""

    SYSTEM = "system", _("component system")
    ENVIRONMENT = "environment", _("environment")
    INDUSTRY = "industry", _("industry")


class GroupQuerySet(models.QuerySet["Group"]):
    def open(self) -> GroupQuerySet:
        """Those in which can be asked."""
        return self.filter(archived_at=None)


class Group(models.Model):
    """What it is about, and to whom it is suggested: a customer whose record has all of what is set here."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    way = models.CharField(_("way"), max_length=12, choices=Way.choices)
    name_en = models.CharField(_("name (English)"), max_length=60)
    name_da = models.CharField(_("name (Danish)"), max_length=60, blank=True)
    about_en = models.CharField(_("about (English)"), max_length=200, blank=True)
    about_da = models.CharField(_("about (Danish)"), max_length=200, blank=True)
    product = models.ForeignKey(
        Product, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("product")
    )
    version = models.CharField(_("version"), max_length=20, blank=True)
    hosting = models.CharField(
        _("hosting"), max_length=12, choices=InstalledSystem.Hosting.choices, blank=True
    )
    database = models.CharField(_("database"), max_length=40, blank=True)
    operating_system = models.CharField(_("operating system"), max_length=40, blank=True)
    industries = ArrayField(
        models.CharField(max_length=40),
        verbose_name=_("words of industries"),
        default=list,
        blank=True,
        size=20,
        help_text=_("A customer's industry that has one of these words, parted by commas."),
    )
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True)

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        ordering = ["way", "name_en"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("community:group", args=[self.code])

    @property
    def name(self) -> str:
        """In the reader's language."""
        return (self.name_da if get_language() == "da" else "") or self.name_en

    @property
    def about(self) -> str:
        return (self.about_da if get_language() == "da" else "") or self.about_en


class GroupMembership(models.Model):
    """That a member has joined a group. Nobody else is shown it."""

    scope_shows_own = True

    group = models.ForeignKey(Group, models.CASCADE, related_name="memberships", verbose_name=_("group"))
    member = models.ForeignKey(Member, models.CASCADE, related_name="groups", verbose_name=_("member"))
    customer = models.ForeignKey(Customer, models.PROTECT, null=True, blank=True, related_name="+")
    joined_at = models.DateTimeField(_("joined"))

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership of a group")
        verbose_name_plural = _("memberships of groups")
        constraints = [models.UniqueConstraint(fields=["group", "member"], name="joined_once")]

    def __str__(self) -> str:
        return f"{self.member_id} {self.group_id}"
