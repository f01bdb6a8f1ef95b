"""Which target and clock an incident gets (R8.2, R8.6, R10, R14), presets and warnings (TARGETS.md, 2, 3)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from entitlements import presets, targets, terms
from entitlements.models import Grant, TargetPolicy, TargetRule
from entitlements.targets import ClockReason
from subscriptions.life import tiers
from subscriptions.models import Tier
from subscriptions.models.regions import Clock
from tests import factories

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 25, 12, tzinfo=UTC)
FR = "first_response"


@pytest.fixture
def policy():
    return targets.policy_at(AT)


def figure(policy, tier_code, severity, milestone=FR, product=None):
    rule = targets.rule_for(policy, factories.tier(tier_code), severity, milestone, product)
    return rule and targets.in_words(rule)


def test_two_products_of_one_customer_have_the_targets_of_their_own_tiers(policy):
    """R8.6"""
    assert figure(policy, "XTP", 2) == "2 h"
    assert figure(policy, "XT", 2) == "4 h"


def test_a_rule_for_the_product_comes_before_the_tiers_own(policy):
    """R8.2, W33: always, whichever was made first."""
    product, other = factories.product("LGF"), factories.product("STH")
    policy.rules.create(
        tier=factories.tier("XT"), severity=2, milestone=FR, product=product, amount=90, unit="min"
    )
    assert figure(policy, "XT", 2, product=product) == "90 min"
    assert figure(policy, "XT", 2, product=other) == "4 h"
    assert figure(policy, "XT", 3, product=product) == "1 d"


def test_a_case_without_target_has_none(policy):
    assert figure(policy, "XT", 4, "solution_goal") is None


def test_a_new_version_of_the_targets_holds_from_its_day(policy):
    """R8.2"""
    later = presets.choose("pattern-d", AT + timedelta(days=1))
    assert targets.policy_at(AT) == policy
    assert targets.policy_at(AT + timedelta(days=1)) == later
    assert figure(policy, "XTE", 1) == "30 min"
    assert figure(later, "XTE", 1) == "15 min"


@pytest.mark.parametrize(
    ("tier_code", "severity", "clock"),
    [
        ("XT", 1, Clock.FIVE_DAYS),
        ("XTP", 1, Clock.ALWAYS),
        ("XTE", 1, Clock.ALWAYS),
        *[(tier, severity, Clock.OFFICE) for tier in ("XT", "XTP", "XTE") for severity in (2, 3, 4)],
    ],
)
def test_the_clock_is_the_tiers_for_severity_1_and_office_hours_for_the_others(tier_code, severity, clock):
    """R10.1, R14.1"""
    assert targets.clock_for(factories.tier(tier_code), severity, factories.product(), AT).clock == clock


@pytest.mark.parametrize("tier_code", ["XT", "XTP", "XTE"])
def test_a_product_without_after_hours_support_runs_on_office_hours_and_the_reason_says_so(tier_code):
    """R10.5"""
    product = factories.product("TLB", after_hours_supported=False)
    clock, reason = targets.clock_for(factories.tier(tier_code), 1, product, AT)
    assert (clock, reason) == (Clock.OFFICE, ClockReason.PRODUCT)
    assert reason.label == "The product is not supported outside office hours."


def test_the_clock_follows_what_is_granted_not_the_name_of_the_tier():
    """R14.1: a tier that an administrator adds."""
    gold = Tier.objects.create(code="XTG", rank=9, name="Gold", short_name="Gold")
    assert targets.clock_for(gold, 1, None, AT) == (Clock.OFFICE, ClockReason.NOT_GRANTED)
    grant = Grant.objects.get(tier__code="XTP", service__code="extended_critical_support")
    grant.pk, grant.tier = None, gold
    grant.save()
    assert targets.clock_for(gold, 1, None, AT) == (Clock.ALWAYS, ClockReason.GRANTED)


def test_a_line_keeps_the_clock_it_began_with():
    """R27.4"""
    tier = factories.tier("XTP")
    line = factories.line(factories.customer(), factories.product(), "XTP", ends_at=AT + timedelta(days=9))
    Grant.objects.filter(tier=tier, service__code="extended_critical_support").update(in_force_until=AT)
    assert targets.clock_for(tier, 1, None, AT).clock == Clock.FIVE_DAYS
    held = terms.line_of(line.customer, line.pk, AT)
    assert targets.clock_for(tier, 1, None, AT, held).clock == Clock.ALWAYS
    assert targets.clock_for(tier, 1, None, line.ends_at, held).clock == Clock.FIVE_DAYS, "not after it"


def test_r27_4_an_upgrade_keeps_the_clock_that_was_withdrawn_for_new_periods():
    line = factories.line(factories.customer(), factories.product(), "XTP", ends_at=AT + timedelta(days=90))
    Grant.objects.filter(service__code="extended_critical_support").update(in_force_until=AT)
    upgraded = AT + timedelta(days=9)
    new = tiers.upgrade(line, factories.tier("XTE"), None, upgraded)
    held = terms.line_of(line.customer, new.pk, upgraded)
    assert targets.clock_for(new.tier, 1, None, upgraded, held) == (Clock.ALWAYS, ClockReason.GRANTED)
    assert targets.clock_for(new.tier, 1, None, new.ends_at, held).clock == Clock.FIVE_DAYS, "not after it"


def test_days_are_refused_where_the_clock_runs_around_the_clock(policy):
    """TARGETS.md, 2"""
    rule = policy.rules.get(tier__code="XT", severity=1, milestone=FR, product=None)
    rule.amount, rule.unit = 1, "d"
    with pytest.raises(ValidationError) as refused:
        rule.full_clean()
    assert refused.value.messages == ["Severity 1 runs around the clock here: write the target in hours."]
    retired = factories.product("TLB", after_hours_supported=False)
    TargetRule(
        policy=policy,
        tier=rule.tier,
        severity=1,
        milestone=FR,
        product=retired,
        amount=1,
        unit="d",
    ).full_clean()


def test_a_target_of_nothing_is_refused(policy):
    rule = policy.rules.first()
    rule.amount = 0
    with pytest.raises(ValidationError):
        rule.full_clean()


@pytest.mark.parametrize("key", list(presets.PRESETS))
def test_no_preset_breaks_a_rule(key):
    """TARGETS.md, 2 and 3: every figure is valid, and nothing higher is slower."""
    policy = presets.choose(key, AT)
    for rule in policy.rules.all():
        rule.full_clean()
    assert targets.warnings(policy) == []


@pytest.mark.parametrize(
    ("key", "tier_code", "figures"),
    [
        ("sharp-critical", "XT", "1 h / 4 h / 1 d / 2 d"),
        ("pattern-a", "XTE", "1 h / 2 h / 4 h / 8 h"),
        ("pattern-b", "XTE", "30 min / 2 h / 2 h / 4 h"),
        ("pattern-c", "XT", "18 h / 2 d / 2 d / 2 d"),
        ("pattern-d", "XT", "2 h / 4 h / 1 d / 2 d"),
        ("pattern-e", "XTP", "1 h / 2 h / 4 h / 1 d"),
    ],
)
def test_a_preset_has_its_own_figures_and_the_defaults_for_the_rest(key, tier_code, figures):
    """TARGETS.md, 3"""
    policy = presets.choose(key, AT)
    assert " / ".join(figure(policy, tier_code, severity) for severity in (1, 2, 3, 4)) == figures
    assert policy.rules.count() == 33


def test_a_preset_may_set_the_next_reply_too():
    policy = presets.choose("pattern-c", AT)
    replies = [figure(policy, "XTE", severity, "next_reply") for severity in (1, 2, 3, 4)]
    assert replies == ["30 min", "4 h", "1 d", "3 d"]


def test_a_higher_tier_that_is_slower_is_warned_of(policy):
    policy.rules.filter(tier__code="XTE", severity=2, milestone=FR).update(amount=3)
    assert targets.warnings(policy) == [
        "Xtreme Elite Support, severity 2, first response (3 h) has a slower target than Xtreme Elite Support,"
        " severity 3, first response (2 h).",
        "Xtreme Elite Support, severity 2, first response (3 h) has a slower target than Xtreme Premium"
        " Support, severity 2, first response (2 h).",
    ]


def test_a_day_counts_as_long_as_the_regions_office_days_when_figures_are_compared(policy):
    """1 d is 9 h: 10 h for the higher severity is slower."""
    policy.rules.filter(tier__code="XT", severity=2, milestone=FR).update(amount=10)
    assert len(targets.warnings(policy)) == 1


def test_before_the_first_targets_there_are_none():
    with pytest.raises(TargetPolicy.DoesNotExist):
        targets.policy_at(datetime(1990, 1, 1, tzinfo=UTC))
