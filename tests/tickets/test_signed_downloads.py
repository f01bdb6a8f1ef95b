"""Links that the API gives to files: for their caller, a quarter of an hour, while she may see them."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from subscriptions.models import ApiToken
from tests import factories as make
from tests.tickets.portal import company
from tests.tickets.test_portal_files import own_files, upload  # noqa: F401  a fixture
from tickets import correspondence
from tickets.models import Attachment

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(own_files):  # noqa: F811
    customer = company()
    made = make.contact(customer)
    incident = make.incident(customer, at=timezone.now(), contact=made)
    correspondence.contact_reply(incident, made, "See the log.", files=[upload()])
    correspondence.note(incident, make.staff(), "Trace.", files=[upload("internal.txt")])
    return made


def links(person):
    key = ApiToken.issue(person, "script")
    incident = Attachment.objects.first().incident_id
    answer = Client().get(f"/api/v1/incidents/{incident}/", headers={"Authorization": f"Token {key}"})
    assert answer.status_code == 200, answer.content
    return [file["url"] for entry in answer.json()["timeline"] for file in entry["attachments"]]


def fetch(url):
    parts = urlsplit(url)
    return Client().get(f"{parts.path}?{parts.query}")


def test_a_file_is_fetched_without_a_cookie_or_a_token(person):
    (url,) = links(person)
    answer = fetch(url)
    assert b"".join(answer.streaming_content) == b"line 1\nline 2\n"
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]


def test_the_link_ends_after_a_quarter_of_an_hour(person):
    (url,) = links(person)
    with time_machine.travel(timezone.now() + timedelta(minutes=14), tick=False):
        assert fetch(url).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=False):
        assert fetch(url).status_code == 410


def test_it_ends_at_once_when_its_person_may_no_longer_see_it(person):
    (url,) = links(person)
    person.memberships.update(ended_at=timezone.now())
    assert fetch(url).status_code == 404
    person.memberships.update(ended_at=None)
    type(person).objects.filter(pk=person.pk).update(is_active=False)
    assert fetch(url).status_code == 404


def test_it_is_for_that_file_alone(person):
    (url,) = links(person)
    own, internal = (Attachment.objects.get(name=name).pk for name in ("log.txt", "internal.txt"))
    assert fetch(url.replace(f"/files/{own}/", f"/files/{internal}/")).status_code == 410
    assert fetch(url.partition("?")[0]).status_code == 410
    assert fetch(url[:-2]).status_code == 410


def test_staff_get_links_to_internal_files_too(person):
    assert len(links(make.staff())) == 2


def test_a_held_file_has_no_link(person):
    Attachment.objects.update(malware="held")
    assert links(person) == [None]
