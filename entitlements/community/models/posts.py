"""Questions and answers. Everybody in the community reads them, so they carry no customer: their author is a
profile, and who that is stands behind the wall (members.py).

By row-level security a contact reads what is not hidden, and what is hidden only where it is her company's; she
writes as a member of her own company alone. All that is not the text of her own post (hiding, locking, counting) is
written in the vendor's role by the verbs.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from entitlements.community.models.groups import Group
from entitlements.community.models.members import Profile
from subscriptions.models import Product, ProductVersion

TITLE, BODY = 200, 20_000  # characters at most
ALL = ("select", "insert", "update", "delete")


class QuestionQuerySet(models.QuerySet["Question"]):
    def shown(self) -> QuestionQuerySet:
        """Not hidden by a moderator."""
        return self.filter(hidden_at=None)

    def unanswered(self) -> QuestionQuerySet:
        return self.filter(answers_shown=0)

    def whole(self) -> QuestionQuerySet:
        """With all that a row of a list says, in one query."""
        return self.select_related("author", "group", "product", "version")


class Question(models.Model):
    """A question in a group. It is no incident: nothing is due (R12.4)."""

    table_rights = {
        "staff": ALL,
        "contact": ("select", "insert", "update (title, body, edited_at, language)"),
    }

    group = models.ForeignKey(Group, models.PROTECT, related_name="questions", verbose_name=_("group"))
    author = models.ForeignKey(Profile, models.PROTECT, related_name="questions", verbose_name=_("author"))
    title = models.CharField(_("title"), max_length=TITLE)
    body = models.TextField(_("text"), max_length=BODY)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="en")
    product = models.ForeignKey(
        Product, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("product")
    )
    version = models.ForeignKey(
        ProductVersion, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("version")
    )
    asked_at = models.DateTimeField(_("asked"))
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True)
    active_at = models.DateTimeField(_("last written to"))
    answers_shown = models.PositiveIntegerField(_("answers"), default=0)
    same_here = models.PositiveIntegerField(_("same here"), default=0)
    accepted = models.ForeignKey(
        "community.Answer",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("accepted answer"),
    )
    hidden_at = models.DateTimeField(_("hidden"), null=True, blank=True)
    locked_at = models.DateTimeField(_("locked"), null=True, blank=True)
    taken_at = models.DateTimeField(_("taken to support"), null=True, blank=True)
    article = models.CharField(
        _("article made of it"), max_length=20, blank=True, help_text=_("The number of the article.")
    )
    submission = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        indexes = [
            models.Index(fields=["group", "-id"], name="questions_of_a_group", condition=Q(hidden_at=None)),
            models.Index(
                fields=["-id"],
                name="questions_unanswered",
                condition=Q(hidden_at=None, answers_shown=0),
            ),
            models.Index(fields=["article"], name="questions_of_an_article", condition=~Q(article="")),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("community:question", args=[self.pk])


class Answer(models.Model):
    table_rights = {"staff": ALL, "contact": ("select", "insert", "update (body, edited_at, language)")}

    question = models.ForeignKey(Question, models.CASCADE, related_name="answers", verbose_name=_("question"))
    author = models.ForeignKey(Profile, models.PROTECT, related_name="answers", verbose_name=_("author"))
    body = models.TextField(_("text"), max_length=BODY)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="en")
    answered_at = models.DateTimeField(_("answered"))
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True)
    hidden_at = models.DateTimeField(_("hidden"), null=True, blank=True)
    submission = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["pk"]
        constraints = [
            # what the accepted answer of a question refers to, so that it is one of its own (0002)
            models.UniqueConstraint(fields=["id", "question"], name="answer_with_its_question")
        ]

    def __str__(self) -> str:
        return f"{self.question_id}/{self.pk}"

    def get_absolute_url(self) -> str:
        return f"{reverse('community:question', args=[self.question_id])}#answer-{self.pk}"
