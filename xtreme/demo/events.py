"""The weekend that a customer of the demo has asked for, and that its advisor is to answer (DEMO.md, 4): the first
one with notice enough, of two products, one of which is modified and left out."""

from datetime import timedelta

from entitlements.special_events.models import Purpose, SpecialEvent
from entitlements.special_events.requesting import Wish, ask, terms_of
from notifications import outbox
from subscriptions.models import Customer, Membership, Product
from xtreme.demo.contacts import METTE
from xtreme.demo.customers import NORDLYS
from xtreme.demo.moments import Now

ASKED_BEFORE = timedelta(hours=20, minutes=40)
PLANNED = (
    "Vi opdaterer LGF fra 12.1 til 13.0 på filialen i Esbjerg og kører prøveafslutning lørdag. "
    "Vores egne folk er på fra fredag kl. 17."
)


def fill(now: Now) -> None:
    """The request, unanswered; once."""
    if SpecialEvent.objects.exists():
        return
    customer = Customer.objects.select_related("region").get(number=NORDLYS)
    mette = Membership.objects.select_related("user").get(customer=customer, user__email=METTE)
    first = terms_of(customer, now.at).possible()[0]
    wish = Wish(
        customer=customer,
        contact=mette.user,
        day=first.saturday,
        products=list(Product.objects.filter(code__in=("LGF", "FMP"))),
        purpose=Purpose.UPGRADE,
        english_contact=mette,
        text=PLANNED,
    )
    with outbox.on_record():
        ask(wish, now.at - ASKED_BEFORE)
