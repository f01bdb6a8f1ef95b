"""The remote session of incident 1 in the demo (DEMO.md, 5): asked for, approved by Mette, with all that it needs
to start."""

from datetime import timedelta

from subscriptions.models import InstalledSystem, Membership, User
from tickets.models import Incident
from tickets.remote_access import approving, asking, supplying
from tickets.remote_access.asking import Wish
from tickets.remote_access.models import RemoteSession
from tickets.remote_access.supplying import Connection
from xtreme.demo import contacts, people
from xtreme.demo.incidents.nordlys import POSTING_STOPS
from xtreme.demo.moments import Now

ASKED, APPROVED = timedelta(hours=1, minutes=52), timedelta(hours=1, minutes=41)
LASTS = timedelta(hours=23)  # so that whoever looks at the demo on the same day may start it


def fill(now: Now) -> None:
    """The one session, each step at its own instant."""
    incident = Incident.objects.filter(title=POSTING_STOPS.title).first()
    if incident is None or RemoteSession.objects.filter(incident=incident).exists():
        return
    agent, mette = (User.objects.get(email=email) for email in (people.AGENT, contacts.METTE))
    member = Membership.objects.get(user=mette)
    asked_at, at = now.at - ASKED, now.at - APPROVED
    ledger = InstalledSystem.objects.filter(
        customer=incident.customer_id, product=incident.product_id, version=incident.version_id
    )
    wish = Wish(
        purpose="solve",
        text="Read the lock table together with you, and change nothing.",
        scope="look",
        systems=list(ledger.filter(environment=InstalledSystem.Environment.PRODUCTION)[:1]),
        agents=[agent],
        opens_at=asked_at,
        closes_at=asked_at + LASTS,
        production_reason="It cannot be reproduced on a test system: it needs your dead session 48213.",
    )
    session = asking.ask(incident, wish, agent, asked_at)
    approving.approve(session, mette, session.version, at)
    meeting = Connection(
        kind="link", link="https://meet.nordlys.example/ledger01", note="Ring, when you are in."
    )
    supplying.supply(session, mette, meeting, at)
    supplying.name_person(session, mette, member, "", at)
