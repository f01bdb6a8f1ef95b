"""Lists as CSV, as the spreadsheets of a language read them: row by row, and no cell is taken for a formula."""

import csv
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.http import StreamingHttpResponse
from django.utils import timezone

from subscriptions.models import User

BYTE_ORDER_MARK = "\ufeff"  # without it spreadsheets do not read UTF-8
# What a spreadsheet takes for the beginning of a formula, or skips before one; some read the wide signs, too.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "|", "＝", "＋", "－", "＠")
MARK = "'"
SEPARATORS = {"da": ";"}  # what the spreadsheets of a language part by


class _Line:
    """What csv writes into: gives each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def lines(reader: User, rows: Iterable[list[Any]]) -> Iterator[str]:
    """The rows as the reader's spreadsheet takes them; the first is the heading."""
    written = csv.writer(_Line(), delimiter=SEPARATORS.get(reader.language, ","))
    yield BYTE_ORDER_MARK
    for row in rows:
        yield written.writerow([harmless(cell) for cell in row])


def harmless(cell: Any) -> str:
    """The cell as text that no spreadsheet takes for a formula."""
    text = str(cell)
    return f"{MARK}{text}" if text.startswith(FORMULA) else text


def undone(cell: Any) -> Any:
    """What a cell was before `harmless`, when a table that went out comes in again."""
    marked = isinstance(cell, str) and cell.startswith(MARK) and cell[1:].startswith(FORMULA)
    return cell[1:] if marked else cell


def instant(moment: datetime | None) -> str:
    """As spreadsheets read it, with its distance from UTC."""
    return timezone.localtime(moment).isoformat(" ", "seconds") if moment else ""


def download(name: str, written: Iterator[str]) -> StreamingHttpResponse:
    """The lines as a file of this name."""
    return StreamingHttpResponse(
        written,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
