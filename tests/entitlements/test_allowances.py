"""The ledger of uses of limited services, and what answers say is left (R25.1 to R25.3)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from entitlements import allowances, answers
from entitlements.models import AllowanceUse, Grant
from entitlements.refusals import DiscountUsed, EventUsed, NeedsElite
from subscriptions import tenancy
from tests import factories

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 25, 12, tzinfo=UTC)
RENEWED = datetime(2027, 6, 30, 22, tzinfo=UTC)  # midnight in Copenhagen, after 30 June
BEGAN = datetime(2026, 6, 30, 22, tzinfo=UTC)
WEEKEND = date(2026, 12, 12)


@pytest.fixture
def ledgers():
    return factories.product("LGF", name="Ledgerkant Finance")


@pytest.fixture
def customer(ledgers):
    owner = factories.staff("account_owner", name="Karin Holm", email="karin@xtreme.example")
    customer = factories.customer(account_owner=owner)
    factories.line(customer, ledgers, "XTE", starts_at=BEGAN, ends_at=RENEWED)
    factories.line(customer, ledgers, "XTE", starts_at=RENEWED)
    return customer


def weekend(customer, at=AT, used_on=WEEKEND):
    words = {"used_on": used_on, "reference": "weekend of 12 December 2026", "by": None, "at": at}
    return allowances.use(customer, "special_events", **words)


def left(customer, at=AT, service="special_events"):
    return answers.may(customer, service, None, at).remaining


def test_r25_2_an_answer_names_the_line_it_rests_on_and_when_it_was_used(customer, ledgers):
    weekend(customer)
    answer = answers.may(customer, "special_events", ledgers, AT)
    assert (answer.allowed, answer.code, answer.remaining, answer.rests_on) == (
        False,
        "event_used",
        0,
        "R23.8",
    )
    assert answer.basis == "R23.8: 1 per period, used on 12 December 2026"
    assert answer.why == (
        "The weekend for the support period 1 July 2026–30 June 2027 has been used (12 December 2026)."
        " The next period begins 1 July 2027."
    )
    assert [(use.used_on, use.reference) for use in answer.uses] == [(WEEKEND, "weekend of 12 December 2026")]
    with translation.override("da"):
        assert answers.may(customer, "special_events", ledgers, AT).why == (
            "Weekenden for supportperioden 1. juli 2026–30. juni 2027 er brugt (12. december 2026)."
            " Næste periode begynder 1. juli 2027."
        )


def test_r25_1_the_discount_that_is_used_says_so_in_its_own_words(customer):
    allowances.use(customer, "education", used_on=WEEKEND, reference="Agreement 4711", by=None, at=AT)
    answer = answers.may(customer, "education", None, AT)
    assert (answer.allowed, answer.code, answer.rests_on) == (False, "code_used", "R21.2")
    assert answer.why == (
        "The discount for the support period 1 July 2026–30 June 2027 has been used (12 December 2026)."
    )


def test_r25_1_another_limited_service_says_when_it_was_used_and_when_the_next_period_begins(customer):
    Grant.objects.filter(service__code="senior_resources").update(allowance=2)
    for day in (10, 12):
        assert left(customer, service="senior_resources") == {10: 2, 12: 1}[day]
        words = {"used_on": date(2026, 11, day), "reference": "meeting", "by": None, "at": AT}
        allowances.use(customer, "senior_resources", **words)
    assert answers.may(customer, "senior_resources", None, AT).why == (
        "Senior Support and Development Resources has been used in the support period 1 July 2026–30 June 2027"
        " (10 November 2026 and 12 November 2026). The next period begins 1 July 2027."
    )


def test_r25_1_what_is_left_follows_the_uses_of_the_running_period(customer):
    assert left(customer) == 1
    weekend(customer)
    assert left(customer) == 0
    assert left(customer, service="education") == 1
    assert left(customer, RENEWED) == 1, "a new period has its own"


def test_r25_1_a_use_that_is_given_back_is_left_again(customer):
    taken = weekend(customer)
    allowances.release(taken, AT + timedelta(days=1))
    allowances.release(taken, AT + timedelta(days=2))
    assert taken.released_at == AT + timedelta(days=1)
    assert left(customer, AT + timedelta(hours=23)) == 0
    assert left(customer, AT + timedelta(days=1)) == 1
    assert weekend(customer, AT + timedelta(days=1)).pk


def test_r25_3_a_past_instant_counts_the_uses_up_to_then(customer):
    weekend(customer)
    assert left(customer, AT - timedelta(seconds=1)) == 1
    assert left(customer, AT) == 0


def test_a_second_use_is_refused_and_nothing_is_written(customer):
    weekend(customer)
    with pytest.raises(EventUsed):
        weekend(customer, AT + timedelta(days=1), date(2027, 1, 9))
    assert AllowanceUse.objects.count() == 1


def test_a_use_entered_for_an_earlier_instant_gives_the_period_no_second_one(customer):
    weekend(customer)
    with pytest.raises(EventUsed):
        weekend(customer, AT - timedelta(days=30))


def test_what_the_tier_does_not_have_cannot_be_used(ledgers):
    plain = factories.customer()
    factories.line(plain, ledgers, "XT")
    with pytest.raises(NeedsElite):
        allowances.use(plain, "education", used_on=WEEKEND, reference="Agreement 1", by=None, at=AT)


def test_a_change_of_tier_and_back_gives_no_second_use_in_a_period(customer, ledgers):
    """R23.14: the uses are the period's, not the line's."""
    weekend(customer)
    line = customer.lines.get(starts_at=BEGAN)
    changes = [
        ("XT", AT + timedelta(days=10), AT + timedelta(days=20)),
        ("XTE", AT + timedelta(days=20), RENEWED),
    ]
    line.ends_at = AT + timedelta(days=10)
    line.save()
    for tier, starts_at, ends_at in changes:
        customer.lines.create(
            subscription=line.subscription,
            product=ledgers,
            tier=factories.tier(tier),
            starts_at=starts_at,
            ends_at=ends_at,
        )
    assert left(customer, AT + timedelta(days=30)) == 0


def test_a_service_without_limit_keeps_its_uses_and_has_nothing_to_count(customer):
    Grant.objects.filter(service__code="special_events").update(allowance=None)
    for _again in range(2):
        weekend(customer)
    assert left(customer) is None
    assert len(answers.may(customer, "special_events", None, AT).uses) == 2


def test_r25_an_answer_about_a_limited_service_is_one_query(customer, ledgers, django_assert_num_queries):
    weekend(customer)
    answers.may(customer, "fixes", ledgers, AT)
    with django_assert_num_queries(1):
        assert answers.may(customer, "special_events", ledgers, AT).remaining == 0


def test_a_contact_sees_her_companys_uses_and_no_others(customer):
    weekend(customer)
    with tenancy.as_contact(customer.pk):
        assert left(customer) == 0
        assert AllowanceUse.objects.count() == 1
    with tenancy.as_contact(factories.customer().pk):
        assert AllowanceUse.objects.count() == 0


def test_two_refusals_share_the_word_of_what_is_used(customer):
    """EventUsed and DiscountUsed are conflicts (409), not a matter of rights: the tier has the service."""
    assert (EventUsed.status, DiscountUsed.status) == (409, 409)
