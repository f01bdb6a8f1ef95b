"""What happens to events by itself: both sides are reminded, a weekend that lost its subscription is cancelled, one
lacks its resource or its English-speaking contact, one begins, one is over (R23.2, R23.6, R23.15, R23.17).

Beat calls `watch`; each event is one transaction, each step of it once (`EventStep`), however often and late
this runs.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from entitlements import answers
from entitlements.special_events import english, scheduling, telling
from entitlements.special_events.models import EventStep, Side, SpecialEvent, State
from entitlements.special_events.possible import SERVICE, granted
from entitlements.special_events.weekends import days_before

Kind = EventStep.Kind
DAYS = {Kind.TWO_WEEKS: 14, Kind.ONE_WEEK: 7, Kind.THREE_DAYS: 3}
REMINDED = (Kind.TWO_WEEKS, Kind.THREE_DAYS)  # of these both sides (R23.15)
# An event whose end was not seen so long ago is not told of any more.
LOOKED_BACK = timedelta(days=30)


def watch(at: datetime | None = None) -> int:
    """Do what is due by `at` for every event; returns for how many something was done. Several may run at once."""
    at = at or timezone.now()
    return sum(step(number, at) for number in watched(at))


def lost_products(event: SpecialEvent, at: datetime) -> list[int]:
    """The keys of its products whose line has the service no more at `at`."""
    facts = answers.facts(event.customer, at)
    rows = event.products.filter(lost_at=None).select_related("product")
    return [row.product_id for row in rows if not granted(facts.answer(SERVICE, row.product))]


def watched(at: datetime) -> list[int]:
    """The numbers of the events that are open, or whose end was not seen."""
    since = SpecialEvent.objects.current(at - LOOKED_BACK)
    return list(since.exclude(steps__kind=Kind.OVER).order_by("pk").values_list("pk", flat=True))


def step(number: int, at: datetime) -> bool:
    """Do what is due of one event; says whether there was anything.

    1. lock the event, unless another has it; 2. cancel what cannot be; 3. do each step that is due; commit."""
    with transaction.atomic():
        rows = SpecialEvent.objects.open().select_for_update(skip_locked=True, no_key=True, of=("self",))
        event = (
            rows.select_related("customer", "use", "resource", "english_contact").filter(pk=number).first()
        )
        if event is None:
            return False
        if side := _why_not(event, at):
            scheduling.cancel_by_itself(event, side, at)
            return True
        if why := scheduling.lacks_resource(event, at):
            telling.lacks_resource(event, why, at)
        if english.is_missing(event, at):
            telling.lacks_contact(event)
        return _pass(event, at) if event.state == State.CONFIRMED else False


def _why_not(event: SpecialEvent, at: datetime) -> Side | None:
    """Why it cannot be any more; products that are lost while others stay are no longer of it."""
    if event.starts_at <= at:
        return Side.UNANSWERED if event.state == State.ASKED else None
    lost = lost_products(event, at)
    if not lost:
        return None
    if len(lost) == event.products.filter(lost_at=None).count():
        return Side.LOST
    scheduling.lose(event, lost, at)
    if event.state == State.CONFIRMED:
        scheduling.announce(event, None, at)
    return None


def _pass(event: SpecialEvent, at: datetime) -> bool:
    """Each step that is due and was not done; what was passed before the confirmation is none."""
    done = set(event.steps.values_list("kind", flat=True))
    due = [(kind, when) for kind, when in _steps(event) if when <= at and kind not in done]
    for kind, when in due:
        EventStep.objects.create(event=event, customer=event.customer, kind=kind, at=at)
        if event.answered_at and when > event.answered_at:
            STEPS[kind](event, at)
    return bool(due)


def _steps(event: SpecialEvent) -> Iterator[tuple[Kind, datetime]]:
    for kind, days in DAYS.items():
        yield kind, days_before(event.starts_at, days, event.customer.zone)
    yield Kind.BEGUN, event.starts_at
    yield Kind.OVER, event.ends_at


def _remind(kind: Kind) -> Callable[[SpecialEvent, datetime], None]:
    """Not once it has begun; after a standstill the nearest that is due is told, and not that which it overtook."""

    def remind(event: SpecialEvent, at: datetime) -> None:
        due = [each for each, when in _steps(event) if each in REMINDED and when <= at]
        if event.starts_at > at and kind == due[-1]:
            telling.reminded(event, DAYS[kind], at, _loses_on(event))

    return remind


def _loses_on(event: SpecialEvent) -> str:
    """The first day of the weekend where no line has the service any more by then, as things stand; else empty."""
    facts = answers.facts(event.customer, event.starts_at)
    rows = event.products.filter(lost_at=None).select_related("product")
    if any(granted(facts.answer(SERVICE, row.product)) for row in rows):
        return ""
    return event.starts_at.astimezone(event.customer.zone).date().isoformat()


def _hand_over(event: SpecialEvent, at: datetime) -> None:
    if event.contacts_exchanged_at is None and event.ends_at > at:
        telling.contact_lists_due(event)


def _begin(event: SpecialEvent, at: datetime) -> None:
    """The resource is told, and the clocks are looked at again: what was logged while they were moved counts,
    too."""
    scheduling.announce(event, None, at)
    if event.ends_at > at:
        telling.begun(event)


def _ask_for_report(event: SpecialEvent, at: datetime) -> None:
    if event.reported_at is None:
        telling.report_due(event)


STEPS: dict[str, Callable[[SpecialEvent, datetime], None]] = {
    Kind.TWO_WEEKS: _remind(Kind.TWO_WEEKS),
    Kind.ONE_WEEK: _hand_over,
    Kind.THREE_DAYS: _remind(Kind.THREE_DAYS),
    Kind.BEGUN: _begin,
    Kind.OVER: _ask_for_report,
}
