"""Asking for a weekend: each rule of R23 has its own refusal, to the letter in both languages."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils.translation import override

from entitlements import answers
from entitlements.models import AllowanceUse
from entitlements.special_events.models import Purpose, SpecialEvent, State
from entitlements.special_events.requesting import ask
from notifications.models import Notification
from subscriptions.models import AdvisorAssignment, ProductLine
from subscriptions.refusals import Refusal
from tests import factories as make
from tests.special_events.scene import (
    AT,
    BEGINS,
    DAY,
    ENDS,
    FRIDAY_17,
    MONDAY_8,
    SATURDAY,
    away,
    modified,
    scene,
)
from tests.tickets.moments import moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def nordlys():
    return scene()


def refused(code, english, danish, wish, at=AT):
    """The refusal of `wish`: its code, and its sentence in both languages; nothing is kept."""
    said = {}
    for language in ("en", "da"):
        with override(language):
            with pytest.raises(Refusal) as raised:
                ask(wish, at)
            said[language] = str(raised.value)
        assert raised.value.code == code
        assert raised.value.key == f"refusal.{code}"
    assert said == {"en": english, "da": danish}
    assert not SpecialEvent.objects.filter(asked_at=at).exists()
    return raised.value


def told(kind):
    return sorted(set(Notification.objects.filter(kind=kind).values_list("recipient__name", flat=True)))


def test_r23_10_a_request_is_kept_and_uses_nothing(nordlys):
    event = nordlys.ask(text="Vi opgraderer til 13.0")
    assert event.state == State.ASKED
    assert (event.starts_at, event.ends_at) == (FRIDAY_17, MONDAY_8)
    assert event.subscription.ends_at == ENDS
    assert [str(each) for each in event.products.all()] == ["Ledgerkant Finance"]
    assert answers.may(nordlys.customer, "special_events", None, AT).remaining == 1
    assert not AllowanceUse.objects.exists()


def test_r23_4_the_advisor_is_told_of_a_request_and_nobody_else(nordlys):
    nordlys.ask()
    assert told("event_asked") == ["Line"]


def test_r17_5_while_the_advisor_is_out_of_office_her_deputy_is_told(nordlys):
    away(nordlys.advisor, AT.date(), AT.date() + DAY)
    nordlys.ask()
    assert told("event_asked") == ["Tim"]


def test_an_advisor_on_leave_without_deputy_is_told_and_the_support_managers_with_her():
    alone = scene(deputy=False)
    make.staff("support_manager", name="Birgit")
    away(alone.advisor, AT.date(), AT.date() + DAY)
    alone.ask()
    assert told("event_asked") == ["Birgit", "Line"]


def test_r17_1_without_any_advisor_the_support_managers_are_told(nordlys):
    make.staff("support_manager", name="Birgit")
    AdvisorAssignment.objects.all().delete()
    nordlys.ask()
    assert told("event_asked") == ["Birgit"]


@pytest.mark.parametrize("day", [SATURDAY - DAY, SATURDAY, SATURDAY + DAY])
def test_r23_11_friday_saturday_or_sunday_name_the_weekend(nordlys, day):
    assert nordlys.ask(day=day).saturday == SATURDAY


def test_r23_11_a_weekend_that_is_none_is_refused(nordlys):
    refused(
        "event_not_weekend",
        "Choose a weekend. 16 December 2026 is a Wednesday.",
        "Vælg en weekend. 16. december 2026 er en onsdag.",
        nordlys.wish(day=date(2026, 12, 16)),
    )


def test_r23_3_14_d_0_h_is_accepted(nordlys):
    assert nordlys.ask(at=FRIDAY_17 - 14 * DAY).saturday == SATURDAY


def test_r23_3_13_d_23_h_59_min_is_refused_with_the_earliest_weekend(nordlys):
    refused(
        "event_notice",
        "Two weeks' notice is required. The earliest weekend is 19 December 2026.",
        "Der skal gives 2 ugers varsel. Den tidligste weekend er 19. december 2026.",
        nordlys.wish(),
        FRIDAY_17 - 14 * DAY + timedelta(minutes=1),
    )


def test_r23_13_notice_counts_days_on_the_wall_clock_over_a_clock_change(nordlys):
    assert nordlys.ask(at=moment("2027-03-19 17:00 +01:00"), day=date(2027, 4, 3))


def test_r23_12_a_weekend_across_the_end_of_the_period_is_refused_with_the_last_possible_one():
    short = scene(ends=moment("2027-03-28 00:00 +01:00"))
    refused(
        "event_outside_period",
        "The weekend must lie within the current support period, which ends 27 March 2027, and cannot be"
        " carried over. The last possible weekend is 20 March 2027.",
        "Weekenden skal ligge i den gældende supportperiode, der slutter 27. marts 2027, og kan ikke overføres."
        " Den sidste mulige weekend er 20. marts 2027.",
        short.wish(day=date(2027, 3, 27)),
    )


def test_r23_8_a_weekend_of_the_next_period_is_refused_though_it_is_known_already(nordlys):
    make.line(nordlys.customer, nordlys.product, "XTE", ENDS, moment("2028-07-01 00:00 +02:00"))
    with pytest.raises(Refusal) as raised:
        nordlys.ask(day=date(2027, 7, 10))
    assert raised.value.code == "event_outside_period"


def test_r23_12_a_period_without_any_weekend_left_says_so():
    ending = scene(ends=AT + 10 * DAY)
    with pytest.raises(Refusal) as raised:
        ending.ask(day=date(2026, 12, 19))
    assert raised.value.code == "event_outside_period"
    assert str(raised.value).endswith("It has no weekend left.")


def test_r23_5_a_modified_product_is_refused(nordlys):
    modified(nordlys.customer, nordlys.product)
    refused(
        "event_not_standard",
        "Ledgerkant Finance is modified. Special event support is for standard products only.",
        "Ledgerkant Finance er tilpasset. Support ved særlige hændelser er kun til standardprodukter.",
        nordlys.wish(),
    )


def test_r23_5_of_a_mixed_list_the_standard_products_pass(nordlys):
    other = make.product("FMP", name="Formsmed Production")
    make.line(nordlys.customer, other, "XTE", BEGINS, ENDS)
    modified(nordlys.customer, other)
    asked = ask(nordlys.wish(products=[other, nordlys.product]), AT)
    assert [str(each) for each in asked.event.products.all()] == ["Ledgerkant Finance"]
    assert [each.code for each in asked.left_out] == ["event_not_standard"]


def test_r23_7_a_first_implementation_is_for_consulting(nordlys):
    make.staff("consultant", name="Fjordkant Consulting", email="consulting@xtreme.example")
    refused(
        "event_is_consulting",
        "Special event support is not a substitute for consulting services in an implementation."
        " Contact consulting: Fjordkant Consulting, consulting@xtreme.example.",
        "Support ved særlige hændelser erstatter ikke konsulenttjenester ved implementering."
        " Kontakt konsulenttjenesten: Fjordkant Consulting, consulting@xtreme.example.",
        nordlys.wish(purpose="implementation"),
    )


@pytest.mark.parametrize("purpose", [each for each in Purpose if each != Purpose.IMPLEMENTATION])
def test_r23_7_every_other_purpose_is_accepted(nordlys, purpose):
    assert nordlys.ask(purpose=purpose).purpose == purpose


def test_r23_6_an_english_speaking_contact_is_required(nordlys):
    refused(
        "event_english",
        "Support during the weekend is delivered in English only. Name an English-speaking contact.",
        "Supporten i weekenden leveres kun på engelsk. Angiv en engelsktalende kontaktperson.",
        nordlys.wish(english_contact=None),
    )


def test_r23_6_one_who_speaks_no_english_or_is_of_another_customer_is_none(nordlys):
    nordlys.english.speaks_english = False
    nordlys.english.save()
    elsewhere = make.contact(make.customer(), phone="+45 1").memberships.get()
    for contact in (nordlys.english, elsewhere):
        with pytest.raises(Refusal) as raised:
            nordlys.ask(english_contact=contact)
        assert raised.value.code == "event_english"


def test_r23_6_the_english_speaking_contact_is_reached_by_phone(nordlys):
    nordlys.english.user.phone = ""
    nordlys.english.user.save()
    with pytest.raises(Refusal) as raised:
        nordlys.ask()
    assert str(raised.value) == "We have no phone number of Anders. Give one, or name another contact."
    assert nordlys.ask(phone="+45 33 33 33 33").phone == "+45 33 33 33 33"


def test_r23_6_a_danish_text_is_accepted_and_handled_in_english(nordlys):
    event = nordlys.ask(text="Vi går i drift med den nye kontoplan", language="da")
    assert event.text == "Vi går i drift med den nye kontoplan"
    assert event.english_handling


def test_event_needs_elite_is_the_refusal_of_every_other_tier():
    premium = scene("XTP")
    refused(
        "event_needs_elite",
        "Special event support comes with Xtreme Elite Support.",
        "Support ved særlige hændelser følger med Xtreme Elite Support.",
        premium.wish(),
    )


def test_a_product_of_another_tier_is_left_out_and_one_that_is_not_covered_too(nordlys):
    premium, foreign = make.product("STH"), make.product("VDL")
    make.line(nordlys.customer, premium, "XTP", BEGINS, ENDS)
    asked = ask(nordlys.wish(products=[nordlys.product, premium, foreign]), AT)
    assert {each.code for each in asked.left_out} == {"event_needs_elite", "product_not_covered"}


def test_r23_1_a_product_whose_own_period_has_used_its_weekend_is_left_out(nordlys):
    """Two periods run at once: what was asked of both could never be confirmed."""
    other = make.product("ZZZ", name="Zz other")
    make.line(nordlys.customer, other, "XTE", BEGINS + DAY, ENDS + DAY)
    nordlys.confirmed()
    asked = ask(nordlys.wish(products=[nordlys.product, other], day=date(2027, 1, 9)), AT)
    assert [each.code for each in asked.left_out] == ["event_used"]
    event = nordlys.confirm(asked.event)
    assert event.subscription == ProductLine.objects.get(product=other).subscription


def test_r23_15_a_line_that_loses_elite_before_the_weekend_has_none(nordlys):
    line = ProductLine.objects.get(customer=nordlys.customer)
    ProductLine.objects.filter(pk=line.pk).update(ends_at=FRIDAY_17 - DAY)
    ProductLine.objects.create(
        customer=nordlys.customer,
        subscription=line.subscription,
        product=nordlys.product,
        tier=make.tier("XT"),
        starts_at=FRIDAY_17 - DAY,
        ends_at=ENDS,
    )
    with pytest.raises(Refusal) as raised:
        nordlys.ask()
    assert raised.value.code == "event_needs_elite"


def test_r23_1_a_second_request_is_refused_while_the_first_waits(nordlys):
    nordlys.ask()
    with pytest.raises(Refusal) as raised:
        nordlys.ask(day=date(2027, 1, 9))
    assert raised.value.code == "event_asked"
    assert str(raised.value).startswith("The weekend of 12 December 2026 is asked for")


def test_r23_1_a_second_request_is_refused_when_the_weekend_is_confirmed(nordlys):
    nordlys.confirmed()
    wish = nordlys.wish(day=date(2027, 1, 9))
    refused(
        "event_used",
        "The weekend for the support period 1 July 2026–30 June 2027 has been used (12 December 2026)."
        " The next period begins 1 July 2027.",
        "Weekenden for supportperioden 1. juli 2026–30. juni 2027 er brugt (12. december 2026)."
        " Næste periode begynder 1. juli 2027.",
        wish,
        AT + DAY,
    )


def test_r23_8_the_next_period_has_one_whether_this_one_was_used_or_not(nordlys):
    later = moment("2028-07-01 00:00 +02:00")
    make.line(nordlys.customer, nordlys.product, "XTE", ENDS, later)
    nordlys.confirmed()
    in_next = ENDS + 30 * DAY
    assert answers.may(nordlys.customer, "special_events", None, in_next).remaining == 1
    event = nordlys.confirmed(at=in_next, day=date(2027, 9, 4))
    assert event.subscription.ends_at == later
    assert answers.may(nordlys.customer, "special_events", None, in_next).remaining == 0


def test_r23_8_unused_at_renewal_nothing_is_carried_over(nordlys):
    make.line(nordlys.customer, nordlys.product, "XTE", ENDS, moment("2028-07-01 00:00 +02:00"))
    assert answers.may(nordlys.customer, "special_events", None, ENDS).remaining == 1


def test_pressing_twice_asks_once(nordlys):
    submission = uuid4()
    first, second = (ask(nordlys.wish(submission=submission), AT) for _press in range(2))
    assert first.event == second.event


def test_without_products_or_a_purpose_the_field_says_so(nordlys):
    for changes, code in (({"products": []}, "event_no_product"), ({"purpose": "party"}, "event_no_purpose")):
        with pytest.raises(Refusal) as raised:
            nordlys.ask(**changes)
        assert raised.value.code == code


def test_a_text_beyond_its_limit_is_refused(nordlys):
    with pytest.raises(Refusal) as raised:
        nordlys.ask(text="x" * 10_001)
    assert raised.value.code == "text_too_long"
