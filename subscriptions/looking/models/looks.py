"""One look of a person of the vendor, with its reason and its end."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from subscriptions.scope_policies import ME, of_customer
from subscriptions.tenancy import TenantQuerySet


class LookQuerySet(TenantQuerySet):
    def running(self, at: datetime) -> "LookQuerySet":
        """Those that have neither been ended nor reached their end."""
        return self.filter(ended_at=None, ends_at__gt=at)


class Look(models.Model):
    """By whom, why, until when; `ended_at` where she ended it herself."""

    scope_condition = f"person_id = {ME} and {of_customer('customer_id')}"

    customer = models.ForeignKey(
        "subscriptions.Customer", models.PROTECT, related_name="+", verbose_name=_("customer")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person")
    )
    reason = models.CharField(_("reason"), max_length=500)
    began_at = models.DateTimeField(_("begun"))
    ends_at = models.DateTimeField(_("ends"))
    ended_at = models.DateTimeField(_("ended"), null=True)

    objects = LookQuerySet.as_manager()

    class Meta:
        abstract = True


class SeeAs(Look):
    """The portal as `contact` sees it, to read."""

    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("contact")
    )

    class Meta:
        verbose_name = _("look at the portal")
        verbose_name_plural = _("looks at the portal")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("began_at")), name="see_as_ends_after_it_began"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at=None), name="one_open_look_at_the_portal"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.contact}"


class BreakGlass(Look):
    """What confidentiality would refuse, of one row: `object_type` is its model, `object_id` its key."""

    object_type = models.CharField(max_length=80)
    object_id = models.BigIntegerField()
    object_name = models.CharField(_("on what"), max_length=200)

    class Meta:
        verbose_name = _("break-glass access")
        verbose_name_plural = _("break-glass accesses")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("began_at")), name="break_glass_ends_after_it_began"
            )
        ]
        indexes = [
            models.Index(fields=["person", "object_type", "object_id", "-ends_at"], name="glass_of_person")
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.object_name}"
