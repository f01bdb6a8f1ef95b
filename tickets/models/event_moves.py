"""That the clocks of a customer's open incidents are to be moved for a special event (R23.9, R23.16)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from subscriptions.tenancy import TenantQuerySet


class EventMove(models.Model):
    """One such act, for a weekend that was confirmed, cancelled or has begun. It is worked off as a
    `Retargeting` is: by incident number, `reached` is how far."""

    event = models.ForeignKey(
        "special_events.SpecialEvent", models.CASCADE, related_name="+", verbose_name=_("special event")
    )
    customer = models.ForeignKey("subscriptions.Customer", models.PROTECT, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("at"))
    reached = models.BigIntegerField(_("up to number"), default=0)
    moved = models.PositiveIntegerField(_("milestones moved"), default=0)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    # A weekend takes no target away: nothing of it stops.
    stops = False
    stopped = 0

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("move for a special event")
        verbose_name_plural = _("moves for special events")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["id"], name="unfinished_event_moves", condition=models.Q(finished_at=None))
        ]

    def __str__(self) -> str:
        return f"{self.event_id}, {self.at:%Y-%m-%d %H:%M}"
