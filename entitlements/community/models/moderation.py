"""What moderators go by: reports, what was written before, and what was done about it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from entitlements.community.models.members import Member
from entitlements.community.models.posts import Answer, Question
from subscriptions.models import Customer
from subscriptions.tenancy import TenantQuerySet


class Report(models.Model):
    """A member asks a moderator to look at a question or one of its answers. Of her company's, behind the wall."""

    scope_shows_own = True

    question = models.ForeignKey(Question, models.CASCADE, related_name="reports", verbose_name=_("question"))
    answer = models.ForeignKey(
        Answer, models.CASCADE, null=True, blank=True, related_name="reports", verbose_name=_("answer")
    )
    member = models.ForeignKey(
        Member, models.SET_NULL, null=True, related_name="+", verbose_name=_("reported by")
    )
    customer = models.ForeignKey(Customer, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=500)
    reported_at = models.DateTimeField(_("reported"))
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["reported_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "answer", "member"],
                name="reported_once",
                nulls_distinct=False,
                condition=Q(settled_at=None, member__isnull=False),  # of two who were erased both stay
            )
        ]

    def __str__(self) -> str:
        return f"{self.question_id}/{self.answer_id}"


class Revision(models.Model):
    """How a post read before it was edited. `customer` is its author's."""

    scope_shows_own = True

    question = models.ForeignKey(
        Question, models.CASCADE, related_name="revisions", verbose_name=_("question")
    )
    answer = models.ForeignKey(
        Answer, models.CASCADE, null=True, blank=True, related_name="revisions", verbose_name=_("answer")
    )
    customer = models.ForeignKey(Customer, models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(_("title"), max_length=200, blank=True)
    body = models.TextField(_("text"), blank=True)
    until = models.DateTimeField(_("until"))

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("earlier text")
        verbose_name_plural = _("earlier texts")
        ordering = ["-until"]

    def __str__(self) -> str:
        return f"{self.question_id}/{self.answer_id}"


class Act(models.TextChoices):
    """What a moderator does."""

    HIDDEN = "hidden", _("hidden")
    SHOWN = "shown", _("shown again")
    LOCKED = "locked", _("locked")
    UNLOCKED = "unlocked", _("unlocked")
    MOVED = "moved", _("moved")


class Moderation(models.Model):
    """What a moderator did, and why. `customer` is the author's: her page shows her the reason, nobody else's."""

    scope_shows_own = True

    question = models.ForeignKey(
        Question, models.CASCADE, related_name="moderations", verbose_name=_("question")
    )
    answer = models.ForeignKey(
        Answer, models.CASCADE, null=True, blank=True, related_name="moderations", verbose_name=_("answer")
    )
    customer = models.ForeignKey(Customer, models.PROTECT, null=True, blank=True, related_name="+")
    act = models.CharField(_("what was done"), max_length=10, choices=Act.choices)
    reason = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("moderation")
        verbose_name_plural = _("moderations")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.question_id}/{self.answer_id} {self.act}"
