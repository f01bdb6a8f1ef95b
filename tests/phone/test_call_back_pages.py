"""Call-backs at the desk and in the portal, and the phone's page (R6.1)."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from notifications.models import Notification
from tests import factories as make
from tests.desk.pages import get, post, signed_in, text
from tests.phone.scene import SATURDAY_10, TUESDAY_10, scene
from tests.tickets.moments import moment
from tickets.phone import call_backs
from tickets.phone.models import CallBack, State

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def made():
    return scene()


@pytest.fixture
def portal(made):
    return signed_in(made.contact)


def typed(**changes):
    return {
        "number": "+45 98 12 34 56",
        "when": "",
        "about": "The printer.",
        "submission": str(uuid4()),
    } | changes


def ask(portal, at=TUESDAY_10, **changes):
    return post(portal, "/phone/", at, **typed(**changes))


def test_r6_1_the_page_shows_the_number_whether_it_is_open_and_when_it_closes(portal):
    page = text(get(portal, "/phone/", TUESDAY_10))
    for words in ("+45 70 12 01 00", "in Danish and English", "Open until today 17:00", "(Copenhagen)"):
        assert words in page


def test_r6_1_closed_it_says_when_the_line_opens_in_the_contacts_own_zone():
    melbourne = scene(time_zone="Australia/Melbourne")
    page = text(get(signed_in(melbourne.contact), "/phone/", SATURDAY_10))
    assert "Closed, opens Mon 18:00" in page
    assert "The line opens Monday at 18:00 (Melbourne)." in page


def test_r6_1_the_first_page_leads_there_and_r6_6_an_incident_shows_number_and_hours(made, portal):
    assert 'href="/phone/"' in get(portal, "/", TUESDAY_10).content.decode()
    incident = made.incident()
    page = text(get(portal, f"/incidents/{incident.pk}/", TUESDAY_10))
    assert "+45 70 12 01 00" in page
    assert f"Say the number {incident.pk}." in page


def test_r6_6_after_logging_severity_1_the_number_stands_beside_that_of_the_incident(made, portal):
    incident = made.incident(severity=1)
    page = text(get(portal, f"/incidents/{incident.pk}/?logged=1", TUESDAY_10))
    assert "Please phone as well" in page
    assert page.index("+45 70 12 01 00") < page.index("First response expected by")


def test_a_contact_asks_and_sees_when_she_is_called(portal):
    assert ask(portal).status_code == 302
    page = text(get(portal, "/phone/", TUESDAY_10))
    assert "By today 11:00" in page


def test_asked_for_about_an_incident_it_stands_on_it(made, portal):
    incident = made.incident()
    assert ask(portal, incident=incident.pk).status_code == 302
    page = text(get(portal, f"/incidents/{incident.pk}/", TUESDAY_10))
    assert "Please call me back on +45 98 12 34 56." in page
    assert "The printer." in page


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"number": ""}, "Say by which number we reach you."),
        ({"number": "12"}, "This number cannot be dialled."),
        ({"when": "2026-11-28T10:00"}, "The line is closed then. It opens Monday at 08:00 (Copenhagen)."),
        ({"when": "2026-11-20T10:00"}, "That moment has passed."),
        ({"when": "tomorrow"}, "Give a day and a time."),
        ({"incident": "999"}, "Choose one of your open incidents."),
        ({"about": "x" * 3000}, "2000"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_what_was_typed_stays(portal, fields, sentence):
    refused = ask(portal, **{"about": "The printer again"} | fields)
    assert refused.status_code == 422
    assert sentence in text(refused)
    assert fields.get("number", "+45 98 12 34 56") in text(refused)
    assert not CallBack.objects.exists()


def test_she_cancels_it_and_nobody_elses(made, portal):
    asked, other = made.ask(), scene(number="C-2002", code="STH").ask()
    assert post(portal, f"/phone/{asked.pk}/cancel/").status_code == 302
    assert Notification.objects.filter(
        kind="call_back_cancelled", context__invitation__cancelled=True
    ).exists()
    assert post(portal, f"/phone/{other.pk}/cancel/").status_code == 404
    asked.refresh_from_db()
    other.refresh_from_db()
    assert (asked.state, other.state) == (State.CANCELLED, State.WAITING)


def test_after_expiry_the_page_says_how_to_renew(made, portal):
    made.customer.lines.update(ends_at=TUESDAY_10 - HOUR)
    page = text(get(portal, "/phone/", TUESDAY_10 + 12 * HOUR))
    assert page.count("Your subscription expired on 24 November 2026.") == 1
    assert ">Not included<" in page  # not when the line opens, which opens for nobody of her company
    assert "Closed, opens" not in page
    refused = ask(portal)
    assert refused.status_code == 403
    assert not CallBack.objects.exists()


def test_the_queue_has_them_in_order_of_due_time_and_the_rail_their_number(made):
    made.ask(when=TUESDAY_10 + 4 * HOUR, about="Later")
    made.ask(when=TUESDAY_10 + 2 * HOUR, about="Sooner", incident=made.incident(title="The sooner one"))
    html = get(signed_in(made.agent), "/desk/calls/back/", TUESDAY_10).content.decode()
    assert html.index("The sooner one") < html.index("Later")
    assert '<span>Call-backs</span><span class="count">2</span>' in html


def test_the_queue_is_paged_by_key(made):
    for number in range(60):
        other = scene(number=f"C-3{number:03}")
        other.ask(when=TUESDAY_10 + HOUR)
    desk = signed_in(made.agent)
    first = get(desk, "/desk/calls/back/", TUESDAY_10).content.decode()
    assert first.count("data-row") == 50
    assert len(first) < 100_000
    [following] = re.findall(r'href="(\?after=[^"]+)"', first)
    call_backs.spoken(CallBack.objects.order_by("due_at", "pk")[49], made.agent, "")  # made meanwhile
    second = get(desk, f"/desk/calls/back/{following}", TUESDAY_10).content.decode()
    assert second.count("data-row") == 10
    assert get(desk, "/desk/calls/back/?after=nonsense", TUESDAY_10).content.decode().count("data-row") == 50


def test_r6_what_was_said_without_an_incident_is_kept_with_the_call_for_both_sides(made, portal):
    asked, desk = made.ask(), signed_in(made.agent)
    address = f"/desk/calls/back/{asked.pk}/"
    tried = post(desk, f"{address}not_reached/", TUESDAY_10, note="The switchboard is\nclosed.")
    assert tried.status_code == 302
    other = get(signed_in(make.staff()), address, TUESDAY_10).content.decode()  # who takes it next
    assert "The switchboard is<br>closed." in other
    assert post(desk, f"{address}spoken/", TUESDAY_10, summary="She asked about training.").status_code == 302
    asked.refresh_from_db()
    assert (asked.state, asked.tries) == (State.SPOKEN, 2)
    assert "She asked about training." in text(get(desk, address, TUESDAY_10))
    assert "She asked about training." in text(get(portal, "/phone/", TUESDAY_10))


def test_r6_what_was_said_without_an_incident_may_be_left_out(made):
    asked, desk = made.ask(), signed_in(made.agent)
    assert post(desk, f"/desk/calls/back/{asked.pk}/spoken/", TUESDAY_10).status_code == 302
    assert asked.calls.get().said == ""


def test_r6_what_was_said_about_an_incident_stands_there_alone(made):
    asked, desk = made.ask(incident=made.incident()), signed_in(made.agent)
    post(desk, f"/desk/calls/back/{asked.pk}/spoken/", TUESDAY_10, summary="Solved.")
    assert asked.calls.get().said == ""
    assert asked.incident.timeline.get(kind="call").body == "Solved."


def test_an_agent_takes_it_and_keeps_the_call(made):
    asked, desk = made.ask(incident=made.incident()), signed_in(made.agent)
    address = f"/desk/calls/back/{asked.pk}/"
    assert "Spoken with the contact" in text(get(desk, address, TUESDAY_10))
    assert post(desk, f"{address}take/", TUESDAY_10).status_code == 302
    refused = post(desk, f"{address}spoken/", TUESDAY_10, summary="")
    assert "Say what was said; the customer reads it." in text(refused)
    assert post(desk, f"{address}spoken/", TUESDAY_10, summary="Solved.").status_code == 302
    assert "Calls made" in text(get(desk, address, TUESDAY_10))


def test_the_second_of_two_agents_reads_who_was_first(made):
    asked = call_backs.take(made.ask(), made.agent)
    desk = signed_in(make.staff())
    refused = post(desk, f"/desk/calls/back/{asked.pk}/take/", TUESDAY_10)
    assert refused.status_code == 409
    assert "Anna Kjær has taken this call-back." in text(refused)


def test_an_agent_notes_one_for_a_contact(made):
    desk = signed_in(made.agent)
    address = "/desk/calls/back/new/?customer=C-1001"
    assert "+45 98 12 34 56" in get(desk, f"{address}&contact={made.contact.pk}", TUESDAY_10).content.decode()
    refused = post(desk, address, TUESDAY_10, **typed())
    assert "Choose the contact to be called." in text(refused)
    assert post(desk, address, TUESDAY_10, **typed(contact=made.contact.pk)).status_code == 302
    asked = CallBack.objects.get()
    assert (asked.contact, asked.asked_by) == (made.contact, made.agent)


def test_r6_1_where_no_number_is_noted_it_is_the_contacts_own(made):
    """She was told by which number we reach *her*, with the contact's beside the name."""
    desk, address = signed_in(made.agent), "/desk/calls/back/new/?customer=C-1001"
    fields = typed(contact=made.contact.pk, number="")
    assert post(desk, address, TUESDAY_10, **fields).status_code == 302
    assert CallBack.objects.get().number == made.contact.phone
    type(made.contact).objects.filter(pk=made.contact.pk).update(phone="")
    refused = text(post(desk, address, TUESDAY_10, **fields))
    assert "The contact has no number of her own: give one." in refused
    assert "reach you" not in refused


def test_an_incident_at_the_desk_leads_to_noting_one_about_it_also_in_the_grace_time(made):
    incident, desk = made.incident(), signed_in(made.agent)
    made.customer.lines.update(ends_at=TUESDAY_10 + HOUR)
    address = f"/desk/calls/back/new/?customer=C-1001&contact={made.contact.pk}&incident={incident.pk}"
    page = get(desk, f"/desk/incidents/{incident.pk}/", TUESDAY_10 + 2 * HOUR).content.decode()
    assert address.replace("&", "&amp;") in page
    fields = typed(contact=made.contact.pk, incident=incident.pk)
    assert post(desk, address, TUESDAY_10 + 2 * HOUR, **fields).status_code == 302
    assert CallBack.objects.get().incident == incident
    assert get(desk, "/desk/calls/back/new/?customer=C-1001", TUESDAY_10 + 2 * HOUR).status_code == 403


def test_a_role_without_work_reads_and_does_nothing(made):
    asked, desk = made.ask(), signed_in(make.staff("publisher"))
    assert get(desk, "/desk/calls/back/", TUESDAY_10).status_code == 200
    assert "There is nothing for you to do here now." in text(get(desk, f"/desk/calls/back/{asked.pk}/"))
    assert post(desk, f"/desk/calls/back/{asked.pk}/take/").status_code == 403
    assert get(desk, "/desk/calls/").status_code == 403


def test_r6_a_lead_gives_a_call_back_that_another_has_and_others_are_not_offered_it(made):
    asked = call_backs.take(made.ask(), made.agent, TUESDAY_10)
    address, other = f"/desk/calls/back/{asked.pk}/", make.staff("agent", name="Emil Bach")
    lead = signed_in(make.staff("lead"))
    assert "Give it to somebody" in text(get(lead, address, TUESDAY_10))
    assert "Give it to somebody" not in text(get(signed_in(other), address, TUESDAY_10))
    assert post(lead, f"{address}give/", TUESDAY_10, owner="").status_code == 422
    assert post(lead, f"{address}give/", TUESDAY_10, owner=other.pk).status_code == 302
    assert CallBack.objects.get().owner == other
    refused = post(signed_in(made.agent), f"{address}give/", TUESDAY_10, owner=made.agent.pk)
    assert (refused.status_code, CallBack.objects.get().owner) == (403, other)


def test_r10_4_beside_an_incident_the_number_says_that_support_is_in_english_where_the_agent_on_duty_answers(
    made, portal
):
    """At night it said "in Danish and English" and nothing else."""
    english = "Outside office hours support is in English, and the agent on duty answers."
    address = f"/incidents/{made.incident(severity=1).pk}/"
    night, saturday = moment("2026-11-25 02:00 +01:00"), SATURDAY_10
    assert english in text(get(portal, address, night))
    assert english not in text(get(portal, address, TUESDAY_10))
    assert english not in text(get(portal, address, saturday)), "24×5: nobody answers"
    quieter = f"/incidents/{made.incident(severity=3).pk}/"
    assert english not in text(get(portal, quieter, night))
