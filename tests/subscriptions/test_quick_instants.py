"""Instants as they come from the database."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from subscriptions.quick_instants import UTCLoader
from tests import factories as make

SUMMER = datetime(2026, 7, 1, 12, 0, 0, 123456, tzinfo=UTC)


@pytest.mark.parametrize(
    "instant", [SUMMER, datetime(1890, 1, 1, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)]
)
def test_they_are_in_utc_to_the_microsecond(db, instant):
    with connection.cursor() as cursor:
        cursor.execute(
            "select %s::timestamptz, array[%s::timestamptz], null::timestamptz", [instant, instant]
        )
        found, [listed], nothing = cursor.fetchone()
    assert (found, listed, nothing) == (instant, instant, None)
    assert found.tzinfo is listed.tzinfo is UTC


def test_a_row_holds_them_so(db):
    incident = make.incident(at=SUMMER)
    incident.refresh_from_db()
    assert incident.logged_at == SUMMER
    assert incident.logged_at.utcoffset() == timedelta()
    assert incident.logged_at.tzinfo is UTC


def test_the_driver_reads_them(db):
    """Else Django's loader does, and nobody sees it."""
    connection.ensure_connection()
    assert connection.connection.adapters.get_loader(1184, 0) is UTCLoader
