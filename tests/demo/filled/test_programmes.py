"""The demo's programme and discount codes (DEMO.md, 10)."""

from entitlements.programmes import eligibility
from entitlements.programmes.models import Application, CardEntry, DiscountCode, Programme
from notifications.models import Notification
from tests.demo.moment import T
from xtreme.demo import programmes
from xtreme.demo.customers import NORDLYS, PRAIRIE_LANTERN, WATTLEBIRD
from xtreme.demo.moments import Now


def test_r19_3_stakhus_9_beta_has_8_places_and_three_elite_applicants():
    made = Programme.objects.get()
    assert (made.title, made.capacity, made.taken, made.state) == ("Stakhus 9 beta", 8, 0, "published")
    rows = made.applications.order_by("pk")
    assert [row.customer.number for row in rows] == [NORDLYS, PRAIRIE_LANTERN, WATTLEBIRD]
    assert all(row.elite and row.state == Application.State.CONSIDERED for row in rows)


def test_r19_1_one_condition_of_the_environment_is_not_met_at_wattlebird():
    for row in Application.objects.select_related("programme__product", "customer"):
        unmet = [point for point in eligibility.points_of(row, T) if not point.met]
        assert len(unmet) == (row.customer.number == WATTLEBIRD)
        assert all(point.requirement.kind == "environment" for point in unmet)


def test_r21_1_the_code_of_nordlys_is_unused_and_prairie_lanterns_used():
    running = DiscountCode.objects.filter(subscription__starts_at__lte=T, subscription__ends_at__gt=T)
    states = {code.customer.number: code.state(T) for code in running}
    assert (states[NORDLYS], states[PRAIRIE_LANTERN]) == ("valid", "used")
    assert {code.percent for code in DiscountCode.objects.all()} == {25}


def test_filled_again_it_changes_nothing_and_nobody_is_told():
    def counted():
        return [m.objects.count() for m in (Programme, Application, DiscountCode, CardEntry)]

    before = counted()
    programmes.fill(Now(T))
    assert counted() == before
    assert not Notification.objects.filter(kind__startswith="discount").exists()
    assert not Notification.objects.filter(kind__startswith="programme").exists()
