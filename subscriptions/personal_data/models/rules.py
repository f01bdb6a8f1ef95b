"""Rules that an administrator edits: how long what is kept, and what becomes of the messages of an erased
person."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from subscriptions.models.history import keep_history
from subscriptions.models.one_row import OneRow


class RetentionPeriod(models.Model):
    """How long one sort of data is kept: that of the rule in code (`retention`) that is called so."""

    code = models.SlugField(_("what"), unique=True)
    days = models.PositiveIntegerField(
        _("days"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(36_500)],
        help_text=_("Empty: it is kept for as long as the customer exists."),
    )

    class Meta:
        verbose_name = _("time of retention")
        verbose_name_plural = _("times of retention")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class ErasureRules(OneRow):
    """One row: what becomes of what an erased person wrote."""

    blanks_messages = models.BooleanField(
        _("what an erased person wrote is blanked"),
        default=False,
        help_text=_(
            "Off: her messages stay on their incidents under “former contact”. On: their texts and files go, too."
        ),
    )

    class Meta:
        verbose_name = _("rules of erasure")
        verbose_name_plural = _("rules of erasure")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_row_of_erasure_rules")]


keep_history(RetentionPeriod, ErasureRules)
