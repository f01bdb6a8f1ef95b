"""A key to the API acts for one company, also of a contact of several (LIFECYCLE.md, 5: all channels have the same
rights)."""

import pytest
from django.utils import timezone

from subscriptions.models import ApiToken, Membership
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def of_two():
    """A contact of two companies, and an incident of each."""
    person = make.contact(make.customer(name="Nordlys"))
    places = [person.memberships.get(), Membership.objects.create(customer=make.customer(), user=person)]
    product = make.product()
    for place in places:
        make.line(place.customer, product)
    incidents = [
        make.incident(place.customer, product, at=timezone.now(), contact=person) for place in places
    ]
    return person, places, incidents


def numbers(client, key):
    answer = client.get("/api/v1/incidents/", headers={"Authorization": f"Token {key}"})
    return [each["number"] for each in answer.json()["results"]] if answer.status_code == 200 else None


def test_lifecycle_5_by_key_she_reaches_the_company_that_it_is_for_as_in_the_browser(client, of_two):
    person, places, incidents = of_two
    for place, incident in zip(places, incidents, strict=True):
        assert numbers(client, ApiToken.issue(person, "script", place=place)) == [incident.pk]


def test_lifecycle_5_a_key_ends_with_her_place_there_and_stays_so_when_she_is_back(client, of_two):
    person, places, incidents = of_two
    keys = [ApiToken.issue(person, "script", place=place) for place in places]
    places[0].ended_at = timezone.now()
    places[0].save()
    assert [numbers(client, key) for key in keys] == [None, [incidents[1].pk]]
    places[0].ended_at = None
    places[0].save()
    assert [numbers(client, key) for key in keys] == [None, [incidents[1].pk]]
    assert numbers(client, ApiToken.issue(person, "again", place=places[0])) == [incidents[0].pk]


def test_lifecycle_5_a_key_ends_however_her_place_was_ended(client, of_two):
    person, places, _incidents = of_two
    key = ApiToken.issue(person, "script", place=places[0])
    Membership.objects.filter(pk=places[0].pk).update(ended_at=timezone.now())
    answer = client.get("/api/v1/incidents/", headers={"Authorization": f"Token {key}"})
    assert answer.status_code == 401


def test_lifecycle_5_a_key_that_is_for_none_of_several_opens_none_of_them(client, of_two):
    assert numbers(client, ApiToken.issue(of_two[0], "script")) == []
