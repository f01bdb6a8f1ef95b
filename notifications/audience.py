"""Who is told of an alert, and who of those concerned is not (R1.1, R1.3, R1.6, R1.11). Publishing and its preview
ask the same questions here; the reasons in words are reasons.py's."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, QuerySet

from notifications import preferences, registration_rules
from notifications.models import Alert, Preference, Registration
from notifications.models.outbox import Channel
from subscriptions.models import Customer, InstalledSystem, Membership, Product, ProductLine

NOBODY = Q(pk__in=())


@dataclass(frozen=True)
class Affected:
    """A product of an alert: the keys of the versions it means, None for every one, and whether everyone covered
    is told without registering."""

    product: Product
    versions: frozenset[int] | None
    everyone: bool

    def covered(self, at: datetime) -> QuerySet[ProductLine]:
        """The lines that cover it at `at`."""
        lines: QuerySet[ProductLine] = ProductLine.objects.active(at).filter(product=self.product)
        return lines

    def customers(self, at: datetime) -> QuerySet[Customer]:
        """Those covered at `at`; where versions are named, with one of them installed or with nothing known to be
        installed."""
        found: QuerySet[Customer] = Customer.objects.filter(pk__in=self.covered(at).values("customer"))
        if self.versions is None:
            return found
        systems = InstalledSystem.objects.in_use().filter(customer=OuterRef("pk"), product=self.product)
        return found.filter(Exists(systems.filter(version__in=self.versions)) | ~Exists(systems))

    def people(self, at: datetime) -> Q:
        """Which memberships are told because of it."""
        concerned = Q(customer__in=self.customers(at))
        return concerned if self.everyone else concerned & Q(_registered([self.product]))


class Why(StrEnum):
    """Why somebody concerned is not told: each has the first of these that holds."""

    UNREGISTERED = "unregistered"
    OTHER_VERSION = "other_version"
    ENDED = "ended"


@dataclass(frozen=True)
class Audience:
    """Who is told of an alert that is published at `at`."""

    affected: tuple[Affected, ...]
    at: datetime

    @property
    def products(self) -> list[Product]:
        return [each.product for each in self.affected]

    def told(self) -> QuerySet[Membership]:
        """Each contact of whom one affected product says so, by customer and person. `by_mail` is false for who is
        told without having registered and wants no mail (R1.6)."""
        return self._people().annotate(by_mail=self._by_mail()).order_by("customer", "user")

    def mailed(self) -> QuerySet[Membership]:
        """Those of them whom it reaches by mail."""
        return self._people().filter(self._by_mail())

    def _people(self) -> QuerySet[Membership]:
        found: QuerySet[Membership] = Membership.objects.active()
        return found.filter(self._any(each.people(self.at) for each in self.affected))

    def _by_mail(self) -> Q:
        unwanted = Preference.objects.filter(
            user=OuterRef("user"), kind=preferences.ALERT, channel=Channel.EMAIL, wanted=False
        )
        return Q(_registered(self.products)) | Q(~Exists(unwanted))

    def customers(self) -> QuerySet[Customer]:
        """Those whom it concerns, whether anybody of theirs is told or not."""
        return Customer.objects.filter(
            self._any(Q(pk__in=each.customers(self.at).values("pk")) for each in self.affected)
        )

    def not_told(self, why: Why) -> QuerySet[Membership]:
        """The contacts whose company has or had one of the products and who are not told, for this reason."""
        begun = ProductLine.objects.filter(product__in=self.products, starts_at__lte=self.at)
        covered = self._any(
            Q(customer__in=each.covered(self.at).values("customer")) for each in self.affected
        )
        concerned = self._any(Q(customer__in=each.customers(self.at)) for each in self.affected)
        reason = {Why.UNREGISTERED: concerned, Why.OTHER_VERSION: covered & ~concerned, Why.ENDED: ~covered}[
            why
        ]
        left = Membership.objects.active().filter(reason, customer__in=begun.values("customer"))
        return left.exclude(pk__in=self.told().order_by().values("pk"))

    @staticmethod
    def _any(conditions: Iterator[Q]) -> Q:
        return reduce(or_, conditions, NOBODY)


def of(alert: Alert, at: datetime) -> Audience:
    """The audience of the alert, were it published at `at`. Four queries, whatever it affects."""
    rules = registration_rules.in_force()
    rows = alert.affected.in_full()  # type: ignore[attr-defined]
    affected = [
        Affected(row.product, row.named(), rules.everyone(alert.alert_class, row.product_id)) for row in rows
    ]
    return Audience(tuple(affected), at)


def _registered(products: list[Product]) -> Exists:
    mine = Registration.objects.filter(
        customer=OuterRef("customer"), user=OuterRef("user"), product__in=products
    )
    return Exists(mine)
