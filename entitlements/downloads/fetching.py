"""Giving a file to a person, and the log of it: who, what, when, how much (R3.3). Whether she may have it is
offers.py's; ranges and the like are subscriptions.serving's."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from entitlements.downloads import spans
from entitlements.downloads.models import Download, ReleaseFile
from subscriptions import tenancy
from subscriptions.models import Customer, User
from subscriptions.serving import Span, serve

# A broken download is gone on with for so long; after that it is another.
GOES_ON = timedelta(days=1)
SENT = (200, 206, 302)


def give(
    request: HttpRequest, file: ReleaseFile, customer: Customer, person: User, *, by_script: bool = False
) -> HttpResponseBase:
    """The answer to a request of the file, put on record where anything of it is sent."""
    entry = _Entry(customer, person, file, by_script)
    answer = serve(request, file.content, entry.ended)
    if request.method == "GET" and answer.status_code in SENT:
        entry.begin(timezone.now(), elsewhere=answer.status_code == 302)
    return answer


class _Entry:
    """The row that one request belongs to."""

    def __init__(self, customer: Customer, person: User, file: ReleaseFile, by_script: bool) -> None:
        self.customer, self.person, self.file, self.by_script = customer, person, file, by_script
        self.number: int | None = None

    def begin(self, at: datetime, *, elsewhere: bool) -> None:
        row = begin(self.customer, self.person, self.file, at, by_script=self.by_script, elsewhere=elsewhere)
        self.number = row.pk

    def ended(self, span: Span) -> None:
        """Called by the server's thread when sending has ended, outside of any request."""
        if self.number is not None:
            with tenancy.as_staff():
                note_sent(self.number, span, timezone.now())


def begin(
    customer: Customer,
    person: User,
    file: ReleaseFile,
    at: datetime,
    *,
    by_script: bool = False,
    elsewhere: bool = False,
) -> Download:
    """The row of a request: that of her unfinished download of the file, else a new one. A further range of one
    download is no other download, also where two come at once: the database has one open row a file and person."""
    going_on = Download.objects.filter(customer=customer, person=person, file=file, is_open=True)
    going_on.filter(last_at__lt=at - GOES_ON).update(is_open=False)
    for _attempt in range(3):
        row = going_on.select_for_update().first()
        if row is not None:
            row.requests, row.last_at = row.requests + 1, max(row.last_at, at)
            row.save(update_fields=["requests", "last_at"])
            return row
        try:
            with transaction.atomic():
                return Download.objects.create(
                    customer=customer,
                    person=person,
                    release_id=file.release_id,
                    file=file,
                    by_script=by_script,
                    sent_elsewhere=elsewhere,
                    is_open=not elsewhere,
                    started_at=at,
                    last_at=at,
                )
        except IntegrityError:
            continue
    raise RuntimeError("An open download neither is there nor can be made.")


def note_sent(number: int, span: Span, at: datetime) -> None:
    """Add what was handed on; the download is whole once every byte was."""
    with transaction.atomic():
        row = Download.objects.select_for_update(of=("self",)).select_related("file").get(pk=number)
        row.spans = spans.with_span(row.spans, span.start, span.end)
        row.sent, row.last_at = spans.length(row.spans), max(row.last_at, at)
        if row.sent >= row.file.size:
            row.whole, row.is_open = True, False
        row.save(update_fields=["spans", "sent", "last_at", "whole", "is_open"])
