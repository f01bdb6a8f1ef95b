"""Who follows an incident: told of what happens to it without being its contact or its owner."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from subscriptions.tenancy import TenantQuerySet


class FollowerQuerySet(TenantQuerySet):
    def following(self) -> "FollowerQuerySet":
        """Those that have not stopped."""
        return self.filter(stopped_at=None)


class Follower(models.Model):
    """That a person follows an incident, or did: who has stopped is not made to follow by writing on it."""

    incident = models.ForeignKey("tickets.Incident", models.CASCADE, related_name="followers")
    customer = models.ForeignKey("subscriptions.Customer", models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows")
    since = models.DateTimeField(_("since"))
    stopped_at = models.DateTimeField(_("stopped"), null=True, blank=True)

    objects = FollowerQuerySet.as_manager()

    class Meta:
        verbose_name = _("follower")
        verbose_name_plural = _("followers")
        constraints = [
            models.UniqueConstraint(fields=["incident", "person"], name="each_follower_once"),
        ]
        indexes = [
            models.Index(fields=["incident"], name="followers_of_incident", condition=Q(stopped_at=None))
        ]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.incident_id}"
