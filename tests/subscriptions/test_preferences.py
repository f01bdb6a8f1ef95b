"""A person's own details, and the switch of language on every page."""

import pytest
from django.test import Client

from subscriptions.models import User
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return make.contact(make.customer(), name="Mette Nygaard")


@pytest.fixture
def client(person):
    client = Client()
    client.force_login(person)
    return client


def details(**fields):
    return {"name": "Mette", "language": "da", "time_zone": "Europe/Copenhagen", "phone": "+45 1"} | fields


def test_she_changes_her_name_language_zone_and_phone(client, person):
    answer = client.post("/account/preferences/", details(time_zone="Asia/Tokyo"), follow=True)
    assert "Dine oplysninger er gemt." in answer.content.decode()
    person.refresh_from_db()
    assert (person.name, person.language, person.time_zone, person.phone) == (
        "Mette",
        "da",
        "Asia/Tokyo",
        "+45 1",
    )


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"name": "\u200b\u2060"}, {"language": "xx"}, {"time_zone": "Mars/Olympus"}]
)
def test_what_cannot_be_is_refused_and_nothing_is_changed(client, person, wrong):
    assert client.post("/account/preferences/", details(**wrong)).status_code == 422
    assert User.objects.get(pk=person.pk).name == "Mette Nygaard"


def test_a_name_turns_nothing_of_what_stands_beside_it(client, person):
    client.post("/account/preferences/", details(name="Mette \u202edraagyN\u2066"))
    assert User.objects.get(pk=person.pk).name == "Mette draagyN"


def test_nothing_else_can_be_changed(client, person):
    client.post("/account/preferences/", details(is_staff="1", email="x@y.example", is_superuser="1"))
    found = User.objects.get(pk=person.pk)
    assert (found.is_staff, found.is_superuser, found.email) == (False, False, person.email)


def test_the_switch_changes_the_language_and_comes_back_to_the_page(client, person):
    answer = client.post("/account/language/", {"language": "da", "next": "/incidents/?list=you"})
    assert answer["Location"] == "/incidents/?list=you"
    assert User.objects.get(pk=person.pk).language == "da"


def test_the_switch_leads_nowhere_else(client):
    answer = client.post("/account/language/", {"language": "da", "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"


def test_a_stranger_keeps_her_language_too(client):
    client.logout()
    client.post("/account/language/", {"language": "da", "next": "/accounts/login/"})
    assert '<html lang="da"' in client.get("/accounts/login/").content.decode()


def test_a_language_that_is_none_changes_nothing(client, person):
    client.post("/account/language/", {"language": "../../etc"})
    assert User.objects.get(pk=person.pk).language == "en"


def test_signing_in_says_nothing_in_a_language_that_is_not_the_persons_own():
    """The language is hers only from the next page on; where she lands shows who is signed in."""
    person = make.contact(make.customer(), language="da", password="known")
    page = Client().post("/accounts/login/", {"login": person.email, "password": "known"}, follow=True)
    assert page.wsgi_request.user == person
    assert "signed in as" not in page.content.decode()
