"""The special events of the demo (DEMO.md, 4 and 10): the weekend that Nordlys has asked for and its advisor is
to answer, the first with notice enough, of two products, one of which is modified and left out; and that of
Prairie Lantern, done about three weeks ago, with its report. Wattlebird's, with 11 days' notice, was refused:
nothing of it is kept."""

from datetime import date, datetime, timedelta

from entitlements.special_events import handing_over, scheduling, watching
from entitlements.special_events.models import Purpose, SpecialEvent
from entitlements.special_events.requesting import Wish, ask, terms_of
from entitlements.special_events.weekends import DAY, saturday_near
from notifications import outbox
from subscriptions.models import Customer, Membership, Product, User
from tickets import event_weekends
from xtreme.demo import people
from xtreme.demo.contacts import METTE, PRIYA, WADE
from xtreme.demo.customers import NORDLYS, PRAIRIE_LANTERN
from xtreme.demo.moments import Now

ASKED_BEFORE = timedelta(hours=20, minutes=40)
PLANNED = (
    "Vi opdaterer LGF fra 12.1 til 13.0 på filialen i Esbjerg og kører prøveafslutning lørdag. "
    "Vores egne folk er på fra fredag kl. 17."
)


DONE = timedelta(days=21)  # before T, about; the rest before or after that weekend
DONE_ASKED, DONE_CONFIRMED = timedelta(days=18), timedelta(days=16)
EXCHANGED, REPORTED = timedelta(days=4), timedelta(hours=5)
MOVED = "The cold store moves to new database servers; scanners stay in use."
REPORT = (
    "The servers were moved on Saturday evening. Label printing stood still for 40 minutes after the move:"
    " the print queue kept the old address; solved on Saturday at 22:10. Nothing is open."
)


def fill(now: Now) -> None:
    """What is not there yet, each at its own instants."""
    with outbox.on_record():
        if not SpecialEvent.objects.filter(customer__number=PRAIRIE_LANTERN).exists():
            _done(now.at)
        if not SpecialEvent.objects.filter(customer__number=NORDLYS).exists():
            _asked(now.at)


def _asked(at: datetime) -> None:
    """The request, unanswered."""
    customer = Customer.objects.select_related("region").get(number=NORDLYS)
    first = terms_of(customer, at).possible()[0]
    ask(
        _wish(customer, METTE, METTE, first.saturday, ("LGF", "FMP"), Purpose.UPGRADE, PLANNED),
        at - ASKED_BEFORE,
    )


def _done(at: datetime) -> None:
    """Asked for, confirmed, contact lists exchanged, over, reported."""
    customer = Customer.objects.select_related("region").get(number=PRAIRIE_LANTERN)
    weekend = terms_of(customer, at).rules.weekend(saturday_near((at - DONE).date()))
    starts, ends = weekend.starts_at, weekend.ends_at
    resource, advisor = (User.objects.get(email=email) for email in (people.DANA, people.HARRIET))
    wish = _wish(customer, WADE, PRIYA, weekend.saturday, ("STH",), Purpose.MIGRATION, MOVED)
    event = scheduling.confirm(
        ask(wish, starts - DONE_ASKED).event, advisor, resource, starts - DONE_CONFIRMED
    )
    for instant in (starts - 14 * DAY, starts - 7 * DAY):
        watching.step(event.pk, instant)
    handing_over.exchange_contacts(event, resource, starts - EXCHANGED)
    for instant in (starts - 3 * DAY, starts, ends):
        watching.step(event.pk, instant)
    handing_over.report(event, resource, REPORT, ends + REPORTED)
    while event_weekends.go_on(ends):
        pass


def _wish(
    customer: Customer, by: str, english: str, day: date, products: tuple[str, ...], purpose: str, text: str
) -> Wish:
    return Wish(
        customer=customer,
        contact=User.objects.get(email=by),
        day=day,
        products=list(Product.objects.filter(code__in=products)),
        purpose=purpose,
        english_contact=Membership.objects.select_related("user").get(user__email=english),
        text=text,
    )
