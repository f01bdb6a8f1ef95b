"""What both audiences see of a review: its report with pictures, every incident in pages, its files."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from subscriptions import paging, serving
from tickets import pictures
from tickets.advisory.reviews import counting, listing
from tickets.advisory.reviews.listing import Listed
from tickets.advisory.reviews.models import Review, ReviewFile, ReviewPicture
from tickets.advisory.reviews.models.files import LANGUAGES
from tickets.advisory.reviews.periods import Period
from tickets.advisory.reviews.refusals import NoPdf
from tickets.advisory.reviews.report import Report
from tickets.advisory.reviews.wording import title_words

PAGE = 50
KEPT = ("first_day", "last_day")  # of the address, from page to page of its incidents


def kept(request: HttpRequest, review: Review, *, staff: bool) -> dict[str, Any]:
    """The report as it was sent."""
    figures = review.kept
    if figures is None:
        raise Http404
    report = Report.of(figures, review.period, staff=staff)
    drawn = ReviewPicture.objects.filter(review=review, language=language()).values_list("name", "svg")
    svg = {name: mark_safe(text) for name, text in drawn}  # noqa: S308  drawn by pictures.py
    rows = listing.as_sent(review, paging.after(request) or 0, PAGE + 1)
    return shown(request, report, svg, rows) | {"files": files(review)}


def counted(request: HttpRequest, customer: Any, period: Period, at: datetime) -> dict[str, Any]:
    """The report of a period as of now, for the vendor's people."""
    figures = counting.count(customer, period, at)
    report = Report.of(figures, period, staff=True)
    svg = {name: pictures.shown(chart) for name, chart in report.charts.items()}
    rows = listing.now(customer, period, at, paging.after(request) or 0, PAGE + 1)
    return shown(request, report, svg, rows)


def shown(request: HttpRequest, report: Report, svg: dict[str, Any], rows: list[Listed]) -> dict[str, Any]:
    """What reviews/report.html takes."""
    return {
        "report": report,
        "title": title_words(report.period),
        "sections": [(section, svg.get(section.name)) for section in report.sections],
        "rows": rows[:PAGE],
        "first_url": _address(request) if "after" in request.GET else "",
        "next_url": _address(request, after=rows[PAGE - 1].pk) if len(rows) > PAGE else "",
        "incident_page": "/desk/incidents/" if report.staff else "/incidents/",
    }


def _address(request: HttpRequest, **asked: Any) -> str:
    """This page, from another incident on."""
    kept = {key: request.GET[key] for key in KEPT if key in request.GET}
    return f"?{urlencode(kept | asked)}#incidents"


def language() -> str:
    """The reader's, where there are pictures and files in it."""
    active = (get_language() or "en")[:2]
    return active if active in dict(LANGUAGES) else "en"


def files(review: Review) -> set[str]:
    """The kinds of file that were made in the reader's language."""
    found = ReviewFile.objects.filter(review=review, language=language())
    return set(found.values_list("kind", flat=True))


def file(request: HttpRequest, review: Review, kind: str) -> HttpResponseBase:
    """One of its files in the reader's language. Raises NoPdf, Http404 while it is still being made."""
    found = ReviewFile.objects.filter(review=review, kind=kind, language=language()).first()
    if found is None:
        if kind == ReviewFile.Kind.PDF and review.made_at:
            raise NoPdf
        raise Http404
    name = _("activity review {first} {last}").format(first=review.first_day, last=review.last_day)
    content = serving.Content(
        storage=found.file.storage,
        path=str(found.file.name),
        name=f"{name}.{kind}",
        size=found.size,
        tag=found.sha256,
        content_type="application/pdf" if kind == ReviewFile.Kind.PDF else serving.BYTES,
    )
    return serving.serve(request, content)
