"""That a customer asks for a higher tier, or for a further product, and what a person answered."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from subscriptions.kept import KeptForeignKey
from subscriptions.tenancy import TenantQuerySet


class RequestQuerySet(TenantQuerySet):
    def open(self) -> "RequestQuerySet":
        """Those that nobody has decided yet."""
        return self.filter(state__in=UpgradeRequest.OPEN)


class UpgradeRequest(models.Model):
    """One wish for one product. `from_tier` None: the product is not covered. `service` is the code of the service
    that was refused, where the wish came from there."""

    class State(models.TextChoices):
        ASKED = "asked", _("asked")
        ANSWERED = "answered", _("answered, not decided")
        GRANTED = "granted", _("granted")
        DECLINED = "declined", _("declined")

    OPEN = (State.ASKED, State.ANSWERED)

    customer = models.ForeignKey(
        "subscriptions.Customer",
        models.PROTECT,
        related_name="upgrade_requests",
        verbose_name=_("customer"),
    )
    product = KeptForeignKey(
        "subscriptions.Product", models.PROTECT, related_name="+", verbose_name=_("product")
    )
    service = models.CharField(_("service"), max_length=50, blank=True)
    from_tier = KeptForeignKey(
        "subscriptions.Tier",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("tier now"),
    )
    wanted_tier = KeptForeignKey(
        "subscriptions.Tier", models.PROTECT, related_name="+", verbose_name=_("tier asked for")
    )
    text = models.TextField(_("why"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ASKED)
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for an upgrade")
        verbose_name_plural = _("requests for upgrades")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "product"],
                name="one_open_upgrade_request_a_product",
                condition=Q(state__in=["asked", "answered"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.product}: {self.wanted_tier.short_name}"


class UpgradeJoin(models.Model):
    """That a colleague asks for the same product as an open request does: she is told of the answer, too."""

    request = models.ForeignKey(
        UpgradeRequest, models.CASCADE, related_name="joins", verbose_name=_("request for an upgrade")
    )
    customer = models.ForeignKey(
        "subscriptions.Customer", models.PROTECT, related_name="+", verbose_name=_("customer")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("contact")
    )
    at = models.DateTimeField(_("at"))

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("voice for an upgrade")
        verbose_name_plural = _("voices for upgrades")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["request", "user"], name="one_voice_an_upgrade")]

    def __str__(self) -> str:
        return f"{self.request_id} {self.user_id}"
