"""The ledger of an alert as CSV: written row by row, in the reader's language and zone (R1.4)."""

import csv
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from notifications import ledger, outbox
from notifications.kinds import KINDS
from notifications.models import Alert, Notification
from subscriptions import tenancy
from subscriptions.models import User
from subscriptions.spreadsheets import harmless

BYTE_ORDER_MARK = "\ufeff"  # without it spreadsheets do not read UTF-8
SEPARATORS = {"da": ";"}  # what the spreadsheets of a language part by


class _Line:
    """What csv writes into: gives each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def lines(alert: Alert, reader: User) -> Iterator[str]:
    """The lines, with a heading. They are read in a transaction of their own, as the vendor: what is streamed
    outlives its request's."""
    written = csv.writer(_Line(), delimiter=SEPARATORS.get(reader.language, ","))
    with tenancy.as_staff(), translation.override(reader.language), timezone.override(reader.zone):
        yield BYTE_ORDER_MARK + written.writerow(_heading())
        for row in ledger.rows(alert).iterator(outbox.BATCH):
            yield written.writerow([harmless(cell) for cell in _cells(row)])


def _heading() -> list[str]:
    return [
        _("Person"),
        _("E-mail"),
        _("Customer number"),
        _("Customer"),
        _("What"),
        _("Channel"),
        pgettext("of a message", "State"),
        _("Written"),
        _("Sent"),
        _("Attempts"),
        _("Last error"),
        _("Acknowledged"),
    ]


def _cells(row: Notification) -> list[Any]:
    return [
        row.recipient.name,
        row.address or row.recipient.email,
        row.customer.number if row.customer else "",
        row.customer.name if row.customer else "",
        KINDS[row.kind].name if row.kind in KINDS else row.kind,
        row.get_channel_display(),
        row.get_state_display(),
        _instant(row.created_at),
        _instant(row.sent_at),
        row.attempts,
        _(row.last_error) if row.last_error else "",
        _instant(row.acknowledged_at),  # type: ignore[attr-defined]
    ]


def _instant(moment: datetime | None) -> str:
    """As spreadsheets read it, with its distance from UTC."""
    return timezone.localtime(moment).isoformat(" ", "seconds") if moment else ""
