"""Sessions: listed with device, address and last use; ended one by one or all others at once; a new password,
leaving and being shut out end them."""

from datetime import timedelta
from unittest.mock import patch

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from redis import Redis
from redis.exceptions import ConnectionError

from subscriptions import leaving
from subscriptions.models import Membership
from subscriptions.sign_in import devices, session_store, sessions, tasks
from subscriptions.sign_in.session_store import SessionStore
from tests import factories as make
from tests.sign_in.conftest import PASSWORD

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18 Mobile Safari/604"


@pytest.fixture
def two(contact, enter):
    """The same person in two browsers."""
    here, phone = Client(), Client()
    enter(here, contact, headers={"user-agent": FIREFOX})
    enter(phone, contact, headers={"user-agent": IPHONE}, REMOTE_ADDR="198.51.100.7")
    return here, phone


def signed_in(client):
    return client.get("/incidents/").status_code == 200


def test_both_are_listed_with_device_address_and_which_is_this(two):
    here, _phone = two
    page = here.get("/account/sessions/").content.decode()
    assert page.index("Firefox, Windows") < page.index("this session") < page.index("Safari, iPhone")
    assert "198.51.100.7" in page


def test_a_sign_in_writes_its_session_once_and_takes_few_statements(contact, enter):
    """Many sign in on a Monday morning; what each takes is what all wait for."""
    enter(Client(), contact)
    with CaptureQueriesContext(connection) as asked:
        enter(Client(), contact)
    said = [query["sql"] for query in asked.captured_queries]
    written = [sql for sql in said if "django_session" in sql]
    assert len(written) == 1
    assert written[0].startswith("INSERT")
    assert len(said) <= 20, said


def test_a_session_keeps_its_key_and_words_and_can_end_before_it_was_written():
    begun = SessionStore()
    begun["company"] = 7
    begun.create()
    assert not Session.objects.exists()
    begun.save()
    begun["company"] = 8
    begun.save()
    assert SessionStore(begun.session_key)["company"] == 8
    assert Session.objects.count() == 1
    unwritten = SessionStore()
    unwritten.create()
    unwritten.flush()
    assert unwritten.session_key is None


def test_her_session_and_herself_are_read_by_one_statement(two):
    with CaptureQueriesContext(connection) as asked:
        assert two[0].get("/incidents/").status_code == 200
    about_her = [query["sql"] for query in asked if 'person."password"' in query["sql"]]
    assert len(about_her) == 1
    assert "django_session" in about_her[0]


def test_who_came_with_a_session_is_nobody_else_and_is_taken_once(two, contact, manager):
    store = SessionStore(two[0].session.session_key)
    assert store["_auth_user_id"] == str(contact.pk)
    assert session_store.person(manager.pk) == manager
    store.load()
    assert session_store.person(contact.pk).stamp
    contact.name = "Renamed"
    contact.save()
    assert session_store.person(contact.pk).name == "Renamed"


def test_a_session_that_is_no_bodys_yet_or_is_not_alive_leaves_nobody(two, contact):
    key = two[0].session.session_key
    UserSession.objects.filter(session_key=key).delete()
    assert two[0].get("/incidents/").status_code == 200
    SessionStore(two[1].session.session_key).load()
    assert SessionStore("gone").load() == {}
    with CaptureQueriesContext(connection) as asked:
        session_store.person(contact.pk)
    assert len(asked) == 1


def test_one_is_ended_and_the_other_goes_on(two):
    here, phone = two
    row = UserSession.objects.get(ip="198.51.100.7")
    here.post("/account/sessions/end/", {"session": row.pk})
    assert signed_in(here)
    assert not signed_in(phone)


def test_one_that_was_ended_while_valkey_was_away_stays_ended_when_it_is_back(two):
    here, phone = two
    assert signed_in(phone)
    row = UserSession.objects.get(ip="198.51.100.7")
    with patch.object(Redis, "execute_command", side_effect=ConnectionError):
        here.post("/account/sessions/end/", {"session": row.pk})
    assert not signed_in(phone)


def test_all_others_are_ended_at_once(two, contact, enter):
    here, phone = two
    third = Client()
    enter(third, contact)
    page = here.post("/account/sessions/end/", {"session": "others"}, follow=True).content.decode()
    assert "2 other sessions are ended." in page
    assert [signed_in(each) for each in (here, phone, third)] == [True, False, False]


def test_another_persons_session_does_not_exist(two, customer):
    row = UserSession.objects.first()
    stranger = Client()
    stranger.force_login(make.contact(customer))
    assert stranger.post("/account/sessions/end/", {"session": row.pk}).status_code == 404
    assert stranger.post("/account/sessions/end/", {"session": "x" * 50}).status_code == 404
    assert all(map(signed_in, two))


def test_a_new_password_ends_every_other_session(two):
    here, phone = two
    new = "quite another four words"
    here.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert len(sessions.of(here.get("/account/sessions/").wsgi_request)) == 1
    assert signed_in(here)
    assert not signed_in(phone)


def test_who_leaves_her_company_is_signed_out(two, contact, manager):
    leaving.end(Membership.objects.get(user=contact), manager)
    assert not any(map(signed_in, two))


def test_who_leaves_one_company_of_two_stays_signed_in_for_the_other(two, contact, manager):
    Membership.objects.create(customer=make.customer(), user=contact)
    leaving.end(Membership.objects.get(user=contact, customer__name="Havblik"), manager)
    assert all(map(signed_in, two))


def test_who_may_not_sign_in_any_more_is_signed_out(two, contact):
    contact.is_active = False
    contact.save()
    assert not UserSession.objects.filter(
        session_key__in=[
            each.session.session_key for each in two if each.session.exists(each.session.session_key)
        ]
    )
    assert not any(map(signed_in, two))


def test_use_is_noted_every_few_minutes_not_at_every_request(two, monkeypatch, settings):
    settings.NOTE_USE_OF_SESSIONS = True
    here, _phone = two
    row = UserSession.objects.get(user_agent=FIREFOX)
    seen = sessions.Seen()
    monkeypatch.setattr(sessions, "_seen", seen)
    UserSession.objects.update(last_seen_at=timezone.now() - timedelta(days=1))
    here.get("/incidents/")
    row.refresh_from_db()
    noted = row.last_seen_at
    assert timezone.now() - noted < timedelta(minutes=1)
    here.get("/incidents/")
    row.refresh_from_db()
    assert row.last_seen_at == noted


def test_what_is_known_of_a_session_is_forgotten_in_the_end(two):
    with time_machine.travel(timezone.now() + sessions.KEPT + timedelta(days=1)):
        tasks.forget()
    assert not UserSession.objects.exists()


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (FIREFOX, "Firefox, Windows"),
        (IPHONE, "Safari, iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/142 Safari/537.36 Edg/142", "Edge, macOS"),
        ("", "unknown device"),
        ("<script>", "unknown device"),
    ],
)
def test_a_device_is_named_by_what_it_says(agent, said):
    assert devices.name(agent) == said
