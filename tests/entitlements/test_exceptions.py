"""What one customer has negotiated wins over her tier, ends by itself and says so (R27.1)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from entitlements import allowances, answers
from entitlements.models import Grant, Service, SpecialTerms
from entitlements.refusals import LeftOut
from subscriptions import tenancy
from subscriptions.models.regions import Clock
from tests import factories
from tests.tickets.moments import moment
from tickets.models import Milestone

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 25, 12, tzinfo=UTC)
STARTS = datetime(2026, 10, 31, 23, tzinfo=UTC)  # 1 November in Copenhagen
ENDS = datetime(2027, 1, 31, 23, tzinfo=UTC)
REASON = "Pilot of the new warehouse, agreed with Karin Holm"


@pytest.fixture
def ledgers():
    return factories.product("LGF", name="Ledgerkant Finance")


@pytest.fixture
def warehouse():
    return factories.product("STH", name="Stakhus Warehouse")


@pytest.fixture
def customer(ledgers):
    owner = factories.staff("account_owner", name="Karin Holm", email="karin@xtreme.example")
    customer = factories.customer(account_owner=owner)
    factories.line(customer, ledgers, "XT")
    return customer


def agree(customer, service, **fields):
    fields = {"starts_at": STARTS, "ends_at": ENDS, "reason": REASON} | fields
    return SpecialTerms.objects.create(
        customer=customer,
        service=Service.objects.get(code=service),
        approved_by=factories.staff("support_manager"),
        **fields,
    )


def test_r27_1_an_exception_wins_over_the_tier_and_the_answer_says_special_terms(customer):
    agreed = agree(customer, "advisor")
    answer = answers.may(customer, "advisor", None, AT)
    assert (answer.allowed, answer.code, answer.rests_on) == (True, "included", "R27.1")
    assert (answer.special, answer.tier.code) == (agreed, "XT")
    assert answer.basis == "R27.1: special terms"
    assert answer.why == (
        f"Special terms: Dedicated Customer Advisor is included, until 31 January 2027 ({REASON})."
    )
    with translation.override("da"):
        assert answers.may(customer, "advisor", None, AT).why == (
            f"Særlige vilkår: Dedikeret kunderådgiver er omfattet til og med 31. januar 2027 ({REASON})."
        )
        assert answers.may(customer, "advisor", None, AT).basis == "R27.1: særlige vilkår"


@pytest.mark.parametrize(
    ("at", "allowed"),
    [
        (STARTS - timedelta(seconds=1), False),
        (STARTS, True),
        (ENDS - timedelta(seconds=1), True),
        (ENDS, False),
    ],
)
def test_r27_1_it_begins_and_ends_by_itself(customer, at, allowed):
    agree(customer, "advisor")
    assert answers.may(customer, "advisor", None, at).allowed is allowed


def test_r27_1_it_can_leave_a_service_out_and_the_refusal_names_it(customer, ledgers):
    agree(customer, "how_to", granted=False)
    answer = answers.may(customer, "how_to", ledgers, AT)
    assert (answer.allowed, answer.code, answer.rests_on) == (False, "special_terms", "R27.1")
    assert answer.why == (
        f"Special terms: How-to Assistance is not included, until 31 January 2027 ({REASON})."
        " Contact Karin Holm, karin@xtreme.example."
    )
    with pytest.raises(LeftOut):
        answers.require(customer, "how_to", ledgers, AT)


def test_r27_1_an_exception_for_one_product_leaves_the_others_and_comes_before_one_for_all(
    customer, ledgers, warehouse
):
    factories.line(customer, warehouse, "XT")
    agree(customer, "upgrade_planning", product=warehouse)
    assert "is included for Stakhus Warehouse, until" in (
        answers.may(customer, "upgrade_planning", warehouse, AT).why
    )
    assert not answers.may(customer, "upgrade_planning", ledgers, AT).allowed
    assert answers.may(customer, "upgrade_planning", warehouse, AT).allowed
    agree(customer, "upgrade_planning", product=ledgers, granted=False)
    agree(customer, "upgrade_planning", allowance=1)
    assert answers.may(customer, "upgrade_planning", ledgers, AT).code == "special_terms"
    assert answers.may(customer, "upgrade_planning", warehouse, AT).remaining is None


def test_r27_1_its_terms_stand_in_the_place_of_the_tiers(customer, warehouse):
    factories.line(customer, warehouse, "XTE")
    agree(customer, "special_events", allowance=2, english_only=True)
    agree(customer, "education", allowance=1, discount_percent=40)
    allowances.use(customer, "special_events", used_on=date(2026, 12, 5), reference="weekend", by=None, at=AT)
    answer = answers.may(customer, "special_events", warehouse, AT)
    assert (answer.remaining, answer.grant.english_only, answer.grant.standard_products_only) == (
        1,
        True,
        False,
    )
    assert answer.basis == "R27.1: special terms, 2 per period, used on 5 December 2026"
    assert answers.may(customer, "education", None, AT).grant.discount_percent == 40


def test_r27_1_it_holds_for_this_customer_alone(customer, ledgers):
    agree(customer, "advisor")
    other = factories.customer()
    factories.line(other, ledgers, "XT")
    assert not answers.may(other, "advisor", None, AT).allowed
    with tenancy.as_contact(other.pk):
        assert SpecialTerms.objects.count() == 0
    with tenancy.as_contact(customer.pk):
        assert answers.may(customer, "advisor", None, AT).allowed


def test_r27_1_it_needs_a_line_in_force(customer, ledgers, warehouse):
    """Terms of a subscription are none without it."""
    agree(customer, "fixes")
    assert answers.may(customer, "fixes", warehouse, AT).code == "product_not_covered"
    customer.lines.update(ends_at=AT)
    assert answers.may(customer, "fixes", ledgers, AT).code == "subscription_expired"


def test_r27_1_an_answer_by_special_terms_is_one_query(customer, ledgers, django_assert_num_queries):
    agree(customer, "advisor")
    answers.may(customer, "fixes", ledgers, AT)
    with django_assert_num_queries(1):
        assert answers.may(customer, "advisor", None, AT).special


@pytest.mark.parametrize(
    "fields",
    [
        {"ends_at": STARTS},
        {"reason": ""},
        {"starts_at": ENDS - timedelta(days=1), "ends_at": ENDS + timedelta(days=1)},
    ],
    ids=["ends before it starts", "without reason", "overlapping"],
)
def test_r27_1_the_database_refuses_what_cannot_be(customer, fields):
    agree(customer, "advisor")
    with pytest.raises(IntegrityError), transaction.atomic():
        agree(customer, "education" if "reason" in fields or len(fields) == 1 else "advisor", **fields)


# The clock of severity 1 (R8, R14) ------------------------------------------------------------------------------

SATURDAY = moment("2026-11-28 10:00 +01:00")


def first_response(customer, product, at=SATURDAY):
    incident = factories.incident(customer, product, severity=1, at=at)
    return Milestone.objects.get(incident=incident, kind="first_response")


def test_r27_1_an_exception_for_extended_critical_support_counts_for_new_milestones(customer, ledgers):
    """XT in the weekend waits for Monday 00:00; with the exception its 2 hours run on Saturday."""
    before = first_response(customer, ledgers)
    assert before.due_at == moment("2026-11-30 02:00 +01:00")
    agree(customer, "extended_critical_support", clock=Clock.ALWAYS)
    assert first_response(customer, ledgers).due_at == moment("2026-11-28 12:00 +01:00")
    before.refresh_from_db()
    assert before.due_at == moment("2026-11-30 02:00 +01:00"), "what runs is not moved (R27.3)"
    assert first_response(customer, ledgers, ENDS + timedelta(days=5)).clock == Clock.FIVE_DAYS, (
        "it has ended"
    )


def test_r27_1_an_exception_can_leave_severity_1_to_office_hours(customer, ledgers):
    agree(customer, "critical_support", granted=False)
    assert first_response(customer, ledgers, moment("2026-11-25 20:00 +01:00")).clock == Clock.OFFICE


def test_r10_5_an_exception_can_cover_a_product_that_is_not_supported_after_hours(customer):
    retired = factories.product("TLB", after_hours_supported=False)
    factories.line(customer, retired, "XTP")
    assert first_response(customer, retired).clock == Clock.OFFICE
    agree(customer, "extended_critical_support", clock=Clock.ALWAYS, product=retired)
    assert answers.may(customer, "extended_critical_support", retired, SATURDAY).allowed
    assert first_response(customer, retired).clock == Clock.ALWAYS


def test_r27_4_a_holder_of_extended_critical_support_keeps_its_clock_until_her_period_ends(ledgers):
    """What the answer says holds for the clock too."""
    holder = factories.customer()
    factories.line(holder, ledgers, "XTP", ends_at=moment("2026-12-31 00:00 +01:00"))
    factories.line(holder, ledgers, "XTP", starts_at=moment("2026-12-31 00:00 +01:00"))
    grants = Grant.objects.filter(tier__code="XTP", service__code="extended_critical_support")
    grants.update(in_force_until=moment("2026-11-27 00:00 +01:00"))
    assert first_response(holder, ledgers).clock == Clock.ALWAYS
    assert first_response(holder, ledgers, moment("2027-01-02 10:00 +01:00")).clock == Clock.FIVE_DAYS
