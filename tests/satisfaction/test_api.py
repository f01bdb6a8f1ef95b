"""The question and its answer as programs read them (LIFECYCLE.md, L9)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.api import read
from tests.satisfaction.scene import AT, LATER, LOGGED, scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def found():
    return scene()


def test_l9_the_vendor_and_she_who_was_asked_read_her_answer_her_colleagues_whether_she_is_satisfied(
    client, found
):
    def said(person):
        return read(client, person, f"incidents/{found.incident.pk}/", LATER).json()["satisfaction"]

    assert said(found.contact) is None
    found.close()
    assert said(found.contact) == {
        "asked_at": "2026-11-23T10:00:00Z",
        "satisfied": None,
        "text": "",
        "answered_at": None,
    }
    found.answer(satisfied=False, text="It took a week.", at=AT)
    for person, text in (
        (found.agent, "It took a week."),
        (found.contact, "It took a week."),
        (found.colleague, ""),
    ):
        assert (said(person)["satisfied"], said(person)["text"]) == (False, text)


def test_l9_a_list_of_incidents_asks_no_statement_more_for_each(client, found):
    def statements():
        with CaptureQueriesContext(connection) as asked:
            rows = read(client, found.agent, "incidents/", LATER).json()["results"]
        assert all("satisfaction" in row for row in rows)
        return len(asked.captured_queries)

    found.close()
    one = statements()
    for _again in range(3):
        make.incident(found.incident.customer, found.incident.product, at=LOGGED, contact=found.contact)
    assert statements() == one
