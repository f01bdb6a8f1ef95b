"""Seeing the portal as a contact: with a reason, read-only in the database too, over by itself, on record."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.utils import timezone

from subscriptions.looking import see_as
from subscriptions.looking.models import LookingRules, SeeAs
from subscriptions.looking.refusals import NoLongerContact, ReasonMissing
from subscriptions.models import Customer
from subscriptions.refusals import Forbidden
from tests import factories as make
from tests.audit.trail import last
from tests.desk.pages import signed_in, text
from tests.tickets.moments import moment
from tickets.models import TimelineEntry

pytestmark = pytest.mark.django_db

AT = moment("2026-11-25 09:00 +01:00")


@pytest.fixture
def incident():
    return make.incident(at=AT)


@pytest.fixture
def contact(incident):
    return incident.contact


@pytest.fixture
def agent():
    return make.staff("agent", name="Anna Kjær")


@pytest.fixture
def client(agent, contact):
    client = signed_in(agent)
    answer = client.post(address(contact), {"reason": "She says the button is missing"})
    assert answer["Location"] == "/"
    return client


def address(contact):
    return f"/desk/see-as/{contact.memberships.get().pk}/"


def test_the_portal_is_the_contacts_with_a_banner_over_it(client, incident, contact):
    page = client.get(f"/incidents/{incident.pk}/")
    assert page.status_code == 200
    assert "Anna Kjær, you see the portal as" in text(page)
    assert contact.name in text(page)
    assert client.get("/desk/queue/").status_code == 404


def test_no_other_companys_rows_are_seen_then(client):
    other = make.incident(at=AT)
    assert client.get(f"/incidents/{other.pk}/").status_code == 404


@pytest.mark.parametrize(
    "page",
    [
        "/",
        "/incidents/",
        "/subscription/",
        "/alerts/",
        "/notifications/",
        "/search/?q=posting",
        "/incidents/new/",
        "/plans/",
        "/policies/",
    ],
)
def test_every_page_of_the_portal_can_be_read(client, page):
    assert client.get(page).status_code == 200


def test_nothing_can_be_written(client, incident):
    before = TimelineEntry.objects.count()
    answer = client.post(f"/incidents/{incident.pk}/reply/", {"body": "in her name"})
    assert answer.status_code == 403
    assert "Nothing can be changed" in text(answer)
    assert TimelineEntry.objects.count() == before


@pytest.mark.parametrize("page", ["/accounts/password/change/", "/accounts/2fa/", "/accounts/email/"])
def test_her_account_is_not_opened(client, page):
    assert client.get(page).status_code == 403


def test_the_databases_session_is_read_only(client, monkeypatch):
    """A view that wrote without being asked for it would fail in the database."""
    from tickets.views.portal import home

    seen = {}

    def rows(*args, **kwargs):
        with connection.cursor() as cursor:
            cursor.execute("select current_setting('transaction_read_only'), current_user")
            seen["is"] = cursor.fetchone()
        raise ZeroDivisionError

    monkeypatch.setattr(home, "render", rows)
    with pytest.raises(ZeroDivisionError):
        client.get("/")
    assert seen["is"] == ("on", "xtreme_contact")


def test_a_page_that_would_write_says_that_it_may_not(client, monkeypatch, contact):
    from tickets.views.portal import home

    def rows(*args, **kwargs):
        contact.name = "changed"
        contact.save()

    monkeypatch.setattr(home, "render", rows)
    answer = client.get("/")
    assert answer.status_code == 302
    contact.refresh_from_db()
    assert contact.name != "changed"


def test_what_she_was_told_stays_unread(client, incident):
    from notifications.models import Notification

    told = Notification.objects.filter(recipient=incident.contact, channel="in_app", read_at=None)
    before = told.count()
    assert before
    client.get(f"/incidents/{incident.pk}/")
    assert told.count() == before


def test_it_is_over_by_itself_after_the_minutes_of_the_rules(agent, contact):
    LookingRules.objects.update_or_create(pk=1, defaults={"see_as_minutes": 7})
    client, now = signed_in(agent), timezone.now()
    client.post(address(contact), {"reason": "a look"})
    with time_machine.travel(now + timedelta(minutes=6), tick=False):
        assert client.get("/incidents/").status_code == 200
    with time_machine.travel(now + timedelta(minutes=7, seconds=5), tick=False):
        answer = client.get("/incidents/", follow=True)
        assert answer.redirect_chain[0][0] == "/desk/queue/"
        assert "the time for looking is over" in text(answer)
        assert client.get("/desk/queue/").status_code == 200


def test_it_is_fifteen_minutes_where_nobody_set_it(agent, contact):
    look = see_as.begin(agent, contact.memberships.get(), "a look")
    assert look.ends_at - look.began_at == timedelta(minutes=15)


def test_she_ends_it_and_is_back_at_the_desk(client, incident):
    answer = client.post("/see-as/end/", follow=True)
    assert answer.redirect_chain[0][0] == f"/desk/customers/{incident.customer.number}/"
    assert SeeAs.objects.get().ended_at is not None
    row = last("see_as.ended")
    assert (row.person.name, row.acting_as, row.customer) == (
        "Anna Kjær",
        incident.contact,
        incident.customer,
    )


def test_it_is_on_record_and_the_customers_manager_reads_it(client, incident):
    row = last("see_as.begun")
    assert (row.person.name, row.object_id, row.customer) == (
        "Anna Kjær",
        incident.contact_id,
        incident.customer,
    )
    manager = signed_in(make.contact(incident.customer, "manager"))
    page = text(manager.get("/company/audit/?kind=looking"))
    assert "Anna Kjær" in page
    assert "She says the button is missing" in page


@pytest.mark.parametrize("nothing", ["  ", "\u200b", " \u2060\ufeff\n"])
def test_without_a_reason_it_is_refused_and_nothing_is_begun(agent, contact, nothing):
    client = signed_in(agent)
    answer = client.post(address(contact), {"reason": nothing})
    assert answer.status_code == 422
    assert "the customer reads it" in text(answer)
    assert not SeeAs.objects.exists()
    with pytest.raises(ReasonMissing):
        see_as.begin(agent, contact.memberships.get(), nothing)


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("agent", 200),
        ("lead", 200),
        ("advisor", 200),
        ("publisher", 403),
        ("auditor", 403),
        ("administrator", 403),
    ],
)
def test_who_may_look(role, status, contact):
    assert signed_in(make.staff(role)).get(address(contact)).status_code == status


def test_a_contact_looks_as_nobody(contact):
    assert signed_in(contact).get(address(contact)).status_code == 404
    with pytest.raises(Forbidden):
        see_as.begin(contact, contact.memberships.get(), "me")


def test_whoever_is_no_contact_any_more_is_seen_as_nobody(client, agent, contact):
    contact.memberships.update(ended_at=timezone.now())
    assert client.get("/incidents/")["Location"] == "/desk/queue/"
    with pytest.raises(NoLongerContact):
        see_as.begin(agent, contact.memberships.get(), "again")


def test_an_agent_who_loses_her_role_sees_no_more(client, agent):
    agent.staff.roles = ["publisher"]
    agent.staff.save()
    assert client.get("/incidents/")["Location"] == "/desk/queue/"


def test_another_sessions_look_is_not_hers(client, contact):
    other = signed_in(make.staff("agent"))
    session = other.session
    session["see_as"] = SeeAs.objects.get().pk
    session.save()
    assert other.get("/incidents/")["Location"] == "/desk/queue/"


def test_a_second_look_ends_the_first(client, agent, contact):
    see_as.begin(agent, contact.memberships.get(), "another")
    assert SeeAs.objects.filter(ended_at=None).count() == 1


def test_ending_what_nobody_began_changes_nothing():
    assert Client().post("/see-as/end/").status_code == 302


@pytest.mark.parametrize("page", ["/account/sessions/", "/accounts/password/change/"])
def test_the_contact_s_account_is_not_opened(client, page):
    assert client.get(page).status_code == 403


def test_a_second_factor_that_her_company_demands_is_the_contact_s_to_set_up(client, contact):
    Customer.objects.filter(memberships__user=contact).update(second_factor_by_company=True)
    assert client.get("/incidents/").status_code == 200
