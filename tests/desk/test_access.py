"""Who may enter the desk and what her role lets her do there."""

import pytest
from django.urls import get_resolver

from subscriptions.models import StaffMember
from tests import factories as make
from tests.desk.pages import WEDNESDAY, get, post, signed_in, text
from tickets.desk.steps import BY_NAME
from tickets.models import Incident

pytestmark = pytest.mark.django_db

Role = StaffMember.Role

HOME = "/desk/"
READING = [
    "/desk/queue/",
    "/desk/queue/customers/",
    "/desk/tiers/",
    "/desk/customers/",
    "/desk/customers/{customer}/",
    "/desk/renewals/",
    "/desk/incidents/{incident}/",
    "/desk/incidents/{incident}/helping/",
]
WORKING = [
    "/desk/next/",
    "/desk/mine/next/",
    "/desk/incidents/{incident}/break-glass/",
    "/desk/incidents/{incident}/severity/preview/",
    "/desk/incidents/{incident}/duplicates/",
    "/desk/incidents/{incident}/duplicates/offered/",
]
WRITING = ["/desk/mentions/", "/desk/incidents/{incident}/follow/"]
STEPS = [f"/desk/incidents/{{incident}}/{name}/" for name in BY_NAME]


@pytest.fixture
def incident():
    return make.incident(make.customer(number="C-1001"), at=WEDNESDAY)


def address(pattern, incident):
    return pattern.format(incident=incident.pk, customer=incident.customer.number)


def test_every_address_of_the_desk_is_in_these_lists():
    desk = next(each for each in get_resolver().url_patterns if str(each.pattern) == "desk/")
    named = {each.name for each in desk.url_patterns}
    assert named == {
        "home", "queue", "next", "tiers", "customers", "customer", "incident", "severity_preview", "step",
         "renewals", "renewal", "upgrade", "follow", "mentions", "break_glass", "articles", "draft_article",
         "helping", "hand_over", "customers_offered", "duplicates", "duplicates_offered", "next_of_mine",
    }  # fmt: skip


@pytest.mark.parametrize("pattern", [HOME, *READING, *WORKING, *WRITING, *STEPS])
def test_a_contact_finds_nothing_at_the_desk(incident, pattern):
    contact = signed_in(incident.contact)
    assert get(contact, address(pattern, incident)).status_code == 404
    assert post(contact, address(pattern, incident), body="Let me in.").status_code == 404
    assert incident.timeline.count() == 1


def test_a_contact_finds_nothing_at_an_address_that_does_not_exist_either(incident):
    assert get(signed_in(incident.contact), "/desk/anything/").status_code == 404


@pytest.mark.parametrize("pattern", [HOME, *READING, *WORKING, *WRITING, *STEPS])
def test_a_stranger_is_asked_to_sign_in(client, incident, pattern):
    response = get(client, address(pattern, incident))
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/accounts/login/")


def test_who_types_the_address_of_the_desk_alone_is_led_to_the_queue():
    assert get(signed_in(make.staff()), HOME).headers["Location"] == "/desk/queue/"


@pytest.mark.parametrize("role", ["publisher", "administrator", "head_of_development", "account_owner"])
def test_a_role_without_work_reads_and_is_told_whom_to_ask_when_it_works(incident, role):
    make.staff("lead", name="Torben Krag")
    desk = signed_in(make.staff(role))
    for pattern in READING:
        assert get(desk, address(pattern, incident)).status_code == 200
    page = text(get(desk, address("/desk/incidents/{incident}/", incident)))
    assert "Your role reads incidents." in page
    assert "Take next" not in page
    for pattern in ("/desk/next/",):
        refused = post(desk, address(pattern, incident))
        assert refused.status_code == 403
        assert "Your role does not include this. Ask a team lead: Torben Krag." in text(refused)
    for name in BY_NAME:
        refused = post(
            desk, f"/desk/incidents/{incident.pk}/{name}/", body="Text.", reason="Why.", severity="1"
        )
        assert refused.status_code in (403, 422)
    assert incident.timeline.count() == 1
    assert Incident.objects.get(pk=incident.pk).owner is None


def test_an_advisor_reads_and_replies_and_does_not_work_the_queue(incident):
    make.staff("lead", name="Torben Krag")
    desk = signed_in(make.staff("advisor"))
    page = text(get(desk, f"/desk/incidents/{incident.pk}/"))
    assert "Reply to the customer" in page
    assert "it waits for the customer's answer" not in page
    assert post(desk, f"/desk/incidents/{incident.pk}/reply/", body="I look after it.").status_code == 302
    asked = post(desk, f"/desk/incidents/{incident.pk}/reply/", body="Which version?", after="ask")
    assert asked.status_code == 422
    assert post(desk, "/desk/next/").status_code == 403
    refused = post(desk, f"/desk/incidents/{incident.pk}/severity/", severity="2", reason="Month-end.")
    assert refused.status_code == 403
    assert "Ask a team lead: Torben Krag." in text(refused)
    assert "Month-end." in text(refused)


@pytest.mark.parametrize("role", ["agent", "lead", "support_manager", "head_of_support"])
def test_those_who_work_take_and_move_incidents(incident, role):
    desk = signed_in(make.staff(role))
    assert post(desk, "/desk/next/").status_code == 302
    assert Incident.objects.get(pk=incident.pk).owner is not None
    leads = role != "agent"
    page = text(get(desk, f"/desk/incidents/{incident.pk}/"))
    assert ("Give it to somebody" in page) == leads


@pytest.mark.parametrize("role", list(Role))
def test_the_way_to_the_administration_is_shown_to_whom_it_opens(role):
    """To the role of administrator, not only to superusers; and to auditors, who read it."""
    person = signed_in(make.staff(role))
    shown = 'href="/admin/"' in get(person, "/desk/queue/").text
    assert shown is (role in (Role.ADMINISTRATOR, Role.AUDITOR))
    assert shown is (get(person, "/admin/").status_code == 200)
