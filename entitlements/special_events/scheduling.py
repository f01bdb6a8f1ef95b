"""What becomes of a request: the advisor confirms it with a resource or declines it, either side cancels (R23.2,
R23.4, R23.10, R23.14).

One transaction each, with the event locked: of two who press at once the second finds it changed. A confirmation
takes from the allowance of the period; the weekend is used by beginning.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from entitlements import allowances, answers
from entitlements.models import AllowanceUse
from entitlements.refusals import days_of
from entitlements.special_events import access, possible, telling
from entitlements.special_events.models import EventRules, Side, SpecialEvent, State, WeekendLoad
from entitlements.special_events.models.events import TEXT
from entitlements.special_events.possible import SERVICE, Terms
from entitlements.special_events.refusals import (
    ContactGone,
    HasBegun,
    IsOver,
    NeedsResource,
    NoCapacity,
    NotOpen,
    NotYours,
    OfferNotPossible,
    OutsidePeriod,
    ReasonMissing,
    ResourceAway,
    ResourceLimited,
    day_words,
)
from entitlements.special_events.signals import hours_changed
from entitlements.special_events.weekends import DAY, Period, Weekend
from subscriptions import narrowing, texts
from subscriptions.absences import absent
from subscriptions.models import Membership, Product, Subscription, User
from subscriptions.wording import last_day_words
from subscriptions.zone_offsets import MICROSECOND


@contextmanager
def changing(event: SpecialEvent) -> Iterator[SpecialEvent]:
    """The event, locked and fresh; the block saves what it changes."""
    with transaction.atomic():
        rows = SpecialEvent.objects.select_for_update(no_key=True, of=("self",)).select_related("customer")
        yield rows.get(pk=event.pk)


def confirm(event: SpecialEvent, by: User, resource: User | None, at: datetime | None = None) -> SpecialEvent:
    """The advisor or her deputy confirms a request, with the person who supports that weekend.

    Raises ViaAdvisor or NotHerAdvisor, NotOpen, HasBegun, ContactGone, NeedsResource, ResourceLimited,
    ResourceAway, OutsidePeriod, NoCapacity, the refusals of its products, and that of the answer where nothing is
    left of the allowance.
    """
    at = at or timezone.now()
    with changing(event) as row:
        access.require_advisor(row.customer, by, at)
        _require_waiting(row, at)
        _require_spoken_for(row)
        row.resource = _checked_resource(resource, row)
        products = _still_possible(row, at)
        _take_place(row, at)
        row.use = _use(row, products, by, at)
        row.subscription = row.use.subscription
        row.state, row.answered_by, row.answered_at = State.CONFIRMED, by, at
        row.save()
        telling.confirmed(row)
        announce(row, by, at)
        return row


def decline(
    event: SpecialEvent, by: User, reason: str, offered: Sequence[date] = (), at: datetime | None = None
) -> SpecialEvent:
    """The advisor or her deputy declines, with a reason and other weekends, each by any of its days. It uses
    nothing.

    Raises ViaAdvisor or NotHerAdvisor, NotOpen, ReasonMissing, TextTooLong, OfferNotPossible,
    NotWeekend.
    """
    at = at or timezone.now()
    with changing(event) as row:
        access.require_advisor(row.customer, by, at)
        if row.state != State.ASKED:
            raise NotOpen(state=row.get_state_display())
        row.decline_reason = _reason(reason)
        row.offered = _offered(row, offered, at)
        row.state, row.answered_by, row.answered_at = State.DECLINED, by, at
        row.save()
        telling.declined(row)
        return row


def change_resource(
    event: SpecialEvent, by: User, resource: User | None, at: datetime | None = None
) -> SpecialEvent:
    """Another person supports the weekend (R23.2); advisor, deputy and those who lead name one.

    Raises NotHerAdvisor, NotOpen, IsOver, NeedsResource, ResourceLimited, ResourceAway.
    """
    at = at or timezone.now()
    with changing(event) as row:
        access.require_cancelling(row, by, at)
        _require_confirmed(row, at)
        before, row.resource = row.resource, _checked_resource(resource, row)
        if row.resource != before:
            row.save(update_fields=["resource"])
            telling.resource_changed(row, before, at)
        return row


def cancel(event: SpecialEvent, by: User, reason: str = "", at: datetime | None = None) -> SpecialEvent:
    """Either side cancels: a contact for her company, staff for the vendor, who gives a reason (R23.14).

    What has not begun is not used, nor what the vendor cancels; begun by then, the customer has used it. Raises
    NotYours, NotHerAdvisor, ReasonMissing, TextTooLong, NotOpen, IsOver.
    """
    at = at or timezone.now()
    with changing(event) as row:
        if by.is_staff:
            access.require_cancelling(row, by, at)
            _end(row, Side.VENDOR, by, _reason(reason), at)
        else:
            require_hers(row, by)
            _end(row, Side.CUSTOMER, by, texts.optional(reason, TEXT), at)
        return row


def cancel_by_itself(event: SpecialEvent, side: Side, at: datetime) -> None:
    """The subscription has lost the service, or the weekend has come without an answer; `event` is locked."""
    _end(event, side, None, "", at)


def lacks_resource(event: SpecialEvent, at: datetime) -> str:
    """Why a confirmed weekend that is not over lacks the person who supports it (R23.2): `resource_left` where she
    works the queue no more, `resource_limited` where she would not see the customer, `resource_away` where she is
    out of office then; empty where it does not."""
    resource = event.resource
    if event.state != State.CONFIRMED or event.ends_at <= at or resource is None:
        return ""
    if not access.resources().filter(pk=resource.pk).exists():
        return "resource_left"
    if not narrowing.sees_customer(resource, event.customer):
        return "resource_limited"
    return "resource_away" if _is_away(resource, event) else ""


def announce(event: SpecialEvent, by: User | None, at: datetime) -> None:
    """Tell the rooms above that the clocks of open incidents may count other hours."""
    hours_changed.send(
        SpecialEvent, event=event.pk, customer=event.customer_id, by=by.pk if by else None, at=at
    )


def _end(event: SpecialEvent, side: Side, by: User | None, reason: str, at: datetime) -> None:
    if event.state not in (State.ASKED, State.CONFIRMED):
        raise NotOpen(state=event.get_state_display())
    confirmed = event.state == State.CONFIRMED
    if confirmed and event.ends_at <= at:
        raise IsOver(date=day_words(event.saturday))
    used = confirmed and event.starts_at <= at and side != Side.VENDOR
    if not used:
        for taken in _uses(event):
            allowances.release(taken, at)
    event.state, event.cancelled_at, event.cancelled_by = State.CANCELLED, at, by
    event.cancelled_side, event.cancel_reason = side, reason
    event.save()
    telling.cancelled(event, at)
    if confirmed:
        announce(event, by, at)


def _require_waiting(event: SpecialEvent, at: datetime) -> None:
    if event.state != State.ASKED:
        raise NotOpen(state=event.get_state_display())
    if event.starts_at <= at:
        raise HasBegun(date=day_words(event.saturday))


def _require_spoken_for(event: SpecialEvent) -> None:
    if not event.is_spoken_for():
        raise ContactGone(name=event.english_contact.name, customer=event.customer.name)


def _require_confirmed(event: SpecialEvent, at: datetime) -> None:
    if event.state != State.CONFIRMED:
        raise NotOpen(state=event.get_state_display())
    if event.ends_at <= at:
        raise IsOver(date=day_words(event.saturday))


def may_change(event: SpecialEvent, person: User) -> bool:
    """Whether it is hers to change for the customer: who asked, and the managers of her company."""
    return (
        person == event.asked_by or Membership.objects.managing(event.customer).filter(user=person).exists()
    )


def require_hers(event: SpecialEvent, by: User) -> None:
    """Raise NotYours unless she may change it for the customer."""
    if not may_change(event, by):
        raise NotYours(name=event.asked_by.name)


def require_open(event: SpecialEvent, at: datetime) -> None:
    """Raise NotOpen unless it is asked for or confirmed, IsOver once it is over."""
    if event.state not in (State.ASKED, State.CONFIRMED):
        raise NotOpen(state=event.get_state_display())
    if event.ends_at <= at:
        raise IsOver(date=day_words(event.saturday))


def _checked_resource(resource: User | None, event: SpecialEvent) -> User:
    """A person who works the queue, sees the customer and is there during the weekend."""
    if resource is None or not access.resources().filter(pk=resource.pk).exists():
        raise NeedsResource
    if not narrowing.sees_customer(resource, event.customer):
        raise ResourceLimited(name=resource.name)
    if _is_away(resource, event):
        raise ResourceAway(name=resource.name)
    return resource


def _is_away(resource: User, event: SpecialEvent) -> bool:
    return any(resource.pk in absent(instant) for instant in _moments(event))


def _moments(event: SpecialEvent) -> list[datetime]:
    """One of each day of the weekend: absences are whole days."""
    days = [event.starts_at + number * DAY for number in range(4)]
    return [*(day for day in days if day < event.ends_at), event.ends_at - MICROSECOND]


def _still_possible(event: SpecialEvent, at: datetime) -> list[Product]:
    """The products that it may still cover; those lost since are marked. Raises the refusal where none is left."""
    rows = list(event.products.select_related("product"))
    weekend = Weekend(event.saturday, event.starts_at, event.ends_at)
    passed, refused = possible.sort_products(event.customer, [row.product for row in rows], weekend, at)
    if not passed:
        raise refused[0]
    event.products.exclude(product__in=passed).update(lost_at=at)
    return passed


def _take_place(event: SpecialEvent, at: datetime) -> None:
    """Of two who take the last place of a weekend at once, the second waits here and finds it taken."""
    WeekendLoad.objects.get_or_create(saturday=event.saturday)
    WeekendLoad.objects.select_for_update().get(saturday=event.saturday)
    rules = EventRules.current().of(event.customer.zone)
    if not rules.places.left(event.saturday):
        free = _terms(event, at).possible()
        raise NoCapacity(event.saturday, possible.nearest([each.saturday for each in free], event.saturday))


def _use(event: SpecialEvent, products: Sequence[Product], by: User, at: datetime) -> AllowanceUse:
    """Take one from each support period whose products it covers (R23.1): a second weekend of any of them would be
    one too many. The first product's is the event's own. Raises OutsidePeriod, the refusals of what is used up."""
    known = answers.facts(event.customer, at)
    taken: dict[int, AllowanceUse] = {}
    for product in products:
        line = known.require(SERVICE, product).line
        assert line is not None
        if line.subscription_id not in taken:
            use = allowances.use(
                event.customer,
                SERVICE,
                used_on=event.saturday,
                reference=_reference(event),
                by=by,
                product=product,
                at=at,
            )
            _require_inside(event, use.subscription)
            taken[line.subscription_id] = use
        event.products.filter(product=product).update(use=taken[line.subscription_id])
    return next(iter(taken.values()))


def lose(event: SpecialEvent, products: Collection[int], at: datetime) -> None:
    """Those of its products, by their keys, are no longer of it; others stay (R23.15). The use of a support period
    of which none is left is given back: its weekend has not begun."""
    event.products.filter(product__in=products).update(lost_at=at)
    rows = event.products.filter(lost_at=None).select_related("use__subscription")
    kept = {row.use.pk: row.use for row in rows if row.use}
    for idle in _uses(event).exclude(pk__in=kept):
        allowances.release(idle, at)
    if kept and event.use_id not in kept:
        use = next(iter(kept.values()))
        event.use, event.subscription = use, use.subscription
        event.save(update_fields=["use", "subscription"])


def _uses(event: SpecialEvent) -> QuerySet[AllowanceUse]:
    """Those that it has taken, one of each support period of its products."""
    return AllowanceUse.objects.filter(event_products__event=event).distinct()


def _require_inside(event: SpecialEvent, subscription: Subscription) -> None:
    """The whole weekend lies in the period that it takes from (R23.12)."""
    period = Period(subscription.starts_at, subscription.ends_at)
    if not period.holds(Weekend(event.saturday, event.starts_at, event.ends_at)):
        raise OutsidePeriod(last_day_words(subscription.ends_at, event.customer.zone), None)


def _offered(event: SpecialEvent, days: Sequence[date], at: datetime) -> list[date]:
    """The Saturdays offered instead, in order: each one that she could ask for now."""
    terms = _terms(event, at)
    saturdays = sorted({terms.weekend_of(day).saturday for day in days})
    free = {each.saturday for each in terms.possible()}
    if impossible := [day for day in saturdays if day not in free]:
        raise OfferNotPossible(dates=days_of(impossible))
    return saturdays


def _terms(event: SpecialEvent, at: datetime) -> Terms:
    return possible.terms_of(event.customer, event.subscription, at)


def _reason(text: str) -> str:
    return texts.message(text, TEXT, field="reason", missing=ReasonMissing)


def _reference(event: SpecialEvent) -> str:
    """What the ledger of uses says, in the customer's language."""
    with override(event.customer.language):
        return _("weekend of {date}").format(date=date_format(event.saturday, "DATE_FORMAT"))
