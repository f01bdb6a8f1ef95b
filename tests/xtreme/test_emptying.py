"""What a test with real transactions wrote is gone after it, and what it took of the starting data is back."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from subscriptions import tenancy
from subscriptions.models import Customer, Tier
from tests import factories as make
from tests.emptying import StartingTables
from tests.tickets.moments import moment
from tickets.models import Incident, TimelineEntry

pytestmark = pytest.mark.django_db(transaction=True)


def rows():
    with tenancy.as_staff(), connection.cursor() as cursor:
        cursor.execute("select stamp from subscriptions_settingsstamp")
        return [*cursor.fetchall(), *Tier.objects.order_by("pk").values_list(), ContentType.objects.count()]


def test_all_is_as_it_was_also_where_nothing_may_be_changed():
    before, tables = rows(), StartingTables()
    with tenancy.as_staff():
        make.incident(at=moment("2026-11-25 09:00 +01:00"))
        Tier.objects.filter(code="XT").update(rank=9)
        Tier.objects.create(code="NEW", name="New", rank=7)
    assert rows() != before
    tables.restore()
    assert rows() == before
    with tenancy.as_staff():
        assert not Customer.objects.exists()
        assert not Incident.objects.exists()
        assert not TimelineEntry.objects.exists()
