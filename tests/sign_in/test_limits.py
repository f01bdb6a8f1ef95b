"""Guessing is held back by account, address and network, and a company behind one address is not locked out; Valkey
away neither locks anybody out nor opens."""

from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.core.cache import caches
from django.test import Client
from django.utils import timezone
from redis.exceptions import ConnectionError as Away

from subscriptions.sign_in import addresses, limits
from subscriptions.sign_in.models import FailedSignIn, SignInRules
from tests import factories as make
from tests.sign_in.conftest import PASSWORD

pytestmark = pytest.mark.django_db

OFFICE = "203.0.113.9"
HELD = "Too many failed login attempts"


@pytest.fixture
def rules():
    return SignInRules.objects.create(pk=1, per_account_here=3, per_account=6, per_address=8, per_network=12)


def attempt(enter, account, password="wrong wrong wrong", address=OFFICE):
    return enter(Client(REMOTE_ADDR=address), account, password)


def got_in(response):
    return response.status_code == 302


def is_held(response):
    return HELD in response.content.decode()


def known_at(person, address=OFFICE):
    UserSession.objects.create(
        user=person, ip=address, session_key=f"key{person.pk}{address}", user_agent="x"
    )


def test_an_account_waits_at_the_address_where_it_was_guessed_and_comes_in_elsewhere(enter, contact, rules):
    for _ in range(3):
        assert not is_held(attempt(enter, contact))
    assert is_held(attempt(enter, contact, PASSWORD))
    assert got_in(attempt(enter, contact, PASSWORD, "198.51.100.1"))


def test_it_waits_a_quarter_of_an_hour(enter, contact, rules):
    for _ in range(3):
        attempt(enter, contact)
    with time_machine.travel(timezone.now() + limits.ACCOUNT_HERE + timedelta(seconds=1)):
        assert got_in(attempt(enter, contact, PASSWORD))


def test_attempts_that_are_refused_do_not_count(enter, contact, rules):
    for _ in range(10):
        attempt(enter, contact)
    assert FailedSignIn.objects.count() == 3


def test_signing_in_counts_nothing_however_often(enter, contact, rules):
    for _ in range(20):
        assert got_in(attempt(enter, contact, PASSWORD))
    assert not FailedSignIn.objects.exists()


def test_who_guesses_from_everywhere_locks_the_account_but_not_where_its_owner_has_been(
    enter, contact, rules
):
    known_at(contact)
    for number in range(6):
        attempt(enter, contact, address=f"198.51.{number}.1")
    assert is_held(attempt(enter, contact, PASSWORD, "198.18.0.1"))
    assert got_in(attempt(enter, contact, PASSWORD))


def test_a_guesser_in_a_company_locks_out_strangers_there_and_no_colleague(enter, customer, contact, rules):
    """Everybody of a company has one address; somebody there tries one password on many accounts."""
    known_at(contact)
    stranger = make.contact(customer, password=PASSWORD)
    for number in range(9):
        attempt(enter, f"guess{number}@havblik.example")
    assert is_held(attempt(enter, stranger, PASSWORD))
    assert got_in(attempt(enter, contact, PASSWORD))


def test_a_network_is_limited_as_a_whole(enter, contact, rules):
    for number in range(13):
        attempt(enter, f"guess{number}@x.example", address=f"203.0.113.{number}")
    assert is_held(attempt(enter, contact, PASSWORD, "203.0.113.200"))
    assert got_in(attempt(enter, contact, PASSWORD, "203.0.114.200"))


def test_a_device_with_many_addresses_of_ipv6_counts_as_one(enter, contact, rules):
    for number in range(3):
        attempt(enter, contact, address=f"2001:db8:1:1::{number + 1}")
    assert is_held(attempt(enter, contact, PASSWORD, "2001:db8:1:1:ffff::1"))


@pytest.mark.parametrize(
    ("address", "one", "network"),
    [
        ("203.0.113.9", "203.0.113.9", "203.0.113.0"),
        ("::ffff:203.0.113.9", "203.0.113.9", "203.0.113.0"),
        ("2001:db8:a:b:c::1", "2001:db8:a:b::", "2001:db8:a::"),
    ],
)
def test_addresses_and_the_networks_around_them(address, one, network):
    assert (addresses.one(address), addresses.network(address)) == (one, network)


def test_a_new_password_by_mail_forgives(enter, contact, rules):
    from django.core import mail

    for _ in range(3):
        attempt(enter, contact)
    browser = Client()
    browser.post("/accounts/password/reset/", {"email": contact.email})
    link = next(word for word in mail.outbox[0].body.split() if "/key/" in word).split("testserver")[1]
    page = browser.get(link, follow=True)
    new = "quite another four words"
    browser.post(page.request["PATH_INFO"], {"password1": new, "password2": new})
    assert got_in(attempt(enter, contact, new))


def test_what_was_typed_is_not_kept(enter, rules):
    attempt(enter, "my-password-typed-here@x.example")
    row = FailedSignIn.objects.get()
    assert "my-password" not in row.account
    assert len(row.account) == 64


def test_failures_are_forgotten_when_they_count_no_more(enter, contact, rules):
    attempt(enter, contact)
    assert limits.forget_old() == 0
    assert limits.forget_old(timezone.now() + limits.KEPT) == 1


def test_with_valkey_away_people_come_in_and_guessers_are_held_back(enter, contact, rules, monkeypatch):
    client_class = type(caches["default"]._cache)

    def away(*args, **kwargs):
        raise Away

    for name in ("get", "set", "add", "delete", "incr", "get_many", "touch", "has_key"):
        monkeypatch.setattr(client_class, name, away, raising=False)
    assert got_in(attempt(enter, contact, PASSWORD))
    for _ in range(3):
        attempt(enter, contact)
    assert is_held(attempt(enter, contact, PASSWORD))
    cache = caches["default"]
    cache.set("allauth:rl:test", [1.0], 60)
    assert cache.get("allauth:rl:test") == [1.0]
    assert cache.add("allauth:rl:test", 1) is False
    cache.set("anything", 1)
    assert cache.get("anything") is None


def test_codes_of_a_second_factor_are_held_back_with_valkey_away(enter, contact, monkeypatch):
    from tests.sign_in.test_second_factor import code, with_app

    def away(*args, **kwargs):
        raise Away

    client_class = type(caches["default"]._cache)
    for name in ("get", "set", "add", "delete", "get_many"):
        monkeypatch.setattr(client_class, name, away, raising=False)
    secret = with_app(contact)
    client = Client()
    enter(client, contact)
    for _ in range(6):
        client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    client.post("/accounts/2fa/authenticate/", {"code": code(secret)})
    assert client.get("/incidents/").status_code == 302
