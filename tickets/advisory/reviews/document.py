"""A review as a PDF, set by WeasyPrint from a template of its own with the pictures that were drawn. Nothing is
fetched while it is set: the page holds all that it shows."""

import logging
import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from tickets.advisory.reviews.listing import Listed
from tickets.advisory.reviews.models import Review
from tickets.advisory.reviews.report import Report
from tickets.advisory.reviews.wording import title_words

log = logging.getLogger(__name__)
FACES = "Liberation Sans, Arial, Helvetica, sans-serif"  # Vega measures the words of a picture in the first
LEFT, RIGHT = 24, 60  # pixels beside a picture, for a face that is wider
POINTS = 0.6  # a pixel of a picture: its words of 12 pixels stand with tables of 8.5 points
SIZE = re.compile(r'width="([\d.]+)" height="([\d.]+)" viewBox="0 0 [\d.]+ [\d.]+"')


def made(review: Review, report: Report, rows: Sequence[Listed], drawn: Mapping[str, str]) -> bytes | None:
    """The file, in the language and zone that are active; None where the machine lacks Pango. Takes 1 s to import,
    0.2 s a page or two."""
    try:
        from weasyprint import HTML
    except OSError:
        log.exception("WeasyPrint does not find its libraries")
        return None
    page = render_to_string("reviews/document.html", _words(review, report, rows, drawn))
    content: bytes = HTML(string=page, url_fetcher=_nothing).write_pdf()
    return content


def _words(
    review: Review, report: Report, rows: Sequence[Listed], drawn: Mapping[str, str]
) -> dict[str, Any]:
    return {
        "review": review,
        "report": report,
        "rows": rows,
        "title": title_words(report.period),
        "language": get_language(),
        "sections": [(section, on_paper(drawn.get(section.name, ""))) for section in report.sections],
    }


def on_paper(picture: str) -> SafeString:
    """The picture with words of one size whatever its width, none of which is cut off at its edges."""
    named = picture.replace('font-family="sans-serif"', f'font-family="{FACES}"')
    return mark_safe(SIZE.sub(_widened, named, count=1))  # noqa: S308  drawn here; Vega escapes every label


def _widened(size: re.Match[str]) -> str:
    width, height = (float(each) for each in size.groups())
    width += LEFT + RIGHT
    return (
        f'width="{width * POINTS:.1f}pt" height="{height * POINTS:.1f}pt" '
        f'viewBox="{-LEFT} 0 {width:g} {height:g}"'
    )


def _nothing(url: str, *args: Any, **kwargs: Any) -> Any:
    raise ValueError(f"A review fetches nothing, and not {url}.")
