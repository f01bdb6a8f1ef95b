"""Calls that came in or were made, and what became of each."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from entitlements.models import Severity
from entitlements.models.texts import InBothLanguages
from subscriptions.models import Customer
from subscriptions.tenancy import TenantQuerySet
from tickets.models import Incident
from tickets.phone.models.call_backs import CallBack


class Outcome(models.TextChoices):
    """What became of a call."""

    LOGGED = "logged", _("incident logged")
    MESSAGE = "message", _("message on an incident")
    SPOKEN = "spoken", _("spoken with the contact")
    NOT_REACHED = "not_reached", _("nobody answered")
    REFUSED = "refused", _("refused")


class CallQuerySet(TenantQuerySet):
    """Questions about calls."""

    def refused(self) -> "CallQuerySet":
        return self.filter(outcome=Outcome.REFUSED)


class Call(models.Model):
    """One call. What was said stands on the incident; here where it was about none. Of a refused one the reason
    stands here (R6.3): the code of the refusal, its sentence in each language, and when the line opens."""

    customer = models.ForeignKey(Customer, models.PROTECT, related_name="calls", verbose_name=_("customer"))
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("contact"),
    )
    agent = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("agent")
    )
    began_at = models.DateTimeField(_("began"))
    at = models.DateTimeField(_("kept"))
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome.choices)
    severity = models.PositiveSmallIntegerField(
        _("severity"), choices=Severity.choices, null=True, blank=True
    )
    incident = models.ForeignKey(
        Incident, models.PROTECT, null=True, blank=True, related_name="calls", verbose_name=_("incident")
    )
    call_back = models.ForeignKey(
        CallBack, models.PROTECT, null=True, blank=True, related_name="calls", verbose_name=_("call-back")
    )
    number = models.CharField(_("phone number"), max_length=40, blank=True)
    said = models.TextField(_("what was said"), blank=True)
    code = models.CharField(_("code of the refusal"), max_length=40, blank=True)
    reason_en = models.TextField(_("reason (English)"), blank=True)
    reason_da = models.TextField(_("reason (Danish)"), blank=True)
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    submission = models.UUIDField(_("submission"), null=True, blank=True, unique=True)

    reason = InBothLanguages("reason")

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome=Outcome.REFUSED) & ~Q(code="") & ~Q(reason_en="")
                | ~Q(outcome=Outcome.REFUSED) & Q(code=""),
                name="refused_call_has_a_reason",
            )
        ]
        indexes = [
            models.Index(fields=["-id"], name="refused_calls", condition=Q(outcome=Outcome.REFUSED)),
        ]

    def __str__(self) -> str:
        return f"{self.customer} {self.began_at:%Y-%m-%d %H:%M}"
