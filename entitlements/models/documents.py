"""What can be read and searched: a row for each article, release, briefing and question in each of its languages.

The rooms write it (entitlements.documents) whenever they publish, change or withdraw something; a search reads it
alone, and so does a page that names a thing of another room.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from entitlements.readers import Reader

_PLURALS = {
    "article": _("Articles"),
    "release": _("Downloads"),
    "briefing": _("Briefings"),
    "question": _("Questions of the community"),
}


class DocumentQuerySet(models.QuerySet["Document"]):
    """The first wall."""

    def visible_to(self, reader: Reader) -> DocumentQuerySet:
        """What `reader` may know of: what its page would not refuse her for her subscription."""
        if reader.is_staff:
            return self.all()
        seen = Q(visibility=Document.Visibility.PUBLIC)
        seen |= _opened(reader.customer, reader.products) & ~Q(service__in=list(reader.apart))
        for service, products in reader.apart.items():
            seen |= _opened(reader.customer, products) & Q(service=service)
        return self.filter(seen)


def _opened(customer: int | None, products: frozenset[int]) -> Q:
    """What these products open to the customer; nothing where there are none."""
    if customer is None or not products:
        return Q(pk__in=())
    of_them = Q(products__overlap=sorted(products))
    named = Q(visibility=Document.Visibility.NAMED, customers__contains=[customer])
    return (
        Q(visibility=Document.Visibility.COVERED)
        | Q(visibility=Document.Visibility.PRODUCTS) & of_them
        | named & (of_them | ~Q(kind=Document.Kind.RELEASE))
    )


class Document(models.Model):
    """One text in one language. `key` is that of its thing in its room, `code` what people know it by, `service`
    the one that opens it, where it is not public."""

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
    service = models.CharField(_("service"), max_length=40, blank=True, db_default="")
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
