"""The pictures and files of a review, as they were sent (R18.1)."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from subscriptions.tenancy import TenantQuerySet
from tickets.advisory.models.rights import READ_BY_CONTACTS
from tickets.advisory.reviews.models.reviews import Review

LANGUAGES = [("en", "English"), ("da", "Dansk")]


def kept_as(file: "ReviewFile", name: str) -> str:
    """Below the review, under a name that nobody guesses."""
    return f"reviews/{file.review_id}/{uuid4().hex}.{file.kind}"


class ReviewPicture(models.Model):
    """One chart as SVG, in one language; its colours are those of the page that it stands in."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="pictures", verbose_name=_("review"))
    customer = models.ForeignKey("subscriptions.Customer", models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=20)
    language = models.CharField(_("language"), max_length=5, choices=LANGUAGES)
    svg = models.TextField()

    table_rights: ClassVar[dict[str, tuple[str, ...]]] = READ_BY_CONTACTS
    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture of a review")
        verbose_name_plural = _("pictures of reviews")
        constraints = [
            models.UniqueConstraint(fields=["review", "language", "name"], name="each_picture_once_a_review")
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"


class ReviewFile(models.Model):
    """The review as one file, in one language."""

    class Kind(models.TextChoices):
        PDF = "pdf", _("PDF")
        SPREADSHEET = "xlsx", _("spreadsheet")

    review = models.ForeignKey(Review, models.CASCADE, related_name="files", verbose_name=_("review"))
    customer = models.ForeignKey("subscriptions.Customer", models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=4, choices=Kind.choices)
    language = models.CharField(_("language"), max_length=5, choices=LANGUAGES)
    file = models.FileField(_("file"), upload_to=kept_as, max_length=200)
    size = models.PositiveIntegerField(_("bytes"))
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(_("made"))

    table_rights: ClassVar[dict[str, tuple[str, ...]]] = READ_BY_CONTACTS
    objects = TenantQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of a review")
        verbose_name_plural = _("files of reviews")
        constraints = [
            models.UniqueConstraint(fields=["review", "kind", "language"], name="each_file_once_a_review")
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.language})"
