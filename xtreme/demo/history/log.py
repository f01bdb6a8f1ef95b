"""Reads an incident event log: one row is one audit event of one incident, with the columns of ServiceNow's export.

A file that is broken anywhere is refused whole, with one sentence that names the line; nothing is imported then.
"""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from functools import cached_property
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from subscriptions.refusals import Refusal

UNKNOWN = "?"
COLUMNS = (
    "number",
    "incident_state",
    "sys_mod_count",
    "caller_id",
    "opened_by",
    "opened_at",
    "sys_updated_by",
    "sys_updated_at",
    "contact_type",
    "category",
    "subcategory",
    "u_symptom",
    "impact",
    "urgency",
    "priority",
    "assignment_group",
    "assigned_to",
    "closed_code",
    "resolved_by",
)
NEVER_UNKNOWN = ("number", "incident_state", "opened_at", "sys_updated_at")
LONGEST_NUMBER = 40
DATE = re.compile(r"(\d\d)-(\d\d)-(\d{4}) (\d\d):(\d\d)")


class BrokenLog(Refusal):
    """The file as a whole cannot be taken."""

    code = "broken_log"
    status = 422
    sentence = _("{file} was not imported: {why}")


@dataclass(frozen=True)
class Event:
    """What was so after one change of an incident. `line` is where it stands in the file."""

    line: int
    at: datetime
    opened_at: datetime
    values: dict[str, str]

    def __getitem__(self, column: str) -> str:
        """The value of a column; empty where the log does not know it."""
        value = self.values[column].strip()
        return "" if value == UNKNOWN else value

    @cached_property
    def order(self) -> tuple[datetime, int, int]:
        """By time, then by the count of modifications, then as in the file."""
        return self.at, int(self["sys_mod_count"] or 0), self.line


@dataclass(frozen=True)
class LoggedIncident:
    """All events of one incident, in order of time."""

    number: str
    events: tuple[Event, ...]

    @property
    def opened_at(self) -> datetime:
        return self.events[0].opened_at


def read(path: Path, zone: tzinfo = UTC) -> list[LoggedIncident]:
    """The incidents of the file, by when they were opened. `zone` is that of its times. Raises BrokenLog."""
    by_number: dict[str, list[Event]] = defaultdict(list)
    for event in _events(path, zone):
        by_number[event["number"]].append(event)
    if not by_number:
        raise BrokenLog(file=path.name, why=_("it holds no events."))
    incidents = [
        LoggedIncident(number, tuple(sorted(events, key=lambda event: event.order)))
        for number, events in by_number.items()
    ]
    return sorted(incidents, key=lambda incident: (incident.opened_at, incident.number))


def _events(path: Path, zone: tzinfo) -> Iterator[Event]:
    rows = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
    try:
        header = next(rows, [])
        if missing := [column for column in COLUMNS if column not in header]:
            raise _broken(path, _("the column {column} is missing."), column=", ".join(missing))
        for row in filter(None, rows):
            yield _event(path, rows.line_num, header, row, zone)
    except csv.Error as error:
        why = _("line {line} cannot be read as CSV ({error}).")
        raise _broken(path, why, line=rows.line_num, error=error) from error


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise _broken(path, _("line {line} is not UTF-8 text."), line=line) from error
    except OSError as error:
        raise _broken(path, _("it cannot be read ({error})."), error=error.strerror) from error


def _event(path: Path, line: int, header: list[str], row: list[str], zone: tzinfo) -> Event:
    if len(row) != len(header):
        why = _("line {line} has {found} values instead of {wanted}; is the file cut off?")
        raise _broken(path, why, line=line, found=len(row), wanted=len(header))
    values = dict(zip(header, row, strict=True))
    for column in NEVER_UNKNOWN:
        if values[column].strip() in ("", UNKNOWN):
            raise _broken(path, _("line {line} has no {column}."), line=line, column=column)
    if len(values["number"].strip()) > LONGEST_NUMBER or "\0" in "".join(row):
        raise _broken(path, _("line {line} holds something that is no text."), line=line)
    count = values["sys_mod_count"].strip()
    if not count.isdecimal():
        why = _("line {line}: “{value}” in {column} is no number.")
        raise _broken(path, why, line=line, value=count, column="sys_mod_count")
    dates = {
        column: _date(path, line, column, value.strip(), zone)
        for column, value in values.items()
        if column.endswith("_at") and value.strip() not in ("", UNKNOWN)
    }
    return Event(line, dates["sys_updated_at"], dates["opened_at"], values)


def _date(path: Path, line: int, column: str, text: str, zone: tzinfo) -> datetime:
    why = _("line {line}: “{value}” in {column} is not a date like 31-12-2016 23:59.")
    match = DATE.fullmatch(text)
    if match is None:
        raise _broken(path, why, line=line, value=text, column=column)
    day, month, year, hour, minute = map(int, match.groups())
    try:
        return datetime(year, month, day, hour, minute, tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise _broken(path, why, line=line, value=text, column=column) from error


def _broken(path: Path, why: str | Promise, **words: object) -> BrokenLog:
    return BrokenLog(file=path.name, why=str(why).format(**words))
