"""The question whether a contact is satisfied with the help, one for each closing, and her answer (L9)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from subscriptions.models import User
from subscriptions.tenancy import TenantQuerySet
from tickets.models import Incident, Status

ANSWERED_WITHIN = timedelta(days=30)


class SatisfactionQuestionQuerySet(TenantQuerySet):
    def said(self) -> SatisfactionQuestionQuerySet:
        """Those whose answer has words."""
        return self.exclude(text="")

    def answered(self) -> SatisfactionQuestionQuerySet:
        """Those to which she has answered."""
        return self.filter(answered_at__isnull=False)

    def open_to(self, person: User, at: datetime) -> SatisfactionQuestionQuerySet:
        """Those that she was asked, has not answered, and may answer at `at` (asking.may_answer): the newest
        first."""
        hers = self.filter(contact=person, answered_at=None, asked_at__gte=at - ANSWERED_WITHIN)
        as_left = hers.filter(incident__status=Status.CLOSED, incident__closed_at=F("asked_at"))
        return as_left.select_related("incident").order_by("-asked_at", "-pk")

    def of(self, incident: Incident) -> SatisfactionQuestion | None:
        """The newest of these: of all of them that of its last closing."""
        return self.filter(incident=incident).select_related("contact").order_by("-asked_at", "-pk").first()


class SatisfactionQuestion(models.Model):
    """What `contact` was asked at `asked_at`, the instant of the closing. `satisfied` is None until she answers;
    `answered_at` is when she did last."""

    incident = models.ForeignKey(
        Incident, models.PROTECT, related_name="satisfaction_questions", verbose_name=_("incident")
    )
    customer = models.ForeignKey(
        "subscriptions.Customer", models.PROTECT, related_name="+", verbose_name=_("customer")
    )
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("who is asked")
    )
    asked_at = models.DateTimeField(_("asked at"))
    satisfied = models.BooleanField(_("satisfied"), null=True, blank=True)
    text = models.TextField(_("her words"), blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = SatisfactionQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("satisfaction question")
        verbose_name_plural = _("satisfaction questions")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["incident", "asked_at"], name="asked_once_a_closing"),
            models.CheckConstraint(
                condition=Q(answered_at=None, satisfied=None, text="")
                | Q(answered_at__isnull=False, satisfied__isnull=False),
                name="answered_question_says_how",
            ),
        ]
        indexes = [
            models.Index(fields=["asked_at"], include=["satisfied"], name="satisfaction_asked"),
            models.Index(fields=["id"], condition=~Q(text=""), name="satisfaction_said"),
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.asked_at:%Y-%m-%d %H:%M}"

    @property
    def is_answered(self) -> bool:
        return self.answered_at is not None

    @property
    def until(self) -> datetime:
        """Until when she may answer, and change her answer."""
        return self.asked_at + ANSWERED_WITHIN
