"""What an administrator may set about signing in."""

from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from subscriptions.models.one_row import OneRow

AT_LEAST = [MinValueValidator(3)]


class SignInRules(OneRow):
    """One row."""

    invitation_days = models.PositiveSmallIntegerField(
        _("days that an invitation is valid"),
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    per_account_here = models.PositiveIntegerField(
        _("failures of an account from one address in 15 minutes"),
        default=10,
        validators=AT_LEAST,
        help_text=_("Then that account waits at that address; from elsewhere its owner still signs in."),
    )
    per_account = models.PositiveIntegerField(
        _("failures of an account from everywhere in an hour"),
        default=50,
        validators=AT_LEAST,
        help_text=_("Then it waits, but where its owner has signed in before."),
    )
    per_address = models.PositiveIntegerField(
        _("failures from one address in 10 minutes"),
        default=60,
        validators=AT_LEAST,
        help_text=_("Then accounts wait that have never signed in from there: a company is not locked out."),
    )
    per_network = models.PositiveIntegerField(
        _("failures from one network in 10 minutes"),
        default=300,
        validators=AT_LEAST,
        help_text=_("A network is 256 neighbouring addresses; of IPv6 what a site is usually given."),
    )

    class Meta:
        verbose_name = _("rules of sign-in")
        verbose_name_plural = _("rules of sign-in")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_row_of_sign_in_rules")]

    @property
    def validity(self) -> timedelta:
        return timedelta(days=self.invitation_days)
