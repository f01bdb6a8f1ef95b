"""When a person's mail that is not urgent may come: her quiet hours, and when she gets her digests."""

from datetime import time

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

WEEK = (0, 1, 2, 3, 4, 5, 6)


def every_day() -> list[int]:
    """Monday is 0."""
    return list(WEEK)


class MailTimes(models.Model):
    """In her own zone, by the clock. No row: no quiet hours, digests at 8 o'clock, the weekly one on Monday.

    Quiet hours that begin later than they end go on over midnight and belong to the day they begin on.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_times", verbose_name=_("person")
    )
    quiet_from = models.TimeField(_("quiet from"), null=True, blank=True)
    quiet_to = models.TimeField(_("quiet to"), null=True, blank=True)
    quiet_days = ArrayField(
        models.PositiveSmallIntegerField(), default=every_day, verbose_name=_("on these days")
    )
    digest_at = models.TimeField(_("digests come at"), default=time(8))
    digest_day = models.PositiveSmallIntegerField(_("the weekly one on"), default=0)

    class Meta:
        verbose_name = _("times of mail")
        verbose_name_plural = _("times of mail")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quiet_from=None, quiet_to=None)
                | models.Q(quiet_from__isnull=False, quiet_to__isnull=False)
                & ~models.Q(quiet_from=models.F("quiet_to")),
                name="quiet_hours_whole",
            ),
            models.CheckConstraint(condition=models.Q(digest_day__lte=6), name="digest_day_of_week"),
        ]

    def __str__(self) -> str:
        return str(self.user)
