"""A weekend that was asked for, with another phone since."""

from datetime import date

from entitlements.special_events import english, requesting
from entitlements.special_events.requesting import Wish
from subscriptions.models import Membership
from tests.isolation.moments import WEDNESDAY


def plant(company):
    wish = Wish(
        customer=company.customer,
        contact=company.contact,
        day=date(2026, 12, 12),
        products=[company.product],
        purpose="upgrade",
        english_contact=Membership.objects.get(user=company.contact),
        text=f"Two versions{company.said}",
    )
    event = requesting.ask(wish, WEDNESDAY).event
    english.name_another(event, company.contact, wish.english_contact, "+45 20 00 00 09", WEDNESDAY)
