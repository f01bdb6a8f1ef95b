"""Training cards: prepaid units with an agreement number, a balance and an expiry (R21.2)."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from entitlements.programmes.models.codes import DiscountCode
from subscriptions.models import Customer
from subscriptions.tenancy import TenantQuerySet


class TrainingCard(models.Model):
    """A customer's card. `balance` is the units left, kept with each entry; `expires_on` its last day."""

    customer = models.ForeignKey(
        Customer, models.PROTECT, related_name="training_cards", verbose_name=_("customer")
    )
    agreement_number = models.CharField(_("agreement number"), max_length=40, unique=True)
    balance = models.PositiveIntegerField(_("balance"), default=0)
    expires_on = models.DateField(_("valid until"))
    issued_at = models.DateTimeField(_("issued"))

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("training card")
        verbose_name_plural = _("training cards")
        ordering = ["customer", "-pk"]

    def __str__(self) -> str:
        return self.agreement_number

    def has_expired(self, today: date) -> bool:
        return self.expires_on < today


class CardEntry(models.Model):
    """Units bought, above 0, or spent, below 0; never changed. `code` is the discount that applied (R21.1)."""

    card = models.ForeignKey(
        TrainingCard, models.PROTECT, related_name="entries", verbose_name=_("training card")
    )
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="+", verbose_name=_("customer"))
    units = models.IntegerField(_("units"))
    note = models.CharField(_("note"), max_length=200, blank=True)
    code = models.OneToOneField(
        DiscountCode,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="entry",
        verbose_name=_("discount code"),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    at = models.DateTimeField(_("at"))
    submission = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of a training card")
        verbose_name_plural = _("entries of training cards")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(units=0), name="entry_of_some_units"),
            models.CheckConstraint(condition=Q(code=None) | Q(units__gt=0), name="discount_on_units_bought"),
        ]

    def __str__(self) -> str:
        return f"{self.card_id} {self.units:+}"
