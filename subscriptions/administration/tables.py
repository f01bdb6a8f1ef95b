"""Tables that come in as files, in the encodings and with the separators in which spreadsheets write them."""

import codecs
import csv
from collections.abc import Iterator
from io import StringIO

from django.utils.translation import gettext as _
from import_export.formats.base_formats import CSV
from tablib import Dataset

SEPARATORS = (",", ";", "\t")
# What a file of Unicode begins with; one without it is UTF-8, or what spreadsheets of Western Europe write.
BEGINNINGS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
USUAL = ("utf-8", "cp1252")
NUL = "\0"


class NoTable(ValueError):
    """The file is no table that can be taken in; its words say why."""


class Table(CSV):
    """Values parted by commas, semicolons or tabs, headings in the first line. Read as bytes: which encoding it has
    is found out here."""

    def is_binary(self) -> bool:
        return True

    def get_read_mode(self) -> str:
        return "rb"

    def create_dataset(self, in_stream: bytes, **kwargs: object) -> Dataset:
        """Raises NoTable."""
        lines = _lines(decoded(in_stream))
        headings = _until_last(next(lines, (0, []))[1])
        rows = [_fitted(row, number, len(headings)) for number, row in lines]
        return Dataset(*rows, headers=[heading.lower() for heading in headings])


def decoded(content: bytes) -> str:
    """The text of a file. Raises NoTable where it is none."""
    said = next((name for begin, name in BEGINNINGS.items() if content.startswith(begin)), None)
    for name in (said,) if said else USUAL:
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            continue
        if NUL not in text:
            return text
    raise NoTable(_("This file is no text. Save the table as CSV in your spreadsheet, and choose that file."))


def separator(line: str) -> str:
    """By which of the separators the line is parted most often."""
    return max(SEPARATORS, key=line.count)


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each line that has something in it, without the blanks around its cells, and its number in the file."""
    read = csv.reader(StringIO(text, newline=""), delimiter=separator(text.partition("\n")[0]))
    try:
        for row in read:
            cells = [cell.strip() for cell in row]
            if any(cells):
                yield read.line_num, cells
    except csv.Error as error:
        raise NoTable(_("Line %(number)s cannot be read.") % {"number": read.line_num}) from error


def _fitted(row: list[str], number: int, width: int) -> list[str]:
    """The cells of a line, as many as there are headings."""
    if len(_until_last(row)) > width:
        raise NoTable(
            _("Line %(number)s has more cells than the first line has headings.") % {"number": number}
        )
    return [*row, *[""] * width][:width]


def _until_last(row: list[str]) -> list[str]:
    """Without the empty cells at its end."""
    last = max((place for place, cell in enumerate(row, 1) if cell), default=0)
    return row[:last]
