"""What was done with an article, and why: for those who write and publish."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from entitlements.knowledge.models.articles import Article


class Act(models.TextChoices):
    """What somebody does with an article beside writing it."""

    REVIEW_ASKED = "review_asked", _("a look was asked for")
    SENT_BACK = "sent_back", _("sent back")
    PUBLISHED = "published", _("published")
    SCHEDULED = "scheduled", _("to be published")
    UNSCHEDULED = "unscheduled", _("not published by itself any more")
    NOT_PUBLISHED = "not_published", _("could not be published by itself")
    LOOKED_THROUGH = "looked_through", _("looked through")
    WITHDRAWN = "withdrawn", _("withdrawn")
    TAKEN_UP = "taken_up", _("a draft again")


class ArticleAct(models.Model):
    """One act, never changed. `planned_at`: when it is to be published by itself, of one that is scheduled."""

    table_rights: ClassVar[dict[str, tuple[str, ...]]] = {
        "staff": ("select", "insert", "update", "delete"),
        "contact": (),
    }

    article = models.ForeignKey(Article, models.CASCADE, related_name="acts", verbose_name=_("article"))
    act = models.CharField(_("what was done"), max_length=14, choices=Act.choices)
    reason = models.TextField(_("reason"), blank=True)
    planned_at = models.DateTimeField(_("to be published"), null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("act on an article")
        verbose_name_plural = _("acts on articles")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.act}"
