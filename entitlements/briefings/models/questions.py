"""Questions of an interactive briefing, and the votes for them (R16.1).

A question is read by everybody who has signed up, of whatever company; who asked it, and who votes, is a row of
her company.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from entitlements.briefings.models.sessions import Session
from subscriptions.models import Customer
from subscriptions.tenancy import TenantQuerySet

QUESTION = 1_000  # characters


class SessionQuestionQuerySet(models.QuerySet["Question"]):
    def in_order(self) -> SessionQuestionQuerySet:
        """What is open first, by votes, then as asked."""
        return self.order_by(models.F("answered_at").asc(nulls_first=True), "-votes", "pk")


class Question(models.Model):
    """What somebody wants to know, before the session or during it. `votes` counts people, who asked it among
    them."""

    session = models.ForeignKey(
        Session, models.CASCADE, related_name="questions", verbose_name=_("interactive briefing")
    )
    text = models.TextField(_("question"))
    asked_at = models.DateTimeField(_("asked"))
    votes = models.PositiveIntegerField(_("votes"), default=0, editable=False)
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )

    objects = SessionQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question of a briefing")
        verbose_name_plural = _("questions of briefings")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="question_answered_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Vote(models.Model):
    """That a person wants this answered, too; `asked` says that she asked it."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="voters", verbose_name=_("question"))
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="+", verbose_name=_("customer"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("contact")
    )
    asked = models.BooleanField(_("asked it"), default=False)
    at = models.DateTimeField(_("at"))

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("vote for a question")
        verbose_name_plural = _("votes for questions")
        constraints = [models.UniqueConstraint(fields=["question", "user"], name="one_vote_a_person")]

    def __str__(self) -> str:
        return f"{self.question_id} {self.user_id}"
