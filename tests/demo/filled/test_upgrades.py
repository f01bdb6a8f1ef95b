"""The demo's upgrade plans (DEMO.md, 10)."""

from datetime import timedelta

from notifications.models import Notification
from tests.demo.moment import T
from tickets.advisory.upgrades.models import UpgradePlan
from xtreme.demo import upgrades
from xtreme.demo.customers import NORDLYS, PRAIRIE_LANTERN
from xtreme.demo.moments import Now


def test_r22_1_esbjerg_has_its_call_booked_and_r22_2_omaha_alarms_without_one():
    esbjerg = UpgradePlan.objects.whole().get(customer__number=NORDLYS)
    assert (str(esbjerg), esbjerg.system.site) == ("Ledgerkant Finance 12.1 → 13.0", "Esbjerg branch")
    assert esbjerg.planned_on == (T + timedelta(days=24)).date()
    assert esbjerg.call_is_booked(T)
    assert esbjerg.call.starts_at <= esbjerg.call_due_at
    omaha = UpgradePlan.objects.whole().get(customer__number=PRAIRIE_LANTERN)
    assert (str(omaha), omaha.planned_on) == ("Stakhus Warehouse 7.2 → 8.0", (T + timedelta(days=4)).date())
    assert omaha.lacks_call(T)
    assert omaha.alarmed_at <= T


def test_filled_again_it_changes_nothing_and_nobody_is_told():
    before = list(UpgradePlan.objects.values_list("pk", "call"))
    upgrades.fill(Now(T))
    assert list(UpgradePlan.objects.values_list("pk", "call")) == before
    assert (
        not Notification.objects.filter(kind__startswith="upgrade_")
        .exclude(kind__in=("upgrade_asked", "upgrade_answered", "upgrade_asked_here"))
        .exists()
    )
