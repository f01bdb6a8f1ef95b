"""A line's period lies within its subscription's, whoever writes it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils.translation import override

from subscriptions.models import ProductLine, Subscription
from tests import factories as make

pytestmark = pytest.mark.django_db

START, END = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
LATER, DAY = datetime(2026, 7, 1, tzinfo=UTC), timedelta(days=1)
BEYOND = [(START - DAY, END), (START, END + DAY), (END, END + DAY)]


@pytest.fixture
def sold():
    """A line over the whole of its subscription."""
    return make.line(make.customer(), make.product("LGF"), starts_at=START, ends_at=END)


def other(sold, starts_at, ends_at):
    """A line of another product in the same subscription, not written yet."""
    return ProductLine(
        customer=sold.customer,
        subscription=sold.subscription,
        product=make.product("FMP"),
        tier=sold.tier,
        starts_at=starts_at,
        ends_at=ends_at,
    )


@pytest.mark.parametrize(("starts_at", "ends_at"), BEYOND)
def test_a_line_beyond_its_subscription_is_refused_with_a_sentence(sold, starts_at, ends_at):
    with pytest.raises(ValidationError, match="reaches beyond the subscription's own days"):
        other(sold, starts_at, ends_at).full_clean()


@pytest.mark.parametrize(("starts_at", "ends_at"), BEYOND)
def test_the_database_refuses_it_whoever_writes(sold, starts_at, ends_at):
    with pytest.raises(IntegrityError, match="reaches beyond its subscription"):
        other(sold, starts_at, ends_at).save()


@pytest.mark.parametrize("change", [{"starts_at": START - DAY}, {"ends_at": END + DAY}])
def test_the_database_refuses_a_change_that_reaches_beyond(sold, change):
    with pytest.raises(IntegrityError, match="reaches beyond its subscription"):
        ProductLine.objects.update(**change)


def test_a_line_does_not_move_to_a_subscription_of_other_days(sold):
    shorter = Subscription.objects.create(customer=sold.customer, starts_at=LATER, ends_at=END)
    with pytest.raises(IntegrityError, match="reaches beyond its subscription"):
        ProductLine.objects.update(subscription=shorter)


@pytest.mark.parametrize(("starts_at", "ends_at"), [(START, END), (LATER, LATER + DAY)])
def test_a_line_within_is_written(sold, starts_at, ends_at):
    line = other(sold, starts_at, ends_at)
    line.full_clean()
    line.save()
    assert sold.subscription.lines.count() == 2


def shorten(to):
    """The subscription alone, as at the end of a transaction."""
    with transaction.atomic():
        Subscription.objects.update(ends_at=to)
        connection.check_constraints()


def test_a_subscription_is_not_shortened_below_its_lines(sold):
    with pytest.raises(IntegrityError, match="reaches beyond its subscription"):
        shorten(LATER)


def test_a_subscription_is_shortened_with_its_lines_in_either_order(sold):
    Subscription.objects.update(ends_at=LATER)
    ProductLine.objects.update(ends_at=LATER)
    connection.check_constraints()
    ProductLine.objects.update(ends_at=LATER - DAY)
    Subscription.objects.update(ends_at=LATER - DAY)
    connection.check_constraints()


@pytest.mark.parametrize(
    ("language", "days"),
    [("en", "29 June 2026 – 28 June 2027"), ("da", "29. juni 2026 – 28. juni 2027")],
)
def test_r26_a_subscription_is_named_by_its_days_in_the_customers_zone_and_the_readers_words(language, days):
    customer = make.customer(name="Nordlys", time_zone="Europe/Copenhagen")
    starts, ends = (datetime(year, 6, 28, 22, tzinfo=UTC) for year in (2026, 2027))
    with override(language):
        named = str(Subscription(customer=customer, starts_at=starts, ends_at=ends))
    assert named == f"Nordlys, {days}"
