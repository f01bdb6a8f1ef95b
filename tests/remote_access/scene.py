"""A customer with an incident, her systems, approver, manager and contacts, and the vendor's agents."""

from dataclasses import dataclass
from datetime import timedelta

from subscriptions.models import Customer, InstalledSystem, Membership, User
from tests import factories as make
from tests.tickets.moments import moment
from tickets.models import Incident
from tickets.remote_access import approving, asking, running, supplying
from tickets.remote_access.asking import Wish
from tickets.remote_access.models import RemoteAccessRules, RemoteSession
from tickets.remote_access.supplying import Connection

AT = moment("2026-11-25 12:00 +01:00")
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
SECRET = "Sommer-i-Aalborg-1987"
LINK = "https://meet.nordlys.example/j/90210?pwd=tangloppe77"
VPN = Connection(kind="vpn", host="vpn.nordlys.example", user="fjordkant", secret=SECRET, note="Gateway 2")


@dataclass
class Scene:
    customer: Customer
    incident: Incident
    test: InstalledSystem
    production: InstalledSystem
    contact: User
    mette: User
    manager: User
    agent: User
    colleague: User

    def member(self, person):
        return Membership.objects.get(user=person, customer=self.customer)

    def wish(self, **changes):
        words = {
            "purpose": "solve",
            "text": "Read the lock table with you.",
            "scope": "look",
            "systems": [self.test],
            "agents": [self.agent],
            "opens_at": AT,
            "closes_at": AT + 2 * HOUR,
        }
        return Wish(**words | changes)

    def ask(self, at=AT, by=None, **changes):
        return asking.ask(self.incident, self.wish(**changes), by or self.agent, at)

    def approve(self, session, by=None, at=AT):
        return approving.approve(session, by or self.mette, fresh(session).version, at)

    def supply(self, session, at=AT, connection=VPN):
        return supplying.supply(session, self.contact, connection, at)

    def name_person(self, session, at=AT, person=None):
        member = self.member(person or self.contact)
        return supplying.name_person(session, self.contact, member, "+45 20 00 00 01", at)

    def ready(self, at=AT, **changes):
        """Asked for, with all three things."""
        session = self.ask(at, **changes)
        for give in (self.approve, self.supply, self.name_person):
            give(session, at=at)
        return fresh(session)

    def start(self, session, by=None, at=AT):
        return running.start(session, by or self.agent, at)

    def running(self, at=AT, **changes):
        return self.start(self.ready(at, **changes), at=at)

    def rule(self, **rules):
        RemoteAccessRules.objects.update_or_create(customer=self.customer, defaults=rules)


def approver(customer, **fields):
    person = make.contact(customer, **fields)
    Membership.objects.filter(user=person).update(approves_remote_access=True)
    return person


def scene(tier="XT", **of_customer):
    customer = make.customer(**{"name": "Nordlys", "language": "da"} | of_customer)
    product = make.product("LGF", name="Ledgerkant Finance")
    incident = make.incident(customer, product, at=AT - HOUR, tier_code=tier)
    version = make.version(product, "13.0")
    systems = [
        InstalledSystem.objects.create(
            customer=customer, product=product, version=version, environment=environment, site=site
        )
        for environment, site in (("test", "LEDGER-T"), ("production", "LEDGER01"))
    ]
    return Scene(
        customer,
        incident,
        *systems,
        contact=incident.contact,
        mette=approver(customer, name="Mette", language="da"),
        manager=make.contact(customer, "manager", name="Henrik"),
        agent=make.staff("agent", name="Torben"),
        colleague=make.staff("agent", name="Emil"),
    )


def fresh(session):
    return RemoteSession.objects.whole().get(pk=session.pk)
