"""That an administrator moved open incidents to a version of the targets or of a calendar, or to the support region
of their customer (TARGETS.md, 6)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from subscriptions.tenancy import TenantQuerySet

TO = ("policy", "calendar", "region")


def to_one(chosen: str) -> Q:
    """The condition of an act that moves to `chosen`; one to a region is of one customer."""
    return Q(*((f"{name}__isnull", name != chosen) for name in TO), customer__isnull=chosen != "region")


class Retargeting(models.Model):
    """One such act: who, when, why and how many. It is worked off by incident number; `reached` is how far, so that
    who is interrupted goes on there. What moved is on each milestone."""

    policy = models.ForeignKey(
        "entitlements.TargetPolicy", models.PROTECT, null=True, blank=True, verbose_name=_("target policy")
    )
    calendar = models.ForeignKey(
        "subscriptions.CalendarVersion", models.PROTECT, null=True, blank=True, verbose_name=_("calendar")
    )
    customer = models.ForeignKey(
        "subscriptions.Customer",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("customer"),
        help_text=_("Whose open incidents are moved to another support region; else those of all."),
    )
    region = models.ForeignKey(
        "subscriptions.SupportRegion",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("support region"),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("administrator")
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    reason = models.TextField(
        _("reason"), help_text=_("It stands on every incident that moves; its customer reads it.")
    )
    stops = models.BooleanField(
        _("stop what has no target any more"),
        default=False,
        help_text=_("Milestones for which this version has no target end as stopped. Otherwise they run on."),
    )
    reached = models.BigIntegerField(_("up to number"), default=0)
    moved = models.PositiveIntegerField(_("milestones moved"), default=0)
    stopped = models.PositiveIntegerField(_("milestones stopped"), default=0)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("move of open incidents")
        verbose_name_plural = _("moves of open incidents")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=to_one("policy") | to_one("calendar") | to_one("region"),
                name="retargets_to_one_version",
            )
        ]
        indexes = [models.Index(fields=["id"], name="unfinished_retargetings", condition=Q(finished_at=None))]

    def __str__(self) -> str:
        return f"{self.moved_to}, {self.at:%Y-%m-%d %H:%M}"

    @property
    def moved_to(self) -> str:
        """The version, or the customer with her region."""
        return f"{self.customer} → {self.region}" if self.region else str(self.policy or self.calendar)
