"""A customer with an incident, those who answer her escalations, and her advisor."""

from dataclasses import dataclass
from datetime import date

from subscriptions.models import AdvisorAssignment, User
from tests import factories as make
from tests.tickets.moments import moment
from tickets.escalations import asking
from tickets.escalations.asking import Wish
from tickets.models import Incident

LOGGED = moment("2026-11-23 09:00 +01:00")  # a Monday
AT = moment("2026-11-23 10:00 +01:00")
LATER = moment("2026-11-23 11:00 +01:00")
WISH = Wish(
    reason="Nobody has an idea when it works.",
    impact="A recall drill of 64 pallets, 31 million dollars.",
    workaround_ok=True,
    name="Marisol Vega",
    phone="+1 402 555 0111",
    critical_on=date(2026, 11, 25),
)


@dataclass
class Scene:
    incident: Incident
    contact: User
    colleague: User
    boss: User
    agent: User
    lead: User
    manager: User
    head: User
    advisor: User

    def ask(self, wish=WISH, at=AT, **changes):
        from dataclasses import replace

        return asking.ask(self.fresh(), self.contact, replace(wish, **changes), at)

    def fresh(self):
        return Incident.objects.get(pk=self.incident.pk)


def scene(tier="XTE", severity=2, **fields):
    customer = make.customer(name="Prairie Lantern")
    product = make.product("STH", name="Stakhus Warehouse")
    make.line(customer, product, tier)
    contact = make.contact(customer, name="Marisol")
    advisor = make.staff("advisor", name="Harriet")
    if tier == "XTE":
        AdvisorAssignment.objects.create(
            customer=customer, advisor=advisor, deputy=make.staff("advisor"), starts_on=date(2026, 1, 1)
        )
    return Scene(
        incident=make.incident(customer, product, at=LOGGED, contact=contact, severity=severity, **fields),
        contact=contact,
        colleague=make.contact(customer, name="Trent"),
        boss=make.contact(customer, role="manager", name="Priya"),
        agent=make.staff("agent", name="Dana"),
        lead=make.staff("lead", name="Torben"),
        manager=make.staff("support_manager", name="Joanne"),
        head=make.staff("head_of_support", name="Hanne"),
        advisor=advisor,
    )
