"""A customer with an installed system to upgrade, her advisor and a support resource."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from subscriptions.models import InstalledSystem, User
from tests import factories as make
from tests.advisory.scene import AT, Scene
from tests.advisory.scene import scene as advised
from tests.tickets.moments import moment
from tickets.advisory.upgrades import calls, plans
from tickets.advisory.upgrades.calls import Booking
from tickets.advisory.upgrades.plans import NewPlan

PLANNED = date(2026, 12, 15)  # a Tuesday
CALL = moment("2026-12-03 10:00 +01:00")
AFTER_CALL = CALL + timedelta(hours=1)
DUE = moment("2026-12-09 00:00 +01:00")  # the end of Tuesday 8: five working days before
PHONE = "+45 20 00 00 01"
RESULTS = {1: "From Friday evening", 2: "The lock is fixed in SP2", 3: "One incident stays open"}


@dataclass
class Upgrading:
    advised: Scene
    system: InstalledSystem
    resource: User
    versions: dict = field(default_factory=dict)

    @property
    def customer(self):
        return self.advised.customer

    @property
    def contact(self):
        return self.advised.contact

    @property
    def advisor(self):
        return self.advised.advisor

    def wanted(self, to="13.0", **changes):
        words = {
            "system": self.system,
            "to_version": self.versions[to],
            "planned_on": PLANNED,
            "phone": PHONE,
            "purpose": "The Esbjerg branch follows",
        }
        return NewPlan(**words | changes)

    def plan(self, by=None, at=AT, **changes):
        return plans.plan(self.customer, self.wanted(**changes), by or self.contact, at)

    def book(self, plan, at=AT, by=None, **changes):
        words = {"starts_at": CALL, "resource": self.resource} | changes
        return calls.book(plan, Booking(**words), by or self.advisor, at)


def scene(tier="XTE", **of_customer):
    advised_ = advised(tier, **of_customer)
    product = make.product("LGF")
    versions = {name: make.version(product, name) for name in ("12.0", "12.1", "13.0", "13.1")}
    system = InstalledSystem.objects.create(
        customer=advised_.customer, product=product, version=versions["12.1"], site="Esbjerg"
    )
    resource = make.staff("agent", name="Emil Bach")
    return Upgrading(advised_, system, resource, versions)


def fresh(row):
    return type(row).objects.get(pk=row.pk)
