"""R27.3, TARGETS.md 6: an administrator moves open incidents from the page of a version in force."""

from datetime import timedelta

import pytest
import time_machine

from entitlements import targets
from entitlements.models import TargetPolicy
from subscriptions.models import SupportRegion
from tests import factories as make
from tests.admin.pages import marks, messages, press, saved, signed_in
from tests.admin.test_consequences import from_newest
from tests.admin.test_targets import ADD, cell, page_of
from tests.tickets.moments import moment
from tickets import retargeting, tasks
from tickets.models import Retargeting
from tickets.versions import Fate

pytestmark = pytest.mark.django_db

MOVES = "/admin/tickets/retargeting/"
WEDNESDAY = moment("2026-11-25 09:00 +01:00")
TEN = moment("2026-11-25 10:00 +01:00")
ELEVEN = moment("2026-11-25 11:00 +01:00")


@pytest.fixture(autouse=True)
def at_ten():
    with time_machine.travel(TEN, tick=False) as traveller:
        yield traveller


@pytest.fixture
def incident():
    """Severity 2 under Support: a first response within 4 h of nine."""
    return make.incident(at=WEDNESDAY, severity=2)


@pytest.fixture
def quicker(admin, incident, at_ten):
    """A version with 2 h, saved and in force; a minute later."""
    assert saved(press(admin, ADD, name="Quicker", **{cell("XT", 2): "2 h"}))
    at_ten.shift(timedelta(minutes=1))
    return TargetPolicy.objects.get(name="Quicker")


def part_of(page):
    (part,) = page.context["consequences"]
    return part.shown


def due(incident):
    return incident.milestones.get(kind="first_response", result="").due_at


def test_r27_3_the_page_of_a_version_in_force_leads_to_the_move_which_shows_what_moves_now(
    admin, incident, quicker
):
    address = part_of(admin.get(page_of(quicker)))["move"]
    page = admin.get(address)
    assert page.context["outlook"].number(Fate.EARLIER) == 1
    html = page.content.decode()
    assert f"Move open incidents to “{quicker}”" in html
    assert "Quicker" in str(quicker)
    assert "_save" in html
    assert f'href="/desk/incidents/{incident.pk}/"' in html
    assert due(incident) == moment("2026-11-25 13:00 +01:00")


def test_r27_3_pressed_with_a_reason_it_moves_and_stays_on_the_versions_page(
    admin, administrator, incident, quicker
):
    address = part_of(admin.get(page_of(quicker)))["move"]
    answer = press(admin, address, reason="The contracts of 2027")
    assert answer.url == page_of(quicker)
    page = admin.get(answer.url)
    assert "Open incidents are being moved" in messages(page)[-1]
    assert "under way" in page.content.decode()
    tasks.move_open_incidents()
    assert due(incident) == ELEVEN
    page = admin.get(answer.url)
    (act,) = part_of(page)["moves"]
    assert (act.by, act.reason, act.moved) == (administrator, "The contracts of 2027", 1)
    html = page.content.decode()
    assert administrator.name in html
    assert "The contracts of 2027" in html


def test_r8_10_the_customer_and_the_agent_read_who_moved_it_and_why(admin, incident, quicker):
    press(admin, part_of(admin.get(page_of(quicker)))["move"], reason="The contracts of 2027")
    tasks.move_open_incidents()
    for client, page in (
        (signed_in(incident.contact), f"/incidents/{incident.pk}/"),
        (admin, f"/desk/incidents/{incident.pk}/"),
    ):
        html = client.get(page).content.decode()
        assert "Asta Holm applied the new targets to this incident." in html
        assert "The contracts of 2027" in html


def test_where_nothing_would_move_no_button_says_so(admin, incident):
    page = admin.get(f"{MOVES}add/?policy={targets.policy_at(TEN).pk}")
    assert "Nothing would move now" in page.content.decode()
    assert "_save" not in page.content.decode()


def test_r27_3_without_a_reason_nothing_moves(admin, incident, quicker):
    page = press(admin, part_of(admin.get(page_of(quicker)))["move"], reason=" ")
    assert marks(page)["reason"]
    assert not Retargeting.objects.exists()


def test_w7_what_has_no_target_any_more_stops_if_that_is_ticked(admin, incident, at_ten):
    press(admin, ADD, name="No goals", **{cell("XT", 2, "solution_goal"): ""})
    at_ten.shift(timedelta(minutes=1))
    policy = TargetPolicy.objects.get(name="No goals")
    address = part_of(admin.get(page_of(policy)))["move"]
    assert "1 milestone has no target any more" in admin.get(address).content.decode()
    press(admin, address, reason="We promise none")
    tasks.move_open_incidents()
    assert incident.milestones.get(kind="solution_goal").result == ""
    press(admin, address, reason="We promise none", stops="on")
    tasks.move_open_incidents()
    assert incident.milestones.get(kind="solution_goal").result == "stopped"


def test_r27_3_a_calendar_in_force_moves_what_runs_in_its_region(admin, at_ten):
    incident = make.incident(at=moment("2026-11-24 16:30 +01:00"), severity=2)
    assert saved(press(admin, from_newest(), tuesday="08:00-18:00", note="longer Tuesdays"))
    at_ten.shift(timedelta(minutes=1))
    version = SupportRegion.objects.get(code="nordic").calendar_versions.get(note="longer Tuesdays")
    page = f"/admin/subscriptions/calendarversion/{version.pk}/change/"
    assert saved(press(admin, part_of(admin.get(page))["move"], reason="We open longer"))
    tasks.move_open_incidents()
    assert due(incident) == moment("2026-11-25 10:30 +01:00")
    assert part_of(admin.get(page))["moves"].get().moved == 1  # not the goal of 5 d: a day is longer now


def test_a_version_that_is_not_in_force_offers_no_move_and_takes_none(admin, incident, quicker):
    past = targets.policy_at(WEDNESDAY)
    press(admin, ADD, name="Next year", from_day="2027-01-01", **{cell("XT", 2): "1 h"})
    coming = TargetPolicy.objects.get(name="Next year")
    for version in (past, coming):
        assert "move" not in part_of(admin.get(page_of(version)))
        assert admin.get(f"{MOVES}add/?policy={version.pk}").status_code == 403
        assert admin.post(f"{MOVES}add/?policy={version.pk}", {"reason": "Why"}).status_code == 403
    assert not Retargeting.objects.exists()


@pytest.mark.parametrize("query", ["", "?policy=0", "?policy=x", "?calendar=99999"])
def test_a_move_to_no_version_is_none(admin, query):
    assert admin.get(f"{MOVES}add/{query}").status_code == 403


@pytest.mark.parametrize("role", ["agent", "lead"])
def test_only_administrators_move(quicker, role):
    client = signed_in(make.staff(role))
    for address in (f"{MOVES}add/?policy={quicker.pk}", MOVES):
        assert client.get(address).status_code == 403
        assert client.post(address, {"reason": "Why"}).status_code == 403
    assert not Retargeting.objects.exists()


def test_a_move_on_record_is_only_shown(admin, administrator, quicker):
    act = retargeting.begin(quicker, administrator, "The contracts", stops=False)
    page = admin.get(f"{MOVES}{act.pk}/change/")
    assert "The contracts" in page.content.decode()
    assert "_save" not in page.content.decode()
    assert admin.post(f"{MOVES}{act.pk}/change/", {"reason": "Other"}).status_code == 403
    assert admin.post(f"{MOVES}{act.pk}/delete/", {"post": "yes"}).status_code == 403
    assert "Quicker" in admin.get(MOVES).content.decode()
