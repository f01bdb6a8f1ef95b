"""Many rows by one statement."""

import pytest
from django.db import DataError, connection, transaction
from django.test.utils import CaptureQueriesContext

from subscriptions import arrays
from tests import factories as make
from tests.tickets.moments import moment
from tickets.models import Channel, Incident, Status, TimelineEntry

pytestmark = pytest.mark.django_db

AT = moment("2026-11-25 09:00 +01:00")


@pytest.fixture
def incident():
    return make.incident(at=AT)


def entry(incident, body, **fields):
    known = {"kind": "note", "at": AT, "channel": Channel.PHONE, "facts": {"said": body}}
    return TimelineEntry(incident=incident, customer_id=incident.customer_id, body=body, **known | fields)


def test_rows_are_added_by_one_statement_in_their_order_and_get_their_keys(incident):
    rows = [entry(incident, body) for body in ('a "b" \\ {c}', "", "NULL", "é, ø")]
    with CaptureQueriesContext(connection) as captured:
        arrays.insert(rows)
    assert len(captured) == 1
    assert [row.pk for row in rows] == sorted(row.pk for row in rows)
    kept = list(TimelineEntry.objects.filter(pk__in=[row.pk for row in rows]).order_by("pk"))
    assert [each.body for each in kept] == ['a "b" \\ {c}', "", "NULL", "é, ø"]
    assert [each.facts for each in kept] == [row.facts for row in rows]
    assert {(each.channel, each.author, each.public) for each in kept} == {("phone", None, False)}


def test_one_row_and_none_at_all(incident):
    arrays.insert([])
    arrays.update([], ["title"])
    row = entry(incident, "alone")
    arrays.insert([row])
    assert TimelineEntry.objects.get(pk=row.pk).facts == {"said": "alone"}


def test_what_differs_and_what_is_the_same_is_written_and_nothing_else():
    rows = [make.incident(at=AT, title=f"no. {number}") for number in range(3)]
    other = make.incident(at=AT)
    for row in rows:
        row.status, row.title = Status.IN_PROGRESS, f"{row.title}, changed"
    rows[1].status, rows[1].owner = "waiting_customer", make.staff()
    arrays.update(rows, ["status", "owner_id"])
    kept = Incident.objects.in_bulk([row.pk for row in rows])
    states = [(kept[row.pk].status, kept[row.pk].owner_id) for row in rows]
    assert states == [("in_progress", None), ("waiting_customer", rows[1].owner_id), ("in_progress", None)]
    assert {each.title for each in kept.values()} == {"no. 0", "no. 1", "no. 2"}
    assert Incident.objects.get(pk=other.pk).status == "new"


def test_a_text_that_is_too_long_is_refused_not_cut(incident):
    with pytest.raises(DataError), transaction.atomic():
        arrays.insert([entry(incident, "", kind="x" * 21), entry(incident, "")])
