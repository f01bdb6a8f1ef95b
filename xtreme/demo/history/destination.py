"""Where the incidents of a log go: one customer and one product, made where they are missing, covered for as long
as the log goes, on a calendar that knows the holidays of its years."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from subscriptions.life.corrections import put_down_typed
from subscriptions.models import Customer, Product, ProductLine, Subscription, SupportRegion, Tier
from subscriptions.refusals import Refusal
from subscriptions.starting_data import add_holidays
from xtreme.demo.history.log import LoggedIncident

MARGIN = timedelta(days=1)


class NoSuchThing(Refusal):
    """An option names something that is not there."""

    code = "no_such_thing"
    sentence = _("There is no {what} “{name}”. Run load_starting_data first, or name another.")


@dataclass(frozen=True)
class Destination:
    customer: Customer
    product: Product


def prepare(
    incidents: list[LoggedIncident], *, customer: str, product: str, region: str, tier: str
) -> Destination:
    """The customer and the product of these names, with a line over the log's time where she has none for it.

    Raises NoSuchThing for a region or tier that is not there.
    """
    start = min(incident.opened_at for incident in incidents) - MARGIN
    end = max(event.at for incident in incidents for event in incident.events) + MARGIN
    owner = Customer.objects.filter(number=customer).first() or _customer(customer, region)
    thing, _new = Product.objects.get_or_create(code=product, defaults={"name": "Imported"})
    if not ProductLine.objects.filter(customer=owner, product=thing).exists():
        _cover(owner, thing, tier, start, end)
    add_holidays(owner.region.calendar_at(start), range(start.year, end.year + 1))
    return Destination(owner, thing)


def _customer(number: str, region: str) -> Customer:
    place = SupportRegion.objects.filter(code=region).first()
    if place is None:
        raise NoSuchThing(what=_("support region"), name=region)
    return Customer.objects.create(
        number=number,
        name=f"Imported ({number})" if number != "IMPORTED" else "Imported",
        country=place.country,
        time_zone=place.time_zone,
        region=place,
    )


def _cover(customer: Customer, product: Product, tier: str, start: datetime, end: datetime) -> None:
    level = Tier.objects.filter(code=tier).first()
    if level is None:
        raise NoSuchThing(what=_("tier"), name=tier)
    subscription = Subscription.objects.create(customer=customer, starts_at=start, ends_at=end)
    ProductLine.objects.create(
        customer=customer,
        subscription=subscription,
        product=product,
        tier=level,
        starts_at=start,
        ends_at=end,
    )
    put_down_typed(subscription, None, None, start)
