"""The audit trail as CSV, however long: in the order in which it happened."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from subscriptions import spreadsheets, tenancy
from subscriptions.audit.canonical import canonical_json
from subscriptions.audit.models import Entry
from subscriptions.audit.models.entries import EntryQuerySet
from subscriptions.audit.searching import Narrowed
from subscriptions.models import Customer, User

AT_ONCE = 1000


def lines(narrowed: Narrowed, reader: User, company: Customer | None) -> Iterator[str]:
    """The lines, with a heading; of a `company` what is shown to its managers. They are read in a transaction of
    their own: what is streamed outlives its request's."""
    role = tenancy.as_contact(company.pk) if company else tenancy.as_staff()
    with role, translation.override(reader.language), timezone.override(reader.zone):
        rows: EntryQuerySet = Entry.objects.all()
        rows = rows.filter(customer=company).shown() if company else rows
        yield from spreadsheets.lines(reader, _rows(narrowed.of(rows, company)))


def _rows(rows: EntryQuerySet) -> Iterator[list[Any]]:
    yield [
        _("Number"),
        _("When"),
        _("What"),
        _("Person"),
        _("E-mail"),
        _("Acting as"),
        _("Network address"),
        _("Session"),
        _("On what"),
        _("Customer"),
        _("Details"),
    ]
    related = rows.select_related("person", "acting_as", "customer").order_by("pk")
    for row in related.iterator(AT_ONCE):
        yield _cells(row)


def _cells(row: Entry) -> list[Any]:
    return [
        row.pk,
        spreadsheets.instant(row.at),
        row.kind_name,
        row.person.name if row.person else "",
        row.person.email if row.person else "",
        row.acting_as.name if row.acting_as else "",
        row.address or "",
        row.session,
        row.object_name,
        row.customer.name if row.customer else "",
        canonical_json(row.details) if row.details else "",
    ]
