"""Whether an address is known is said by no page, by no status and by no time."""

import re
import time

import pytest
from django.core import mail
from django.test import Client

from subscriptions.sign_in.models import SignInRules
from tests import factories as make
from tests.sign_in.conftest import PASSWORD

pytestmark = pytest.mark.django_db

UNKNOWN = "nobody@havblik.example"
ROUNDS = 15
NOISE = 0.2  # the hash is most of a sign-in's time: without it a difference is several times that


@pytest.fixture
def people(customer):
    """Everything that an address can be here, by what it is."""
    many = dict.fromkeys(("per_account_here", "per_account", "per_address", "per_network"), 10_000)
    SignInRules.objects.create(pk=1, **many)
    contact = make.contact(customer, password=PASSWORD)
    return {
        "known": contact,
        "invited, without a password": make.contact(customer),
        "shut out": make.contact(customer, password=PASSWORD, is_active=False),
        "staff": make.staff("agent", password=PASSWORD),
    }


def shown(response, email):
    """A page without what differs by itself."""
    page = response.content.decode().replace(email, "ADDRESS")
    return response.status_code, re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)


@pytest.mark.parametrize("address", ["/accounts/login/", "/accounts/password/reset/"])
def test_pages_say_the_same_for_an_address_that_is_known_and_one_that_is_not(people, address):
    words = {"password": "wrong wrong wrong"}
    for person in people.values():
        said = [
            shown(Client().post(address, words | {"login": each, "email": each}, follow=True), each)
            for each in (person.email, UNKNOWN)
        ]
        assert said[0] == said[1]


def test_a_right_password_of_who_was_shut_out_is_answered_like_a_wrong_one_is_not(people, enter):
    """Who has the password is told why she cannot come in; who guesses it is not."""
    person = people["shut out"]
    assert enter(Client(), person).headers["Location"] == "/accounts/inactive/"


def test_only_a_known_address_gets_a_mail(people):
    for each in (people["known"].email, UNKNOWN, people["shut out"].email):
        Client().post("/accounts/password/reset/", {"email": each})
    assert [message.to for message in mail.outbox] == [[people["known"].email]]


def test_signing_up_says_of_no_address_whether_it_is_known(people):
    said = [
        shown(Client().post("/accounts/signup/", {"email": each, "password1": PASSWORD}), each)
        for each in (people["known"].email, UNKNOWN)
    ]
    assert said[0] == said[1]


def test_adding_an_address_says_of_none_whether_it_is_anothers(people, customer):
    person = people["known"]
    said = []
    for each in (people["staff"].email, UNKNOWN):
        client = Client()
        client.force_login(make.contact(customer, email=f"at{len(said)}@havblik.example"))
        page = client.post("/accounts/email/", {"action_add": "", "email": each})
        said.append((page.status_code, page.headers.get("Location")))
    assert said[0] == said[1]
    assert person


def took(act, *emails):
    """Seconds of this thread's own work for each address, in turn: what else the machine does is not in it.
    The least of several, which is the act without noise."""
    times = {email: [] for email in emails}
    for _ in range(ROUNDS):
        for email in emails:
            begun = time.thread_time()
            act(email)
            times[email].append(time.thread_time() - begun)
    return [min(times[email]) for email in emails]


@pytest.fixture
def hashed(settings):
    """The hash of the product: it is most of the time."""
    from xtreme import settings as product

    settings.PASSWORD_HASHERS = product.PASSWORD_HASHERS


def test_a_failing_sign_in_takes_as_long_whether_the_address_is_known_or_not(hashed, people, enter):
    browser = Client()
    for person in people.values():
        if person.has_usable_password():
            person.set_password(PASSWORD)
            person.save()

    def guess(email):
        enter(browser, email, "wrong wrong wrong")

    guess(UNKNOWN)
    unknown, *known = took(guess, UNKNOWN, *[person.email for person in people.values()])
    assert known == pytest.approx([unknown] * len(known), rel=NOISE)


def test_asking_for_a_new_password_takes_as_long_for_an_address_that_is_not_known(
    people, settings, monkeypatch
):
    """What only a known address needs is done after the answer."""
    from subscriptions.sign_in import afterwards

    settings.AFTERWARDS_AT_ONCE = False
    jobs = []
    monkeypatch.setattr(afterwards._threads, "submit", lambda *job: jobs.append(job))
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"reset_password": ""}
    browser = Client()

    def ask(email):
        browser.post("/accounts/password/reset/", {"email": email})

    ask(UNKNOWN)
    with_mail, without = took(ask, people["known"].email, UNKNOWN)
    assert with_mail == pytest.approx(without, rel=NOISE)
    assert mail.outbox == []
