"""What may help an agent with an incident: found when she asks, of all customers whom she may see."""

import pytest

from entitlements import documents
from entitlements.documents import Text
from entitlements.models import Document
from subscriptions.models import StaffMember
from tests import factories as make
from tests.desk.pages import WEDNESDAY, get, signed_in, text
from tickets import closing, similar

pytestmark = pytest.mark.django_db


def solved(title, **words):
    incident = make.incident(make.customer(), at=WEDNESDAY, title=title, **words)
    closing.propose_solution(incident, make.staff(), "Install the fix.", at=WEDNESDAY)
    closing.accept(incident, incident.contact, at=WEDNESDAY)
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


def keep(number, title, body):
    documents.keep(
        "article", number, f"/knowledge/{number}/", [Text("en", title, body)], code=str(number),
        visibility=Document.Visibility.INTERNAL, published_at=WEDNESDAY,
    )  # fmt: skip


def test_r5_5_a_long_text_about_something_else_is_not_offered_for_words_that_any_has(incident):
    """Of the demo's incidents most were offered texts that had two words of their title somewhere."""
    keep(
        1,
        "Year-end close in 40 minutes",
        "Posting stops for a while. The held batches follow in the new period.",
    )
    keep(2, "Reading an MRP log", "It says where the lock was and which posting held it.")
    assert "Nothing reads like the title" in helping(incident)
    keep(3, "A posting holds the period lock", "End the session.")
    keep(4, "Lock of a session", "It says that the period lock is held and every posting stops.")
    shown = helping(incident)
    assert "A posting holds the period lock" in shown
    assert "Lock of a session" in shown
    assert "Reading an MRP log" not in shown
    assert "Year-end close" not in shown


def test_r9_a_solved_incident_with_two_words_of_many_is_not_offered(incident):
    solved("Every night the posting of freight from Esbjerg stops halfway and is charged twice")
    assert "Nothing reads like the title" in helping(incident)


def test_r9_what_every_title_says_tells_nothing(monkeypatch):
    """A log of another system has titles of categories: all were like all, and those of one were not found."""
    same = solved("Category 53, Subcategory 271, Symptom 470")
    monkeypatch.setattr(similar, "LOOKED_AT", 20)
    for number in range(20):
        solved(f"Category 42, Subcategory {number + 300}")
    asking = make.incident(make.customer(), at=WEDNESDAY, title="Category 53, Subcategory 271, Symptom 511")
    page = helping(asking)
    assert f"/desk/incidents/{same.pk}/" in page
    assert "Category 42" not in page
