"""Pictures of an article. Its text names one as `![what it shows](name)`; who may read the article may see it."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from entitlements.knowledge.models.articles import Article


def stored_as(picture: "Picture", name: str) -> str:
    """A name that nobody chose."""
    return f"knowledge/{uuid4().hex}"


class Picture(models.Model):
    """A picture, drawn anew when it came."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="pictures", verbose_name=_("article"))
    name = models.CharField(_("name"), max_length=200)
    file = models.FileField(_("file"), upload_to=stored_as, max_length=200)
    content_type = models.CharField(_("content type"), max_length=40)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField("SHA-256", max_length=64)
    added_at = models.DateTimeField(_("added"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )

    class Meta:
        verbose_name = _("picture of an article")
        verbose_name_plural = _("pictures of articles")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["article", "name"], name="each_picture_of_an_article_once")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/knowledge/{self.article_id}/pictures/{self.pk}/"
