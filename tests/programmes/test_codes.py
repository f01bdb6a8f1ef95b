"""The discount on training cards: a code a period, used once, ended with the period or a downgrade (R21)."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.utils.translation import override

from entitlements.models import Grant, Service, SpecialTerms
from entitlements.programmes import cards, codes, following, tasks
from entitlements.programmes.models import CardEntry, DiscountCode
from notifications.models import Notification
from subscriptions import tenancy
from subscriptions.life import renewals, tiers
from subscriptions.models import Customer
from subscriptions.refusals import Refusal
from tests import factories as make
from tests.notifications.telling import at_once
from tests.programmes.scene import AT, BEGINS, ENDS, company, fresh
from tests.tickets.moments import moment

UNTIL = date(2027, 12, 31)
DAY = timedelta(days=1)


def refused(act, *args, **words):
    with pytest.raises(Refusal) as caught:
        act(*args, **words)
    return caught.value


def owner():
    return make.staff("account_owner")


def with_code(tier="XTE", **fields):
    """A customer in her period with her code and an empty card."""
    customer, _contact = company(tier, begins=BEGINS, ends=ENDS, **fields)
    make.contact(customer, "manager")
    codes.follow(customer, AT)
    return customer, cards.issue(customer, f"EA-{customer.pk}", UNTIL, owner(), AT)


@pytest.mark.django_db
def test_r21_1_an_elite_customer_has_one_code_for_her_period_and_her_manager_is_told():
    customer, _card = with_code()
    codes.follow(customer, AT)
    code = DiscountCode.objects.get()
    assert (code.percent, code.subscription.starts_at, code.state(AT)) == (25, BEGINS, "valid")
    assert Notification.objects.filter(kind="discount_issued", channel="email").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("tier", ["XT", "XTP"])
def test_r21_1_others_have_none(tier):
    with_code(tier)
    assert not DiscountCode.objects.exists()


@pytest.mark.django_db
def test_r21_2_the_per_cent_are_those_of_the_granted_service():
    Grant.objects.filter(service__code="education").update(discount_percent=30)
    with_code()
    assert DiscountCode.objects.get().percent == 30


@pytest.mark.django_db
def test_r21_1_its_use_is_recorded_when_units_are_bought():
    _customer, card = with_code()
    code = DiscountCode.objects.get()
    entry = cards.buy(card, 40, owner(), code.code.lower(), at=AT)
    assert (entry.code, fresh(card).balance) == (code, 40)
    assert fresh(code).state(AT) == "used"
    assert fresh(code).use.used_on == date(2026, 11, 25)
    assert Notification.objects.filter(kind="discount_used", channel="email").count() == 1


@pytest.mark.django_db
def test_r21_2_twice_it_is_refused_to_the_letter_and_nothing_is_bought():
    _customer, card = with_code()
    code = DiscountCode.objects.get().code
    cards.buy(card, 40, owner(), code, at=AT)
    refusal = refused(cards.buy, card, 10, owner(), code, at=AT + timedelta(days=9))
    assert refusal.code == "code_used"
    assert str(refusal) == (
        "The discount for the support period 1 July 2026–30 June 2027 has been used (25 November 2026)."
    )
    with override("da"):
        refusal = refused(cards.buy, card, 10, owner(), code, at=AT)
        assert str(refusal) == (
            "Rabatten for supportperioden 1. juli 2026–30. juni 2027 er brugt (25. november 2026)."
        )
    assert fresh(card).balance == 40
    assert cards.buy(card, 10, owner(), at=AT).card.balance == 50


@pytest.mark.django_db
def test_r21_3_an_unused_code_ends_with_its_period_and_the_next_period_has_its_own():
    customer, card = with_code()
    first = DiscountCode.objects.get()
    renewals.renew(first.subscription, owner(), AT)
    after = ENDS + timedelta(days=1)
    assert following.concerned(after) == [customer.pk]
    following.follow(customer, after)
    assert fresh(first).ended_at == ENDS
    assert DiscountCode.objects.count() == 2
    assert refused(cards.buy, card, 10, owner(), first.code, at=after).code == "code_ended"
    second = DiscountCode.objects.unused().get()
    assert cards.buy(card, 10, owner(), second.code, at=after).code == second
    assert following.concerned(after) == []


@pytest.mark.django_db
def test_r21_3_at_its_end_the_code_is_refused_also_before_anybody_looked():
    _customer, card = with_code()
    code = DiscountCode.objects.get().code
    assert refused(cards.buy, card, 10, owner(), code, at=ENDS).code == "code_ended"


@pytest.mark.django_db
def test_r21_3_it_ends_with_a_downgrade_and_what_is_used_stays_on_record():
    customer, card = with_code()
    code = DiscountCode.objects.get()
    tiers_down(customer)
    assert fresh(code).ended_at == AT
    assert refused(cards.buy, card, 10, owner(), code.code, at=AT).code == "code_ended"

    other, other_card = with_code()
    used = DiscountCode.objects.get(customer=other)
    cards.buy(other_card, 40, owner(), used.code, at=AT)
    tiers_down(other)
    assert fresh(used).ended_at is None
    assert fresh(used).state(AT) == "used"


def tiers_down(customer):
    """Her line is of another tier from now on, as after a downgrade."""
    customer.lines.update(tier=make.tier("XT"))
    following.follow(customer, AT)


@pytest.mark.django_db
def test_r21_3_back_at_elite_in_the_same_period_it_is_the_same_code():
    customer, _card = with_code()
    tiers_down(customer)
    tiers.upgrade(customer.lines.get(), make.tier("XTE"), owner(), AT)
    assert DiscountCode.objects.unused().count() == 1


@pytest.mark.django_db
def test_r21_1_an_upgrade_brings_the_code_at_once_and_used_it_brings_no_second():
    customer, card = with_code("XT")
    tiers.upgrade(customer.lines.get(), make.tier("XTE"), owner(), AT)
    cards.buy(card, 5, owner(), DiscountCode.objects.get().code, at=AT)
    codes.follow(customer, AT)
    assert DiscountCode.objects.count() == 1


def negotiated(customer, percent, first, last):
    return SpecialTerms.objects.create(
        customer=customer,
        service=Service.objects.get(code="education"),
        discount_percent=percent,
        allowance=1,
        starts_at=first,
        ends_at=last,
        reason="Agreed at renewal",
        approved_by=owner(),
    )


@pytest.mark.django_db
def test_r27_1_an_unused_code_has_the_negotiated_per_cent_while_they_hold_and_her_manager_is_told():
    """Issued before the exception and used after it, it gave 25 and 40 per cent the wrong way round."""
    customer, card = with_code()
    negotiated(customer, 40, AT + DAY, AT + 30 * DAY)
    for at, percent in ((AT + DAY, 40), (AT + 30 * DAY, 25)):
        assert following.concerned(at) == [customer.pk]
        for _twice in range(2):
            following.follow(customer, at)
        assert DiscountCode.objects.get().percent == percent
    told = Notification.objects.filter(kind="discount_issued", channel="email").order_by("pk")
    assert [row.context["percent"] for row in told] == [25, 40, 25]
    code = DiscountCode.objects.get()
    cards.buy(card, 40, owner(), code.code, at=AT + 31 * DAY)
    negotiated(customer, 50, AT + 32 * DAY, AT + 40 * DAY)
    following.follow(customer, AT + 33 * DAY)
    assert fresh(code).percent == 25


@pytest.mark.django_db
def test_r21_2_what_is_granted_to_running_periods_too_is_the_unused_codes():
    customer, _card = with_code()
    earlier = Grant.objects.get(service__code="education")
    Grant.objects.create(
        tier=earlier.tier,
        service=earlier.service,
        discount_percent=30,
        allowance=1,
        in_force_from=AT + DAY,
        running_periods=True,
    )
    assert following.concerned(AT) == []
    assert following.concerned(AT + DAY) == [customer.pk]
    following.follow(customer, AT + DAY)
    assert DiscountCode.objects.get().percent == 30


@pytest.mark.django_db
def test_r21_3_it_ends_with_the_line_that_brought_it_also_before_its_period_does():
    """An administrator gave the line an earlier end, which comes without anybody's doing."""
    customer, _card = with_code()
    customer.lines.update(ends_at=AT + DAY)
    make.line(customer, make.product("LGF"), "XT", BEGINS, ENDS)
    code = DiscountCode.objects.get()
    assert following.concerned(AT + DAY) == [customer.pk]
    following.follow(customer, AT + DAY)
    assert fresh(code).state(AT + DAY) == "ended"
    assert following.concerned(AT + 2 * DAY) == []


@pytest.mark.django_db
def test_r21_1_two_periods_that_run_at_once_have_a_code_each_and_neither_ends_the_others():
    """Her other products are of a period of their own, whose line stands first by its name."""
    customer, card = with_code()
    other_ends = moment("2027-12-01 00:00 +01:00")
    make.line(customer, make.product("AAA", name="Aa first"), "XTE", AT, other_ends)
    codes.follow(customer, AT)
    first, second = DiscountCode.objects.order_by("pk")
    assert (first.state(AT), second.state(AT)) == ("valid", "valid")
    assert following.concerned(AT) == []
    cards.buy(card, 40, owner(), first.code, at=AT)
    assert fresh(first).use.subscription == first.subscription
    codes.follow(customer, ENDS)
    cards.buy(card, 40, owner(), second.code, at=ENDS)
    assert fresh(second).use.subscription == second.subscription


@pytest.mark.django_db
def test_r21_3_her_manager_reads_that_a_code_is_valid_again():
    customer, _card = with_code()
    tiers_down(customer)
    tiers.upgrade(customer.lines.get(), make.tier("XTE"), owner(), AT + DAY)
    told = Notification.objects.filter(kind__startswith="discount_", channel="email").order_by("pk")
    assert [row.kind for row in told] == ["discount_issued", "discount_ended", "discount_issued"]


@pytest.mark.django_db
def test_another_customers_code_is_unknown_and_gives_nothing_away():
    _customer, card = with_code()
    other, _card = with_code()
    theirs = DiscountCode.objects.get(customer=other).code
    assert refused(cards.buy, card, 10, owner(), theirs, at=AT).code == "code_unknown"
    assert fresh(card).balance == 0


@pytest.mark.django_db
def test_r21_2_a_card_has_a_number_a_balance_and_an_expiry():
    customer, card = with_code()
    cards.buy(card, 10, owner(), at=AT)
    cards.spend(card, 4, owner(), "Course: closing the year", at=AT)
    assert fresh(card).balance == 6
    assert sum(CardEntry.objects.values_list("units", flat=True)) == 6
    assert refused(cards.spend, card, 7, owner(), "Course", at=AT).code == "too_few_units"
    assert refused(cards.buy, card, 0, owner(), at=AT).code == "no_units"
    late = AT + timedelta(days=500)
    assert refused(cards.spend, card, 1, owner(), "Course", at=late).code == "card_expired"
    assert refused(cards.issue, customer, card.agreement_number, UNTIL, owner(), AT).code == (
        "agreement_number_taken"
    )
    assert refused(cards.issue, customer, "EA-9", date(2026, 11, 24), owner(), AT).code == "card_expiry_past"


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["agent", "product_manager", "advisor"])
def test_only_account_owners_and_administrators_record_units(role):
    _customer, card = with_code()
    assert refused(cards.buy, card, 10, make.staff(role), at=AT).code == "forbidden"


@pytest.mark.django_db
def test_pressing_twice_buys_once():
    _customer, card = with_code()
    same = "00000000-0000-0000-0000-000000000001"
    for _time in range(2):
        cards.buy(card, 10, owner(), submission=same, at=AT)
    assert fresh(card).balance == 10


@pytest.mark.django_db
def test_a_period_that_nobody_followed_for_a_day_has_its_code_from_the_task():
    company(begins=BEGINS, ends=make.FAR_AHEAD)
    tasks.follow()
    assert DiscountCode.objects.count() == 1
    tasks.follow()
    assert DiscountCode.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_r21_2_of_four_who_use_a_code_at_once_one_has_the_discount():
    with tenancy.as_staff():
        customer, card = with_code()
        code, by = DiscountCode.objects.get().code, owner()

    def buy():
        try:
            with tenancy.as_staff():
                return cards.buy(card, 10, by, code, at=AT).units
        except Refusal as refusal:
            return refusal.code

    made = at_once(*[partial(buy) for _number in range(4)])
    assert sorted(map(str, made)) == ["10", "code_used", "code_used", "code_used"]
    with tenancy.as_staff():
        assert fresh(card).balance == 10
        assert Customer.objects.filter(pk=customer.pk).exists()
