"""Confirming, declining and cancelling a weekend (R23.2, R23.4, R23.8, R23.10, R23.14)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from entitlements import answers
from entitlements.special_events import scheduling
from entitlements.special_events.models import (
    EventRules,
    Side,
    SpecialEvent,
    State,
    WeekendLoad,
    WeekendPlaces,
)
from entitlements.special_events.watching import watch
from notifications.models import Notification
from subscriptions import tenancy
from subscriptions.models import ProductLine
from subscriptions.refusals import Refusal
from tests import factories as make
from tests.special_events.scene import (
    AT,
    BEGINS,
    DAY,
    ENDS,
    FRIDAY_17,
    MONDAY_8,
    NEXT_ENDS,
    SATURDAY,
    away,
    modified,
    scene,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def nordlys():
    return scene()


def refusing(code, act, *args, **kwargs):
    with pytest.raises(Refusal) as raised:
        act(*args, **kwargs)
    assert raised.value.code == code
    return raised.value


def left(nordlys, at=AT):
    return answers.may(nordlys.customer, "special_events", None, at).remaining


def told(kind):
    return sorted(set(Notification.objects.filter(kind=kind).values_list("recipient__name", flat=True)))


def test_r23_4_the_advisor_confirms_with_a_resource_and_both_sides_are_told(nordlys):
    event = nordlys.confirmed()
    event.refresh_from_db()
    assert (event.state, event.answered_by, event.resource) == (
        State.CONFIRMED,
        nordlys.advisor,
        nordlys.resource,
    )
    assert told("event_confirmed") == ["Anders", "Mette"]
    assert told("event_resource") == ["Emil"]


def test_r23_1_a_confirmed_weekend_takes_the_one_of_the_period_and_names_its_day(nordlys):
    event = nordlys.confirmed()
    answer = answers.may(nordlys.customer, "special_events", None, AT)
    assert (answer.code, answer.remaining, answer.basis) == (
        "event_used",
        0,
        "R23.8: 1 per period, used on 12 December 2026",
    )
    assert event.use.reference == "weekenden 12. december 2026"


def test_r23_4_the_deputy_confirms_too(nordlys):
    assert nordlys.confirm(nordlys.ask(), by=nordlys.deputy).answered_by == nordlys.deputy


def test_r23_4_nobody_else_of_the_vendor_confirms_and_reads_who_does(nordlys):
    event = nordlys.ask()
    for role in ("agent", "lead", "support_manager", "advisor", "administrator"):
        refusal = refusing("event_via_advisor", nordlys.confirm, event, by=make.staff(role))
        assert str(refusal) == "Only the advisor of Nordlys or the deputy does this: Line and Tim."
    event.refresh_from_db()
    assert event.state == State.ASKED


def test_r23_4_a_contact_who_tries_is_told_that_the_advisor_schedules_it(nordlys):
    event = nordlys.ask()
    said = {}
    for language in ("en", "da"):
        with override(language):
            said[language] = str(refusing("event_via_advisor", nordlys.confirm, event, by=nordlys.contact))
    assert said == {
        "en": "The weekend is scheduled through your dedicated customer advisor, Line."
        " Your request has been sent.",
        "da": "Weekenden planlægges gennem jeres dedikerede kunderådgiver, Line. Ønsket er sendt.",
    }


def test_r17_1_where_there_is_no_advisor_nobody_confirms(nordlys):
    event = nordlys.ask()
    nordlys.customer.advisor_assignments.all().delete()
    refusal = refusing("event_via_advisor", nordlys.confirm, event)
    assert str(refusal).startswith("Nordlys has no Dedicated Customer Advisor")


def test_r23_2_without_a_resource_it_cannot_be_confirmed(nordlys):
    event = nordlys.ask()
    refusing("event_needs_resource", nordlys.confirm, event, resource=None)
    refusing("event_needs_resource", nordlys.confirm, event, resource=nordlys.contact)
    refusing("event_needs_resource", nordlys.confirm, event, resource=make.staff("consultant"))


def test_r23_2_the_database_refuses_a_confirmed_one_without_a_resource(nordlys):
    event = nordlys.confirmed()
    with pytest.raises(IntegrityError), transaction.atomic():
        SpecialEvent.objects.filter(pk=event.pk).update(resource=None)


@pytest.mark.parametrize("day", [SATURDAY - DAY, SATURDAY, SATURDAY + DAY, SATURDAY + 2 * DAY])
def test_r23_2_a_resource_who_is_out_of_office_then_is_refused(nordlys, day):
    away(nordlys.resource, day, day)
    refusing("event_resource_away", nordlys.confirm, nordlys.ask())


def test_r23_2_a_resource_who_is_limited_and_would_not_see_the_customer_is_refused(nordlys):
    nordlys.resource = make.limited(nordlys.resource, regions=[make.region("pacific")])
    refusing("event_resource_limited", nordlys.confirm, nordlys.ask())
    nordlys.resource = make.limited(nordlys.resource, regions=[nordlys.customer.region])
    assert nordlys.confirm(SpecialEvent.objects.get()).resource == nordlys.resource
    nordlys.resource = make.limited(nordlys.resource, regions=[make.region("pacific")])
    assert scheduling.lacks_resource(SpecialEvent.objects.get(), AT) == "resource_limited"


def test_r23_10_declining_uses_nothing_and_offers_other_weekends(nordlys):
    event = scheduling.decline(
        nordlys.ask(), nordlys.advisor, "Nobody is free.", [date(2027, 1, 9), date(2026, 12, 20)], AT
    )
    assert (event.state, event.offered) == (State.DECLINED, [date(2026, 12, 19), date(2027, 1, 9)])
    assert left(nordlys) == 1
    told_of = Notification.objects.filter(kind="event_declined", recipient=nordlys.contact).first()
    assert told_of.context["offered"] == ["2026-12-19", "2027-01-09"]
    assert nordlys.ask(at=AT + DAY, day=date(2026, 12, 19)).state == State.ASKED


def test_r23_10_what_is_offered_can_be_asked_for(nordlys):
    event = nordlys.ask()
    refusal = refusing(
        "event_offer_not_possible",
        scheduling.decline,
        event,
        nordlys.advisor,
        "Full",
        [date(2026, 12, 5), date(2027, 7, 10)],
        AT,
    )
    assert "5 December 2026 and 10 July 2027" in str(refusal)
    refusing("event_reason_missing", scheduling.decline, event, nordlys.advisor, " ", [], AT)
    refusing("event_via_advisor", scheduling.decline, event, make.staff("lead"), "Full", [], AT)


def full(saturday=SATURDAY, places=1):
    WeekendPlaces.objects.create(saturday=saturday, places=places)
    return scene(name="Another", language="en").confirmed(day=saturday)


def test_r23_10_a_full_weekend_is_refused_with_the_free_ones(nordlys):
    full()
    said = {}
    for language in ("en", "da"):
        with override(language):
            said[language] = str(refusing("event_no_capacity", nordlys.ask))
    assert said == {
        "en": "The weekend of 12 December 2026 is taken. Free weekends: 19 December 2026, 26 December 2026,"
        " 2 January 2027 and 9 January 2027.",
        "da": "Weekenden 12. december 2026 er optaget. Ledige weekender: 19. december 2026, 26. december 2026,"
        " 2. januar 2027 og 9. januar 2027.",
    }


def test_r23_10_the_last_place_may_go_between_asking_and_confirming(nordlys):
    event = nordlys.ask()
    full()
    refusing("event_no_capacity", nordlys.confirm, event)
    event.refresh_from_db()
    assert event.state == State.ASKED
    assert left(nordlys) == 1


def test_r23_10_a_cancelled_weekend_gives_its_place_back(nordlys):
    other = full()
    scheduling.cancel(other, other.asked_by, at=AT)
    assert WeekendLoad.objects.get(saturday=SATURDAY).taken == 0
    assert nordlys.confirmed().state == State.CONFIRMED


def test_r23_10_the_vendor_takes_three_a_weekend_unless_an_administrator_says_otherwise():
    for _number in range(3):
        scene().confirmed()
    refusing("event_no_capacity", scene().ask)
    EventRules.objects.create(pk=1, places=4)
    assert scene().confirmed()


def test_r23_14_cancelled_by_the_customer_before_it_begins_it_is_not_used(nordlys):
    event = scheduling.cancel(
        nordlys.confirmed(), nordlys.contact, "Postponed", FRIDAY_17 - timedelta(minutes=1)
    )
    assert (event.state, event.cancelled_side) == (State.CANCELLED, Side.CUSTOMER)
    assert left(nordlys, FRIDAY_17) == 1
    assert told("event_cancelled") == ["Anders", "Mette"]
    assert told("event_cancelled_staff") == ["Emil", "Line"]


def test_r23_14_once_begun_the_customer_has_used_it(nordlys):
    scheduling.cancel(nordlys.confirmed(), nordlys.contact, at=FRIDAY_17)
    assert left(nordlys, MONDAY_8) == 0
    refusing("event_used", nordlys.ask, at=MONDAY_8, day=date(2027, 1, 9))


@pytest.mark.parametrize("at", [AT, FRIDAY_17, FRIDAY_17 + DAY])
def test_r23_14_cancelled_by_the_vendor_it_is_never_used(nordlys, at):
    event = scheduling.cancel(nordlys.confirmed(), nordlys.advisor, "The resource is ill.", at)
    assert event.cancelled_side == Side.VENDOR
    assert left(nordlys, MONDAY_8) == 1
    assert nordlys.ask(at=MONDAY_8, day=date(2027, 1, 9))


def test_r23_14_once_over_it_can_no_longer_be_cancelled(nordlys):
    event = nordlys.confirmed()
    refusing("event_is_over", scheduling.cancel, event, nordlys.contact, at=MONDAY_8)
    refusing("event_is_over", scheduling.cancel, event, nordlys.advisor, "Late", at=MONDAY_8)


def test_r23_14_the_vendor_gives_a_reason_and_only_advisor_deputy_and_leads_cancel(nordlys):
    event = nordlys.confirmed()
    refusing("event_reason_missing", scheduling.cancel, event, nordlys.advisor, at=AT)
    refusing("event_via_advisor", scheduling.cancel, event, make.staff("agent"), "No", AT)
    assert scheduling.cancel(event, make.staff("support_manager"), "Strike", AT).cancelled_side == Side.VENDOR


def test_r23_14_who_asked_or_a_manager_cancels_for_the_customer_and_no_other_contact(nordlys):
    event = nordlys.ask()
    refusing("event_not_yours", scheduling.cancel, event, nordlys.english.user, at=AT)
    manager = make.contact(nordlys.customer, role="manager")
    assert scheduling.cancel(event, manager, at=AT).state == State.CANCELLED


def test_what_was_answered_is_not_answered_again(nordlys):
    event = nordlys.confirmed()
    refusing("event_not_open", nordlys.confirm, event)
    refusing("event_not_open", scheduling.decline, event, nordlys.advisor, "No", [], AT)
    scheduling.cancel(event, nordlys.contact, at=AT)
    refusing("event_not_open", scheduling.cancel, event, nordlys.contact, at=AT)
    refusing("event_not_open", scheduling.change_resource, event, nordlys.advisor, nordlys.resource, AT)


def test_a_weekend_that_has_begun_is_not_confirmed(nordlys):
    event = nordlys.ask()
    refusing("event_has_begun", nordlys.confirm, event, at=FRIDAY_17)


def test_r23_5_what_was_modified_since_is_left_out_or_refuses_the_confirmation(nordlys):
    event = nordlys.ask()
    modified(nordlys.customer, nordlys.product)
    refusing("event_not_standard", nordlys.confirm, event)


def test_r23_12_a_period_that_was_shortened_since_no_longer_holds_it(nordlys):
    event = nordlys.ask()
    ProductLine.objects.filter(customer=nordlys.customer).update(ends_at=FRIDAY_17)
    event.subscription.ends_at = FRIDAY_17
    event.subscription.save()
    with pytest.raises(Refusal):
        nordlys.confirm(event)
    event.refresh_from_db()
    assert event.state == State.ASKED
    assert not event.customer.allowance_uses.exists()


def test_r23_2_another_resource_takes_over_and_both_hear_of_it(nordlys):
    event, other = nordlys.confirmed(), make.staff("agent", name="Katrin")
    changed = scheduling.change_resource(event, nordlys.deputy, other, AT)
    assert changed.resource == other
    assert told("event_resource") == ["Emil", "Katrin"]
    assert told("event_resource_changed") == ["Emil"]
    refusing("event_needs_resource", scheduling.change_resource, event, nordlys.advisor, None, AT)


def test_r27_1_where_two_were_negotiated_there_are_two_in_the_period(nordlys):
    from entitlements.models import Service, SpecialTerms

    SpecialTerms.objects.create(
        customer=nordlys.customer,
        service=Service.objects.get(code="special_events"),
        granted=True,
        allowance=2,
        starts_at=AT - DAY,
        ends_at=ENDS,
        reason="Two sites go live",
        approved_by=make.staff("head_of_support"),
    )
    nordlys.confirmed()
    nordlys.confirmed(at=AT + DAY, day=date(2027, 1, 9))
    refusing("event_used", nordlys.ask, at=AT + 2 * DAY, day=date(2027, 2, 6))


def test_a_contact_asks_and_cancels_behind_the_second_wall(nordlys):
    with tenancy.as_contact(nordlys.customer.pk):
        event = nordlys.ask()
    nordlys.confirm(event)
    with tenancy.as_contact(nordlys.customer.pk):
        scheduling.cancel(event, nordlys.contact, at=AT)
        assert WeekendLoad.objects.get(saturday=SATURDAY).taken == 0
    with tenancy.as_contact(make.customer().pk):
        assert not SpecialEvent.objects.exists()


def test_r23_8_a_weekend_of_the_next_period_is_not_taken_from_this_one(nordlys):
    make.line(nordlys.customer, nordlys.product, "XTE", ENDS, NEXT_ENDS)
    nordlys.confirmed(at=ENDS + DAY, day=date(2027, 9, 4))
    assert left(nordlys, ENDS - DAY) == 1


def of_two_periods(nordlys):
    """A confirmed weekend over products of two support periods that run at once."""
    other = make.product("ZZZ", name="Zz other")
    make.line(nordlys.customer, other, "XTE", BEGINS + DAY, ENDS + DAY)
    return nordlys.confirmed(products=[nordlys.product, other]), other


def left_of_each(nordlys, other, at=AT):
    return [
        answers.may(nordlys.customer, "special_events", product, at).remaining
        for product in (nordlys.product, other)
    ]


def test_r23_1_a_weekend_over_products_of_two_periods_takes_the_one_of_each(nordlys):
    """It took from the first alone: the other's product had a second weekend in its period."""
    event, other = of_two_periods(nordlys)
    assert left_of_each(nordlys, other) == [0, 0]
    refusing("event_used", nordlys.ask, products=[other], day=date(2027, 1, 9))
    scheduling.cancel(event, nordlys.contact, at=AT)
    assert left_of_each(nordlys, other) == [1, 1]


def test_r23_14_once_begun_both_periods_have_used_it(nordlys):
    event, other = of_two_periods(nordlys)
    scheduling.cancel(event, nordlys.contact, at=FRIDAY_17)
    assert left_of_each(nordlys, other, FRIDAY_17) == [0, 0]


def test_r23_15_the_period_whose_only_product_is_lost_before_it_has_its_weekend_back(nordlys):
    event, other = of_two_periods(nordlys)
    ProductLine.objects.filter(product=nordlys.product).update(tier=make.tier("XTP"))
    watch(AT + DAY)
    event.refresh_from_db()
    assert (event.state, event.subscription) == (
        State.CONFIRMED,
        ProductLine.objects.get(product=other).subscription,
    )
    ProductLine.objects.filter(product=nordlys.product).update(tier=make.tier("XTE"))
    assert left_of_each(nordlys, other, AT + DAY) == [1, 0]
    scheduling.cancel(event, nordlys.contact, at=AT + DAY)
    assert left_of_each(nordlys, other, AT + DAY) == [1, 1]
