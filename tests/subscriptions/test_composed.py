"""Statements that are composed once (subscriptions.composed)."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.test.utils import CaptureQueriesContext

from subscriptions import tenancy
from subscriptions.composed import Composed
from tests import factories as make
from tests.tickets.moments import moment
from tickets.models import Incident

pytestmark = pytest.mark.django_db

AT = moment("2026-11-25 09:00 +01:00")


def found(customer, title, since, *, newest=False):
    rows = Incident.objects.filter(customer=customer, title=title, logged_at__gte=since)
    return rows.select_related("product").order_by("-pk" if newest else "pk")


@pytest.fixture
def customers():
    """Two, with three incidents each, of the same two titles."""
    made = [make.customer(), make.customer()]
    for customer in made:
        for title in ("a", "b", "a"):
            make.incident(customer, at=AT, title=title)
    return made


def test_it_reads_what_the_queryset_reads_for_all_values_and_shapes(customers):
    composed = Composed(lambda newest, **values: found(**values, newest=newest))
    for newest in (False, True):
        for customer in customers:
            for title in ("a", "b", "none"):
                for since in (AT, moment("2026-11-26 09:00 +01:00")):
                    values = {"customer": customer.pk, "title": title, "since": since}
                    assert composed(newest, **values) == list(found(**values, newest=newest))


def test_it_is_composed_once_a_shape_and_read_each_time_with_what_it_joins(customers):
    built = []
    composed = Composed(lambda newest, **values: built.append(newest) or found(**values, newest=newest))
    for newest in (False, True, False):
        for customer in customers:
            with CaptureQueriesContext(connection) as captured:
                rows = composed(newest, customer=customer.pk, title="a", since=AT)
                assert [row.product.name for row in rows]
            assert len(captured) == 1
    assert built == [False, False, True, True]  # with two sets of values that stand for the real ones
    make.incident(customers[0], at=AT, title="a")
    assert len(composed(False, customer=customers[0].pk, title="a", since=AT)) == 3


def test_constants_stay_and_plain_values_are_read_as_such(customers):
    composed = Composed(
        lambda customer: (
            Incident.objects.filter(customer=customer, severity=3)
            .annotate(said=Concat(Value("no. "), F("title")))
            .values("said")[:2]
        )
    )
    assert composed(customer=customers[1].pk) == [{"said": "no. a"}, {"said": "no. b"}]


def test_what_follows_from_a_value_and_is_not_it_is_refused(customers):
    composed = Composed(lambda customer: Incident.objects.filter(customer=customer + 1))
    with pytest.raises(LookupError, match="follows from"):
        composed(customer=customers[0].pk)
    with pytest.raises(TypeError):
        Composed(lambda customer: Incident.objects.filter(customer=customer))(customer=None)


@pytest.mark.django_db(transaction=True)
def test_another_thread_asks_by_its_own_connection():
    composed = Composed(lambda customer: Incident.objects.filter(customer=customer))
    with tenancy.as_staff():
        composed(customer=1)

    def ask():
        try:
            with tenancy.as_staff(), CaptureQueriesContext(connection) as captured:
                composed(customer=1)
            return len(captured)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(ask).result() == 1
