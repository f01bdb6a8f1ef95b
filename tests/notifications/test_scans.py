"""Finding what is due reads as many rows as it takes, however many are finished."""

import json
from datetime import timedelta

import pytest
from django.db import connection

from notifications import digests
from notifications.models import Notification
from subscriptions.models import User
from tests import factories as make
from tests.taken_back import taken_back
from tests.tickets.moments import moment

pytestmark = pytest.mark.django_db

NOON = moment("2026-11-25 12:00 +01:00")
FINISHED, WAITING, TAKEN = 3_000, 2_000, 10


@pytest.fixture(scope="module")
def finished(django_db_setup, django_db_blocker):
    with taken_back(django_db_blocker):
        yield planted()


def planted():
    """Many that are sent, and some that wait, all of one reader."""
    reader = make.staff()
    common = {"kind": "renewal", "recipient": reader, "channel": "email", "created_at": NOON}
    sent = {"state": "sent", "next_attempt_at": NOON, "priority": 5}
    Notification.objects.bulk_create(
        Notification(event=f"old {n}", **common, **sent) for n in range(FINISHED)
    )
    readers = User.objects.bulk_create(User(email=f"reader{n}@customer.example") for n in range(WAITING))
    waiting = common | {"state": "waiting", "next_attempt_at": NOON}
    Notification.objects.bulk_create(
        Notification(event="new", **waiting | {"recipient": each}) for each in readers
    )
    with connection.cursor() as cursor:
        cursor.execute("analyze notifications_notification")
    return reader


def read(queryset):
    """How many rows of the outbox the statement reads, whether it keeps them or throws them away."""
    [plan] = json.loads(queryset.explain(format="json", analyze=True))
    return sum(_rows(plan["Plan"]))


def _rows(node):
    if node.get("Relation Name") == "notifications_notification":
        removed = node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Index Recheck", 0)
        yield (node["Actual Rows"] + removed) * node["Actual Loops"]
    for part in node.get("Plans", ()):
        yield from _rows(part)


def test_a_lease_reads_no_more_than_it_takes(finished):
    due = Notification.objects.due(NOON).in_turn().select_for_update(skip_locked=True, of=("self",))
    assert read(due[:TAKEN]) <= 2 * TAKEN


@pytest.mark.parametrize(
    "found",
    [
        lambda reader: Notification.objects.undelivered(),
        lambda reader: digests._waiting(Notification.Priority.DIGEST, NOON),
        lambda reader: digests._waiting(Notification.Priority.PERIODIC, NOON + timedelta(days=1)),
        lambda reader: Notification.objects.bell(reader)[:50],
        lambda reader: Notification.objects.bell(reader).filter(read_at=None)[:50],
    ],
    ids=["undelivered", "late digests", "periodic digests", "bell", "unread"],
)
def test_what_is_finished_is_not_read(finished, found):
    assert read(found(finished)) <= WAITING
