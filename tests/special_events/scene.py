"""A customer with a weekend to ask for, her people and the vendor's."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from entitlements.special_events import requesting, scheduling
from entitlements.special_events.requesting import Wish
from subscriptions.models import AdvisorAssignment, Customer, InstalledSystem, Membership, Product, User
from tests import factories as make
from tests.tickets.moments import moment

AT = moment("2026-11-25 12:00 +01:00")
BEGINS, ENDS = moment("2026-07-01 00:00 +02:00"), moment("2027-07-01 00:00 +02:00")
NEXT_ENDS = moment("2028-07-01 00:00 +02:00")
SATURDAY = date(2026, 12, 12)
FRIDAY_17, MONDAY_8 = moment("2026-12-11 17:00 +01:00"), moment("2026-12-14 08:00 +01:00")
DAY = timedelta(days=1)


@dataclass
class Scene:
    customer: Customer
    product: Product
    contact: User
    english: Membership
    advisor: User
    deputy: User | None
    resource: User
    others: dict = field(default_factory=dict)

    def wish(self, **changes):
        words = {
            "customer": self.customer,
            "contact": self.contact,
            "day": SATURDAY,
            "products": [self.product],
            "purpose": "upgrade",
            "english_contact": self.english,
            "text": "From 12.1 to 13.0",
        }
        return Wish(**words | changes)

    def ask(self, at=AT, **changes):
        return requesting.ask(self.wish(**changes), at).event

    def confirm(self, event, at=AT, **changes):
        words = {"by": self.advisor, "resource": self.resource, "at": at} | changes
        return scheduling.confirm(event, **words)

    def confirmed(self, at=AT, **changes):
        return self.confirm(self.ask(at, **changes), at)


def scene(tier="XTE", begins=BEGINS, ends=ENDS, deputy=True, **of_customer):
    customer = make.customer(**{"name": "Nordlys", "language": "da"} | of_customer)
    product = make.product("LGF", name="Ledgerkant Finance")
    make.line(customer, product, tier, begins, ends)
    contact = make.contact(customer, name="Mette", phone="+45 20 00 00 01", language="da")
    english = Membership.objects.get(user=make.contact(customer, name="Anders", phone="+45 20 00 00 02"))
    advisor, second = make.staff("advisor", name="Line"), make.staff("advisor", name="Tim")
    AdvisorAssignment.objects.create(
        customer=customer,
        advisor=advisor,
        deputy=second if deputy else None,
        starts_on=date(2020, 1, 1),
    )
    resource = make.staff("agent", name="Emil", phone="+45 70 00 00 03")
    return Scene(customer, product, contact, english, advisor, second if deputy else None, resource)


def modified(customer, product, what="Own fields in the ledger"):
    version = make.version(product)
    return InstalledSystem.objects.create(customer=customer, product=product, version=version, modified=what)


def away(person, first, last):
    from tickets.duty.models import Absence

    return Absence.objects.create(person=person, first_day=first, last_day=last)
