"""The activity reviews of the demo (DEMO.md, 10): Nordlys's of the last quarter, sent and, where there was time
since, held; Wattlebird's, which was due nine days ago and is not held, with its alarms; and when the next
ones make themselves. Pictures and files are the worker's to make."""

from datetime import date, datetime, timedelta

from notifications import outbox
from subscriptions.models import Customer, User
from tickets.advisory.reviews import alarms, cadence, holding, preparing, telling
from tickets.advisory.reviews.models import Review, ReviewCadence, ReviewRules
from tickets.advisory.reviews.periods import Period, months_on, quarter_of
from xtreme.demo import people
from xtreme.demo.customers import NORDLYS, PRAIRIE_LANTERN, WATTLEBIRD
from xtreme.demo.moments import Now

MONTHS = 3
DAY = timedelta(days=1)
SENT, HELD = timedelta(days=5, hours=10), timedelta(days=14, hours=15)  # after the quarter
OVERDUE = 9  # days
MINUTES = (
    "Vi gik kvartalets 23 hændelser igennem.\n\n"
    "De to svar, der kom for sent, var om optællingen og om anlægskartoteket. De andre kom inden for målet, "
    "halvdelen på under en time.\n\n"
    "Søren viser sine folk på lageret, hvordan låste lokationer frigives, så de ikke behøver at logge det."
)
DECISIONS = (
    "Fjordkant har to medarbejdere på hvert produkt i ferieugerne.\n"
    "Nordlys skriver scannernes version, når en hændelse handler om dem."
)


def fill(now: Now) -> None:
    """What is not there yet, each at its own instants."""
    with outbox.on_record():
        nordlys, wattlebird, prairie = (
            Customer.objects.select_related("region").get(number=number)
            for number in (NORDLYS, WATTLEBIRD, PRAIRIE_LANTERN)
        )
        if not Review.objects.filter(customer=nordlys).exists():
            _held(nordlys, now.at)
        if not Review.objects.filter(customer=wattlebird).exists():
            _overdue(wattlebird, now.at)
        cadence.begin(prairie.pk, now.at)


def _held(customer: Customer, at: datetime) -> None:
    """Prepared when the quarter was over, sent five days later, talked about in the third week."""
    this = quarter_of(at.astimezone(customer.zone).date())
    period = Period.of_months(months_on(this, -MONTHS), MONTHS, customer.zone)
    review = _made(customer, period)
    advisor = User.objects.get(email=people.ADVISOR)
    sent_at = min(period.ends_at + SENT, at - timedelta(minutes=30))
    sent = holding.send(review, advisor, sent_at)
    telling.sent(sent, sent_at)
    Review.objects.filter(pk=sent.pk).update(told_at=sent_at)
    held_at = period.ends_at + HELD
    if held_at <= at:
        day = held_at.astimezone(customer.zone).date()
        holding.keep_minutes(sent, advisor, day, MINUTES, DECISIONS, held_at)


def _overdue(customer: Customer, at: datetime) -> None:
    """Due nine days ago; her advisor was told on the days that the rules name."""
    rules = ReviewRules.current()
    today: date = at.astimezone(customer.zone).date()
    due_on = today - OVERDUE * DAY
    following = due_on - (rules.days_to_hold - 1) * DAY
    period = Period(months_on(following, -MONTHS), following - DAY, customer.zone)
    review = _made(customer, period)
    for days in rules.alarm_days:
        alarms.alarm(review.pk, min(preparing.alarm_at(review.due_on, days, period), at))


def _made(customer: Customer, period: Period) -> Review:
    """The review of the period, as it made itself, and the cadence from then on."""
    following = Period.of_months(period.following_day, MONTHS, customer.zone)
    row = ReviewCadence.objects.create(
        customer=customer, months=MONTHS, first_day=following.first_day, prepares_at=following.ends_at
    )
    made = preparing.make(row, period, period.ends_at)
    assert made is not None
    return made
