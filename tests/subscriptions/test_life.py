"""R26: the moves of a subscription: up at once, down with the next period, renewed, added to, reinstated."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, transaction

from subscriptions import coverage, periods
from subscriptions.life import refusals
from subscriptions.life.corrections import as_it_stands, put_down_typed
from subscriptions.life.renewals import add_line, begin, cancel_renewal, next_period, reinstate, renew
from subscriptions.life.tiers import downgrade, keep_tier, planned_tier, upgrade
from subscriptions.models import ProductLine, RenewalRules, Subscription, SubscriptionEntry
from subscriptions.signals import lines_changed
from tests import factories as make
from tests.tickets.moments import moment

pytestmark = pytest.mark.django_db

APRIL = moment("2026-04-15 11:00 +02:00")
JUNE = moment("2026-06-15 11:00 +02:00")
END = moment("2027-01-01 00:00 +01:00")
DAY = timedelta(days=1)


@pytest.fixture
def owner():
    return make.staff("account_owner", name="Ida Holm")


@pytest.fixture
def customer():
    return make.customer()


@pytest.fixture
def period(customer):
    """2026 in Copenhagen: LGF under XT."""
    return begin(
        customer, date(2026, 1, 1), {make.product(): make.tier()}, None, moment("2025-12-01 10:00 +01:00")
    )


@pytest.fixture
def line(period):
    return period.lines.get()


@pytest.fixture
def sent():
    """The keys of the lines that other rooms were told of."""
    told = []

    def receive(lines, **_words):
        told.extend(lines)

    lines_changed.connect(receive)
    yield told
    lines_changed.disconnect(receive)


def entries(customer):
    return list(SubscriptionEntry.objects.filter(customer=customer).values_list("kind", flat=True))


def now(customer, at):
    return [(line.product.code, line.tier.code) for line in coverage.lines(customer, at)]


def test_r26_1_an_upgrade_ends_the_line_and_begins_the_next_until_the_same_end(customer, line, owner, sent):
    new = upgrade(line, make.tier("XTP"), owner, APRIL, "They run nights now")
    old = ProductLine.objects.get(pk=line.pk)
    assert (old.ends_at, new.starts_at, new.ends_at) == (APRIL, APRIL, END)
    assert now(customer, APRIL - timedelta(seconds=1)) == [("LGF", "XT")]
    assert now(customer, APRIL) == [("LGF", "XTP")]
    assert sent == [new.pk]


def test_r26_each_move_is_on_the_timeline_with_who_when_what_and_why(customer, line, owner):
    upgrade(line, make.tier("XTP"), owner, APRIL, " They run nights now ")
    entry = SubscriptionEntry.objects.get(customer=customer, kind="upgraded")
    assert (entry.by, entry.at, entry.product, entry.reason) == (
        owner,
        APRIL,
        line.product,
        "They run nights now",
    )
    assert (entry.facts["tier_before"], entry.facts["tier"]) == ("Xtreme Support", "Xtreme Premium Support")


@pytest.mark.parametrize("change", [{"reason": "other"}, None])
def test_r26_the_database_refuses_to_change_or_delete_an_entry(customer, period, change):
    rows = SubscriptionEntry.objects.filter(customer=customer)
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        rows.update(**change) if change else rows.delete()


@pytest.mark.parametrize(("to", "refused"), [("XT", refusals.NotHigher), ("XTP", refusals.SameTier)])
def test_r26_1_an_upgrade_is_to_a_higher_tier(customer, line, to, refused):
    premium = upgrade(line, make.tier("XTP"), None, APRIL)
    with pytest.raises(refused):
        upgrade(premium, make.tier(to), None, JUNE)
    assert entries(customer) == ["begun", "upgraded"]


def test_r26_1_a_line_that_has_ended_is_not_upgraded(customer, line):
    upgrade(line, make.tier("XTP"), None, APRIL)
    with pytest.raises(refusals.LineNotInForce, match="changed meanwhile"):
        upgrade(line, make.tier("XTE"), None, JUNE)
    assert now(customer, JUNE) == [("LGF", "XTP")]


def test_r26_1_of_two_who_upgrade_at_once_the_one_who_began_first_may_come_second(customer, line):
    """Each takes her instant before she waits for the other."""
    upgrade(line, make.tier("XTP"), None, JUNE)
    with pytest.raises(refusals.LineNotInForce, match="changed meanwhile"):
        upgrade(line, make.tier("XTE"), None, JUNE - timedelta(seconds=1))
    assert entries(customer) == ["begun", "upgraded"]


def test_r26_4_a_downgrade_takes_effect_with_the_next_period(customer, period, line, owner):
    premium = upgrade(line, make.tier("XTP"), owner, APRIL)
    downgrade(premium, make.tier("XT"), owner, JUNE, "They save")
    assert planned_tier(premium) == make.tier("XT")
    renew(period, owner, JUNE)
    assert now(customer, END - timedelta(seconds=1)) == [("LGF", "XTP")]
    assert now(customer, END) == [("LGF", "XT")]
    assert entries(customer) == ["begun", "upgraded", "downgrade_planned", "renewed"]


def test_r26_4_once_renewed_a_downgrade_changes_the_period_agreed(customer, period, line):
    premium = upgrade(line, make.tier("XTE"), None, APRIL)
    renew(period, None, JUNE)
    downgrade(premium, make.tier("XTP"), None, JUNE + DAY)
    assert (now(customer, JUNE + DAY), now(customer, END)) == ([("LGF", "XTE")], [("LGF", "XTP")])
    keep_tier(premium, None, JUNE + 2 * DAY)
    assert now(customer, END) == [("LGF", "XTE")]


def test_r26_4_a_planned_downgrade_is_dropped_by_hand_or_by_an_upgrade(customer, period, line):
    premium = upgrade(line, make.tier("XTP"), None, APRIL)
    with pytest.raises(refusals.NothingPlanned):
        keep_tier(premium, None, JUNE)
    downgrade(premium, make.tier("XT"), None, JUNE)
    elite = upgrade(premium, make.tier("XTE"), None, JUNE + DAY)
    renew(period, None, JUNE + 2 * DAY)
    assert planned_tier(elite) is None
    assert now(customer, END) == [("LGF", "XTE")]


def test_r26_1_an_upgrade_after_the_renewal_holds_in_the_next_period_too(customer, period, line):
    renew(period, None, APRIL)
    upgrade(line, make.tier("XTP"), None, JUNE)
    assert now(customer, END) == [("LGF", "XTP")]


def test_r26_1_r26_4_a_change_of_tier_holds_in_every_period_that_is_agreed(customer, period, line, sent):
    """Renewed for two years ahead: a downgrade of the first does not come back as an upgrade in the second."""
    third = renew(renew(period, None, APRIL), None, APRIL)
    premium = upgrade(line, make.tier("XTP"), None, JUNE)
    assert [now(customer, each) for each in (END, third.starts_at)] == [[("LGF", "XTP")]] * 2
    sent.clear()
    downgrade(premium, make.tier("XT"), None, JUNE + DAY)
    assert [now(customer, each) for each in (END, third.starts_at)] == [[("LGF", "XT")]] * 2
    assert third.lines.get().pk in sent
    keep_tier(premium, None, JUNE + 2 * DAY)
    assert [now(customer, each) for each in (END, third.starts_at)] == [[("LGF", "XTP")]] * 2


@pytest.mark.parametrize(("to", "refused"), [("XTP", refusals.SameTier), ("XTE", refusals.NotLower)])
def test_r26_4_a_downgrade_is_to_a_lower_tier(line, to, refused):
    premium = upgrade(line, make.tier("XTP"), None, APRIL)
    with pytest.raises(refused):
        downgrade(premium, make.tier(to), None, JUNE)


def test_r26_a_renewal_is_the_next_year_from_midnight_to_midnight(customer, period, sent):
    following = renew(period, None, JUNE)
    assert (following.starts_at, following.ends_at) == (END, moment("2028-01-01 00:00 +01:00"))
    assert sent == [following.lines.get().pk]
    assert next_period(period) == following


def test_r26_renewing_twice_is_refused_with_the_period_that_is_agreed(period):
    renew(period, None, APRIL)
    with pytest.raises(refusals.AlreadyRenewed, match="1 January 2027 to 31 December 2027"):
        renew(period, None, JUNE)
    assert Subscription.objects.count() == 2


def test_r26_what_has_ended_is_reinstated_not_renewed(period):
    with pytest.raises(refusals.HasEnded, match="31 December 2026"):
        renew(period, None, END)
    with pytest.raises(refusals.HasNotEnded):
        reinstate(period, None, JUNE, joined=True)


def test_r26_a_renewal_is_taken_back_before_it_begins_and_its_tiers_stay_planned(customer, period, line):
    premium = upgrade(line, make.tier("XTP"), None, APRIL)
    downgrade(premium, make.tier("XT"), None, APRIL)
    renew(period, None, JUNE)
    cancel_renewal(period, None, JUNE + DAY)
    assert (Subscription.objects.count(), now(customer, END)) == (1, [])
    renew(period, None, JUNE + 2 * DAY)
    assert now(customer, END) == [("LGF", "XT")]
    with pytest.raises(refusals.NotRenewed):
        cancel_renewal(period, None, END)


def test_r26_3_a_line_added_mid_period_ends_with_the_others(customer, period, sent):
    line = add_line(period, make.product("FMP"), make.tier("XTP"), None, JUNE)
    assert (line.starts_at, line.ends_at) == (JUNE, END)
    assert now(customer, JUNE) == [("LGF", "XT"), ("FMP", "XTP")] or len(now(customer, JUNE)) == 2
    assert sent == [line.pk]


def test_r26_3_a_line_added_once_the_next_periods_are_agreed_goes_on_with_the_others(customer, period, sent):
    third = renew(renew(period, None, APRIL), None, APRIL)
    sent.clear()
    add_line(period, make.product("FMP"), make.tier("XTP"), None, JUNE)
    for at in (JUNE, END, third.starts_at):
        assert ("FMP", "XTP") in now(customer, at)
    assert now(customer, third.ends_at) == []
    assert sent == [line.pk for line in customer.lines.filter(product__code="FMP").order_by("starts_at")]
    entry = SubscriptionEntry.objects.get(kind="line_added")
    assert (entry.facts["first"], entry.facts["last"]) == ("2026-06-15", "2028-12-31")


def test_r26_3_a_renewal_that_is_taken_back_takes_back_what_joined_it(customer, period):
    renew(period, None, APRIL)
    add_line(period, make.product("FMP"), make.tier("XTP"), None, JUNE)
    cancel_renewal(period, None, JUNE + DAY)
    assert now(customer, END) == []
    renew(period, None, JUNE + 2 * DAY)
    assert ("FMP", "XTP") in now(customer, END)


def test_r26_3_what_is_agreed_of_the_product_for_later_stays(customer, period):
    following = renew(period, None, APRIL)
    add_line(following, make.product("FMP"), make.tier("XT"), None, APRIL)
    add_line(period, make.product("FMP"), make.tier("XTE"), None, JUNE)
    assert ("FMP", "XTE") in now(customer, JUNE)
    assert ("FMP", "XT") in now(customer, END)


def test_r26_3_a_product_that_is_covered_is_not_added_again(period):
    with pytest.raises(refusals.CoveredAlready, match="Two lines of a product never overlap"):
        add_line(period, make.product(), make.tier("XTE"), None, JUNE)
    with pytest.raises(refusals.HasEnded):
        add_line(period, make.product("FMP"), make.tier(), None, END)


@pytest.mark.parametrize(
    ("joined", "starts", "ends"),
    [(True, "2027-01-01 00:00 +01:00", "2028-01-01 00:00 +01:00"),
     (False, "2027-02-10 00:00 +01:00", "2028-02-10 00:00 +01:00")],
)  # fmt: skip
def test_r26_5_reinstatement_begins_today_or_joins_the_old_end(customer, period, joined, starts, ends):
    at = moment("2027-02-10 14:00 +01:00")
    assert coverage.expiry(customer, at) == END
    made = reinstate(period, None, at, joined=joined)
    assert (made.starts_at, made.ends_at) == (moment(starts), moment(ends))
    assert coverage.expiry(customer, at) is None
    with pytest.raises(refusals.AlreadyRenewed):
        reinstate(period, None, at, joined=True)


def test_r26_5_a_year_that_has_passed_is_not_joined(period):
    with pytest.raises(refusals.YearHasPassed, match="31 December 2027"):
        reinstate(period, None, moment("2028-03-01 10:00 +01:00"), joined=True)


def test_r26_4_reinstatement_applies_what_was_planned(customer, period, line):
    premium = upgrade(line, make.tier("XTP"), None, APRIL)
    downgrade(premium, make.tier("XT"), None, JUNE)
    reinstate(period, None, END + DAY, joined=True)
    assert now(customer, END + DAY) == [("LGF", "XT")]


@pytest.mark.parametrize(
    ("first", "next_first"),
    [(date(2028, 2, 29), date(2029, 3, 1)), (date(2027, 2, 28), date(2028, 2, 28)),
     (date(2027, 3, 1), date(2028, 3, 1)), (date(2026, 12, 31), date(2027, 12, 31))],
)  # fmt: skip
def test_r26_a_year_after_29_february_loses_no_day(first, next_first):
    assert periods.year_after(first) == next_first


@pytest.mark.parametrize(
    "zone", ["Europe/Copenhagen", "America/Sao_Paulo", "Asia/Kolkata", "Australia/Melbourne"]
)
def test_r26_periods_join_at_midnight_of_the_customers_zone(zone):
    customer = make.customer(time_zone=zone)
    period = begin(customer, date(2028, 2, 29), {make.product(): make.tier()}, None, APRIL)
    for _year in range(5):
        following = renew(period, None, period.ends_at - DAY)
        assert following.starts_at == period.ends_at
        assert following.ends_at.astimezone(ZoneInfo(zone)).time().isoformat() == "00:00:00"
        period = following


def test_r26_two_at_once_are_one_after_the_other(period, line):
    """The line that somebody else has changed meanwhile is looked at afresh."""
    stale = ProductLine.objects.get(pk=line.pk)
    upgrade(line, make.tier("XTE"), None, APRIL)
    for verb, tier in ((upgrade, "XTP"), (downgrade, "XT")):
        with pytest.raises(refusals.LineNotInForce):
            verb(stale, make.tier(tier), None, JUNE)


def test_r26_what_is_typed_by_hand_is_on_the_same_timeline(customer, period, owner, sent):
    before = as_it_stands(period)
    ProductLine.objects.update(ends_at=JUNE)
    put_down_typed(period, before, owner, APRIL)
    entry = SubscriptionEntry.objects.filter(customer=customer).last()
    assert (entry.kind, entry.by, entry.facts["last"]) == ("corrected", owner, "2026-06-15")
    assert len(sent) == 1
    put_down_typed(period, as_it_stands(period), owner, APRIL)
    assert entries(customer) == ["begun", "corrected"]


def test_r26_5_the_grace_time_is_data(customer, period):
    assert coverage.in_grace_time(customer, END + 29 * DAY)
    assert not coverage.in_grace_time(customer, END + 30 * DAY)
    RenewalRules.objects.update_or_create(pk=1, defaults={"grace_days": 45})
    assert coverage.in_grace_time(customer, END + 44 * DAY)


def test_r26_another_company_does_not_see_the_timeline(customer, period):
    stranger = make.contact(make.customer())
    assert not SubscriptionEntry.objects.visible_to(stranger).exists()
    assert SubscriptionEntry.objects.visible_to(make.contact(customer)).exists()
