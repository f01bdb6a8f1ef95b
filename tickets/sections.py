"""What a page of figures is made of: sections, each with a sentence that says what was found, a picture, and the
numbers behind it as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from tickets.pictures import Chart, shown


@dataclass(frozen=True)
class Table:
    """Rows of a name and its numbers. Cells are text or numbers."""

    headings: Sequence[str]
    rows: Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Section:
    """`name` marks it in addresses and rows, `about` says what it is about, `title` what was found."""

    name: str
    about: str
    title: str
    table: Table
    chart: Chart | None = None

    @property
    def is_drawn(self) -> bool:
        return self.chart is not None and not self.chart.is_empty

    @property
    def picture(self) -> SafeString | None:
        """The chart as SVG; None where there is nothing to draw, or it could not be drawn."""
        return shown(self.chart) if self.chart is not None and self.is_drawn else None
