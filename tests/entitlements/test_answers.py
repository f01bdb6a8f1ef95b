"""Answers about services (R25), their refusals, and what may be logged (R4, R26.5)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from entitlements import answers
from entitlements.models import Grant, Service, SpecialTerms
from entitlements.refusals import NeedsElite, ProductNotCovered, SlowDown, SubscriptionExpired
from subscriptions import tenancy
from subscriptions.life import tiers
from subscriptions.models import Tier
from tests import factories

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 25, 12, tzinfo=UTC)
ENDED = datetime(2026, 11, 12, 23, tzinfo=UTC)  # midnight in Copenhagen, after 12 November
ELITE_SERVICES = [
    "advisor",
    "activity_review",
    "early_adopter",
    "senior_resources",
    "education",
    "upgrade_planning",
]


@pytest.fixture
def ledgers():
    return factories.product("LGF", name="Ledgerkant Finance")


@pytest.fixture
def warehouse():
    return factories.product("STH", name="Stakhus Warehouse")


@pytest.fixture
def owner():
    return factories.staff("account_owner", name="Karin Holm", email="karin@xtreme.example")


@pytest.fixture
def customer(owner):
    return factories.customer(account_owner=owner)


@pytest.fixture
def expired(customer, ledgers):
    factories.line(customer, ledgers, "XT", ends_at=ENDED)
    return customer


def test_yes_says_why_what_is_left_and_which_tiers_have_it(customer, ledgers):
    """R25.1, R25.2"""
    line = factories.line(customer, ledgers, "XTE", ends_at=datetime(2027, 6, 30, 22, tzinfo=UTC))
    answer = answers.may(customer, "special_events", ledgers, AT)
    assert (answer.allowed, answer.code, answer.remaining) == (True, "included", 1)
    assert (answer.line, answer.tier.code, answer.rests_on) == (line, "XTE", "R23.8")
    assert [tier.code for tier in answer.tiers_with_it] == ["XTE"]
    assert answer.why == (
        "Special Event Support is part of Xtreme Elite Support for Ledgerkant Finance, until 30 June 2027."
        " Times per support period: 1."
    )


def test_a_service_without_limit_has_nothing_left_to_count(customer, ledgers):
    factories.line(customer, ledgers)
    assert answers.may(customer, "fixes", ledgers, AT).remaining is None


@pytest.mark.parametrize("code", ELITE_SERVICES)
def test_no_to_an_elite_service_says_which_tier_has_it_and_whom_to_ask(customer, ledgers, code):
    """R25.1: `needs_elite`, in the words of the promise."""
    factories.line(customer, ledgers, "XTP")
    answer = answers.may(customer, code, ledgers, AT)
    service = Service.objects.get(code=code)
    assert (answer.allowed, answer.code, answer.rests_on) == (False, "needs_elite", service.requirement)
    assert [tier.code for tier in answer.tiers_with_it] == ["XTE"]
    assert answer.why == (
        f"{service.name} comes with Xtreme Elite Support. Contact Karin Holm, karin@xtreme.example."
    )
    with pytest.raises(NeedsElite):
        answers.require(customer, code, ledgers, AT)


def test_the_same_no_in_danish(customer, ledgers):
    factories.line(customer, ledgers, "XT")
    with translation.override("da"):
        assert answers.may(customer, "advisor", ledgers, AT).why == (
            "Dedikeret kunderådgiver følger med Xtreme Elite Support. Kontakt Karin Holm, karin@xtreme.example."
        )
        assert answers.may(customer, "interactive_briefings", None, AT).why == (
            "Interaktive briefinger følger med Xtreme Premium Support og Xtreme Elite Support."
            " Optagelsen kommer i biblioteket, hvor du kan se den."
        )
        assert answers.may(customer, "updates", factories.product("VDL", name="Vedlige"), AT).why == (
            "Jeres abonnement dækker ikke Vedlige. Opdateringer til Vedlige kræver et aktivt Xtreme"
            " Support-abonnement på produktet. Kontakt Karin Holm, karin@xtreme.example."
        )


@pytest.mark.parametrize(
    ("code", "refusal", "why"),
    [
        (
            "interactive_briefings",
            "briefing_needs_premium",
            "Interactive briefings come with Xtreme Premium Support and Xtreme Elite Support. The recording"
            " will be in the library, where you can watch it.",
        ),
        (
            "special_events",
            "event_needs_elite",
            "Special event support comes with Xtreme Elite Support.",
        ),
        (
            "extended_critical_support",
            "not_included",
            "Extended Critical Incident Support comes with Xtreme Premium Support and Xtreme Elite Support."
            " Contact Karin Holm, karin@xtreme.example.",
        ),
    ],
)
def test_other_services_of_higher_tiers_have_their_own_refusals(customer, ledgers, code, refusal, why):
    factories.line(customer, ledgers, "XT")
    answer = answers.may(customer, code, ledgers, AT)
    assert (answer.allowed, answer.code, answer.why, answer.tier.code) == (False, refusal, why, "XT")


def test_updates_of_a_product_without_a_line_are_refused_with_what_they_need(customer, ledgers, warehouse):
    """R2.2"""
    factories.line(customer, ledgers)
    answer = answers.may(customer, "updates", warehouse, AT)
    assert (answer.allowed, answer.code, answer.rests_on) == (False, "product_not_covered", "R2.2")
    assert answer.why == (
        "Your subscription does not cover Stakhus Warehouse. Updates to Stakhus Warehouse require an active"
        " Xtreme Support subscription for it. Contact Karin Holm, karin@xtreme.example."
    )


@pytest.mark.parametrize("code", ["critical_alerts", "fixes", "remote_access"])
def test_other_services_of_a_product_without_a_line_leave_out_the_middle_sentence(
    customer, ledgers, warehouse, code
):
    """R1, R3, R5.5"""
    factories.line(customer, ledgers, "XTE")
    answer = answers.may(customer, code, warehouse, AT)
    assert answer.code == "product_not_covered"
    assert answer.why == (
        "Your subscription does not cover Stakhus Warehouse. Contact Karin Holm, karin@xtreme.example."
    )


def test_a_service_of_the_company_needs_one_active_line_of_its_tier(customer, ledgers, warehouse):
    """The opening of REQUIREMENTS.md: R16 is the company's, whatever the product."""
    factories.line(customer, ledgers, "XT")
    elite = factories.line(customer, warehouse, "XTE")
    answer = answers.may(customer, "advisor", ledgers, AT)
    assert (answer.allowed, answer.line) == (True, elite)


def test_a_service_of_a_product_follows_that_products_line(customer, ledgers, warehouse):
    """The opening of REQUIREMENTS.md: Premium on one product does not reach the other."""
    factories.line(customer, ledgers, "XT")
    factories.line(customer, warehouse, "XTP")
    assert not answers.may(customer, "extended_critical_support", ledgers, AT).allowed
    assert answers.may(customer, "extended_critical_support", warehouse, AT).allowed
    assert answers.may(customer, "extended_critical_support", None, AT).allowed


def test_after_expiry_the_answer_says_when_and_how_to_renew(expired, ledgers):
    """R26.1, `subscription_expired`"""
    answer = answers.may(expired, "updates", ledgers, AT)
    assert (answer.allowed, answer.code, answer.rests_on) == (False, "subscription_expired", "R26.5")
    assert answer.why == (
        "Your subscription expired on 12 November 2026. You can still read your incidents."
        " Renew with Karin Holm, karin@xtreme.example."
    )


def test_the_end_of_a_period_is_the_first_instant_not_covered(expired, ledgers):
    assert answers.may(expired, "fixes", ledgers, ENDED - timedelta(seconds=1)).allowed
    assert not answers.may(expired, "fixes", ledgers, ENDED).allowed


def test_a_past_instant_is_answered_as_of_then(customer, ledgers):
    """R25.3: lines and grants as they were."""
    changed = datetime(2026, 6, 1, tzinfo=UTC)
    factories.line(customer, ledgers, "XT", ends_at=changed)
    factories.line(customer, ledgers, "XTE", starts_at=changed)
    before, after = (answers.may(customer, "advisor", None, changed + timedelta(days=d)) for d in (-1, 1))
    assert (before.allowed, after.allowed) == (False, True)
    assert (before.tier.code, after.tier.code) == ("XT", "XTE")


def test_a_service_withdrawn_from_a_tier_stays_with_those_whose_line_began_before(customer, ledgers):
    """R27.4: R16 removed from Premium from 1 January; the next period has it no longer."""
    january, renewal = datetime(2026, 12, 31, 23, tzinfo=UTC), datetime(2027, 6, 1, tzinfo=UTC)
    factories.line(customer, ledgers, "XTP", ends_at=renewal)
    factories.line(customer, ledgers, "XTP", starts_at=renewal)
    grants = Grant.objects.filter(tier__code="XTP", service__code="interactive_briefings")
    grants.update(in_force_until=january)
    assert answers.may(customer, "interactive_briefings", None, january + timedelta(days=30)).allowed
    assert not answers.may(customer, "interactive_briefings", None, renewal).allowed
    late = factories.customer()
    factories.line(late, ledgers, "XTP", starts_at=january)
    assert not answers.may(late, "interactive_briefings", None, january + timedelta(days=30)).allowed


JANUARY = datetime(2026, 12, 31, 23, tzinfo=UTC)
SUMMER = datetime(2027, 6, 1, tzinfo=UTC)


@pytest.fixture
def renewed(customer, ledgers):
    """Premium until summer, and again from then on."""
    factories.line(customer, ledgers, "XTP", ends_at=SUMMER)
    factories.line(customer, ledgers, "XTP", starts_at=SUMMER)
    return customer


def grant_from_january(service, **terms):
    service = Service.objects.get(code=service)
    terms = {"in_force_from": JANUARY} | terms
    return Grant.objects.create(tier=factories.tier("XTP"), service=service, **terms)


@pytest.mark.parametrize("running", [False, True])
def test_r27_4_a_service_added_for_new_periods_reaches_running_ones_only_where_that_is_said(renewed, running):
    grant_from_january("advisor", running_periods=running)
    assert not answers.may(renewed, "advisor", None, JANUARY - timedelta(seconds=1)).allowed
    assert answers.may(renewed, "advisor", None, JANUARY).allowed is running
    assert answers.may(renewed, "advisor", None, SUMMER).allowed


@pytest.mark.parametrize(("running", "held"), [(False, 1), (True, 2)])
def test_r27_4_new_terms_rewrite_no_running_period_unless_that_is_said(renewed, running, held):
    Grant.objects.filter(tier__code="XTP", service__code="interactive_briefings").update(
        allowance=1, in_force_until=JANUARY
    )
    grant_from_january("interactive_briefings", allowance=2, running_periods=running)
    assert answers.may(renewed, "interactive_briefings", None, JANUARY).remaining == held
    assert answers.may(renewed, "interactive_briefings", None, SUMMER).remaining == 2


def test_r27_4_what_reached_a_running_period_is_kept_in_it_when_it_is_withdrawn(renewed):
    spring = JANUARY + timedelta(days=60)
    grant_from_january("advisor", running_periods=True, in_force_until=spring)
    assert answers.may(renewed, "advisor", None, spring).allowed
    assert not answers.may(renewed, "advisor", None, SUMMER).allowed


def test_r27_4_an_upgrade_takes_nothing_away_that_was_withdrawn_for_new_periods(customer, ledgers):
    """She holds R16 by Premium until her period ends, also as Elite."""
    upgraded = JANUARY + timedelta(days=40)
    old = factories.line(customer, ledgers, "XTP", ends_at=SUMMER)
    Grant.objects.filter(service__code="interactive_briefings").update(in_force_until=JANUARY)
    tiers.upgrade(old, factories.tier("XTE"), None, upgraded)
    answer = answers.may(customer, "interactive_briefings", None, upgraded)
    assert (answer.allowed, answer.tier.code) == (True, "XTE")
    assert "is part of Xtreme Premium Support" in answer.why


@pytest.mark.parametrize("change", ["granted", "other period"])
def test_r27_4_what_was_withdrawn_is_kept_by_its_holder_and_for_her_period_alone(customer, ledgers, change):
    """Special terms that leave it out go before; who comes back after a gap begins anew."""
    upgraded = JANUARY + timedelta(days=40)
    Grant.objects.filter(service__code="interactive_briefings").update(in_force_until=JANUARY)
    if change == "granted":
        tiers.upgrade(factories.line(customer, ledgers, "XTP"), factories.tier("XTE"), None, upgraded)
        terms = {"service": Service.objects.get(code="interactive_briefings"), "granted": False}
        days = {"starts_at": JANUARY, "ends_at": SUMMER, "approved_by": factories.staff("administrator")}
        SpecialTerms.objects.create(customer=customer, reason="Left out", **terms, **days)
    else:
        factories.line(customer, ledgers, "XTP", ends_at=upgraded)
        factories.line(customer, ledgers, "XTE", starts_at=upgraded)
    assert not answers.may(customer, "interactive_briefings", None, upgraded).allowed


def test_a_service_granted_to_nobody_is_not_offered(customer, ledgers):
    factories.line(customer, ledgers, "XTE")
    Grant.objects.filter(service__code="early_adopter").delete()
    assert answers.may(customer, "early_adopter", None, AT).code == "not_offered"


def test_a_customer_that_never_had_a_subscription_is_told_so(customer, ledgers):
    assert answers.may(customer, "communities", None, AT).code == "no_subscription"
    assert answers.may(customer, "fixes", ledgers, AT).code == "product_not_covered"


def test_a_customer_without_account_owner_is_sent_to_the_vendor(ledgers):
    customer = factories.customer()
    assert (
        "Contact Xtreme Support, support@xtreme.example." in answers.may(customer, "fixes", ledgers, AT).why
    )


def test_critical_support_around_the_clock_is_for_standard_products(customer):
    """R10.5"""
    retired = factories.product("TLB", name="Tallebord Analytics", after_hours_supported=False)
    factories.line(customer, retired, "XTP")
    answer = answers.may(customer, "extended_critical_support", retired, AT)
    assert (answer.allowed, answer.code, answer.rests_on) == (False, "office_hours_only", "R10.5")
    assert answer.tier.code == "XTP"


def test_an_unknown_service_is_an_error_not_a_no(customer):
    with pytest.raises(answers.UnknownService):
        answers.may(customer, "free_lunch")


def test_a_refusal_leads_on(customer, ledgers):
    """R25.1: a page a person can act on."""
    factories.line(customer, ledgers, "XT")
    steps = answers.may(customer, "advisor", None, AT).refusal().next_steps()
    assert [address for _label, address in steps if "upgrade" not in address] == [
        "mailto:karin@xtreme.example",
        "/subscription/",
        "/plans/",
    ]


def test_one_query_answers_when_the_catalogue_is_known(customer, ledgers, django_assert_num_queries):
    factories.line(customer, ledgers, "XTE")
    answers.may(customer, "fixes", ledgers, AT)
    with django_assert_num_queries(1):
        assert answers.may(customer, "special_events", ledgers, AT).allowed


def test_an_answer_is_never_stale(customer, ledgers):
    """What an administrator changes holds from the next answer on, however it is changed."""
    factories.line(customer, ledgers, "XTP")
    assert not answers.may(customer, "advisor", None, AT).allowed
    service = Service.objects.get(code="advisor")
    grant = Grant.objects.create(
        tier=factories.tier("XTP"), service=service, in_force_from=factories.LONG_AGO
    )
    assert answers.may(customer, "advisor", None, AT).allowed
    Grant.objects.filter(pk=grant.pk).update(in_force_from=AT + timedelta(days=1))
    assert not answers.may(customer, "advisor", None, AT).allowed
    Service.objects.filter(code="advisor").update(name_en="Personal guide")
    assert answers.may(customer, "advisor", None, AT).why.startswith("Personal guide comes with")
    Tier.objects.filter(code="XTE").update(name="Top")
    assert "comes with Top" in answers.may(customer, "advisor", None, AT).why


def test_a_contact_gets_the_same_answers_behind_her_companys_wall(customer, ledgers):
    factories.line(customer, ledgers, "XTE")
    with tenancy.as_contact(customer.pk):
        assert answers.may(customer, "advisor", None, AT).allowed
    other = factories.customer()
    with tenancy.as_contact(other.pk):
        assert not answers.may(customer, "advisor", None, AT).allowed


def test_no_field_could_cap_incidents():
    """R4.2: neither the tier nor what it grants counts incidents; the allowance is of other services."""
    tier_fields = {field.name for field in Tier._meta.get_fields() if not field.is_relation}
    shown = {"name", "short_name", "shows_next_reply", "shows_solution_goal"}
    assert tier_fields == {"id", "code", "rank", "heads_after_hours"} | shown
    assert {g.allowance for g in Grant.objects.filter(service__code="unlimited_incidents")} == {None}


def test_an_allowance_on_incidents_limits_nothing(customer, ledgers):
    """R4.1: no quota, even where somebody typed one."""
    line = factories.line(customer, ledgers)
    Grant.objects.filter(service__code="unlimited_incidents").update(allowance=1)
    assert {answers.may_log(answers.facts(customer, AT), ledgers, 3) for _again in range(3)} == {line}


def test_an_incident_is_logged_under_the_line_of_its_product(customer, ledgers, warehouse):
    """R8.6"""
    premium = factories.line(customer, ledgers, "XTP")
    basic = factories.line(customer, warehouse, "XT")
    assert answers.may_log(answers.facts(customer, AT), ledgers, 2) == premium
    assert answers.may_log(answers.facts(customer, AT), warehouse, 2) == basic


@pytest.mark.parametrize("severity", [2, 3, 4])
def test_after_expiry_new_incidents_are_refused_with_how_to_renew(expired, ledgers, severity):
    """R26.5"""
    with pytest.raises(SubscriptionExpired) as refused:
        answers.may_log(answers.facts(expired, AT), ledgers, severity)
    assert "Renew with Karin Holm" in str(refused.value)


def test_severity_1_is_taken_after_expiry_under_the_line_that_ended(expired, ledgers):
    """R26.5"""
    line = answers.may_log(answers.facts(expired, AT), ledgers, 1)
    assert (line.ends_at, line.tier.code) == (ENDED, "XT")


def test_severity_1_of_a_product_dropped_from_the_subscription_is_taken(customer, ledgers, warehouse):
    """R26.5: always taken; the other severities of that product are not covered."""
    factories.line(customer, warehouse, "XTE")
    dropped = factories.line(customer, ledgers, "XTP", ends_at=ENDED)
    assert answers.may_log(answers.facts(customer, AT), ledgers, 1) == dropped
    with pytest.raises(ProductNotCovered):
        answers.may_log(answers.facts(customer, AT), ledgers, 2)


def test_a_product_that_was_never_covered_is_refused_in_every_severity(customer, ledgers, warehouse):
    factories.line(customer, ledgers)
    for severity in (1, 2, 3, 4):
        with pytest.raises(ProductNotCovered):
            answers.may_log(answers.facts(customer, AT), warehouse, severity)


def test_slow_down_says_when_to_try_again():
    """R4.1"""
    refusal = SlowDown(AT + timedelta(seconds=90))
    assert (refusal.status, refusal.code) == (429, "slow_down")
    assert str(refusal) == "You are sending too fast. Try again at 12:01."
    assert refusal.retry_after(AT) == 90
