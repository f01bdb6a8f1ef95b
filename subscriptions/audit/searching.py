"""Narrowing the audit trail: by person, kind, customer and days. What the address holds and nobody understands is
left out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_date

from subscriptions.audit import kinds
from subscriptions.audit.models.entries import EntryQuerySet
from subscriptions.models import Customer, User
from subscriptions.periods import midnight

LONGEST = 100
MOST_PEOPLE = 200  # whose name or address holds what was typed


@dataclass(frozen=True)
class Narrowed:
    """As it was typed; `kind` is that of a kind or of a group. Days are the reader's."""

    person: str = ""
    kind: str = ""
    customer: str = ""
    since: date | None = None
    until: date | None = None

    @classmethod
    def by(cls, typed: Mapping[str, str]) -> "Narrowed":
        kind = typed.get("kind", "")
        return cls(
            _word(typed, "person"),
            kind if kind in kinds.KINDS or kind in kinds.Group.values else "",
            _word(typed, "customer"),
            _day(typed, "since"),
            _day(typed, "until"),
        )

    @property
    def query(self) -> str:
        """As the address has it; empty where nothing is narrowed."""
        parts = {
            "person": self.person,
            "kind": self.kind,
            "customer": self.customer,
            "since": self.since.isoformat() if self.since else "",
            "until": self.until.isoformat() if self.until else "",
        }
        return urlencode({name: value for name, value in parts.items() if value})

    def of(self, rows: EntryQuerySet, company: Customer | None = None) -> EntryQuerySet:
        """The rows that are meant; `company` is whose they are where they are one company's."""
        zone = timezone.get_current_timezone()
        assert isinstance(zone, ZoneInfo)
        narrowed: Any = rows
        if self.person:
            narrowed = narrowed.filter(self._people(rows if company else None))
        if self.kind:
            codes = kinds.of_group(self.kind) if self.kind in kinds.Group.values else [self.kind]
            narrowed = narrowed.filter(kind__in=codes)
        if self.customer:
            narrowed = narrowed.filter(customer__in=self._customers())
        if self.since:
            narrowed = narrowed.filter(at__gte=midnight(self.since, zone))
        if self.until:
            narrowed = narrowed.filter(at__lt=midnight(self.until + timedelta(days=1), zone))
        found: EntryQuerySet = narrowed
        return found

    def _people(self, among: EntryQuerySet | None) -> Q:
        """Those of the rows themselves where they are a company's: what is asked must not depend on whom others
        know."""
        known = User.objects.filter(Q(name__icontains=self.person) | Q(email__icontains=self.person))
        if among is not None:
            theirs = Q(pk__in=among.values("person")) | Q(pk__in=among.values("acting_as"))
            known = known.filter(theirs)
        keys = list(known.values_list("pk", flat=True)[:MOST_PEOPLE])
        return Q(person__in=keys) | Q(acting_as__in=keys)

    def _customers(self) -> list[int]:
        known = Customer.objects.filter(Q(number__iexact=self.customer) | Q(name__icontains=self.customer))
        return list(known.values_list("pk", flat=True)[:MOST_PEOPLE])


def _word(typed: Mapping[str, str], name: str) -> str:
    return typed.get(name, "").replace("\0", "").strip()[:LONGEST]


def _day(typed: Mapping[str, str], name: str) -> date | None:
    try:
        day = parse_date(typed.get(name, ""))
    except ValueError:
        return None
    return day if day and 1970 <= day.year <= 2200 else None
