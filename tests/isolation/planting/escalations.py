"""A request to escalate, on an incident of hers."""

from tests import factories as make
from tests.isolation.moments import TEN, WEDNESDAY
from tickets.escalations import asking
from tickets.escalations.asking import Wish


def plant(company):
    incident = make.incident(
        company.customer,
        company.product,
        at=WEDNESDAY,
        contact=company.contact,
        severity=2,
        title=f"It stands{company.said}",
    )
    wish = Wish(
        reason=f"Nobody knows when it works{company.said}",
        impact=f"A drill fails{company.said}",
        workaround_ok=True,
        name=f"Marisol{company.said}",
        phone="+1 402 555 0111",
    )
    asking.ask(incident, company.contact, wish, TEN)
