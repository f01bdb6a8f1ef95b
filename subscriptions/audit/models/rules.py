"""What an administrator may set about the audit trail."""

from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from subscriptions.models.history import keep_history
from subscriptions.models.one_row import OneRow

LEAST_DAYS = 90


class AuditRules(OneRow):
    """One row."""

    keep_days = models.PositiveIntegerField(
        _("days that rows of the audit trail are kept"),
        default=3 * 366,
        validators=[MinValueValidator(LEAST_DAYS), MaxValueValidator(50 * 366)],
        help_text=_("Older rows are removed once a day; an anchor of the chain stays in their place."),
    )

    class Meta:
        verbose_name = _("rules of the audit trail")
        verbose_name_plural = _("rules of the audit trail")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="one_row_of_audit_rules"),
            models.CheckConstraint(
                condition=models.Q(keep_days__gte=LEAST_DAYS), name="audit_is_kept_for_a_while"
            ),
        ]

    @property
    def kept(self) -> timedelta:
        return timedelta(days=self.keep_days)


keep_history(AuditRules)
