"""Activity reviews as scripts read them (R18.1, R18.3)."""

import pytest

from tests import factories as make
from tests.api import read
from tests.reviews.scene import AT, scene

pytestmark = pytest.mark.django_db
LIST = "activity-reviews/"


def test_r18_1_a_script_reads_the_figures_as_they_were_sent(client):
    made = scene()
    incident = made.solved()
    sent = made.sent()
    make.incident(made.customer, made.product, at=AT, contact=made.contact)
    said = read(client, made.contact, f"{LIST}{sent.pk}/", AT).json()
    assert said["figures"]["totals"]["opened"] == 1
    assert [each["product"] for each in said["figures"]["products"]] == [made.product.code]
    assert [each["contact"] for each in said["figures"]["contacts"]] == ["Mette"]
    rows = read(client, made.contact, f"{LIST}{sent.pk}/incidents/", AT).json()["results"]
    assert [(row["number"], row["status"]) for row in rows] == [(incident.pk, "closed")]


def test_r18_3_who_logged_is_the_person_also_on_anothers_behalf(client):
    made = scene()
    made.solved(logged_by=made.agent)
    sent = made.sent()
    row = read(client, made.contact, f"{LIST}{sent.pk}/incidents/", AT).json()["results"][0]
    assert (row["contact"], row["logged_by"]) == ("Mette", "Emil")


def test_a_review_that_is_not_sent_does_not_exist_for_the_customer(client):
    made = scene()
    made.solved()
    prepared = made.review()
    assert read(client, made.contact, LIST, AT).json()["results"] == []
    assert read(client, made.contact, f"{LIST}{prepared.pk}/", AT).status_code == 404
    assert read(client, made.agent, f"{LIST}{prepared.pk}/", AT).json()["figures"] is None


def test_another_companys_review_is_404(client):
    made = scene()
    made.solved()
    sent = made.sent()
    stranger = make.contact(make.customer())
    for address in ("", "incidents/"):
        assert read(client, stranger, f"{LIST}{sent.pk}/{address}", AT).status_code == 404


def test_r8_9_a_contact_reads_of_targets_what_her_tier_shows_her(client):
    made = scene()
    made.solved()
    sent = made.sent()

    def kinds(person, review):
        read_ = read(client, person, f"{LIST}{review.pk}/", AT).json()["figures"]["targets"]
        return {each["kind"] for each in read_}

    assert kinds(made.agent, sent) == {"first_response", "next_reply", "solution_goal"}
    assert kinds(made.contact, sent) == {"first_response"}
