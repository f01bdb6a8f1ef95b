"""What is known of the addresses that mail goes to: reports that it did not arrive or was not wanted, and the marks
that follow from them. Verbs are in addresses.py."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from subscriptions.models.history import keep_history
from subscriptions.models.one_row import OneRow


class Verdict(models.TextChoices):
    """What a report says of an address. `failed`: mail never arrives there; `delayed`: this one did not, or not
    yet."""

    FAILED = "failed", _("mail fails")
    DELAYED = "delayed", _("a mail did not arrive")
    COMPLAINED = "complained", _("complained of mail")
    UNSUBSCRIBED = "unsubscribed", _("wants less mail")


class Source(models.TextChoices):
    """Who reports."""

    REPORT = "report", _("report by mail")
    SERVICE = "service", _("mail service")
    SESSION = "session", _("answer of the mail server")


class AddressReport(models.Model):
    """One report about one address, as it came. The same report twice is one."""

    address = models.EmailField(_("address"), max_length=254)
    verdict = models.CharField(_("verdict"), max_length=12, choices=Verdict.choices)
    why = models.TextField(_("reason given"), blank=True)
    source = models.CharField(_("source"), max_length=10, choices=Source.choices)
    reference = models.CharField(_("reference"), max_length=200, blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("report about an address")
        verbose_name_plural = _("reports about addresses")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reference", "address", "verdict"],
                name="each_report_once",
                condition=~Q(reference=""),
            )
        ]
        indexes = [models.Index(fields=["address", "verdict", "at"], name="reports_of_an_address")]

    def __str__(self) -> str:
        return f"{self.address}: {self.get_verdict_display()}"


class AddressMarkQuerySet(models.QuerySet["AddressMark"]):
    def standing(self) -> Self:
        """Those that nobody has lifted."""
        return self.filter(lifted_at=None)

    def failing(self, addresses: Iterable[str]) -> Self:
        """Of these addresses those that nothing is sent to."""
        known = {address.lower() for address in addresses}
        return self.standing().filter(address__in=known, state=AddressMark.State.FAILS)


class AddressMark(models.Model):
    """That an address is known not to work, or its reader not to want mail, from an instant until somebody lifts
    it. The address is in lower case."""

    class State(models.TextChoices):
        FAILS = "fails", _("mail fails")
        COMPLAINED = "complained", _("complained of mail")

    address = models.EmailField(_("address"), max_length=254)
    state = models.CharField(_("state"), max_length=12, choices=State.choices)
    since = models.DateTimeField(_("since"), default=timezone.now)
    why = models.TextField(_("reason given"), blank=True)
    source = models.CharField(_("source"), max_length=10, choices=Source.choices)
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lifted by"),
    )

    objects = AddressMarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("marked address")
        verbose_name_plural = _("marked addresses")
        ordering = ["-since", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["address"], name="one_standing_mark", condition=Q(lifted_at=None))
        ]

    def __str__(self) -> str:
        return f"{self.address}: {self.get_state_display()}"

    @property
    def fails(self) -> bool:
        """Whether nothing is sent there."""
        return self.state == self.State.FAILS


class BounceRules(OneRow):
    """One row: when mails that did not arrive for the time being mark their address as one that fails."""

    failures = models.PositiveSmallIntegerField(
        _("an address is marked after temporary failures"),
        default=5,
        validators=[MinValueValidator(2), MaxValueValidator(100)],
        help_text=_("One that is final marks it at once."),
    )
    within_days = models.PositiveSmallIntegerField(
        _("within days"), default=7, validators=[MinValueValidator(1), MaxValueValidator(90)]
    )

    class Meta:
        verbose_name = _("rules of failing addresses")
        verbose_name_plural = _("rules of failing addresses")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_row_of_bounce_rules")]

    @property
    def within(self) -> timedelta:
        return timedelta(days=self.within_days)


keep_history(BounceRules)
