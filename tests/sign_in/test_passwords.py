"""Passwords by NIST SP 800-63B: long, not from a breach, no composition, no expiry; the service that knows
breaches may be away."""

import hashlib
import time

import pytest
import requests
from django.contrib.auth.hashers import identify_hasher, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from subscriptions.models import User
from subscriptions.sign_in.passwords import LONGEST, Breached

GOOD = "four words that stay together"


class Answer:
    def __init__(self, text, status=200):
        self.text, self.status = text, status

    def raise_for_status(self):
        if self.status >= 400:
            raise requests.HTTPError(self.status)


@pytest.fixture
def service(settings, monkeypatch):
    """The range service: `service.answer` is what it says, `service.asked` who asked."""
    settings.BREACH_CHECK = True
    monkeypatch.setattr(Breached, "asked_again_at", 0.0)

    class Service:
        asked: list = []
        answer = staticmethod(lambda: Answer(""))

        def get(self, url, **options):
            self.asked.append((url, options["timeout"]))
            return self.answer()

    made = Service()
    made.asked = []
    monkeypatch.setattr("django_pwned.api.requests.get", made.get)
    return made


def codes(password, person=None):
    try:
        validate_password(password, person)
    except ValidationError as error:
        return {each.code for each in error.error_list}
    return set()


def test_a_long_password_of_any_characters_passes():
    assert codes(GOOD) == set()
    assert codes("ærlig øl på åen i dag") == set()


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("short of fifty", "password_too_short"),
        ("x" * (LONGEST + 1), "password_too_long"),
        ("xtremesupport12", "password_own_words"),
        ("aaaaaaaaaaaaaaaaaaaa", "password_own_words"),
    ],
)
def test_a_password_that_is_refused_says_why(password, code):
    assert code in codes(password)


def test_a_password_made_of_the_persons_own_address_or_name_is_refused():
    person = User(email="margrethe.holmgaard@customer.example", name="Margrethe Holmgaard")
    assert "password_too_similar" in codes("margrethe.holmgaard", person)
    assert "password_too_similar" in codes("Margrethe Holmgaard", person)


def test_djangos_offline_list_is_asked_where_nothing_else_is(settings):
    settings.BREACH_CHECK = False
    assert "password_breached" in codes("qwertyuiopasdfghjkl") | codes("1qaz2wsx3edc4rfv")


def test_a_password_known_to_the_service_is_refused_and_only_five_characters_of_its_hash_are_told(service):
    digest = hashlib.sha1(GOOD.encode()).hexdigest().upper()
    service.answer = lambda: Answer(f"{digest[5:]}:12,345\n{'0' * 35}:0")
    assert codes(GOOD) == {"password_breached"}
    ((url, timeout),) = service.asked
    assert url.endswith(digest[:5])
    assert digest[5:] not in url
    assert timeout <= 1


@pytest.mark.parametrize("answer", [lambda: Answer("", 503), lambda: Answer("no list at all")])
def test_a_service_that_is_away_or_says_nonsense_lets_the_password_pass(service, answer):
    service.answer = answer
    assert codes(GOOD) == set()


def test_a_service_that_does_not_answer_is_not_waited_for_twice(service):
    def hang():
        raise requests.Timeout

    service.answer = hang
    assert codes(GOOD) == codes(GOOD) == set()
    assert len(service.asked) == 1


@pytest.mark.django_db
def test_signing_in_asks_no_service(client, contact, enter, service):
    """The check belongs to choosing a password: sign-in never waits for it."""
    assert enter(client, contact).status_code == 302
    assert service.asked == []


@pytest.mark.django_db
def test_a_breached_password_is_refused_at_its_field_where_it_is_changed(client, contact):
    client.force_login(contact)
    words = {"oldpassword": GOOD, "password1": "1qaz2wsx3edc4rfv", "password2": "1qaz2wsx3edc4rfv"}
    page = client.post("/accounts/password/change/", words).content.decode()
    assert "known from a breach" in page
    contact.refresh_from_db()
    assert contact.check_password(GOOD)


def test_hashes_are_of_argon2id_by_the_parameters_of_owasp(settings):
    from xtreme import settings as product

    settings.PASSWORD_HASHERS = product.PASSWORD_HASHERS
    hashed = make_password(GOOD)
    assert hashed.startswith("argon2$argon2id$v=19$m=7168,t=5,p=1$")
    assert identify_hasher(hashed).algorithm == "argon2"
    begun = time.process_time()  # of our own: others may need the machine meanwhile
    make_password(GOOD)
    assert time.process_time() - begun < 0.5
