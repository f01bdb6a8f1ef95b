"""The rules of the knowledge base that an administrator may change."""

from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from subscriptions.models.history import keep_history
from subscriptions.models.one_row import OneRow


class KnowledgeRules(OneRow):
    """One row."""

    second_person = models.BooleanField(
        _("a second person publishes"),
        default=False,
        help_text=_("Neither who wrote an article nor who changed it last publishes it."),
    )
    look_through_days = models.PositiveSmallIntegerField(
        _("days until the owner is reminded"),
        default=180,
        validators=[MinValueValidator(7), MaxValueValidator(3650)],
        help_text=_("Days in which nobody has looked through a published article."),
    )
    failing_percent = models.PositiveSmallIntegerField(
        _("per cent of “no” at which an article fails"),
        default=40,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    failing_votes = models.PositiveSmallIntegerField(
        _("votes it takes at least"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(1000)],
        help_text=_("Since it was looked through last."),
    )

    class Meta:
        verbose_name = _("rules of the knowledge base")
        verbose_name_plural = _("rules of the knowledge base")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_row_of_knowledge_rules")]

    @property
    def looked_through_every(self) -> timedelta:
        return timedelta(days=self.look_through_days)


keep_history(KnowledgeRules)
