"""Calls that were refused: listed at the desk with their reason, and as a spreadsheet (R6.3)."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from notifications.views.readers import PersonRequest, for_staff
from subscriptions import paging, spreadsheets, tenancy
from subscriptions.models import User
from tickets.phone.models import Call

SHOWN = 50
BATCH = 1000


@for_staff
@require_safe
def refused(request: PersonRequest) -> HttpResponse:
    """The newest first, a page by key."""
    rows = Call.objects.visible_to(request.user).refused().select_related("customer", "contact", "agent")
    found, following = paging.newest_first(request, rows, SHOWN)
    context = {
        "rows": found,
        "first_url": "?" if paging.before(request) else "",
        "next_url": f"?before={following}" if following else "",
    }
    return render(request, "phone/desk/refused.html", context)


@for_staff
@require_safe
def export(request: PersonRequest) -> StreamingHttpResponse:
    """All of them, row by row."""
    return spreadsheets.download("refused-calls.csv", _lines(request))


def _lines(request: PersonRequest) -> Iterator[str]:
    with tenancy.as_colleague(request.user):
        yield from spreadsheets.lines(request.user, _rows(request.user))


def _rows(reader: User) -> Iterator[list[Any]]:
    yield [
        _("Began"),
        _("Customer"),
        _("Number"),
        _("Contact"),
        _("Agent"),
        _("Severity"),
        _("Code"),
        _("Reason"),
        _("Opens"),
    ]
    rows = Call.objects.visible_to(reader).refused().select_related("customer", "contact", "agent")
    for row in rows.order_by("-pk").iterator(BATCH):
        yield [
            spreadsheets.instant(row.began_at),
            row.customer.name,
            row.customer.number,
            row.contact.name if row.contact else "",
            row.agent.name,
            row.severity or "",
            row.code,
            row.reason,
            spreadsheets.instant(row.opens_at),
        ]
