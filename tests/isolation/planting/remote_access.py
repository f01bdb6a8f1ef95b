"""A remote session that was withdrawn, with what was done in it, and one that is asked for, with its connection."""

from datetime import timedelta

from subscriptions.models import InstalledSystem, Membership
from tests import factories as make
from tests.isolation.moments import TEN
from tickets.remote_access import approving, asking, ruling, running, supplying
from tickets.remote_access.asking import Wish
from tickets.remote_access.supplying import Connection

CLOSES = TEN + timedelta(hours=4)


def plant(company):
    said, contact, agent = company.said, company.contact, make.staff("agent")
    member = Membership.objects.get(user=contact)
    manager = Membership.objects.select_related("customer").get(user=company.manager)
    Membership.objects.filter(pk=member.pk).update(approves_remote_access=True)
    ruling.set_rules(
        manager,
        company.manager,
        two_approvers=False,
        never_production=False,
        usual_minutes=60,
        longest_minutes=600,
    )
    system = InstalledSystem.objects.create(
        customer=company.customer,
        product=company.product,
        version=make.version(company.product),
        site=f"LEDGER{said}",
    )
    wish = Wish(
        purpose="solve",
        text=f"Read the lock table.{said}",
        scope="look",
        systems=[system],
        agents=[agent],
        opens_at=TEN,
        closes_at=CLOSES,
        production_reason=f"There alone.{said}",
    )
    connection = Connection(
        kind="vpn", host=f"vpn{said}".replace(" ", "-"), secret=f"geheim{said}", note=f"Gate{said}"
    )
    for ended in (True, False):
        session = asking.ask(company.incident, wish, agent, TEN)
        approving.approve(session, contact, 1, TEN)
        supplying.supply(session, contact, connection, TEN)
        supplying.name_person(session, contact, member, "+45 20 00 00 01", TEN)
        if ended:
            running.start(session, agent, TEN)
            approving.withdraw(session, contact, f"Enough.{said}", TEN)
            running.note(session, agent, f"Read it.{said}", TEN)
