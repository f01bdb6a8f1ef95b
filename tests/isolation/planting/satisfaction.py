"""An answer with words, of a contact of hers who was asked."""

from tests import factories as make
from tests.isolation.moments import TEN, WEDNESDAY
from tickets import lifecycle
from tickets.satisfaction import answering


def plant(company):
    incident = make.incident(
        company.customer,
        company.product,
        at=WEDNESDAY,
        contact=company.contact,
        title=f"It is solved{company.said}",
    )
    lifecycle.propose_solution(incident, make.staff("agent", name="Emil Bach"), "Restart it.", at=WEDNESDAY)
    lifecycle.accept(incident, company.contact, TEN)
    answering.answer(incident, company.contact, satisfied=False, text=f"It took long{company.said}", at=TEN)
