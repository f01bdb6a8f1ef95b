"""A customer with an incident, those of the vendor who hand over, decide and consult."""

from dataclasses import dataclass

from subscriptions.models import Product, User
from tests import factories as make
from tests.tickets.moments import moment
from tickets.consulting import handing_over, objecting
from tickets.consulting.models import HandOver, Reason
from tickets.models import Incident

LOGGED = moment("2026-11-23 09:00 +01:00")  # a Monday
AT = moment("2026-11-23 10:00 +01:00")
OBJECTED = moment("2026-11-23 11:00 +01:00")
DUE = moment("2026-11-24 11:00 +01:00")
DECIDED = moment("2026-11-24 09:00 +01:00")


@dataclass
class Scene:
    incident: Incident
    contact: User
    product: Product
    agent: User
    other: User
    lead: User
    consultant: User
    manager: User

    def hand_over(self, reason=Reason.INSTALLATION, text="They want 10.0 on a new server.", **changes):
        words = {"agent": self.agent, "at": AT} | changes
        return handing_over.hand_over(self.incident, reason=reason, text=text, **words)

    def objection(self, at=OBJECTED):
        """An objection to a hand-over that was made."""
        self.hand_over()
        return objecting.object_to(self.fresh(), self.contact, "The installer stops: a fault.", at)

    def decide(self, objection, *, upheld, by=None, reason="I have looked at it.", at=DECIDED):
        return objecting.decide(objection, by or self.other, upheld=upheld, reason=reason, at=at)

    def fresh(self):
        return Incident.objects.get(pk=self.incident.pk)

    @property
    def newest(self):
        return HandOver.objects.order_by("-pk").first()


def scene(tier="XTP", language="en", **fields):
    customer = make.customer(name="Malhar")
    product = make.product("FMP", name="Formsmed Production")
    make.line(customer, product, tier)
    contact = make.contact(customer, name="Arjun", language=language)
    words = {"severity": 4, "kind": "installation", "title": "Can you install 10.0?"} | fields
    return Scene(
        incident=make.incident(customer, product, at=LOGGED, contact=contact, **words),
        contact=contact,
        product=product,
        agent=make.staff("agent", name="Emil"),
        other=make.staff("agent", name="Ruby"),
        lead=make.staff("lead", name="Torben"),
        consultant=make.staff("consultant", name="Fjordkant Consulting", email="consulting@xtreme.example"),
        manager=make.staff("support_manager", name="Joanne"),
    )
