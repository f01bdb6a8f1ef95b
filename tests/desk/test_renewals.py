"""R26: what ends when, and the answers to what customers ask for."""

import re
from datetime import date, timedelta

import pytest

from entitlements.renewal import notices
from entitlements.renewal.requests import ask
from subscriptions import coverage
from subscriptions.life.renewals import begin, renew
from subscriptions.life.tiers import downgrade
from tests import factories as make
from tests.desk.pages import get, post, signed_in, text
from tests.tickets.moments import moment
from tests.tickets.portal import queries

pytestmark = pytest.mark.django_db

WEDNESDAY, TEN = moment("2026-11-25 09:00 +01:00"), moment("2026-11-25 10:00 +01:00")
PAGE = "/desk/renewals/"


@pytest.fixture
def owner():
    return make.staff("account_owner", name="Ida Holm")


@pytest.fixture
def client(owner):
    return signed_in(owner)


@pytest.fixture
def customer(owner):
    return make.customer(name="Havblik", account_owner=owner)


def covered(customer, first, product="LGF", tier="XT"):
    return begin(
        customer, first, {make.product(product): make.tier(tier)}, None, WEDNESDAY - timedelta(days=90)
    )


def test_r26_2_it_shows_each_end_by_month_with_products_reminders_and_open_incidents(client, customer):
    period = covered(customer, date(2025, 12, 15), tier="XTP")
    make.incident(customer, at=WEDNESDAY, severity=1)
    notices.remind(period.pk, TEN)
    page = text(get(client, PAGE, TEN))
    for words in ("December 2026", "Havblik", "Premium", "14 December 2026", "30 <span", "1 critical"):
        assert words in page


def test_in_danish_one_critical_incident_is_one(client, owner, customer):
    covered(customer, date(2025, 12, 15))
    owner.language = "da"
    owner.save()
    make.incident(customer, at=WEDNESDAY, severity=1)
    assert "1 kritisk<" in text(get(client, PAGE, TEN))
    make.incident(customer, at=WEDNESDAY, severity=1)
    assert "2 kritiske<" in text(get(client, PAGE, TEN))


def test_r26_4_it_shows_planned_downgrades_and_what_is_renewed(client, customer):
    period = covered(customer, date(2025, 12, 15), tier="XTE")
    downgrade(period.lines.get(), make.tier("XTP"), None, WEDNESDAY)
    page = text(get(client, PAGE, TEN))
    assert re.search("Elite.*→.*Premium", page)
    assert "renewed" not in page
    renew(period, None, WEDNESDAY)
    page = text(get(client, PAGE, TEN))
    assert re.search("Elite.*→.*Premium", page)
    assert "renewed" in page


def test_r26_5_what_has_ended_shows_its_grace_time_and_that_it_is_over(client, customer, owner):
    covered(customer, date(2025, 11, 10))
    covered(make.customer(name="Fellgate", account_owner=owner), date(2025, 10, 1))
    page = text(get(client, PAGE, TEN))
    assert "grace time until 9 December 2026" in page
    assert "grace time over" in page


def test_it_is_narrowed_by_region_and_account_owner(client, customer, owner):
    covered(customer, date(2025, 12, 15))
    other = make.customer(name="Elsewhere", region=make.region("uk", "Europe/London"))
    covered(other, date(2025, 12, 16))
    assert "Elsewhere" in text(get(client, PAGE, TEN))
    for query in ("?region=nordic", f"?owner={owner.pk}"):
        page = text(get(client, PAGE + query, TEN))
        assert "Havblik" in page
        assert "Elsewhere" not in page
    assert get(client, PAGE + "?region=nowhere&owner=99999999999999999999", TEN).status_code == 200


def test_it_takes_the_same_queries_however_many_end(client, owner):
    for number in range(2):
        covered(make.customer(account_owner=owner), date(2025, 12, 15 + number))
    few = queries(lambda: get(client, PAGE, TEN))
    for number in range(6):
        covered(make.customer(account_owner=owner), date(2026, 1, 15 + number))
    assert queries(lambda: get(client, PAGE, TEN)) == few


@pytest.fixture
def wish(customer):
    covered(customer, date(2026, 6, 1))
    person = make.contact(customer, name="Jonas Toft")
    return ask(customer, make.product(), make.tier("XTP"), "We open on Sundays", person, WEDNESDAY)


def test_r17_1_who_grants_elite_reads_that_the_customer_has_no_advisor(client, customer, wish):
    page = f"/desk/upgrades/{wish.pk}/"
    assert "Dedicated Customer Advisor" not in text(get(client, page, TEN))
    ask(customer, make.product(), make.tier("XTE"), "With an advisor", wish.asked_by, WEDNESDAY)
    assert "Havblik has no Dedicated Customer Advisor, who comes with Xtreme Elite Support" in text(
        get(client, page, TEN)
    )


def test_a_request_is_answered_on_its_page_and_granting_it_upgrades(client, customer, wish):
    assert "Jonas Toft: We open on Sundays" in text(get(client, PAGE, TEN))
    page = text(get(client, f"/desk/upgrades/{wish.pk}/", TEN))
    assert "Covered by Xtreme Support until 31 May 2027. Granting it ends that line" in page
    assert "0 open incidents follow" in page
    sent = post(client, f"/desk/upgrades/{wish.pk}/", TEN, text="Agreed", decision="granted")
    assert sent["Location"] == PAGE
    assert coverage.line_for(customer, make.product(), TEN).tier.code == "XTP"
    assert "We open on Sundays" not in text(get(client, PAGE, TEN))


def test_an_answer_without_a_text_or_a_decision_is_marked_and_keeps_what_was_typed(client, wish):
    page = post(client, f"/desk/upgrades/{wish.pk}/", TEN, text="Agreed")
    assert page.status_code == 422
    assert "Agreed" in text(page)
    wish.refresh_from_db()
    assert wish.state == "asked"


@pytest.mark.parametrize("role", ["agent", "lead", "advisor"])
def test_who_may_not_agree_reads_it_and_is_told_whom_to_ask(role, wish):
    person = signed_in(make.staff(role))
    page = text(get(person, f"/desk/upgrades/{wish.pk}/", TEN))
    assert "Send the answer" not in page
    assert "It is answered by: Ida Holm." in page
    refused = post(person, f"/desk/upgrades/{wish.pk}/", TEN, text="Agreed", decision="granted")
    assert refused.status_code == 403
    assert "Ask Ida Holm." in text(refused)


def test_a_contact_finds_nothing_there(wish):
    person = signed_in(wish.asked_by)
    assert get(person, f"/desk/upgrades/{wish.pk}/", TEN).status_code == 404
    assert get(person, PAGE, TEN).status_code == 404
