"""An answer with words, of a contact of hers who was asked."""

from tests import factories as make
from tests.isolation.moments import TEN, WEDNESDAY
from tickets import closing
from tickets.satisfaction import answering


def plant(company):
    incident = make.incident(
        company.customer,
        company.product,
        at=WEDNESDAY,
        contact=company.contact,
        title=f"It is solved{company.said}",
    )
    closing.propose_solution(incident, make.staff("agent", name="Emil Bach"), "Restart it.", at=WEDNESDAY)
    closing.accept(incident, company.contact, TEN)
    answering.answer(incident, company.contact, satisfied=False, text=f"It took long{company.said}", at=TEN)
