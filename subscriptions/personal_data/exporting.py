"""Exports: asking for one, making it in a worker, fetching it while its time is not up."""

import logging
from datetime import datetime, timedelta
from tempfile import TemporaryFile

from celery import current_app
from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from subscriptions import signed_links, tenancy
from subscriptions.models import Customer, Membership, User
from subscriptions.personal_data import packing
from subscriptions.personal_data.models import DataExport
from subscriptions.personal_data.refusals import ExportGone, ExportWaits, MayNotExport, NoContact
from subscriptions.personal_data.signals import export_failed, export_made
from subscriptions.refusals import StorageAway

log = logging.getLogger(__name__)

KEPT = timedelta(days=7)
LEASE = timedelta(minutes=10)
ATTEMPTS = 3
LINK = timedelta(minutes=30)  # of a page; the mail leads to the page
PURPOSE = "data export"
MAKE = "subscriptions.personal_data.tasks.make_exports"
State = DataExport.State


def ask_for_person(
    person: User, by: User, customer: Customer | None = None, at: datetime | None = None
) -> DataExport:
    """A person's data, for herself or for an administrator. `customer` is the company she acts for, one of
    hers where it is not said. Raises MayNotExport, NoContact, ExportWaits."""
    _check_may(by, person, None)
    if customer is None and not by.is_staff:
        place = person.memberships.filter(ended_at=None).select_related("customer").first()
        if place is None:
            raise NoContact
        customer = place.customer
    return _ask(by, at, person=person, customer=customer)


def ask_for_customer(customer: Customer, by: User, at: datetime | None = None) -> DataExport:
    """A company's data, for its managers or an administrator. Raises MayNotExport, ExportWaits."""
    _check_may(by, None, customer)
    return _ask(by, at, person=None, customer=customer)


def _check_may(by: User, person: User | None, customer: Customer | None) -> None:
    """Raise MayNotExport unless `by` may have these data: her own, her company's as its manager, anybody's as an
    administrator."""
    managing = (
        person is None and customer is not None and Membership.objects.managing(customer).filter(user=by)
    )
    if not (by == person or by.administers or (managing and managing.exists())):
        raise MayNotExport


def _ask(by: User, at: datetime | None, *, person: User | None, customer: Customer | None) -> DataExport:
    try:
        with transaction.atomic():
            asked: DataExport = DataExport.objects.create(
                person=person, customer=customer, asked_by=by, asked_at=at or timezone.now()
            )
    except IntegrityError as error:
        raise ExportWaits from error
    transaction.on_commit(_nudge, robust=True)
    return asked


def _nudge() -> None:
    """Beat finds it within minutes where the broker is away."""
    current_app.send_task(MAKE, retry=False)


def make_next(at: datetime | None = None) -> bool:
    """Make the oldest export that waits; whether there was one. A maker that dies is followed by another after his
    lease, three times at most."""
    at = at or timezone.now()
    with tenancy.as_staff():
        export = DataExport.objects.to_be_made(at).select_for_update(skip_locked=True, of=("self",)).first()
        if export is None:
            return False
        if export.attempts >= ATTEMPTS:
            _fail(export)
            return True
        export.leased_until, export.attempts = at + LEASE, export.attempts + 1
        export.save(update_fields=["leased_until", "attempts"])
    try:
        _make(export, at)
    except StorageAway:  # no fault of the export's: tried again after the lease, however long it takes
        with tenancy.as_staff():
            DataExport.objects.filter(pk=export.pk).update(attempts=F("attempts") - 1)
        return False
    return True


def _make(export: DataExport, at: datetime) -> None:
    with TemporaryFile() as content:
        with tenancy.as_staff():
            packing.pack(content, at, person=export.person, customer=export.customer)
        size = content.tell()
        content.seek(0)
        with tenancy.as_staff():
            export.file.save("export", File(content), save=False)
            export.state, export.size, export.made_at = State.READY, size, timezone.now()
            export.leased_until, export.expires_at = None, export.made_at + KEPT
            export.save()
            export_made.send(DataExport, export=export.pk)


def _fail(export: DataExport) -> None:
    export.state, export.leased_until = State.FAILED, None
    export.save(update_fields=["state", "leased_until"])
    log.error("The export %s could not be made in %s attempts.", export.pk, ATTEMPTS)
    export_failed.send(DataExport, export=export.pk)


def link(export: DataExport, at: datetime | None = None) -> str:
    """An address that gives its file to who asked for it, for half an hour."""
    key = signed_links.sign(PURPOSE, export.pk, export.asked_by_id, at or timezone.now())
    return f"/account/data/exports/{export.pk}/?key={key}"


def fetch(number: int, key: str, by: User, at: datetime | None = None) -> DataExport:
    """The export that the link is for, marked as fetched. Raises LinkExpired, ExportGone, DoesNotExist, and
    MayNotExport where who asked for it may not any more."""
    at = at or timezone.now()
    export: DataExport = DataExport.objects.select_related("person", "customer").get(pk=number, asked_by=by)
    signed_links.check(key, PURPOSE, export.pk, by.pk, at, LINK)
    _check_may(by, export.person, export.customer)
    if not export.may_be_fetched(at):
        raise ExportGone(days=KEPT.days)
    if export.fetched_at is None:
        export.fetched_at = at
        export.save(update_fields=["fetched_at"])
    return export


def remove(exports: list[DataExport]) -> None:
    """Their files; that they were made stays on record."""
    for export in exports:
        export.file.delete(save=False)
        export.state, export.file, export.size = State.GONE, "", 0
        export.save(update_fields=["state", "file", "size"])
