"""A solved incident whose contact is asked, her colleague, and those of the vendor who read the answer."""

from dataclasses import dataclass

from subscriptions.models import User
from tests import factories as make
from tests.tickets.moments import moment
from tickets import closing
from tickets.models import Incident
from tickets.satisfaction import answering
from tickets.satisfaction.models import SatisfactionQuestion

LOGGED = moment("2026-11-23 09:00 +01:00")  # a Monday
PROPOSED = moment("2026-11-23 10:00 +01:00")
CLOSED = moment("2026-11-23 11:00 +01:00")
AT = moment("2026-11-24 09:00 +01:00")
LATER = moment("2026-11-24 10:00 +01:00")
LAST = moment("2026-12-23 11:00 +01:00")
OVER = moment("2026-12-23 11:01 +01:00")


@dataclass
class Scene:
    incident: Incident
    contact: User
    colleague: User
    agent: User
    lead: User

    def close(self, at=CLOSED):
        closing.accept(self.incident, self.contact, at)

    def answer(self, satisfied=True, text="", at=AT, by=None):
        return answering.answer(self.fresh(), by or self.contact, satisfied, text, at)

    def fresh(self):
        return Incident.objects.get(pk=self.incident.pk)

    @property
    def question(self):
        return SatisfactionQuestion.objects.order_by("-pk").first()


def scene(language="en", **fields):
    """Solved and not closed yet."""
    customer = make.customer(name="Nordlys")
    product = make.product("LGF", name="Ledgerkant Finance")
    make.line(customer, product, "XT")
    contact = make.contact(customer, name="Mette", language=language)
    agent = make.staff("agent", name="Emil")
    incident = make.incident(
        customer, product, at=LOGGED, contact=contact, title="Posting stops", severity=3, **fields
    )
    closing.propose_solution(incident, agent, "Restart it.", at=PROPOSED)
    return Scene(
        incident=Incident.objects.get(pk=incident.pk),
        contact=contact,
        colleague=make.contact(customer, name="Henrik"),
        agent=agent,
        lead=make.staff("lead", name="Torben"),
    )
