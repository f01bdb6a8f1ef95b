"""Exceptions at the admin: refused where they cannot be, kept in history, shown at their customer (R27.1)."""

from datetime import UTC, datetime

import pytest
import time_machine

from entitlements import answers
from entitlements.models import Service, SpecialTerms
from tests import factories as make
from tests.admin.pages import marks, messages, press, saved, typed

pytestmark = pytest.mark.django_db

ADD = "/admin/entitlements/specialterms/add/"
TODAY = datetime(2026, 6, 1, 10, tzinfo=UTC)
PILOT = {"first_day": "2026-07-01", "last_day": "2026-12-31", "reason": "Pilot of the warehouse"}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def customer():
    made = make.customer(name="Tsukimori", time_zone="Asia/Tokyo")
    make.line(made, make.product("FMP"), "XTP")
    return made


@pytest.fixture
def pilot(customer, administrator):
    advisor = Service.objects.get(code="advisor")
    return PILOT | {"customer": customer.pk, "service": advisor.pk, "approved_by": administrator.pk}


def service(code):
    return Service.objects.get(code=code).pk


def page_of(terms, what="change"):
    return f"/admin/entitlements/specialterms/{terms.pk}/{what}/"


def test_r27_1_an_exception_holds_on_its_days_in_the_customers_zone(admin, customer, pilot):
    assert saved(press(admin, ADD, **pilot))
    made = SpecialTerms.objects.get()
    assert made.starts_at == datetime(2026, 6, 30, 15, tzinfo=UTC)
    assert made.ends_at == datetime(2026, 12, 31, 15, tzinfo=UTC)
    assert answers.may(customer, "advisor", at=made.starts_at).special == made
    assert not answers.may(customer, "advisor", at=made.ends_at).allowed


@pytest.mark.parametrize("typed", ["Nordlys", "-1", "9" * 30, "\U00049e75"])
def test_a_customer_that_can_be_none_is_refused_at_its_field(admin, pilot, typed):
    answer = admin.post(ADD, pilot | {"customer": typed})
    assert answer.status_code == 200
    assert "Select a valid choice" in answer.text
    assert not SpecialTerms.objects.exists()


def test_r27_1_today_means_from_now_on(admin, pilot):
    assert saved(press(admin, ADD, **pilot | {"first_day": "2026-06-01"}))
    assert SpecialTerms.objects.get().starts_at == TODAY


@pytest.mark.parametrize(
    ("field", "typing", "sentence"),
    [
        ("last_day", {"last_day": "2026-06-30"}, "The last day is before the first day."),
        ("first_day", {"first_day": "2026-05-31"}, "This day has passed."),
        ("last_day", {"last_day": ""}, "This field is required."),
        ("reason", {"reason": "  "}, "This field is required."),
        ("approved_by", {"approved_by": ""}, "This field is required."),
        ("allowance", {"allowance": "0"}, "greater than or equal to 1"),
        ("discount_percent", {"discount_percent": "101"}, "less than or equal to 100"),
    ],
)
def test_r27_1_what_cannot_be_is_refused_at_its_field_and_keeps_what_was_typed(
    admin, pilot, field, typing, sentence
):
    page = press(admin, ADD, **pilot | typing)
    assert sentence in marks(page)[field][0]
    assert typed(page)["last_day"] == (pilot | typing)["last_day"]
    assert not SpecialTerms.objects.exists()


def test_r27_1_two_exceptions_for_the_same_never_overlap(admin, pilot):
    assert saved(press(admin, ADD, **pilot))
    page = press(admin, ADD, **pilot | {"first_day": "2026-12-31", "last_day": "2027-06-30"})
    assert marks(page)["first_day"] == [
        "Another exception for this holds from 1 July 2026 to 31 December 2026. Two never overlap."
    ]
    assert saved(press(admin, ADD, **pilot | {"first_day": "2027-01-01", "last_day": "2027-06-30"}))


def test_r27_1_a_service_with_hours_needs_hours_and_one_of_the_company_no_product(admin, pilot):
    around_the_clock = {"service": service("extended_critical_support")}
    assert "Choose the hours" in marks(press(admin, ADD, **pilot | around_the_clock))["clock"][0]
    product = {"product": make.product("FMP").pk}
    assert "leave the product empty" in marks(press(admin, ADD, **pilot | product))["product"][0]
    assert saved(press(admin, ADD, **pilot | around_the_clock | product | {"clock": "24x7"}))


def test_r27_1_a_service_with_a_discount_needs_one_unless_it_is_left_out(admin, pilot):
    """Without it the customer was told for ever that her code was on its way."""
    education = pilot | {"service": service("education")}
    for percent in ("", "0"):
        refused = press(admin, ADD, **education | {"discount_percent": percent})
        assert "Give the discount" in marks(refused)["discount_percent"][0]
    assert saved(press(admin, ADD, **education | {"discount_percent": "40"}))


def test_r27_1_one_that_has_begun_keeps_its_terms_and_can_be_ended(admin, customer, pilot):
    press(admin, ADD, **pilot | {"first_day": "2026-06-01"})
    terms = SpecialTerms.objects.get()
    press(admin, page_of(terms), reason="Something else", first_day="2026-06-20", allowance="3")
    terms.refresh_from_db()
    assert (terms.reason, terms.starts_at, terms.allowance) == (PILOT["reason"], TODAY, None)
    refused = press(admin, page_of(terms), last_day="2026-05-20")
    assert "This day has passed." in marks(refused)["last_day"][0]
    assert saved(press(admin, page_of(terms), last_day="2026-06-10"))
    page = admin.post(page_of(terms, "delete"), {"post": "yes"}, follow=True)
    assert "Give it a last day to end it." in messages(page)[-1]
    with time_machine.travel(datetime(2026, 6, 11, tzinfo=UTC), tick=False):
        assert not answers.may(customer, "advisor").allowed
        assert admin.get(page_of(terms)).status_code == 200
        assert not SpecialTerms.objects.active(datetime(2026, 6, 11, tzinfo=UTC)).exists()


def test_r27_1_changes_are_kept_with_who_made_them(admin, pilot):
    press(admin, ADD, **pilot)
    terms = SpecialTerms.objects.get()
    press(admin, page_of(terms), reason="Pilot, extended")
    text = admin.get(page_of(terms, "history")).content.decode()
    assert "Asta Holm" in text
    assert "Pilot of the warehouse" in text
    assert "Pilot, extended" in text


def test_r27_1_the_customers_page_shows_her_exceptions(admin, customer, pilot):
    press(admin, ADD, **pilot)
    text = admin.get(f"/admin/subscriptions/customer/{customer.pk}/change/").content.decode()
    assert "Pilot of the warehouse" in text
    assert page_of(SpecialTerms.objects.get()).removesuffix("change/") in text
