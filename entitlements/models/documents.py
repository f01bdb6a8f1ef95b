"""What can be read and searched: a row for each article, release, briefing and question in each of its languages.

The rooms write it (entitlements.documents) whenever they publish, change or withdraw something; a search reads it
alone, and so does a page that names a thing of another room.
"""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from entitlements.readers import Reader

_PLURALS = {
    "article": _("Articles"),
    "release": _("Downloads"),
    "briefing": _("Briefings"),
    "question": _("Questions of the community"),
}


class DocumentQuerySet(models.QuerySet["Document"]):
    """The first wall."""

    def visible_to(self, reader: Reader) -> Self:
        """What `reader` may know of."""
        if reader.is_staff:
            return self.all()
        kinds = Document.Visibility
        seen = Q(visibility=kinds.PUBLIC)
        if reader.customer is not None:
            seen |= Q(visibility=kinds.NAMED, customers__contains=[reader.customer])
        if reader.products:
            seen |= Q(visibility=kinds.COVERED)
            seen |= Q(visibility=kinds.PRODUCTS, products__overlap=sorted(reader.products))
        return self.filter(seen)


class Document(models.Model):
    """One text in one language. `key` is that of its thing in its room, `code` what people know it by."""

    class Kind(models.TextChoices):
        ARTICLE = "article", _("Article")
        RELEASE = "release", _("Release")
        BRIEFING = "briefing", _("Briefing")
        QUESTION = "question", _("Question of the community")

        @property
        def plural(self) -> str:
            """Many of the kind."""
            return str(_PLURALS[self.value])

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("everybody, without sign-in")
        COVERED = "covered", _("everybody with an active subscription")
        PRODUCTS = "products", _("whose subscription covers one of its products")
        NAMED = "named", _("named customers")
        INTERNAL = "internal", _("the vendor's people")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    key = models.BigIntegerField(_("key"))
    code = models.CharField(_("code"), max_length=60)
    language = models.CharField(_("language"), max_length=2)
    title = models.CharField(_("title"), max_length=300)
    body = models.TextField(_("text"), blank=True)
    address = models.CharField(_("address"), max_length=200)
    visibility = models.CharField(_("visible to"), max_length=10, choices=Visibility)
    products = ArrayField(models.BigIntegerField(), verbose_name=_("products"), default=list)
    customers = ArrayField(models.BigIntegerField(), verbose_name=_("customers"), default=list)
    published_at = models.DateTimeField(_("published at"))
    words = SearchVectorField(_("words"))
    title_words = SearchVectorField(_("words of the title"))

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("searchable text")
        verbose_name_plural = _("searchable texts")
        constraints = [
            models.UniqueConstraint(fields=["kind", "key", "language"], name="one_document_a_language"),
        ]
        indexes = [
            models.Index(fields=["kind", "code"], name="documents_by_code"),
            models.Index(fields=["-published_at", "-id"], name="documents_newest_first"),
            GinIndex(fields=["words"], name="document_words"),
            GinIndex(fields=["title_words"], name="document_title_words"),
            GinIndex(fields=["title"], opclasses=["gin_trgm_ops"], name="document_titles_alike"),
        ]

    def __str__(self) -> str:
        return self.title
