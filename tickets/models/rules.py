"""The times of an incident's life that an administrator may change (LIFECYCLE.md, 3 and 4)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from subscriptions.models.one_row import OneRow


class LifecycleRules(OneRow):
    """One row. Days are calendar days in the customer's zone."""

    first_reminder_days = models.PositiveSmallIntegerField(
        _("first reminder after days of silence"), default=7, validators=[MinValueValidator(1)]
    )
    second_reminder_days = models.PositiveSmallIntegerField(
        _("second reminder after days of silence"), default=12, validators=[MinValueValidator(1)]
    )
    close_days = models.PositiveSmallIntegerField(
        _("closed after days of silence"), default=14, validators=[MinValueValidator(1)]
    )
    days_after_second_reminder = models.PositiveSmallIntegerField(
        _("closed at the earliest days after the second reminder"),
        default=2,
        validators=[MinValueValidator(1)],
    )
    reopen_days = models.PositiveSmallIntegerField(
        _("may be reopened for days"), default=30, validators=[MinValueValidator(1)]
    )
    phone_tries = models.PositiveSmallIntegerField(
        _("tries to phone before severity 1 is lowered"),
        default=3,
        db_default=3,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
        help_text=_("When nobody answers; the customer is told and may raise it again."),
    )
    phone_minutes = models.PositiveSmallIntegerField(
        _("over at least minutes"),
        default=60,
        db_default=60,
        validators=[MaxValueValidator(1440)],
        help_text=_("From the first of these tries to the last."),
    )
    overdue_first = models.BooleanField(
        _("overdue first within a severity"),
        default=False,
        help_text=_(
            "Lifts an incident past its response target to the top of its severity, whatever the tier."
        ),
    )
    writers_follow = models.BooleanField(
        _("whoever writes on an incident follows it"),
        default=False,
        db_default=False,
        help_text=_("They are told of what others write there, until they stop following it."),
    )

    class Meta:
        verbose_name = _("rules of an incident's life")
        verbose_name_plural = _("rules of an incident's life")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_row_of_rules")]
