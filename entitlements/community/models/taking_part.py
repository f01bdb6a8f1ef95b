"""Following a question, and saying that one has it too. Whose they are stays behind the wall; a question shows
their number."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from entitlements.community.models.members import Member
from entitlements.community.models.posts import Question
from subscriptions.models import Customer
from subscriptions.tenancy import TenantQuerySet


class Following(models.Model):
    """A member is told of answers to the question."""

    scope_shows_own = True

    question = models.ForeignKey(
        Question, models.CASCADE, related_name="followings", verbose_name=_("question")
    )
    member = models.ForeignKey(Member, models.CASCADE, related_name="+", verbose_name=_("member"))
    customer = models.ForeignKey(Customer, models.PROTECT, null=True, blank=True, related_name="+")

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("following of a question")
        verbose_name_plural = _("followings of questions")
        constraints = [models.UniqueConstraint(fields=["question", "member"], name="followed_once")]

    def __str__(self) -> str:
        return f"{self.question_id} {self.member_id}"


class Vote(models.Model):
    """ "Same here": a member has the question, too."""

    scope_shows_own = True

    question = models.ForeignKey(Question, models.CASCADE, related_name="votes", verbose_name=_("question"))
    member = models.ForeignKey(Member, models.CASCADE, related_name="+", verbose_name=_("member"))
    customer = models.ForeignKey(Customer, models.PROTECT, null=True, blank=True, related_name="+")

    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        constraints = [models.UniqueConstraint(fields=["question", "member"], name="voted_once")]

    def __str__(self) -> str:
        return f"{self.question_id} {self.member_id}"
