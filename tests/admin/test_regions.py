"""R8.10, R27.3: an administrator gives a customer another support region: her page shows before saving what it
means for open incidents, and moves them if she says so."""

from datetime import timedelta

import pytest
import time_machine
from tablib import Dataset

from subscriptions.administration.exchange import CustomerRows
from subscriptions.models import Customer
from tests import factories as make
from tests.admin.pages import marks, press, saved
from tests.tickets.moments import moment
from tests.tickets.portal import text
from tickets import tasks
from tickets.models import Incident, Retargeting
from tickets.versions import Fate

pytestmark = pytest.mark.django_db

EVENING = moment("2026-11-24 16:30 +01:00")


@pytest.fixture(autouse=True)
def evening():
    with time_machine.travel(EVENING + timedelta(minutes=20), tick=False) as traveller:
        yield traveller


@pytest.fixture
def incident():
    return make.incident(make.customer(country="DK"), at=EVENING, severity=2)


@pytest.fixture
def chicago():
    return make.region("americas", "America/Chicago", country="US")


def page_of(customer):
    return f"/admin/subscriptions/customer/{customer.pk}/change/"


def part_of(page):
    (part,) = page.context["consequences"]
    return part.shown


def due(incident):
    return incident.milestones.get(kind="first_response", result="").due_at


def test_r8_2_the_preview_shows_what_another_region_means_and_saves_nothing(admin, incident, chicago):
    page = press(admin, page_of(incident.customer), "_preview", region=chicago.pk)
    outlook = part_of(page)["outlook"]
    assert outlook.number(Fate.EARLIER) == 1
    html = text(page)
    assert "This is a preview. Nothing has been saved." in html
    assert "1 open incident is not of Americas." in html
    assert f'href="/desk/incidents/{incident.pk}/"' in page.content.decode()
    incident.customer.refresh_from_db()
    assert incident.customer.region.code == "nordic"


def test_r8_2_the_preview_counts_what_would_be_late_at_once(admin, incident, chicago, evening):
    evening.shift(timedelta(hours=4))
    page = press(admin, page_of(incident.customer), "_preview", region=chicago.pk)
    assert part_of(page)["outlook"].counts["first_response"] == {Fate.LATE: 1}


def test_r27_3_saving_moves_nothing_and_the_page_leads_to_the_move(admin, administrator, incident, chicago):
    address = page_of(incident.customer)
    before = due(incident)
    assert saved(press(admin, address, region=chicago.pk))
    assert due(incident) == before
    page = admin.get(address)
    assert "1 open incident is of Nordic still" in text(page)

    move = part_of(page)["move"]
    asked = text(admin.get(move))
    assert "Move open incidents to “Americas”" in asked
    assert "1 open incident goes along" in asked
    assert "Stop what has no target" not in asked
    assert marks(press(admin, move, reason=" "))["reason"]
    answer = press(admin, move, reason="Her office moved to Omaha")
    assert answer.url == address
    tasks.move_open_incidents()
    assert due(incident) == moment("2026-11-24 20:30 +01:00")
    page = admin.get(address)
    (act,) = part_of(page)["moves"]
    assert (act.by, act.reason, act.moved) == (administrator, "Her office moved to Omaha", 1)
    assert "move" not in part_of(page)
    assert "Her office moved to Omaha" in text(page)
    assert f"{incident.customer} → Americas" in text(admin.get("/admin/tickets/retargeting/"))


def test_what_would_move_later_goes_along_all_the_same(admin, chicago):
    incident = make.incident(at=moment("2026-11-24 08:30 +01:00"), severity=3)
    press(admin, page_of(incident.customer), region=chicago.pk)
    move = part_of(admin.get(page_of(incident.customer)))["move"]
    assert saved(press(admin, move, reason="Her office moved"))
    tasks.move_open_incidents()
    assert Incident.objects.get().region == chicago


def test_a_preview_with_something_wrong_counts_nothing(admin, incident, chicago):
    page = press(admin, page_of(incident.customer), "_preview", region=chicago.pk, name="")
    assert marks(page)["name"]
    assert "outlook" not in part_of(page)


def test_a_new_customer_has_nothing_to_move(admin, chicago):
    assert part_of(admin.get("/admin/subscriptions/customer/add/")) == {}
    made = {"number": "C-9", "name": "New", "country": "DK", "time_zone": "Europe/Copenhagen"}
    assert saved(press(admin, "/admin/subscriptions/customer/add/", region=chicago.pk, **made))
    assert "Choose another support region" in text(admin.get(page_of(Customer.objects.get(number="C-9"))))


def test_a_region_without_a_calendar_in_force_is_refused_typed_or_imported(admin, incident, chicago):
    chicago.calendar_versions.update(in_force_from=make.FAR_AHEAD)
    page = press(admin, page_of(incident.customer), region=chicago.pk)
    assert "no calendar in force" in marks(page)["region"][0]
    customer = incident.customer
    row = Dataset(
        [customer.number, customer.name, "", "DK", customer.time_zone, "en", "", "americas"],
        headers=["number", "name", "city", "country", "time_zone", "language", "industry", "region"],
    )
    assert CustomerRows().import_data(row, dry_run=True).has_validation_errors()


@pytest.mark.parametrize("query", ["?customer=0", "?customer=x", "?customer=99999999999999999999999"])
def test_a_move_of_no_customer_is_none(admin, query):
    assert admin.get(f"/admin/tickets/retargeting/add/{query}").status_code == 403
    assert not Retargeting.objects.exists()
