"""What may help an agent with an incident: found when she asks, of all customers whom she may see."""

import pytest

from entitlements import documents
from entitlements.documents import Text
from entitlements.models import Document
from subscriptions.models import StaffMember
from tests import factories as make
from tests.desk.pages import WEDNESDAY, get, signed_in, text
from tickets import lifecycle

pytestmark = pytest.mark.django_db


def solved(title, **words):
    incident = make.incident(make.customer(), at=WEDNESDAY, title=title, **words)
    lifecycle.propose_solution(incident, make.staff(), "Install the fix.", at=WEDNESDAY)
    lifecycle.accept(incident, incident.contact, at=WEDNESDAY)
    return incident


@pytest.fixture
def incident():
    return make.incident(make.customer(), at=WEDNESDAY, title="Period lock held, posting stops")


def helping(incident, person=None, asked=""):
    return text(get(signed_in(person or make.staff()), f"/desk/incidents/{incident.pk}/helping/{asked}"))


def test_r9_incidents_that_were_solved_at_other_customers_are_found_those_of_its_product_first(incident):
    elsewhere = solved("Posting stops with period lock", product=make.product("STH"))
    same = solved("Period lock held after posting")
    make.incident(make.customer(), at=WEDNESDAY, title="Period lock held while posting, open")
    for asked in ("", "?fragment"):
        page = helping(incident, asked=asked)
        assert page.index(f"/desk/incidents/{same.pk}/") < page.index(f"/desk/incidents/{elsewhere.pk}/")
        assert same.customer.name in page
        assert "while posting, open" not in page


def test_r9_an_incident_does_not_help_with_itself_once_it_is_solved():
    alone = solved("Period lock held, posting stops")
    assert "Nothing reads like the title" in helping(alone)


def test_r2_3_who_is_limited_finds_incidents_within_her_scope_alone(incident):
    hers, other = (
        solved("Period lock held after posting"),
        solved("Posting stops, period lock", product=make.product("STH")),
    )
    person = make.staff()
    StaffMember.objects.filter(user=person).update(only_products=[hers.product_id])
    page = helping(incident, person)
    assert f"/desk/incidents/{hers.pk}/" in page
    assert f"/desk/incidents/{other.pk}/" not in page


def test_r5_5_texts_that_read_like_it_are_offered(incident):
    text_of_it = Text("en", "Release a period lock held by a posting", "End the session.")
    documents.keep(
        "article", 1, "/knowledge/1/", [text_of_it], code="1",
        visibility=Document.Visibility.INTERNAL, published_at=WEDNESDAY,
    )  # fmt: skip
    assert "Release a period lock" in helping(incident)
