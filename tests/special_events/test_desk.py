"""Special events at the desk: the list, one event, and each step with its refusal (R23.2, R23.4, R23.10,
R23.17)."""

import re
from datetime import date, timedelta

import pytest
import time_machine

from entitlements.special_events import english
from entitlements.special_events.models import SpecialEvent, State, WeekendPlaces
from subscriptions.models import Membership, User
from tests import factories as make
from tests.special_events.scene import AT, DAY, FRIDAY_17, MONDAY_8, SATURDAY, away, scene
from tests.tickets.moments import moment
from tickets import correspondence

pytestmark = pytest.mark.django_db
LIST = "/desk/events/"


@pytest.fixture
def nordlys():
    return scene()


@pytest.fixture
def now():
    with time_machine.travel(AT, tick=False) as travel:
        yield travel


@pytest.fixture
def desk(client, nordlys, now):
    client.force_login(nordlys.advisor)
    return client


def text(response):
    return " ".join(response.content.decode().replace("&#x27;", "'").split())


def press(client, event, name, **typed):
    return client.post(f"{LIST}{event.pk}/{name}/", typed, follow=True)


def state(event):
    event.refresh_from_db()
    return event.state


def test_r23_4_the_advisor_confirms_on_the_page(desk, nordlys):
    event = nordlys.ask()
    assert "Waits for an answer" in text(desk.get(LIST))
    said = text(press(desk, event, "confirm", resource=nordlys.resource.pk))
    assert "The weekend is confirmed. Customer and resource are told." in said
    assert state(event) == State.CONFIRMED
    seen = text(desk.get(LIST))
    assert "2 of 3" in seen
    assert "3 of 3" not in seen
    assert re.search(r"\d+ weekends, all free", seen)
    assert "3 each" in seen


def test_r23_10_a_weekend_with_other_places_stands_in_a_row_of_its_own(desk):
    WeekendPlaces.objects.create(saturday=date(2027, 1, 9), places=1)
    WeekendPlaces.objects.create(saturday=date(2027, 1, 16), places=0)
    seen = re.sub(r"<[^>]+>", "|", text(desk.get(LIST)))
    assert re.search(r"9 January 2027[| ]+free[| ]+1 of 1", seen)
    assert re.search(r"16 January 2027[| ]+full", seen)


def test_r23_10_that_the_weekend_is_taken_is_said_once(desk, nordlys):
    event = nordlys.ask()
    WeekendPlaces.objects.create(saturday=event.saturday, places=0)
    refused = press(desk, event, "confirm", resource=nordlys.resource.pk)
    assert refused.status_code == 409
    assert text(refused).count("The weekend of 12 December 2026 is taken.") == 1


@pytest.mark.parametrize("why", ["left", "no English", "shut out"])
def test_r23_6_a_weekend_without_an_english_speaking_contact_is_not_confirmed(desk, nordlys, why):
    """Only the page said that she had left: the weekend was confirmed with nobody who speaks with us."""
    event = nordlys.ask()
    contact = Membership.objects.filter(pk=nordlys.english.pk)
    match why:
        case "left":
            contact.update(ended_at=AT)
        case "no English":
            contact.update(speaks_english=False)
        case _:
            User.objects.filter(pk=nordlys.english.user_id).update(is_active=False)
    refused = press(desk, event, "confirm", resource=nordlys.resource.pk)
    assert refused.status_code == 409
    said = text(refused)
    sentence = (
        f"Anders is no English-speaking contact of {nordlys.customer.name} any more, and the weekend is"
    )
    assert f"{sentence} supported in English only." in said
    assert f'<option value="{nordlys.resource.pk}" selected>' in said
    assert state(event) == State.ASKED
    birthe = Membership.objects.get(user=make.contact(nordlys.customer, name="Birthe"))
    english.name_another(event, nordlys.contact, birthe, "+45 20 00 00 09", AT)
    press(desk, event, "confirm", resource=nordlys.resource.pk)
    assert state(event) == State.CONFIRMED


def test_r23_2_without_a_resource_the_field_says_so(desk, nordlys):
    event = nordlys.ask()
    response = press(desk, event, "confirm")
    assert response.status_code == 422
    assert "Name a support resource: without one the weekend cannot be confirmed." in text(response)
    assert state(event) == State.ASKED


def test_of_the_steps_the_refused_one_alone_is_open(desk, nordlys):
    page = press(desk, nordlys.ask(), "decline").content.decode()
    assert re.findall(r'id="step-(\w+)" open', page) == ["decline"]


def test_r23_4_a_lead_is_offered_no_confirmation_and_refused_one(client, nordlys, now):
    client.force_login(make.staff("lead"))
    event = nordlys.ask()
    page = text(client.get(f"{LIST}{event.pk}/"))
    assert "Line answers this request, or Tim as her deputy." in page
    assert "Confirm the weekend" not in page
    said = text(press(client, event, "confirm", resource=nordlys.resource.pk))
    assert "Only the advisor of Nordlys or the deputy does this: Line and Tim." in said


def test_an_advisor_on_leave_without_deputy_is_said_on_the_page(client, now):
    alone = scene(deputy=False)
    away(alone.advisor, AT.date(), AT.date() + DAY)
    client.force_login(make.staff("support_manager"))
    page = text(client.get(f"{LIST}{alone.ask().pk}/"))
    assert "The advisor is out of office now and has no deputy: an administrator assigns one." in page


def test_r23_10_declined_with_other_weekends(desk, nordlys):
    event = nordlys.ask()
    said = text(press(desk, event, "decline", reason="Nobody is free.", offered=["2027-01-09"]))
    assert "The request is declined. The customer is told." in said
    event.refresh_from_db()
    assert event.offered == [date(2027, 1, 9)]
    again = nordlys.ask(at=AT + DAY, day=date(2027, 1, 9))
    assert press(desk, again, "decline", reason="", offered=[]).status_code == 422
    assert press(desk, again, "decline", reason="x", offered=["2027-08-07"]).status_code == 422


def test_r23_17_the_resource_checks_off_the_contact_lists(client, nordlys, now):
    event = nordlys.confirmed()
    client.force_login(nordlys.resource)
    page = text(client.get(f"{LIST}{event.pk}/"))
    assert "To be exchanged in the week before" in page
    for name, phone in (
        ("Anders", "+45 20 00 00 02"),
        ("Mette", "+45 20 00 00 01"),
        ("Emil", "+45 70 00 00 03"),
    ):
        assert name in page
        assert phone in page
    assert "Checked off: both sides have the contact list." in text(press(client, event, "contacts"))
    event.refresh_from_db()
    assert event.contacts_exchanged_by == nordlys.resource


def test_r23_17_nobody_else_of_the_queue_checks_it_off(client, nordlys, now):
    event = nordlys.confirmed()
    client.force_login(make.staff("agent"))
    assert press(client, event, "contacts").status_code == 403


def test_r23_17_the_report_lists_what_was_logged_and_worked_in_the_weekend(client, nordlys, now):
    event = nordlys.confirmed()
    logged = {"severity": 4, "contact": nordlys.contact}
    before = make.incident(
        nordlys.customer, nordlys.product, at=moment("2026-12-10 10:00 +01:00"), title="From before", **logged
    )
    make.incident(
        nordlys.customer, nordlys.product, at=moment("2026-12-10 11:00 +01:00"), title="Not touched", **logged
    )
    make.incident(
        nordlys.customer,
        nordlys.product,
        at=moment("2026-12-12 11:00 +01:00"),
        title="Of the weekend",
        **logged,
    )
    correspondence.reply(before, nordlys.resource, "Yes.", at=moment("2026-12-13 10:00 +01:00"))
    client.force_login(nordlys.resource)
    early = press(client, event, "report", report="Too early")
    assert "The weekend of 12 December 2026 is not over yet." in text(early)
    now.move_to(MONDAY_8 + timedelta(hours=1))
    page = text(client.get(f"{LIST}{event.pk}/"))
    assert "From before" in page
    assert "open before" in page
    assert "Of the weekend" in page
    assert "Not touched" not in page
    assert "Over, without a report" in text(client.get(LIST))
    assert press(client, event, "report", report=" ").status_code == 422
    assert "The report is kept" in text(press(client, event, "report", report="Two incidents."))


def test_the_vendor_cancels_with_a_reason(desk, nordlys, now):
    event = nordlys.confirmed()
    now.move_to(FRIDAY_17 + DAY)
    assert press(desk, event, "cancel", reason="").status_code == 422
    assert "It is not used." in text(press(desk, event, "cancel", reason="Emil is ill."))
    assert state(event) == State.CANCELLED


def test_r23_2_another_resource_on_the_page(desk, nordlys):
    event, other = nordlys.confirmed(), make.staff("agent", name="Katrin")
    assert "The resource is changed" in text(press(desk, event, "resource", resource=other.pk))
    event.refresh_from_db()
    assert event.resource == other


def test_r23_6_a_danish_text_is_marked_for_english_handling(desk, nordlys):
    event = nordlys.ask(text="Vi går i drift", language="da")
    page = text(desk.get(f"{LIST}{event.pk}/"))
    assert "English handling" in page
    assert "Vi går i drift" in page


def test_a_contact_finds_nothing_here(client, nordlys, now):
    event = nordlys.ask()
    client.force_login(nordlys.contact)
    for address in (LIST, f"{LIST}{event.pk}/"):
        assert client.get(address).status_code == 404
    assert client.post(f"{LIST}{event.pk}/confirm/").status_code == 404
    assert SpecialEvent.objects.get().saturday == SATURDAY


def test_a_step_that_is_none_does_not_exist(desk, nordlys):
    assert press(desk, nordlys.ask(), "dance").status_code == 404
