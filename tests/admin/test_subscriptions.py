"""Subscriptions and their lines: days in the customer's zone, and never two lines of a product at a time."""

from datetime import UTC, datetime

import pytest
import time_machine

from subscriptions.models import ProductLine, Subscription, User
from tests import factories as make
from tests.admin.pages import marks, messages, press, saved, typed

pytestmark = pytest.mark.django_db

ADD = "/admin/subscriptions/subscription/add/"
TODAY = datetime(2026, 6, 1, 10, tzinfo=UTC)
YEAR = {"first_day": "2026-01-01", "last_day": "2026-12-31"}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Add another product line"), ("da", "Tilføj produktlinje")]
)
def test_r26_what_adds_a_line_says_so_as_a_sentence_does(admin, language, words):
    User.objects.update(language=language)
    assert f"<span>{words}</span>" in admin.get(ADD).content.decode()


@pytest.fixture
def nagoya():
    return make.customer(name="Tsukimori", time_zone="Asia/Tokyo")


def rows(*lines, initial=0):
    """The fields of the lines: each (product, tier code, first day, last day)."""
    data = {"lines-TOTAL_FORMS": str(initial + len(lines))}
    for number, (product, tier, first, last) in enumerate(lines, initial):
        data |= {
            f"lines-{number}-product": product.pk,
            f"lines-{number}-tier": make.tier(tier).pk,
            f"lines-{number}-first_day": first,
            f"lines-{number}-last_day": last,
        }
    return data


def page_of(subscription):
    return f"/admin/subscriptions/subscription/{subscription.pk}/change/"


@pytest.fixture
def sold(admin, nagoya):
    line = (make.product("FMP"), "XTP", "", "")
    assert saved(press(admin, ADD, customer=nagoya.pk, **YEAR, **rows(line)))
    return nagoya.subscriptions.get()


def test_days_are_stored_as_midnights_of_the_customers_zone(sold):
    assert sold.starts_at == datetime(2025, 12, 31, 15, tzinfo=UTC)
    assert sold.ends_at == datetime(2026, 12, 31, 15, tzinfo=UTC)


def test_r26_3_a_line_without_days_has_the_subscriptions(sold):
    line = sold.lines.get()
    assert (line.starts_at, line.ends_at) == (sold.starts_at, sold.ends_at)
    assert line.customer == sold.customer


def test_the_page_shows_the_days_that_were_typed(admin, sold):
    shown = typed(admin.get(page_of(sold)))
    assert (shown["first_day"], shown["last_day"]) == ("2026-01-01", "2026-12-31")


def test_days_that_are_not_touched_keep_their_exact_instants(admin, sold):
    ProductLine.objects.update(ends_at=datetime(2026, 8, 3, 9, 30, tzinfo=UTC))
    assert saved(press(admin, page_of(sold)))
    assert sold.lines.get().ends_at == datetime(2026, 8, 3, 9, 30, tzinfo=UTC)


def test_an_end_before_the_start_is_refused_at_its_field(admin, nagoya):
    page = press(admin, ADD, customer=nagoya.pk, first_day="2026-05-01", last_day="2026-04-30")
    assert marks(page) == {"last_day": ["The last day is before the first day."]}
    assert typed(page)["first_day"] == "2026-05-01"
    assert not Subscription.objects.exists()


def test_a_day_that_is_none_is_refused_and_stays_typed(admin, nagoya):
    page = press(admin, ADD, customer=nagoya.pk, first_day="2026-02-30", last_day="2026-12-31")
    assert marks(page) == {"first_day": ["Enter a valid date."]}
    assert typed(page)["first_day"] == "2026-02-30"


def test_two_lines_of_a_product_on_the_same_page_are_refused_with_whose_days_they_are(admin, sold):
    line = (make.product("FMP"), "XTE", "2026-09-01", "")
    page = press(admin, page_of(sold), **rows(line, initial=1))
    sentence = marks(page)["lines-1-first_day"][0]
    assert "Another line covers Product FMP from 1 January 2026 to 31 December 2026" in sentence
    assert "Xtreme Premium Support" in sentence
    assert sold.lines.count() == 1


def test_a_line_that_another_subscription_covers_is_refused(admin, sold):
    line = (make.product("FMP"), "XT", "", "")
    page = press(
        admin, ADD, customer=sold.customer_id, first_day="2026-12-31", last_day="2027-12-30", **rows(line)
    )
    assert "Another line covers Product FMP" in marks(page)["lines-0-first_day"][0]
    assert Subscription.objects.count() == 1


def test_the_next_period_begins_where_this_one_ends(admin, sold):
    line = (make.product("FMP"), "XT", "", "")
    period = {"first_day": "2027-01-01", "last_day": "2027-12-31"}
    assert saved(press(admin, ADD, customer=sold.customer_id, **period, **rows(line)))


def test_a_line_outside_the_subscription_is_refused(admin, nagoya):
    line = (make.product("FMP"), "XT", "2026-06-01", "2027-01-15")
    page = press(admin, ADD, customer=nagoya.pk, **YEAR, **rows(line))
    assert marks(page) == {"lines-0-last_day": ["The line reaches beyond the subscription's own days."]}


def test_a_change_of_tier_ends_one_line_and_begins_the_next(admin, sold):
    line = (make.product("FMP"), "XTE", "2026-07-01", "")
    assert saved(press(admin, page_of(sold), **{"lines-0-last_day": "2026-06-30"}, **rows(line, initial=1)))
    old, new = sold.lines.order_by("starts_at")
    assert old.ends_at == new.starts_at == datetime(2026, 6, 30, 15, tzinfo=UTC)
    assert (old.tier.code, new.tier.code) == ("XTP", "XTE")


def test_the_border_between_two_coming_lines_moves_either_way(admin, nagoya):
    first = (make.product("FMP"), "XT", "2026-07-01", "2026-08-31")
    second = (make.product("FMP"), "XTP", "2026-09-01", "")
    assert saved(press(admin, ADD, customer=nagoya.pk, **YEAR, **rows(first, second)))
    sold = nagoya.subscriptions.get()
    for last, begins in (("2026-09-30", "2026-10-01"), ("2026-07-31", "2026-08-01")):
        moved = {"lines-0-last_day": last, "lines-1-first_day": begins}
        assert saved(press(admin, page_of(sold), **moved))
        one, other = sold.lines.order_by("starts_at")
        assert one.ends_at == other.starts_at


def test_r25_3_a_line_that_has_begun_keeps_its_product_and_tier(admin, sold):
    forged = {"lines-0-tier": make.tier("XTE").pk, "lines-0-product": make.product("LGF").pk}
    press(admin, page_of(sold), **forged)
    line = sold.lines.get()
    assert (line.tier.code, line.product.code) == ("XTP", "FMP")


def test_a_line_that_incidents_were_logged_under_stays_and_so_does_its_subscription(admin, sold):
    make.incident(sold.customer, make.product("FMP"), at=TODAY)
    press(admin, page_of(sold), **{"lines-0-DELETE": "on"})
    assert sold.lines.exists()
    page = admin.post(page_of(sold).replace("change", "delete"), {"post": "yes"}, follow=True)
    assert "it is used by 1 product line" in messages(page)[-1]
    assert Subscription.objects.exists()


def test_r26_a_form_that_was_opened_before_another_change_does_not_undo_it(admin, sold):
    """Two administrators: one makes the period longer, the other saves what her page has shown since before."""
    stale = typed(admin.get(page_of(sold))) | {"_save": "1"}
    assert saved(press(admin, page_of(sold), last_day="2027-01-31", lines__0__last_day="2027-01-31"))
    page = admin.post(page_of(sold), stale | {"first_day": "2025-12-01"})
    assert "This has changed since you opened this page" in marks(page)["__all__"][0]
    assert typed(page)["first_day"] == "2025-12-01"
    sold.refresh_from_db()
    assert sold.starts_at == datetime(2025, 12, 31, 15, tzinfo=UTC)
    assert sold.ends_at == sold.lines.get().ends_at == datetime(2027, 1, 31, 15, tzinfo=UTC)
