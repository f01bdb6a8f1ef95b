"""R8.2, TARGETS.md 8.2: the preview of a version of the targets or of a calendar says, before it is saved, what it
would do to open incidents."""

from datetime import timedelta

import pytest
import time_machine

from entitlements.models import TargetPolicy
from subscriptions.models import CalendarVersion, SupportRegion
from tests import factories as make
from tests.admin.pages import press, saved, typed
from tests.admin.test_targets import ADD, cell
from tests.tickets.moments import moment
from tickets import consequences, correspondence
from tickets.models import DueTime, Milestone, TimelineEntry
from tickets.versions import Fate, TargetVersion

pytestmark = pytest.mark.django_db

CALENDAR_ADD = "/admin/subscriptions/calendarversion/add/"
WEDNESDAY = moment("2026-11-25 09:00 +01:00")
TEN = moment("2026-11-25 10:00 +01:00")


@pytest.fixture(autouse=True)
def at_ten():
    with time_machine.travel(TEN, tick=False):
        yield


@pytest.fixture
def incident():
    """Severity 2 under Support, logged at nine: a first response within 4 h (13:00), solved within 5 d."""
    return make.incident(at=WEDNESDAY, severity=2)


def outlook_of(page):
    (part,) = page.context["consequences"]
    return part.shown["outlook"]


def numbers(outlook, kind="first_response"):
    return {fate.value: number for fate, number in outlook.counts[kind].items()}


def from_newest():
    region = SupportRegion.objects.get(code="nordic")
    return f"{CALENDAR_ADD}?from={region.calendar_at(TEN).pk}"


def holiday(page, day):
    number = int(typed(page)["holidays-TOTAL_FORMS"])
    return {
        "holidays-TOTAL_FORMS": number + 1,
        f"holidays-{number}-date": day,
        f"holidays-{number}-name": "Moving house",
    }


@pytest.mark.parametrize(
    ("figure", "fate"),
    [
        ("2 h", "earlier"),
        ("1 h", "late"),
        ("30 min", "late"),
        ("4 h", "same"),
        ("240 min", "same"),
        ("5 h", "later"),
    ],
)
def test_r8_2_the_preview_counts_what_a_typed_target_would_do(admin, incident, figure, fate):
    page = press(admin, ADD, "_preview", **{cell("XT", 2): figure})
    assert numbers(outlook_of(page)) == {fate: 1}
    assert numbers(outlook_of(page), "solution_goal") == {"same": 1}


def test_r8_2_the_preview_lists_what_would_move_with_both_due_times_the_most_urgent_first(admin, incident):
    later = make.incident(at=WEDNESDAY + timedelta(minutes=30), severity=2)
    page = press(admin, ADD, "_preview", **{cell("XT", 2): "2 h"})
    moves = outlook_of(page).moves
    assert [(move.incident, move.due_at, move.then) for move in moves] == [
        (incident, moment("2026-11-25 13:00 +01:00"), moment("2026-11-25 11:00 +01:00")),
        (later, moment("2026-11-25 13:30 +01:00"), moment("2026-11-25 11:30 +01:00")),
    ]
    html = page.content.decode()
    assert f'href="/desk/incidents/{incident.pk}/"' in html
    assert incident.customer.name in html


def test_r8_2_the_preview_lists_what_would_be_late_at_once(admin, incident):
    page = press(admin, ADD, "_preview", **{cell("XT", 2): "30 min"})
    assert outlook_of(page).moves == []
    (late,) = outlook_of(page).late
    assert (late.incident, late.then) == (incident, moment("2026-11-25 09:30 +01:00"))
    html = page.content.decode()
    assert "would be late at once, and keep" in html
    assert f'href="/desk/incidents/{incident.pk}/"' in html


def test_w7_the_preview_counts_what_would_lose_its_target(admin, incident):
    page = press(admin, ADD, "_preview", **{cell("XT", 2, "solution_goal"): ""})
    assert numbers(outlook_of(page), "solution_goal") == {"lost": 1}


def test_r8_2_a_target_typed_for_a_product_counts_for_that_product_only(admin, incident):
    other = make.incident(product=make.product("FMP"), at=WEDNESDAY, severity=2)
    row = {
        "rules-TOTAL_FORMS": "1",
        "rules-0-product": other.product.pk,
        "rules-0-tier": make.tier("XT").pk,
        "rules-0-severity": "2",
        "rules-0-milestone": "first_response",
        "rules-0-figure": "2 h",
    }
    assert [move.incident for move in outlook_of(press(admin, ADD, "_preview", **row)).moves] == [other]


def test_r8_2_an_extra_holiday_makes_what_runs_later_and_moves_nothing(admin, incident):
    page = press(admin, from_newest(), "_preview", **holiday(admin.get(from_newest()), "2026-11-25"))
    assert numbers(outlook_of(page)) == {"later": 1}
    page = press(admin, from_newest(), "_preview", **holiday(admin.get(from_newest()), "2027-11-25"))
    assert numbers(outlook_of(page)) == {"same": 1}


def test_r8_2_longer_hours_would_make_what_runs_earlier(admin):
    incident = make.incident(at=moment("2026-11-24 16:30 +01:00"), severity=2)
    make.incident(make.customer(region=make.region("anz", "Australia/Melbourne")), at=WEDNESDAY, severity=2)
    outlook = outlook_of(press(admin, from_newest(), "_preview", tuesday="08:00-18:00"))
    (move,) = [move for move in outlook.moves if move.kind == "first_response"]
    assert move.incident == incident
    assert move.due_at == moment("2026-11-25 11:30 +01:00")
    assert move.then == moment("2026-11-25 10:30 +01:00")
    assert numbers(outlook) == {"earlier": 1}


def test_what_is_late_already_is_no_more_late(admin):
    make.incident(at=moment("2026-11-23 09:00 +01:00"), severity=2)
    page = press(admin, ADD, "_preview", **{cell("XT", 2): "2 h"})
    assert numbers(outlook_of(page)) == {"missed": 1}


def test_a_paused_goal_is_judged_by_when_its_clock_stood_still(admin, incident):
    correspondence.reply(
        incident, make.staff(), "Which version?", asks=True, at=WEDNESDAY + timedelta(minutes=5)
    )
    with time_machine.travel(moment("2026-12-10 10:00 +01:00"), tick=False):
        page = press(admin, ADD, "_preview", **{cell("XT", 2, "solution_goal"): "1 d"})
    assert numbers(outlook_of(page), "solution_goal") == {"earlier": 1}
    assert [move.paused for move in outlook_of(page).moves] == [True]


def test_w41_the_preview_writes_nothing(admin, incident):
    def ledger():
        tables = (Milestone, DueTime, TimelineEntry, TargetPolicy, CalendarVersion)
        return [list(table.objects.order_by("pk").values()) for table in tables]

    before = ledger()
    press(admin, ADD, "_preview", **{cell("XT", 2): "2 h"})
    press(admin, from_newest(), "_preview", wednesday="08:00-09:30")
    assert ledger() == before


def test_r27_3_saving_moves_nothing(admin, incident):
    before = list(Milestone.objects.order_by("pk").values())
    assert saved(press(admin, ADD, name="Quicker", **{cell("XT", 2): "2 h"}))
    assert list(Milestone.objects.order_by("pk").values()) == before


def test_a_preview_with_something_wrong_counts_nothing(admin, incident):
    assert outlook_of(press(admin, ADD, "_preview", **{cell("XT", 2): "soon"})) is None


def test_too_many_to_compute_each_are_said_to_be_left_out(admin, incident, monkeypatch):
    make.incident(at=WEDNESDAY + timedelta(minutes=30), severity=2)
    make.incident(at=WEDNESDAY + timedelta(minutes=40), severity=2)
    monkeypatch.setattr(consequences, "ONE_BY_ONE", 2)
    monkeypatch.setattr(consequences, "SAMPLE", 1)
    page = press(admin, ADD, "_preview", **{cell("XT", 2): "2 h"})
    outlook = outlook_of(page)
    assert (outlook.number(Fate.EARLIER), outlook.uncounted) == (1, 2)
    assert [move.incident for move in outlook.moves] == [incident]
    assert "2 more are in none of these numbers" in page.content.decode()


def test_the_preview_asks_as_much_for_many_as_for_few(admin, incident, django_assert_max_num_queries):
    for minutes in range(12):
        make.incident(at=WEDNESDAY + timedelta(minutes=minutes), severity=2)
    typed_rules = list(TargetPolicy.objects.first().rules.all())
    for rule in typed_rules:
        rule.amount = max(rule.amount - 1, 1)
    with django_assert_max_num_queries(6):
        found = consequences.outlook(TargetVersion(typed_rules), TEN)
    assert found.number(Fate.EARLIER) > 12
