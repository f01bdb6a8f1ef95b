"""A review as a spreadsheet: a sheet for each section and one with every incident. Cells are text, numbers and
instants of the customer's zone; what somebody typed is never taken for a formula, whatever it begins with."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from entitlements.models import Severity
from tickets.advisory.reviews.listing import Listed
from tickets.advisory.reviews.report import Report
from tickets.advisory.reviews.wording import title_words
from tickets.models import Channel, Kind, Milestone
from tickets.wording import status_words

PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
INSTANT = "yyyy-mm-dd hh:mm"
WIDEST, LONGEST = 60, 32_000  # characters of a column, of a cell
NAME = 31  # characters of a sheet's name


def made(report: Report, rows: Sequence[Listed]) -> bytes:
    """The file, in the language and zone that are active."""
    import xlsxwriter  # 11 MB, of the process that makes one

    kept = BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True, **PLAIN})
    formats = {
        "head": book.add_format({"bold": True, "bottom": 1}),
        "title": book.add_format({"bold": True, "font_size": 14}),
        "instant": book.add_format({"num_format": INSTANT, "align": "left"}),
    }
    _summary(book, formats, report)
    for section in report.sections:
        _sheet(book, formats, section.about, section.table.headings, section.table.rows)
    _sheet(book, formats, _("Incidents"), _headings(), [list(_cells(each)) for each in rows])
    book.close()
    return kept.getvalue()


def _summary(book: Any, formats: dict[str, Any], report: Report) -> None:
    sheet = book.add_worksheet(_("Summary"))
    sheet.set_column(0, 0, 90)
    sheet.write_string(0, 0, title_words(report.period), formats["title"])
    counted = timezone.localtime(report.figures.counted_at)
    said = [*report.headlines, report.balance, _("Counted {when:%Y-%m-%d %H:%M}.").format(when=counted)]
    for number, line in enumerate(said, 2):
        sheet.write_string(number, 0, line)


def _sheet(
    book: Any, formats: dict[str, Any], name: str, headings: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    sheet = book.add_worksheet(_sheet_name(name))
    sheet.freeze_panes(1, 0)
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, heading, formats["head"])
        longest = max([len(heading), *(len(str(row[column])) for row in rows)])
        sheet.set_column(column, column, min(longest + 2, WIDEST))
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            _write(sheet, number, column, cell, formats)


def _write(sheet: Any, row: int, column: int, cell: Any, formats: dict[str, Any]) -> None:
    if isinstance(cell, datetime):
        sheet.write_datetime(row, column, timezone.localtime(cell).replace(tzinfo=None), formats["instant"])
    elif isinstance(cell, int):
        sheet.write_number(row, column, cell)
    else:
        sheet.write_string(row, column, str(cell)[:LONGEST])


def _sheet_name(name: str) -> str:
    """As spreadsheets allow it."""
    return "".join(" " if sign in "[]:*?/\\" else sign for sign in name)[:NAME].strip()


def _headings() -> list[str]:
    return [
        _("Number"),
        _("Title"),
        _("Product"),
        _("Severity"),
        _("Kind"),
        _("Contact"),
        _("Logged by"),
        _("Channel"),
        _("Logged"),
        _("First response"),
        _("First response given"),
        _("Status"),
        _("Since"),
    ]


def _cells(each: Listed) -> Iterator[Any]:
    incident = each.incident
    yield incident.pk
    yield incident.title
    yield incident.product.name
    yield f"{incident.severity} {Severity(incident.severity).label}"
    yield capfirst(Kind(incident.kind).label)
    yield incident.contact.name
    yield incident.logged_by.name
    yield capfirst(Channel(incident.channel).label)
    yield incident.logged_at
    yield capfirst(Milestone.Result(each.response).label) if each.response else ""
    yield each.answered_at or ""
    yield capfirst(status_words(each.status, contact=True))
    yield each.since
