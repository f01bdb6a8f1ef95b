"""R6.2: a call becomes an incident in a few keystrokes, on behalf of the contact who phoned (R18.3)."""

import re
from datetime import timedelta
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from subscriptions.models import Membership
from tests import factories as make
from tests.desk.pages import LATER, WEDNESDAY, get, post, signed_in, text
from tests.phone.scene import SATURDAY_10 as SATURDAY
from tickets.duty.models import Page
from tickets.models import Incident, Status
from tickets.phone.models import Call

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer():
    made = make.customer(number="C-1001", name="Nordlys Energiudstyr")
    make.line(made, make.product(), "XTE")
    return made


@pytest.fixture
def caller(customer):
    return make.contact(customer, name="Anders Winther", phone="+45 98 12 34 56")


def form(caller, **fields):
    return {
        "contact": caller.pk,
        "began_at": "2026-11-25T09:55",
        "product": "LGF",
        "kind": "fault",
        "severity": "3",
        "title": "Labels lack the location",
        "description": "Since the update the pick label has no location.",
        "submission": str(uuid4()),
    } | fields


def log(desk, at=LATER, **fields):
    return post(desk, "/desk/calls/?customer=C-1001", at, **fields)


def test_r6_2_what_is_typed_is_kept_for_each_caller_by_herself_and_forgotten_when_it_is_logged(desk, caller):
    page = f"/desk/calls/?customer=C-1001&contact={caller.pk}"
    assert f'data-draft="desk-call-C-1001-{caller.pk}"' in get(desk, page).text
    post(desk, page, LATER, **form(caller), do="take")
    assert f'data-draft-done="desk-call-C-1001-{caller.pk}"' in get(desk, "/desk/calls/", LATER).text


@pytest.mark.parametrize(
    "words", ["C-1001", "1001", "nordlys", "anders", "ANDERS WIN", "98 12 34", "+4598123456", "0045 98123456"]
)
def test_r6_2_the_caller_is_found_by_number_company_name_or_phone(desk, caller, words):
    make.customer(name="Havblik Møbler")
    found = get(desk, f"/desk/calls/?q={words.replace('+', '%2B')}")
    assert found.status_code == 302
    assert found["Location"].startswith("/desk/calls/?customer=C-1001")
    typing = desk.get(f"/desk/calls/?q={words.replace('+', '%2B')}", headers={"HX-Request": "true"})
    assert "Nordlys Energiudstyr" in text(typing)
    assert "Havblik" not in text(typing)


def test_r6_2_one_caller_by_name_is_chosen_already(desk, caller):
    page = get(desk, get(desk, "/desk/calls/?q=anders")["Location"])
    assert f'<option value="{caller.pk}" selected>' in page.content.decode()


def test_r6_2_the_page_of_a_customer_shows_subscription_hours_contacts_and_open_incidents(
    desk, caller, customer
):
    make.incident(customer, make.product(), at=WEDNESDAY, contact=caller, title="Period lock held")
    page = text(get(desk, "/desk/customers/C-1001/"))
    for words in ("Elite", "Yes, until today 17:00", "Anders Winther", "+45 98 12 34 56", "Period lock held"):
        assert words in page
    assert get(desk, "/desk/customers/C-9999/").status_code == 404


def test_nobody_found_says_what_to_try(desk):
    assert "Nobody found" in text(get(desk, "/desk/calls/?q=%00%F0%9F%92%A5nobody"))


def test_r18_3_the_caller_is_the_author_and_the_agent_the_logger(desk, agent, caller):
    assert log(desk, **form(caller)).status_code == 302
    incident = Incident.objects.get()
    assert (incident.contact, incident.logged_by, incident.channel) == (caller, agent, "phone")
    page = text(get(desk, f"/desk/incidents/{incident.pk}/"))
    assert "by phone, logged by Anna Kjær" in page


def test_l1_the_clock_starts_when_the_call_began_and_the_call_is_no_response(desk, caller):
    log(desk, at=LATER + timedelta(hours=1), **form(caller, began_at="2026-11-25T10:30"))
    first = Incident.objects.get().milestones.get(kind="first_response")
    assert first.started_at == LATER + timedelta(minutes=30)
    assert first.result == ""


def test_an_answer_kept_with_the_call_is_the_first_response(desk, agent, caller):
    log(desk, at=LATER + timedelta(hours=1), **form(caller, answer="We reproduce it and call back."))
    incident = Incident.objects.get()
    assert incident.milestones.get(kind="first_response").result == "met"
    assert incident.owner == agent
    assert "We reproduce it" in text(get(signed_in(caller), f"/incidents/{incident.pk}/"))


def test_it_is_taken_or_left_in_the_queue_as_pressed(desk, agent, caller):
    log(desk, at=LATER + timedelta(hours=1), **form(caller, do="queue"))
    log(desk, at=LATER + timedelta(hours=1), **form(caller, do="take"))
    queued, taken = Incident.objects.order_by("pk")
    assert (queued.owner, queued.status) == (None, Status.NEW)
    assert (taken.owner, taken.status) == (agent, Status.IN_PROGRESS)


def test_pressing_twice_logs_one_incident_with_one_answer(desk, caller):
    fields = form(caller, answer="We look at it.", do="take")
    for _ in range(3):
        assert log(desk, at=LATER + timedelta(hours=1), **fields).status_code == 302
    assert Incident.objects.get().timeline.filter(kind="message").count() == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"contact": ""}, "Choose the contact who calls."),
        ({"began_at": "2026-11-25T18:00"}, "Give a moment of the last 24 hours."),
        ({"began_at": "2026-11-20T10:00"}, "Give a moment of the last 24 hours."),
        ({"product": ""}, "Choose the product it is about."),
        ({"title": " "}, "Write a title"),
        ({"description": "x" * 200_000}, "The text has 200000 characters"),
        ({"severity": "1"}, "Severity 1 also needs"),
        ({"severity": "7"}, "Severity is 1, 2, 3 or 4."),
        ({"answer": "x" * 200_000}, "The text has 200000 characters"),
    ],
)
def test_what_is_missing_or_wrong_is_said_nothing_is_logged_and_the_text_stays(
    desk, caller, fields, sentence
):
    typed = form(caller, description="Since the update.", users_affected="all of the second shift") | fields
    refused = log(desk, at=LATER + timedelta(hours=2), **typed)
    assert refused.status_code == 422
    assert sentence in text(refused)
    assert "all of the second shift" in text(refused)
    assert not Incident.objects.exists()


def test_a_product_that_is_not_covered_is_refused_with_whom_to_ask(desk, caller, customer):
    customer.account_owner = make.staff("account_owner", name="Nanna Friis")
    customer.save()
    make.product("VDL", name="Vedlige Maintenance")
    refused = log(desk, **form(caller, product="VDL"))
    assert "Your subscription does not cover Vedlige Maintenance." in text(refused)
    assert "Nanna Friis" in text(refused)


def test_r26_5_after_expiry_a_call_is_refused_with_how_to_renew_but_for_severity_1(desk, caller, customer):
    customer.lines.update(ends_at=WEDNESDAY)
    refused = log(desk, **form(caller))
    assert refused.status_code == 403
    assert "Your subscription expired on 25 November 2026." in text(refused)
    assert "Since the update the pick label has no location." in text(refused)
    assert not Incident.objects.exists()
    log(desk, **form(caller, severity="1", impact="Nobody can ship.", phone="+45 70 00 00 01"))
    assert Incident.objects.get().severity == 1


def test_an_expired_form_is_answered_with_what_was_typed(agent, caller):
    desk = Client(enforce_csrf_checks=True)
    desk.force_login(agent)
    refused = log(desk, **form(caller, description="A text that must not be lost."))
    assert refused.status_code == 403
    assert "The form had expired" in text(refused)
    assert "A text that must not be lost." in text(refused)
    assert not Incident.objects.exists()


def test_control_characters_are_dropped_and_emoji_kept(desk, caller):
    log(desk, **form(caller, title="Stop\x00\x07 🔥 nu", description="a\x1b[31m\r\n🙈"))
    incident = Incident.objects.get()
    assert (incident.title, incident.description) == ("Stop 🔥 nu", "a[31m\n🙈")


@pytest.mark.parametrize("address", ["/desk/customers/%00/", "/desk/calls/?customer=%00"])
def test_an_address_with_a_control_character_is_refused_with_a_sentence(desk, address):
    refused = get(desk, address)
    assert refused.status_code == 400
    assert "It contains a character that no text may have. Nothing was saved." in text(refused)


def test_a_contact_of_another_company_or_one_who_left_cannot_be_the_caller(desk, caller, customer):
    stranger = make.contact(make.customer())
    assert log(desk, **form(stranger)).status_code == 422
    Membership.objects.filter(user=caller).update(ended_at=WEDNESDAY)
    assert log(desk, **form(caller)).status_code == 422
    assert not Incident.objects.exists()


def test_a_customer_without_any_subscription_is_refused_with_a_page(desk):
    make.customer(number="C-2002")
    refused = get(desk, "/desk/calls/?customer=C-2002")
    assert refused.status_code in (402, 403, 409)
    assert get(desk, "/desk/calls/?customer=C-none").status_code == 404


def test_a_file_can_come_with_the_call(desk, caller):
    log(desk, at=LATER + timedelta(hours=1), **form(caller, files=[SimpleUploadedFile("label.txt", b"A-01")]))
    assert Incident.objects.get().attachments.get().name == "label.txt"


def test_r6_2_the_screen_shows_tier_covered_hours_and_open_incidents(desk, caller, customer):
    make.incident(customer, make.product(), at=WEDNESDAY, contact=caller, title="Period lock held")
    page = text(get(desk, f"/desk/calls/?customer=C-1001&contact={caller.pk}"))
    for words in (
        "Elite",
        "Anders Winther calls",
        "Open, always",
        "Open until today 17:00",
        "Period lock held",
    ):
        assert words in page


@pytest.mark.parametrize("said", ["(03) 9016 4711", "03 90 16 47 11", "+61 3 9016 4711", "0061 390164711"])
def test_r6_2_a_caller_is_found_by_the_number_as_it_is_said_at_home(desk, customer, said):
    make.contact(customer, name="Ruth Kelly", phone="+61 3 9016 4711")
    assert "Ruth Kelly" in text(get(desk, f"/desk/customers/?q={quote(said)}", WEDNESDAY))


def test_r6_2_a_message_is_kept_on_an_open_incident_with_channel_phone(desk, agent, caller, customer):
    incident = make.incident(customer, make.product(), at=WEDNESDAY, contact=caller)
    kept = log(
        desk, **form(caller, about=incident.pk, description="Also aisle 4.", answer="Seen.", product="")
    )
    assert kept["Location"] == f"/desk/incidents/{incident.pk}/"
    message, call = incident.timeline.get(kind="message"), incident.timeline.get(kind="call")
    assert (message.author, message.channel) == (caller, "phone")
    assert (call.author, call.body) == (agent, "Seen.")
    assert "taken down by Anna Kjær" in text(get(desk, f"/desk/incidents/{incident.pk}/"))


def test_a_call_that_nobody_answered_needs_no_words(desk, caller, customer):
    incident = make.incident(customer, make.product(), at=WEDNESDAY, contact=caller)
    log(desk, **form(caller, about=incident.pk, description="", product="", do="not_reached"))
    assert incident.timeline.get(kind="call").facts["answered"] is False


def test_a_message_without_words_is_refused_at_its_field(desk, caller, customer):
    incident = make.incident(customer, make.product(), at=WEDNESDAY, contact=caller)
    refused = log(desk, **form(caller, about=incident.pk, description=" ", product=""))
    assert refused.status_code == 422
    assert "Write what the caller says or what you answered." in text(refused)


def test_an_incident_of_another_customer_cannot_be_what_it_is_about(desk, caller):
    other = make.incident(make.customer(), make.product("STH"), at=WEDNESDAY)
    assert log(desk, **form(caller, about=other.pk)).status_code == 422
    assert other.timeline.count() == 1


def test_r6_3_outside_hours_the_sentence_to_read_aloud_stands_in_the_callers_language(desk, caller):
    caller.language = "da"
    caller.save()
    page = text(get(desk, f"/desk/calls/?customer=C-1001&contact={caller.pk}", SATURDAY))
    assert "Telefonsupporten er lukket nu. Linjen åbner mandag kl. 08.00 (København)." in page


def test_r6_3_a_call_that_is_logged_outside_hours_is_refused_and_kept_with_its_reason(desk, caller):
    fields = form(caller, began_at="2026-11-28T10:00")
    refused = log(desk, SATURDAY, **fields)
    assert refused.status_code == 409
    assert "Phone support is closed now." in text(refused)
    assert "Since the update the pick label has no location." in text(refused)  # what was typed stays
    assert not Incident.objects.exists()
    row = Call.objects.get()
    assert (row.outcome, row.code, row.contact, row.severity) == ("refused", "phone_closed", caller, 3)


def test_r6_3_a_refusal_is_kept_by_one_key_and_listed_and_exported(desk, caller):
    kept = post(desk, "/desk/calls/?customer=C-1001", SATURDAY, contact=caller.pk, severity="3", do="refuse")
    assert kept.status_code == 302
    page = text(get(desk, "/desk/calls/refused/"))
    assert "Anders Winther · Nordlys Energiudstyr" in page
    assert "The line opens Monday at 08:00" in page
    table = b"".join(get(desk, "/desk/calls/refused/export/").streaming_content).decode()
    assert "phone_closed" in table
    assert "C-1001" in table


def test_r6_4_a_call_is_refused_by_the_line_of_the_product_that_it_is_about(desk, caller, customer):
    """Severity 1 on a Saturday: of the Elite product it is taken, of the other it is not."""
    make.line(customer, make.product("STH"), "XT")
    page, said = "/desk/calls/?customer=C-1001", {"contact": caller.pk, "severity": "1", "do": "refuse"}
    post(desk, page, SATURDAY, product="LGF", **said)
    assert not Call.objects.exists()
    post(desk, page, SATURDAY, product="STH", **said)
    assert Call.objects.get().code == "phone_closed"
    low = make.incident(customer, at=WEDNESDAY, severity=4)
    post(desk, page, SATURDAY, about=low.pk, **said)
    assert Call.objects.filter(severity=4, code="phone_closed").count() == 1


def test_an_open_line_is_not_refused(desk, caller):
    post(desk, "/desk/calls/?customer=C-1001", contact=caller.pk, severity="3", do="refuse")
    assert not Call.objects.exists()


def test_r6_5_who_takes_the_call_sees_who_is_on_duty(desk, caller):
    make.staff("lead", name="Torben Krag")
    page = text(get(desk, "/desk/calls/?customer=C-1001", SATURDAY + timedelta(hours=3)))
    assert "On duty: Torben Krag" in page


def test_r6_5_severity_1_outside_hours_is_logged_and_pages(desk, caller):
    fields = form(caller, severity="1", impact="Nobody ships.", phone="+45 70 00 00 01", do="queue")
    log(desk, SATURDAY, **fields | {"began_at": "2026-11-28T10:00"})
    assert Page.objects.get().incident == Incident.objects.get()


def test_the_lists_of_calls_ask_as_often_for_one_row_as_for_many(desk, caller, django_assert_num_queries):
    for _number in range(2):
        post(desk, "/desk/calls/?customer=C-1001", SATURDAY, contact=caller.pk, severity="3", do="refuse")
    get(desk, "/desk/calls/refused/")
    with CaptureQueriesContext(connection) as few:
        get(desk, "/desk/calls/refused/")
    asked = len(few)
    for _number in range(10):
        post(desk, "/desk/calls/?customer=C-1001", SATURDAY, contact=caller.pk, severity="3", do="refuse")
    get(desk, "/desk/calls/refused/")
    with django_assert_num_queries(asked):
        get(desk, "/desk/calls/refused/")


def submission_of(page):
    return re.search(r'name="submission" value="([^"]+)"', page.content.decode())[1]


def test_r6_2_gone_back_to_and_changed_a_call_is_refused_with_the_text_kept_and_logged_as_another_once_pressed(
    desk, caller
):
    sent, at = form(caller), LATER
    log(desk, at=at, **sent)
    first = Incident.objects.get()
    changed = sent | {"title": "No label at all", "severity": "2"}
    refused = log(desk, at=at, **changed)
    assert refused.status_code == 409
    assert f"This call is logged already, as incident {first.pk}, with other words." in text(refused)
    assert "No label at all" in refused.content.decode()
    assert Incident.objects.count() == 1
    again = changed | {"submission": submission_of(refused)}
    for _press in range(2):
        assert log(desk, at=at, **again).status_code == 302
    assert list(Incident.objects.order_by("pk").values_list("title", "severity")) == [
        (first.title, 3),
        ("No label at all", 2),
    ]
    assert Call.objects.count() == 2


def test_r6_2_an_answer_that_was_typed_after_going_back_is_kept_on_the_incident_once(desk, caller):
    sent = form(caller)
    for answer in ("", "We look at it.", "We look at it."):
        assert log(desk, **sent | {"answer": answer}).status_code == 302
    entries = Incident.objects.get().timeline.filter(kind="message", by_vendor=True)
    assert [entry.body for entry in entries] == ["We look at it."]
