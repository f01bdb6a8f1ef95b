"""Asking for an upgrade from any refusal; a person answers, and granting does it (R26.1)."""

import re

import pytest

from entitlements.renewal.models import UpgradeRequest
from entitlements.renewal.refusals import Decided, NothingToJoin
from entitlements.renewal.requests import answer, ask
from notifications.models import Notification
from subscriptions import coverage, tenancy
from subscriptions.life import changing
from subscriptions.life.refusals import NotHigher, SameTier
from subscriptions.models import SubscriptionEntry
from subscriptions.refusals import WrongText
from tests import factories as make
from tests.tickets.moments import moment
from tests.tickets.portal import get, signed_in, text

pytestmark = pytest.mark.django_db

WEDNESDAY, TEN = moment("2026-11-25 09:00 +01:00"), moment("2026-11-25 10:00 +01:00")
PAGE = "/subscription/upgrade/"


@pytest.fixture
def owner():
    return make.staff("account_owner", name="Ida Holm")


@pytest.fixture
def customer(owner):
    made = make.customer(name="Havblik", account_owner=owner)
    make.line(made, make.product(), "XT")
    return made


@pytest.fixture
def manager(customer):
    return make.contact(customer, "manager", name="Birthe Munk")


@pytest.fixture
def contact(customer, manager):
    return make.contact(customer, name="Jonas Toft")


def asked(customer, by, tier="XTP", product="LGF", why="We open on Sundays"):
    return ask(customer, make.product(product), make.tier(tier), why, by, WEDNESDAY)


def told(kind):
    return set(Notification.objects.filter(kind=kind).values_list("recipient__name", "channel"))


def both(name):
    return {(name, "email"), (name, "in_app")}


def test_a_contact_asks_and_the_account_owner_and_her_manager_are_told(customer, contact):
    with tenancy.as_contact(customer.pk):
        made = asked(customer, contact)
    assert (made.state, made.from_tier.code, made.wanted_tier.code) == ("asked", "XT", "XTP")
    assert told("upgrade_asked") == both("Ida Holm")
    assert told("upgrade_asked_here") == both("Birthe Munk")


def test_a_manager_who_asks_is_not_told_what_she_asked(customer, manager):
    asked(customer, manager)
    assert told("upgrade_asked_here") == set()


def test_asking_for_another_tier_changes_the_request_and_loses_no_word(customer, contact, manager):
    """R26: what was typed is told, also where something is asked already."""
    first = asked(customer, contact, why="Weekends.")
    again = asked(customer, manager, "XTE", why="We go live.")
    assert again.pk == first.pk
    again.refresh_from_db()
    assert (again.wanted_tier.code, again.text) == ("XTE", "Weekends.\n\nBirthe Munk: We go live.")
    rows = Notification.objects.filter(kind="upgrade_asked", channel="in_app").order_by("pk")
    assert [row.context["tier"] for row in rows] == [first.wanted_tier.name, again.wanted_tier.name]


def test_asking_twenty_times_makes_one(customer, contact, manager):
    made = {asked(customer, person).pk for person in [contact, manager] * 10}
    assert len(made) == UpgradeRequest.objects.count() == 1
    assert Notification.objects.filter(kind="upgrade_asked").count() == 2


def test_the_database_holds_one_open_request_a_product_whoever_looks_first(customer, contact, monkeypatch):
    from entitlements.renewal import requests

    first = asked(customer, contact)
    monkeypatch.setattr(requests, "waiting", lambda *args: None)
    assert asked(customer, contact) == first


@pytest.mark.parametrize(("tier", "refused"), [("XT", SameTier)])
def test_what_one_has_is_not_asked_for(customer, contact, tier, refused):
    with pytest.raises(refused):
        asked(customer, contact, tier)


def test_a_lower_tier_is_not_asked_for_here(customer, contact):
    make.line(customer, make.product("FMP"), "XTE")
    with pytest.raises(NotHigher):
        asked(customer, contact, "XTP", "FMP")


@pytest.mark.parametrize("why", ["", " \n", "x" * 2001])
def test_it_needs_a_sentence(customer, contact, why):
    with pytest.raises(WrongText):
        asked(customer, contact, why=why)


def test_granting_upgrades_at_once_and_tells_the_asker_and_the_manager(customer, contact, owner):
    incident = make.incident(customer, at=WEDNESDAY, contact=contact, severity=2)
    answer(asked(customer, contact), owner, "Agreed by phone", "granted", TEN)
    assert coverage.line_for(customer, make.product(), TEN).tier.code == "XTP"
    incident.refresh_from_db()
    assert incident.tier.code == "XTP"
    assert told("upgrade_answered") == both("Jonas Toft") | both("Birthe Munk")
    entry = SubscriptionEntry.objects.get(customer=customer, kind="upgraded")
    assert (entry.by, entry.reason) == (owner, "We open on Sundays")


def test_granting_a_product_that_is_not_covered_adds_it_to_the_period(customer, contact, owner):
    answer(asked(customer, contact, "XT", "FMP"), owner, "Agreed", "granted", TEN)
    assert coverage.line_for(customer, make.product("FMP"), TEN).tier.code == "XT"


def test_without_a_period_that_runs_nothing_is_added_and_nothing_is_half_done(customer, contact, owner):
    customer.lines.update(ends_at=WEDNESDAY)
    customer.subscriptions.update(ends_at=WEDNESDAY)
    made = asked(customer, contact, "XTP")
    with pytest.raises(NothingToJoin):
        answer(made, owner, "Agreed", "granted", TEN)
    made.refresh_from_db()
    assert (made.state, told("upgrade_answered")) == ("asked", set())


def test_declining_changes_nothing_and_a_new_request_can_follow(customer, contact, owner):
    answer(asked(customer, contact), owner, "Not this year", "declined", TEN)
    assert coverage.line_for(customer, make.product(), TEN).tier.code == "XT"
    assert asked(customer, contact).state == "asked"


def test_an_answer_without_a_decision_leaves_it_open(customer, contact, owner):
    made = answer(asked(customer, contact), owner, "I ask our director", "answered", TEN)
    assert asked(customer, contact) == made
    answer(made, owner, "Agreed", "granted", TEN)


def test_two_who_decide_the_second_hears_of_the_first(customer, contact, owner):
    made = asked(customer, contact)
    answer(made, owner, "Not this year", "declined", TEN)
    with pytest.raises(Decided, match="Ida Holm has decided this request already"):
        answer(made, make.staff("administrator"), "Agreed", "granted", TEN)
    assert coverage.line_for(customer, make.product(), TEN).tier.code == "XT"


def test_the_page_comes_from_a_refusal_with_product_and_tier_chosen(customer, contact):
    page = text(get(signed_in(contact), f"{PAGE}?service=interactive_briefings&product=LGF"))
    assert "It is about: Interactive Briefings" in page
    assert '<option value="LGF" selected>' in page
    assert '<option value="XTP" selected>' in page
    assert "Ida Holm answers you." in page
    assert "Your company's manager is told that you ask: Birthe Munk" in page


def test_the_page_chooses_the_tier_that_has_the_service(customer, contact):
    page = text(get(signed_in(contact), f"{PAGE}?service=advisor"))
    assert '<option value="XTE" selected>' in page


def offered(page):
    return re.findall(r'<option value="(XT\w*)"', text(page))


def test_r26_the_page_offers_the_tiers_above_what_the_product_has(customer, contact):
    make.line(customer, make.product("STH"), "XTP")
    make.line(customer, make.product("FMP"), "XTE")
    make.product("ORV")
    client = signed_in(contact)
    assert offered(get(client, f"{PAGE}?product=LGF")) == ["XTP", "XTE"]
    assert offered(get(client, f"{PAGE}?product=STH")) == ["XTE"]
    assert offered(get(client, f"{PAGE}?product=ORV")) == ["XT", "XTP", "XTE"]
    none = get(client, f"{PAGE}?product=FMP")
    assert offered(none) == []
    assert "Product FMP has the highest subscription there is." in text(none)
    assert '<option value="XTE" selected>' in text(get(client, f"{PAGE}?product=LGF&tier=XTE"))
    assert '<option value="XTE" selected>' in text(get(client, f"{PAGE}?product=STH&tier=XTP"))


def test_r26_what_is_sent_for_another_product_is_what_is_offered_then(customer, contact):
    """Without scripts: the list is of the product that the page began with."""
    make.line(customer, make.product("FMP"), "XTE")
    client = signed_in(contact)
    again = client.post(f"{PAGE}?product=FMP", {"product": "LGF", "tier": "", "text": "We open on Sundays"})
    assert (again.status_code, offered(again)) == (422, ["XTP", "XTE"])
    assert "We open on Sundays" in text(again)
    refused = client.post(f"{PAGE}?product=LGF", {"product": "FMP", "tier": "XTP", "text": "We open"})
    assert "is no higher than Xtreme Elite Support" in text(refused)


def test_r26_the_page_says_what_is_asked_for_already_whatever_product_it_begins_with(customer, contact):
    asked(customer, contact)
    page = text(get(signed_in(contact), PAGE))
    assert "Xtreme Premium Support for Product LGF is asked for already, by Jonas Toft" in page
    assert "What you send for Product LGF changes that request" in page


@pytest.mark.parametrize("query", ["?service=nonsense&product=nonsense", "?service=" + "x" * 999])
def test_an_address_that_nobody_understands_is_a_page_all_the_same(customer, contact, query):
    assert get(signed_in(contact), PAGE + query).status_code == 200


def test_sending_it_leads_back_to_the_subscription_which_shows_it(customer, contact):
    client = signed_in(contact)
    sent = client.post(PAGE, {"product": "LGF", "tier": "XTP", "text": "We open on Sundays"})
    assert sent["Location"] == "/subscription/"
    page = text(client.get("/subscription/"))
    assert "What you have asked for" in page
    assert "We open on Sundays" in page
    assert "is asked for already, by Jonas Toft" in text(client.get(f"{PAGE}?product=LGF"))


def test_r26_1_who_asks_after_a_colleague_is_told_of_the_answer_too(customer, contact, owner):
    """Also where she asks for the same in the same words, and once however often she asks."""
    words = {"product": "LGF", "tier": "XTP", "text": "We open on Sundays"}
    signed_in(contact).post(PAGE, words)
    second = make.contact(customer, name="Mette Dam")
    for _each in range(2):
        page = text(signed_in(second).post(PAGE, words, follow=True))
        assert "You are told when it is answered." in page
    answer(UpgradeRequest.objects.get(), owner, "Agreed", "granted", TEN)
    assert told("upgrade_answered") == both("Jonas Toft") | both("Mette Dam") | both("Birthe Munk")


def test_who_has_left_is_told_of_no_answer_to_her_company(customer, contact, owner):
    second = make.contact(customer, name="Mette Dam")
    asked(customer, contact)
    asked(customer, second)
    contact.memberships.update(ended_at=TEN)
    answer(UpgradeRequest.objects.get(), owner, "Agreed", "granted", TEN)
    assert told("upgrade_answered") == both("Mette Dam") | both("Birthe Munk")


def test_what_is_wrong_is_said_at_its_field_and_stays_typed(customer, contact):
    client = signed_in(contact)
    page = client.post(PAGE, {"product": "LGF", "tier": "XT", "text": "We open on Sundays"})
    assert page.status_code == 422
    assert "Product LGF has Xtreme Support already." in text(page)
    assert "We open on Sundays" in text(page)
    assert not UpgradeRequest.objects.exists()


def test_another_company_sees_nothing_of_it(customer, contact):
    asked(customer, contact)
    stranger = make.contact(make.customer())
    with tenancy.as_contact(stranger.memberships.get().customer_id):
        assert not UpgradeRequest.objects.exists()
    assert "We open on Sundays" not in text(get(signed_in(stranger), "/subscription/"))


def test_staff_are_sent_to_the_desk(owner):
    assert get(signed_in(owner), PAGE)["Location"] == "/desk/renewals/"


def test_r26_the_page_of_the_subscription_shows_its_timeline(customer, contact, owner):
    answer(asked(customer, contact), owner, "Agreed by phone", "granted", TEN)
    page = text(get(signed_in(contact), "/subscription/", TEN))
    assert "Ida Holm: Product LGF upgraded at once from Xtreme Support to Xtreme Premium Support" in page
    assert "The next period is not agreed yet." in page


def test_r26_5_the_timeline_says_that_it_ended_unless_it_went_on_without_a_gap(customer, contact):
    reader, said = signed_in(contact), "The subscription has ended; 25 November 2026 was its last day."
    assert said not in text(get(reader, "/subscription/", TEN))
    customer.lines.update(ends_at=WEDNESDAY)
    customer.subscriptions.update(ends_at=WEDNESDAY)
    assert said in text(get(reader, "/subscription/", TEN))
    assert said in text(get(signed_in(make.staff()), f"/desk/customers/{customer.number}/subscription/", TEN))
    later = make.line(customer, make.product(), "XT", starts_at=TEN)
    changing.put_down("reinstated", later.subscription, TEN, None, first="2026-11-25", last="2027-11-24")
    assert said in text(get(reader, "/subscription/", TEN))
    customer.subscriptions.filter(pk=later.subscription_id).update(starts_at=WEDNESDAY)
    customer.lines.filter(pk=later.pk).update(starts_at=WEDNESDAY)
    assert said not in text(get(reader, "/subscription/", TEN))


def test_r26_5_who_has_nothing_in_force_reads_how_to_renew_instead_of_a_form(customer, contact):
    customer.lines.update(ends_at=WEDNESDAY)
    page = get(signed_in(contact), PAGE, TEN)
    assert page.status_code == 403
    assert "Your subscription expired on 25 November 2026" in text(page)
    assert "<textarea" not in text(page)
