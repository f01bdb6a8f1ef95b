"""The times of a request for escalation that an administrator may change (LIFECYCLE.md, 4)."""

from datetime import timedelta

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from entitlements.models import Severity
from subscriptions.models.history import keep_history
from subscriptions.models.one_row import OneRow


class EscalationRules(OneRow):
    """One row: how soon a request is answered, on the incident's clock."""

    critical_minutes = models.PositiveSmallIntegerField(
        _("answer at severity 1, minutes"), default=60, validators=[MinValueValidator(1)]
    )
    high_minutes = models.PositiveSmallIntegerField(
        _("answer at severity 2, minutes"), default=240, validators=[MinValueValidator(1)]
    )
    other_days = models.PositiveSmallIntegerField(
        _("answer at other severities, office days"), default=1, validators=[MinValueValidator(1)]
    )

    class Meta:
        verbose_name = _("rules of escalation")
        verbose_name_plural = _("rules of escalation")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_row_of_escalation_rules")]

    def allowed(self, severity: int, day: timedelta) -> timedelta:
        """Covered time until the answer is due, where `day` is one full office day of the calendar."""
        minutes = {Severity.CRITICAL: self.critical_minutes, Severity.HIGH: self.high_minutes}
        if severity in minutes:
            return timedelta(minutes=minutes[Severity(severity)])
        return self.other_days * day


keep_history(EscalationRules)
