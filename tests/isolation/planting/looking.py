"""What the vendor's people looked at, as the customer reads it."""

from subscriptions.looking import see_as
from subscriptions.models import Membership
from tests import factories as make
from tests.isolation.moments import TEN
from tickets import confidential


def plant(company):
    agent = make.staff("agent")
    confidential.mark(company.incident.attachments.get(), company.contact)
    confidential.break_the_glass(company.incident, agent, f"An outage{company.said}", TEN)
    see_as.begin(agent, Membership.objects.get(user=company.contact), f"She asks{company.said}", TEN)
