"""Applying for a programme: the four kinds of points, Elite first, places (R19)."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from entitlements.programmes import applying, deciding, eligibility
from entitlements.programmes.models import Application
from entitlements.refusals import SubscriptionExpired
from notifications.models import Notification
from subscriptions.life import tiers
from subscriptions.models import InstalledSystem
from subscriptions.refusals import Refusal
from tests import factories as make
from tests.programmes.scene import (
    AFTER_ELITE,
    AT,
    CLOSED,
    REASON,
    admitted,
    applied,
    company,
    fresh,
    later,
    manager_of_programmes,
    product,
    programme,
    terms,
    wish,
)

pytestmark = pytest.mark.django_db

State = Application.State


def refused(act, *args, **words):
    with pytest.raises(Refusal) as caught:
        act(*args, **words)
    return caught.value


def test_r19_1_the_four_are_shown_point_by_point_looked_up_or_as_she_says():
    found = programme()
    made = applied(found, met=False)
    points = eligibility.points_of(made, AT)
    assert [(p.requirement.kind, p.met, p.looked_up) for p in points] == [
        ("timing", False, False),
        ("effort", False, False),
        ("business", False, False),
        ("environment", True, True),
        ("environment", False, False),
    ]
    assert points[0].requirement.words == "Takes part from 11 January 2027 to 30 April 2027"
    assert points[3].requirement.words == "Stakhus Warehouse is installed"


def test_r19_1_all_four_met_is_still_under_consideration():
    made = applied(programme())
    assert eligibility.all_met(eligibility.points_of(made, AT))
    assert fresh(made).state == State.CONSIDERED
    assert Notification.objects.filter(kind="programme_applied").exists()
    assert not Notification.objects.filter(kind="programme_decided").exists()


def test_r19_1_what_is_looked_up_follows_the_installed_systems_until_a_person_decides():
    found = programme()
    made = applied(found)
    InstalledSystem.objects.all().delete()
    assert not eligibility.all_met(eligibility.points_of(made, AT))
    decided = deciding.decline(made, manager_of_programmes(), REASON, AT)
    InstalledSystem.objects.create(
        customer=made.customer, product=product(), version=make.version(product(), "8.0")
    )
    assert [p.met for p in eligibility.points_of(decided, AT)] == [True, True, True, False, True]


@pytest.mark.parametrize(
    ("check", "met"),
    [("covered", True), ("installed", True), ("test_system", False), ("standard", False)],
)
def test_r19_1_checks_of_the_environment(check, met):
    found = programme(looked_up=[check], stated=())
    customer, _contact = company()
    InstalledSystem.objects.update(modified="Own labels")
    points = eligibility.points(found, customer, AT)
    assert points[-1].met is met


@pytest.mark.parametrize(("version", "met"), [("8.0", True), ("10.1", True), ("7.2", False)])
def test_r19_1_an_oldest_version_is_compared_as_versions_are(version, met):
    found = programme(looked_up=(), stated=(), oldest_version=make.version(product(), "8.0"))
    customer, _contact = company(version=version)
    assert eligibility.points(found, customer, AT)[-1].met is met


def test_r19_1_another_customers_systems_meet_nothing():
    found = programme()
    company()
    customer = make.customer()
    make.line(customer, product(), "XTE")
    assert eligibility.points(found, customer, AT)[3].met is False


def test_r19_2_elite_stands_before_others_until_the_date_and_not_after_it():
    found = programme()
    other = applied(found, "XT", later(0))
    elite = applied(found, "XTE", later(1))
    rows = Application.objects.filter(programme=found)
    assert list(rows.in_order(elite_first=found.puts_elite_first(AT.date()))) == [elite, other]
    assert list(rows.in_order(elite_first=found.puts_elite_first(AFTER_ELITE.date()))) == [other, elite]


def test_r19_2_another_customers_application_is_kept_and_she_reads_why_she_waits():
    found = programme()
    customer, contact = company("XTP")
    done = applying.apply(wish(found, customer, contact), AT)
    assert str(done.after_elite) == (
        "Until 10 December 2026 Elite customers are considered first. Your application is kept."
    )
    assert done.after_elite.code == "needs_elite_first"
    assert fresh(done.application).state == State.CONSIDERED


def test_r19_2_the_refusal_in_danish():
    found = programme()
    customer, contact = company("XT")
    with override("da"):
        done = applying.apply(wish(found, customer, contact), AT)
        assert str(done.after_elite) == (
            "Indtil 10. december 2026 overvejes Elite-kunder først. Din ansøgning er gemt."
        )


def test_r19_2_only_elite_is_given_a_place_until_the_date():
    found, by = programme(), manager_of_programmes()
    other = applied(found, "XT")
    assert refused(deciding.accept, other, by, REASON, AT).code == "needs_elite_first"
    assert fresh(other).state == State.CONSIDERED
    assert deciding.accept(other, by, REASON, AFTER_ELITE).takes_part


def test_r19_2_the_date_ends_with_the_customers_own_day():
    found, by = programme(), manager_of_programmes()
    melbourne = applied(found, "XT", time_zone="Australia/Melbourne")
    aarhus = applied(found, "XT")
    early = AFTER_ELITE - timedelta(hours=2)  # before midnight in Aarhus
    assert refused(deciding.accept, aarhus, by, REASON, early).code == "needs_elite_first"
    assert deciding.accept(melbourne, by, REASON, early).takes_part


def test_r19_2_who_becomes_elite_while_she_waits_is_considered_first():
    found = programme()
    made = applied(found, "XT")
    tiers.upgrade(made.customer.lines.get(), make.tier("XTE"), make.staff("account_owner"), AT)
    assert fresh(made).elite


def test_r19_3_when_all_places_are_taken_nobody_applies_or_is_given_one():
    found, by = programme(terms=terms(capacity=1)), manager_of_programmes()
    waiting = applied(found)
    admitted(found)
    customer, contact = company()
    assert str(refused(applying.apply, wish(fresh(found), customer, contact), AT)) == (
        "All 1 places are taken."
    )
    assert refused(deciding.accept, waiting, by, REASON, AT).code == "programme_full"
    assert fresh(waiting).state == State.CONSIDERED


def test_r19_3_a_place_that_is_left_is_free_again():
    found = programme(terms=terms(capacity=1))
    made = admitted(found)
    assert fresh(found).taken == 1
    applying.withdraw(made, made.applied_by, AT)
    assert fresh(found).taken == 0
    assert fresh(made).state == State.WITHDRAWN
    assert admitted(found).takes_part


def test_after_the_last_day_nobody_applies():
    found = programme()
    customer, contact = company()
    assert refused(applying.apply, wish(found, customer, contact), CLOSED).code == "applications_closed"


def test_a_company_applies_once_and_again_after_it_withdrew():
    found = programme()
    customer, contact = company()
    first = applying.apply(wish(found, customer, contact), AT).application
    again = refused(applying.apply, wish(found, customer, make.contact(customer)), AT)
    assert (again.code, again.words["name"]) == ("already_applied", contact.name)
    applying.withdraw(first, contact, AT)
    assert applying.apply(wish(found, customer, contact), AT).application != first


def test_pressing_twice_applies_once():
    found = programme()
    customer, contact = company()
    words = {"submission": "00000000-0000-0000-0000-000000000001"}
    first, second = (applying.apply(wish(found, customer, contact, **words), AT) for _ in range(2))
    assert first.application == second.application


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"interest": " "}, "interest_missing"),
        ({"people": []}, "nobody_named"),
        ({"answers": {}}, "point_unanswered"),
    ],
)
def test_what_is_missing_is_a_sentence_and_nothing_is_kept(changes, code):
    found = programme()
    customer, contact = company()
    assert refused(applying.apply, wish(found, customer, contact, **changes), AT).code == code
    assert not Application.objects.exists()


def test_nobody_of_another_company_can_be_named():
    found = programme()
    customer, contact = company()
    _other, stranger = company()
    assert refused(applying.apply, wish(found, customer, contact, people=[stranger]), AT).code == (
        "nobody_named"
    )


def test_without_a_subscription_or_the_service_nobody_applies():
    found = programme()
    customer, contact = company(ends=AT, begins=make.LONG_AGO)
    assert isinstance(refused(applying.apply, wish(found, customer, contact), AT), SubscriptionExpired)


def test_only_who_applied_and_a_manager_withdraw():
    made = applied(programme())
    assert refused(applying.withdraw, made, make.contact(made.customer), AT).code == "application_not_yours"
    assert applying.withdraw(made, make.contact(made.customer, "manager"), AT).state == State.WITHDRAWN
