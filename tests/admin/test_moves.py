"""R26: an administrator's buttons on a subscription, with what follows before it is done."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from subscriptions import coverage
from subscriptions.life.renewals import begin, renew
from subscriptions.life.tiers import planned_tier
from subscriptions.models import (
    AdvisorAssignment,
    ProductLine,
    RenewalRules,
    Subscription,
    SubscriptionEntry,
)
from tests import factories as make
from tests.admin.pages import messages, press, saved, typed
from tests.tickets.portal import text
from tickets.models import Incident

pytestmark = pytest.mark.django_db

TODAY = datetime(2026, 6, 1, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def customer():
    return make.customer(name="Tsukimori", time_zone="Asia/Tokyo")


@pytest.fixture
def period(customer):
    return begin(customer, date(2026, 1, 1), {make.product(): make.tier("XTP")}, None, TODAY)


def page_of(period, move):
    return f"/admin/subscriptions/subscription/{period.pk}/{move}/"


def move(admin, period, name, *, do=True, **fields):
    page = page_of(period, name)
    return admin.post(page, fields | ({"_do": "1"} if do else {"_preview": "1"}), follow=do)


def now(customer, at=TODAY):
    return [line.tier.code for line in coverage.lines(customer, at)]


def entry(customer):
    return SubscriptionEntry.objects.filter(customer=customer).last()


def test_r26_1_the_preview_of_an_upgrade_says_what_follows_and_changes_nothing(admin, customer, period):
    incident = make.incident(customer, make.product(), at=TODAY)
    line = period.lines.get()
    page = text(move(admin, period, "change_tier", do=False, line=line.pk, tier=make.tier("XTE").pk))
    assert "Product LGF has Xtreme Elite Support from now on, until 31 December 2026." in page
    assert "1 open incident follows at once" in page
    assert now(customer) == ["XTP"]
    assert Incident.objects.get(pk=incident.pk).tier.code == "XTP"
    assert SubscriptionEntry.objects.count() == 1


def test_r17_1_a_tier_that_brings_an_advisor_says_that_the_customer_has_none(admin, customer, period):
    none = "has no Dedicated Customer Advisor, who comes with Xtreme Elite Support"
    upgrade = {"line": period.lines.get().pk, "tier": make.tier("XTE").pk}
    added = {"product": make.product("STH").pk, "tier": make.tier("XTE").pk}
    assert none in text(move(admin, period, "change_tier", do=False, **upgrade))
    assert none in text(move(admin, period, "add_product", do=False, **added))
    assert none not in text(
        move(admin, period, "add_product", do=False, **added | {"tier": make.tier("XTP").pk})
    )
    AdvisorAssignment.objects.create(
        customer=customer, advisor=make.staff("advisor"), starts_on=TODAY.date() - timedelta(days=9)
    )
    assert none not in text(move(admin, period, "change_tier", do=False, **upgrade))


def test_r26_1_the_button_upgrades_on_record(admin, administrator, customer, period):
    fields = {"line": period.lines.get().pk, "tier": make.tier("XTE").pk, "reason": "New contract"}
    with time_machine.travel(TODAY.replace(hour=11), tick=False):
        page = move(admin, period, "change_tier", **fields)
        assert messages(page) == ["Product LGF has Xtreme Elite Support now."]
        assert now(customer, TODAY.replace(hour=11)) == ["XTE"]
    assert (entry(customer).kind, entry(customer).by, entry(customer).reason) == (
        "upgraded", administrator, "New contract",
    )  # fmt: skip
    assert "upgraded at once from Xtreme Premium Support" in text(page)


def test_r26_4_a_lower_tier_is_planned_and_its_own_drops_the_plan(admin, customer, period):
    line = period.lines.get()
    fields = {"line": line.pk, "tier": make.tier("XT").pk}
    page = text(move(admin, period, "change_tier", do=False, **fields))
    assert "keeps Xtreme Premium Support until 31 December 2026 and goes on with Xtreme Support" in page
    move(admin, period, "change_tier", **fields)
    assert planned_tier(line).code == "XT"
    move(admin, period, "change_tier", line=line.pk, tier=make.tier("XTP").pk)
    assert planned_tier(line) is None


def test_r26_3_a_product_is_added_until_the_end_of_the_others(admin, customer, period):
    fields = {"product": make.product("FMP").pk, "tier": make.tier("XT").pk}
    assert "ends with the others on 31 December 2026" in text(
        move(admin, period, "add_product", do=False, **fields)
    )
    move(admin, period, "add_product", **fields)
    assert ProductLine.objects.get(product__code="FMP").ends_at == period.ends_at
    move(admin, period, "renew", reason="")
    later = fields | {"product": make.product("STH").pk}
    assert "ends with the others on 31 December 2027" in text(
        move(admin, period, "add_product", do=False, **later)
    )


def test_r26_a_renewal_is_previewed_done_once_and_taken_back(admin, customer, period):
    page = text(move(admin, period, "renew", do=False, reason=""))
    assert "The next period runs from 1 January 2027 to 31 December 2027." in page
    assert "Product LGF: Xtreme Premium Support" in page
    move(admin, period, "renew", reason="")
    refused = move(admin, period, "renew", reason="As agreed")
    assert refused.status_code == 422
    assert "The next period is agreed already" in text(refused)
    assert "As agreed" in text(refused)
    move(admin, period, "take_back", reason="")
    assert Subscription.objects.count() == 1


@pytest.mark.parametrize(("joined", "first"), [("today", "10 February 2027"), ("joined", "1 January 2027")])
def test_r26_5_reinstatement_is_a_choice_with_its_consequence(admin, customer, period, joined, first):
    with time_machine.travel(datetime(2027, 2, 10, 3, tzinfo=UTC), tick=False):
        page = text(move(admin, period, "reinstate", do=False, joined=joined))
        assert f"The new period runs from {first}" in page
        move(admin, period, "reinstate", joined=joined)
        assert now(customer, datetime(2027, 2, 10, 3, tzinfo=UTC)) == ["XTP"]


def test_r26_what_cannot_be_is_a_sentence_and_nothing_is_half_done(admin, period):
    refused = move(admin, period, "reinstate", joined="today")
    assert refused.status_code == 422
    assert "The subscription runs until 31 December 2026. Renew it instead." in text(refused)
    assert Subscription.objects.count() == 1


def offered(admin, period):
    page = admin.get(f"/admin/subscriptions/subscription/{period.pk}/change/").content.decode()
    names = ("change_tier", "add_product", "renew", "take_back", "reinstate")
    return {name for name in names if f'href="{page_of(period, name)}"' in page}


def test_r26_an_administrator_is_offered_the_moves_that_the_state_allows(admin, customer, period):
    assert offered(admin, period) == {"change_tier", "add_product", "renew"}
    made = renew(period, None, TODAY)
    assert offered(admin, period) == {"change_tier", "add_product", "take_back"}
    assert offered(admin, made) == {"add_product", "renew"}
    with time_machine.travel(datetime(2027, 2, 10, 3, tzinfo=UTC), tick=False):
        assert offered(admin, period) == set()
        assert offered(admin, made) == {"change_tier", "add_product", "renew"}
    with time_machine.travel(datetime(2028, 2, 10, 3, tzinfo=UTC), tick=False):
        assert offered(admin, made) == {"reinstate"}


def test_r26_the_page_of_a_move_says_which_it_is(admin, period):
    assert ">Renew</h2>" in admin.get(page_of(period, "renew")).content.decode()


@pytest.mark.parametrize("name", ["change_tier", "add_product", "renew", "take_back", "reinstate"])
def test_each_page_opens_and_takes_what_is_not_one_of_its_choices(admin, period, name):
    assert admin.get(page_of(period, name)).status_code == 200
    answer = move(admin, period, name, line="99", tier="x", product="", joined="never")
    assert answer.status_code == (200 if name == "renew" else 422)  # a renewal has no choices


def test_r26_what_is_typed_into_the_form_is_on_the_timeline_too(admin, administrator, customer, period):
    page = f"/admin/subscriptions/subscription/{period.pk}/change/"
    assert saved(press(admin, page, **{"lines-0-last_day": "2026-11-30"}))
    assert (entry(customer).kind, entry(customer).by) == ("corrected", administrator)
    assert "corrected: Xtreme Premium Support" in text(admin.get(page))
    assert saved(press(admin, page))
    assert SubscriptionEntry.objects.filter(customer=customer).count() == 2


def test_r26_another_administrator_was_faster(admin, period):
    renew(period, None, TODAY)
    assert move(admin, period, "renew", reason="").status_code == 422


def test_r26_2_the_days_of_reminders_are_edited(admin):
    page = admin.get("/admin/subscriptions/renewalrules/", follow=True)
    assert typed(page)["notice_days"].replace(" ", "") == "120,90,30,7"
    address = page.redirect_chain[-1][0]
    assert saved(press(admin, address, notice_days="60, 14", grace_days="45"))
    assert (RenewalRules.current().notice_days, RenewalRules.current().grace_days) == ([60, 14], 45)
    refused = press(admin, address, notice_days="60, 60, x")
    assert not saved(refused)
