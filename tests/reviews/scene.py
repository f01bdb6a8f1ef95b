"""A customer with activity reviews, her people, her advisor, and incidents of her third quarter of 2026."""

from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from subscriptions.models import AdvisorAssignment, Customer, Product, User
from tests import factories as make
from tests.tickets.moments import moment
from tickets import closing, correspondence
from tickets.advisory.reviews import cadence, holding, preparing
from tickets.advisory.reviews.models import ReviewCadence
from tickets.advisory.reviews.periods import Period

ZONE = ZoneInfo("Europe/Copenhagen")
QUARTER = Period(date(2026, 7, 1), date(2026, 9, 30), ZONE)
BEGAN = moment("2026-07-06 09:00 +02:00")  # a Monday
OVER = moment("2026-10-01 00:00 +02:00")
AT = moment("2026-10-05 10:00 +02:00")
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


@dataclass
class Scene:
    customer: Customer
    product: Product
    contact: User
    manager: User
    advisor: User
    deputy: User
    agent: User

    def log(self, at=BEGAN, contact=None, **fields):
        return make.incident(self.customer, self.product, at=at, contact=contact or self.contact, **fields)

    def answer(self, incident, at):
        return correspondence.reply(incident, self.agent, "We look into it.", at=at)

    def close(self, incident, at):
        closing.propose_solution(incident, self.agent, "Done.", "answer", at - MINUTE)
        return closing.accept(incident, incident.contact, at)

    def solved(self, at=BEGAN, minutes=30, contact=None, **fields):
        """Logged, answered after so many minutes, closed two hours later."""
        incident = self.log(at, contact, **fields)
        self.answer(incident, at + minutes * MINUTE)
        self.close(incident, at + minutes * MINUTE + 2 * HOUR)
        return incident

    def review(self, at=AT):
        """The one of the quarter, as it makes itself."""
        cadence.begin(self.customer.pk, BEGAN)
        return preparing.prepare(ReviewCadence.objects.get(customer=self.customer).pk, at)

    def sent(self, at=AT):
        return holding.send(self.review(at), self.advisor, at)


def scene(tier="XTE", **of_customer):
    customer = make.customer(**{"name": "Nordlys", "language": "da"} | of_customer)
    product = make.product("LGF", name="Ledgerkant Finance")
    make.line(customer, product, tier)
    contact = make.contact(customer, name="Mette", language="da")
    manager = make.contact(customer, "manager", name="Henrik", language="da")
    advisor, deputy = make.staff("advisor", name="Line"), make.staff("advisor", name="Tim")
    agent = make.staff("agent", name="Emil")
    AdvisorAssignment.objects.create(
        customer=customer, advisor=advisor, deputy=deputy, starts_on=date(2020, 1, 1)
    )
    return Scene(customer, product, contact, manager, advisor, deputy, agent)
