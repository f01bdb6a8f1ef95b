"""What happens to mail that does not say enough: choices that an administrator may change."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from entitlements.models import Severity
from subscriptions.models.history import keep_history
from subscriptions.models.one_row import OneRow


class MailboxRules(OneRow):
    """One row."""

    class Unknown(models.TextChoices):
        HOLD = "hold", _("hold them for a person")
        ANSWER = "answer", _("answer once a day that the address is not known")

    unknown_senders = models.CharField(
        _("mails of unknown senders"), max_length=6, choices=Unknown.choices, default=Unknown.HOLD
    )
    severity = models.PositiveSmallIntegerField(
        _("severity of an incident logged by mail"),
        choices=[each for each in Severity.choices if each[0] != Severity.CRITICAL],
        default=Severity.MEDIUM,
        help_text=_("Until the contact says another. Severity 1 is logged in the portal or by phone."),
    )
    mails_per_hour = models.PositiveSmallIntegerField(
        _("mails of one sender within an hour"),
        default=60,
        validators=[MinValueValidator(5), MaxValueValidator(10_000)],
        help_text=_("What comes beyond that is kept and changes nothing: it may be a loop."),
    )

    class Meta:
        verbose_name = _("rules of mail in")
        verbose_name_plural = _("rules of mail in")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_row_of_mailbox_rules")]


keep_history(MailboxRules)
