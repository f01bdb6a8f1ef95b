"""Draws what was sent, from what was kept when it was sent: the pictures, the PDF and the spreadsheet, in each
language; then the customer is told. A worker does it after the report is sent; one that dies leaves it to the next.
"""

import hashlib
import logging
from collections.abc import Mapping
from datetime import datetime

from django.core.files.base import ContentFile
from django.utils import timezone, translation

from tickets import pictures
from tickets.advisory.reviews import document, listing, telling, workbook
from tickets.advisory.reviews.listing import Listed
from tickets.advisory.reviews.models import Review, ReviewFile, ReviewPicture
from tickets.advisory.reviews.models.files import LANGUAGES
from tickets.advisory.reviews.report import Report

log = logging.getLogger(__name__)
Kind = ReviewFile.Kind


def due() -> list[int]:
    """The reviews, by number, of which something is still to be made or told."""
    return list(Review.objects.unfinished().values_list("pk", flat=True))


def finish(number: int, at: datetime | None = None) -> bool:
    """Make what is missing of one review and tell its customer, in the caller's transaction; says whether there was
    anything to do. Twice is once."""
    at = at or timezone.now()
    rows = Review.objects.unfinished().select_for_update(skip_locked=True, no_key=True, of=("self",))
    review = rows.select_related("customer__region", "sent_by", "kept_by").filter(pk=number).first()
    if review is None:
        return False
    if review.made_at is None:
        draw(review, at)
        review.made_at = at
    if review.told_at is None:
        telling.sent(review, at)
        review.told_at = at
    review.save(update_fields=["made_at", "told_at"])
    return True


def draw(review: Review, at: datetime) -> None:
    """Pictures and files of what was kept, in place of those that there are."""
    rows = listing.as_sent(review)
    for language, _name in LANGUAGES:
        with translation.override(language), timezone.override(review.customer.zone):
            _draw_in(language, review, rows, at)


def _draw_in(language: str, review: Review, rows: list[Listed], at: datetime) -> None:
    figures = review.kept
    assert figures is not None
    report = Report.of(figures, review.period)
    drawn = {name: pictures.drawn(chart) for name, chart in report.charts.items()}
    _keep_pictures(review, language, drawn)
    _keep_file(review, Kind.SPREADSHEET, language, at, workbook.made(report, rows))
    _keep_file(review, Kind.PDF, language, at, document.made(review, report, rows, drawn))


def _keep_pictures(review: Review, language: str, drawn: Mapping[str, str]) -> None:
    ReviewPicture.objects.filter(review=review, language=language).delete()
    ReviewPicture.objects.bulk_create(
        ReviewPicture(review=review, customer=review.customer, name=name, language=language, svg=svg)
        for name, svg in drawn.items()
    )


def _keep_file(review: Review, kind: str, language: str, at: datetime, content: bytes | None) -> None:
    before = ReviewFile.objects.filter(review=review, kind=kind, language=language).first()
    if before:
        before.file.delete(save=False)
        before.delete()
    if content is None:
        log.warning("no %s of review %s: the libraries that make one are not installed", kind, review.pk)
        return
    made = ReviewFile(
        review=review,
        customer=review.customer,
        kind=kind,
        language=language,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        made_at=at,
    )
    made.file.save(f"review.{kind}", ContentFile(content), save=False)
    made.save()
