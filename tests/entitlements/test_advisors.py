"""R17.1, R17.5: every customer whose subscription brings an advisor has one, with a deputy who stands in for
her."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from entitlements import advisors
from entitlements.models import Service, SpecialTerms
from notifications.models import Notification
from subscriptions import advisors as assigned
from subscriptions.life import tiers
from subscriptions.models import AdvisorAssignment
from tests import factories as make
from tests.special_events.scene import AT, DAY, away
from tests.tickets.moments import moment

pytestmark = pytest.mark.django_db
TODAY = AT.date()


@pytest.fixture
def nordlys():
    customer = make.customer(name="Nordlys")
    make.line(customer, make.product(), "XTE")
    return customer


def assign(customer, advisor=None, deputy=None, starts_on=date(2026, 1, 1), ends_on=None):
    return AdvisorAssignment.objects.create(
        customer=customer,
        advisor=advisor or make.staff("advisor"),
        deputy=deputy,
        starts_on=starts_on,
        ends_on=ends_on,
    )


def test_r17_1_who_is_without_advisor_is_named_by_the_answer_and_not_by_the_tier(nordlys):
    special = make.customer(name="Havblik")
    make.line(special, make.product(), "XT")
    left_out = make.customer(name="Wattlebird")
    make.line(left_out, make.product(), "XTE")
    make.line(make.customer(name="Brueckentor"), make.product(), "XTP")
    for customer, granted in ((special, True), (left_out, False)):
        SpecialTerms.objects.create(
            customer=customer,
            service=Service.objects.get(code="advisor"),
            granted=granted,
            starts_at=AT - DAY,
            ends_at=AT + DAY,
            reason="Negotiated",
            approved_by=make.staff("head_of_support"),
        )
    assert [each.name for each in advisors.without_advisor(AT)] == ["Havblik", "Nordlys"]


def test_r17_1_the_support_managers_are_told_once_and_again_when_she_is_left_without(nordlys):
    manager = make.staff("support_manager")
    for _run in range(3):
        advisors.tell_of_missing(AT)
    told = Notification.objects.filter(kind="advisor_missing", recipient=manager, channel="in_app")
    assert told.count() == 1
    assign(nordlys, ends_on=TODAY)
    advisors.tell_of_missing(AT)
    assert told.count() == 1
    advisors.tell_of_missing(AT + 2 * DAY)
    assert told.count() == 2


def told_of_missing(*people):
    rows = Notification.objects.filter(kind="advisor_missing", recipient__in=people, channel="email")
    return list(rows.order_by("recipient__name").values_list("recipient__name", "link"))


@pytest.fixture
def people():
    return make.staff("administrator", name="Asta"), make.staff("support_manager", name="Birgit")


def test_r17_1_who_assigns_one_is_told_at_the_upgrade_and_no_more_by_the_hour(people):
    customer = make.customer(name="Havblik", number="C-1002")
    line = make.line(customer, make.product(), "XT")
    assert told_of_missing(*people) == []
    tiers.upgrade(line, make.tier("XTE"), people[0], AT)
    links = [f"/admin/subscriptions/customer/{customer.pk}/change/", "/desk/customers/C-1002/"]
    assert told_of_missing(*people) == list(zip(["Asta", "Birgit"], links, strict=True))
    advisors.tell_of_missing(AT + DAY)
    assert len(told_of_missing(*people)) == 2


def test_r17_1_who_never_had_one_is_told_of_again_at_the_next_upgrade(people):
    """She went down and up again; nobody was assigned in between."""
    customer = make.customer(name="Havblik")
    for at in (AT, AT + 30 * DAY):
        line = make.line(customer, make.product(), "XT", starts_at=at - DAY, ends_at=at + 20 * DAY)
        tiers.upgrade(line, make.tier("XTE"), people[0], at)
    assert len(told_of_missing(*people)) == 4


def test_r17_1_an_upgrade_of_who_has_an_advisor_tells_nobody(people):
    customer = make.customer(name="Havblik")
    line = make.line(customer, make.product(), "XT")
    assign(customer)
    tiers.upgrade(line, make.tier("XTE"), people[0], AT)
    assert told_of_missing(*people) == []


def test_r17_1_an_advisor_without_deputy_is_a_concern_of_its_own(nordlys):
    assign(nordlys)
    assert list(advisors.without_advisor(AT)) == []
    assert list(advisors.without_deputy(AT)) == [nordlys]


def test_r17_1_a_customer_has_one_advisor_at_a_time(nordlys):
    assign(nordlys, ends_on=TODAY)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
    with pytest.raises(IntegrityError), transaction.atomic():
        assign(nordlys, starts_on=TODAY)
    assert assign(nordlys, starts_on=TODAY + DAY)


def test_r17_1_the_deputy_is_another_person(nordlys):
    advisor = make.staff("advisor")
    with pytest.raises(IntegrityError), transaction.atomic():
        assign(nordlys, advisor, advisor)


def test_r17_5_while_the_advisor_is_out_of_office_the_deputy_is_told_of_a_severity_1(nordlys):
    advisor, deputy = make.staff("advisor", name="Line"), make.staff("advisor", name="Tim")
    assign(nordlys, advisor, deputy)
    make.staff("agent")
    product = nordlys.lines.get().product
    at = moment("2026-11-25 12:00 +01:00")
    make.incident(nordlys, product, at=at, severity=1)
    away(advisor, TODAY + DAY, TODAY + 2 * DAY)
    make.incident(nordlys, product, at=at + DAY, severity=1)
    told = Notification.objects.filter(kind="logged", recipient__in=[advisor, deputy]).order_by("pk")
    assert list(told.values_list("recipient__name", flat=True)) == ["Line", "Tim"]


def test_r17_5_where_both_are_away_she_is_told_all_the_same(nordlys):
    advisor, deputy = make.staff("advisor"), make.staff("advisor")
    assign(nordlys, advisor, deputy)
    for person in (advisor, deputy):
        away(person, TODAY, TODAY)
    assert assigned.on_hand(nordlys, AT) == [advisor]
    assert not assigned.is_there(nordlys, AT)
    assert assigned.is_there(nordlys, AT + timedelta(days=1))
