"""A customer with products, a caller and her agent; regions whose office is open 08:00 to 17:00."""

from dataclasses import dataclass
from datetime import timedelta

from subscriptions.models import Customer, Product, User
from tests import factories as make
from tests.tickets.moments import moment
from tickets.phone import call_backs
from tickets.phone.call_backs import Wish
from tickets.phone.models import PhoneLine

TUESDAY_10 = moment("2026-11-24 10:00 +01:00")
FRIDAY_1630 = moment("2026-11-27 16:30 +01:00")
SATURDAY_10 = moment("2026-11-28 10:00 +01:00")
MONDAY_0 = moment("2026-11-30 00:00 +01:00")
MONDAY_8 = moment("2026-11-30 08:00 +01:00")
MINUTE = timedelta(minutes=1)


@dataclass
class Scene:
    customer: Customer
    product: Product
    contact: User
    agent: User

    def wish(self, **changes):
        words = {
            "customer": self.customer,
            "contact": self.contact,
            "asked_by": self.contact,
            "number": "+45 98 12 34 56",
            "about": "The printer again.",
        }
        return Wish(**words | changes)

    def ask(self, at=TUESDAY_10, **changes):
        return call_backs.ask(self.wish(**changes), at)

    def incident(self, at=TUESDAY_10, **fields):
        return make.incident(self.customer, self.product, at=at, contact=self.contact, **fields)


def scene(tier="XT", number="C-1001", language="en", time_zone="Europe/Copenhagen", code="LGF"):
    customer = make.customer(number=number, name="Havblik Møbler")
    product = make.product(code, name="Ledgerkant Finance")
    make.line(customer, product, tier)
    contact = make.contact(
        customer, name="Jonas Lund", phone="+45 98 12 34 56", language=language, time_zone=time_zone
    )
    PhoneLine.objects.get_or_create(
        region=customer.region, number="+45 70 12 01 00", defaults={"languages": ["da", "en"]}
    )
    return Scene(customer, product, contact, make.staff(name="Anna Kjær"))
