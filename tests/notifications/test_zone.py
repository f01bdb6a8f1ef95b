"""What waits for a person follows her to another time zone (R1.10)."""

import pytest
import time_machine

from notifications import preferences
from notifications.models import Notification
from notifications.models.outbox import Pace
from tests import factories as make
from tests.tickets.moments import moment
from tests.tickets.portal import signed_in

pytestmark = pytest.mark.django_db

NOON = moment("2026-11-25 12:00 +01:00")


@pytest.fixture
def person():
    return make.contact(make.customer(), time_zone="Europe/Copenhagen")


@pytest.fixture
def waiting(person):
    """A mail of a kind that she has chosen to get daily, as it waits for eight o'clock in Copenhagen."""
    kind = next(each.code for each in preferences.mailed(person) if each.optional)
    row = Notification.objects.create(
        kind=kind, recipient=person, channel="email", created_at=NOON, state="waiting", next_attempt_at=NOON
    )
    preferences.choose(person, {kind: Pace.DAILY}, at=NOON)
    row.refresh_from_db()
    assert row.next_attempt_at == moment("2026-11-26 08:00 +01:00")
    return row


def test_r1_10_a_digest_that_waits_comes_by_the_clock_of_the_zone_that_its_reader_moves_to(person, waiting):
    with time_machine.travel(NOON, tick=False):
        details = {"name": "Mette", "language": "da", "time_zone": "Asia/Tokyo", "phone": ""}
        assert signed_in(person).post("/account/preferences/", details).status_code == 302
    waiting.refresh_from_db()
    assert waiting.next_attempt_at == moment("2026-11-26 08:00 +09:00")


def test_r1_10_another_name_moves_nothing(person, waiting):
    with time_machine.travel(moment("2026-11-26 09:00 +01:00"), tick=False):
        person.name = "Mette Solgaard"
        person.save()
    waiting.refresh_from_db()
    assert waiting.next_attempt_at == moment("2026-11-26 08:00 +01:00")
