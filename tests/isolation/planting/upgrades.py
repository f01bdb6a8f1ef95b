"""An upgrade that is planned, with a call, and an incident while it goes live."""

from datetime import date

from subscriptions.models import AdvisorAssignment, InstalledSystem
from tests import factories as make
from tests.isolation.moments import WEDNESDAY
from tests.tickets.moments import moment
from tickets.advisory.upgrades import calls, plans
from tickets.advisory.upgrades.calls import Booking
from tickets.advisory.upgrades.models import WatchedIncident
from tickets.advisory.upgrades.plans import NewPlan


def plant(company):
    customer, product, said = company.customer, company.product, company.said
    system = InstalledSystem.objects.create(
        customer=customer, product=product, version=make.version(product, "8.0"), site=f"Skagen{said}"
    )
    wanted = NewPlan(
        system=system,
        to_version=make.version(product, "9.0"),
        planned_on=date(2026, 12, 15),
        phone="+45 20 00 00 01",
        purpose=f"Before the season{said}",
    )
    made = plans.plan(customer, wanted, company.contact, WEDNESDAY)
    assigned = AdvisorAssignment.objects.on(date(2026, 11, 25)).filter(customer=customer).first()
    if assigned is None:
        assigned = AdvisorAssignment.objects.create(
            customer=customer, advisor=make.staff("advisor"), starts_on=date(2020, 1, 1)
        )
    starts_at = moment("2026-12-03 10:00 +01:00")
    booking = Booking(starts_at=starts_at, resource=make.staff("agent"))
    calls.book(made, booking, assigned.advisor, WEDNESDAY)
    if company.incident:
        WatchedIncident.objects.create(plan=made, customer=customer, incident=company.incident, at=WEDNESDAY)
