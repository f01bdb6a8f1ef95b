"""That open incidents are to follow a product line that begins: its tier is theirs from then on (R15.2, R26.1)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from subscriptions.tenancy import TenantQuerySet


class Following(models.Model):
    """One line, written with the change of the subscription, so that nothing is lost while workers are away; it is
    worked off a batch at a time. `since` is from when it counts: from its beginning, or from the change that began
    it in the past. `look_at` is when it is looked at next."""

    customer = models.ForeignKey("subscriptions.Customer", models.PROTECT, related_name="+")
    line = models.OneToOneField("subscriptions.ProductLine", models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    since = models.DateTimeField()
    look_at = models.DateTimeField()
    moved = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("following of a product line")
        verbose_name_plural = _("followings of product lines")
        indexes = [models.Index(fields=["look_at"], name="followings_due", condition=Q(finished_at=None))]

    def __str__(self) -> str:
        return f"{self.line_id} {self.look_at:%Y-%m-%d %H:%M}"
