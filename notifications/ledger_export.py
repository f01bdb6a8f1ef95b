"""The ledger of an alert as CSV: written row by row, in the reader's language and zone (R1.4)."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from notifications import ledger, outbox
from notifications.kinds import KINDS
from notifications.models import Alert, Notification
from subscriptions import spreadsheets, tenancy
from subscriptions.models import User


def lines(alert: Alert, reader: User) -> Iterator[str]:
    """The lines, with a heading. They are read in a transaction of their own, as the reader: what is streamed
    outlives its request's."""
    with tenancy.as_colleague(reader), translation.override(reader.language), timezone.override(reader.zone):
        yield from spreadsheets.lines(reader, _rows(alert))


def _rows(alert: Alert) -> Iterator[list[Any]]:
    yield _heading()
    for row in ledger.rows(alert).iterator(outbox.BATCH):
        yield _cells(row)


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
        spreadsheets.instant(row.created_at),
        spreadsheets.instant(row.sent_at),
        row.attempts,
        _(row.last_error) if row.last_error else "",
        spreadsheets.instant(row.acknowledged_at),  # type: ignore[attr-defined]
    ]
