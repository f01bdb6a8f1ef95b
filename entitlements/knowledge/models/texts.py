"""The words of an article: for each language what is worked on and what is published, both of them revisions that
are never changed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from entitlements.knowledge.models.articles import Article


class Language(models.TextChoices):
    ENGLISH = "en", _("English")
    DANISH = "da", _("Danish")


PARTS = ("title", "summary", "symptoms", "cause", "workaround", "body")


class Revision(models.Model):
    """The words of an article in one language as somebody kept them. Numbered by language; never changed."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="revisions", verbose_name=_("article"))
    language = models.CharField(_("language"), max_length=5, choices=Language.choices)
    number = models.PositiveIntegerField(_("revision"))
    title = models.CharField(_("title"), max_length=160)
    summary = models.CharField(_("summary"), max_length=400, blank=True)
    symptoms = models.TextField(_("symptoms"), blank=True)
    cause = models.TextField(_("cause"), blank=True)
    workaround = models.TextField(_("workaround"), blank=True)
    body = models.TextField(_("text"), blank=True)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))

    class Meta:
        verbose_name = _("revision of an article")
        verbose_name_plural = _("revisions of articles")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "language", "number"], name="each_revision_of_a_language_once"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def parts(self) -> dict[str, str]:
        """Its words by name."""
        return {name: getattr(self, name) for name in PARTS}


class ArticleText(models.Model):
    """An article in one language: the revision that is worked on, and the published one where there is one."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="texts", verbose_name=_("article"))
    language = models.CharField(_("language"), max_length=5, choices=Language.choices)
    current = models.ForeignKey(Revision, models.PROTECT, related_name="+", verbose_name=_("revision"))
    published = models.ForeignKey(
        Revision, models.PROTECT, null=True, related_name="+", verbose_name=_("published revision")
    )

    class Meta:
        verbose_name = _("text of an article")
        verbose_name_plural = _("texts of articles")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(fields=["article", "language"], name="each_language_once_an_article")
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.language}"
