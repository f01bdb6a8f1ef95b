"""Statements that are prepared (subscriptions.prepared)."""

import pghistory
import pgtrigger
import pytest
from django.db import connection

from subscriptions import arrays, tenancy
from subscriptions.composed import Composed
from subscriptions.models import Customer, Membership, User
from subscriptions.prepared import FEW, columns, read
from tests import factories as make
from tests.tickets.moments import moment
from tickets import lifecycle
from tickets.models import Incident, TimelineEntry
from xtreme import environment
from xtreme.accounts import Backend

pytestmark = pytest.mark.django_db

AT = moment("2026-11-25 09:00 +01:00")
GENERIC = 6  # times that PostgreSQL plans a statement for its values, before it keeps one plan for all


def kept():
    """The statements that the server keeps for this connection, with how often it used one plan for all values."""
    with connection.cursor() as cursor:
        cursor.execute("select statement, generic_plans from pg_prepared_statements")
        return dict(cursor.fetchall())


def test_what_is_asked_again_is_planned_once():
    customer = make.customer()
    composed = Composed(lambda customer: Incident.objects.filter(customer=customer, status="new"))
    for _ in range(GENERIC + 2):
        composed(customer=customer.pk)
    [(statement, generic)] = [each for each in kept().items() if "'new'" in each[0]]
    assert "$1" in statement
    assert generic >= 1


def test_r4_a_prepared_statement_stays_behind_the_walls():
    customers = [make.customer(), make.customer()]
    incidents = [make.incident(customer, at=AT, title="a") for customer in customers]
    composed = Composed(lambda title: Incident.objects.filter(title=title).order_by("pk"))

    def seen():
        return composed(title="a")

    for _ in range(GENERIC + 2):
        for customer, incident in zip(customers, incidents, strict=True):
            with tenancy.as_contact(customer.pk):
                assert seen() == [incident]
        with tenancy.as_staff():
            assert seen() == incidents
        with tenancy.as_owner():
            assert seen() == []


def test_r5_a_new_column_fails_no_statement_that_is_prepared():
    person = make.contact(make.customer())
    asks = [
        lambda: Backend().get_user(person.pk),
        lambda: Membership.objects.of_person(person.pk),
        lambda: Customer.objects.filter(pk__in=[place.customer_id for place in asks[1]()]).get(),
    ]
    before = [ask() for ask in asks]
    with tenancy.as_owner(), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")  # what waits to be checked holds the tables
        for table in ("subscriptions_user", "subscriptions_membership", "subscriptions_customer"):
            # inside a block, so that the driver, like one elsewhere, does not hear of it
            cursor.execute(f"do $$ begin alter table {table} add column later integer; end $$")
    assert [ask() for ask in asks] == before


def test_without_prepared_statements_it_is_asked_all_the_same(monkeypatch):
    person = make.contact(make.customer())
    connection.ensure_connection()
    monkeypatch.setattr(connection.connection, "prepare_threshold", None)
    [found] = read(
        User,
        f"select {columns(User)} from subscriptions_user where id = %s and name is not null",
        [person.pk],
    )
    assert found == person
    assert not any("name is not null" in each for each in kept())


@pytest.mark.parametrize(("url", "asks"), [("", True), ("?prepared=on", True), ("?prepared=off", False)])
def test_a_pooler_without_prepared_statements_is_said_in_the_address(url, asks):
    options = environment.database(f"postgresql://x@db/xtreme{url}")["OPTIONS"]
    assert (options["prepare_threshold"] is not None) is asks
    assert "prepared" not in options


def test_what_writes_a_few_rows_is_prepared_and_what_writes_many_is_not():
    incident = make.incident(at=AT)

    def note(number, kind):
        return TimelineEntry(
            incident=incident, customer_id=incident.customer_id, kind=kind, at=AT, body=f"{number}"
        )

    before = set(kept())
    arrays.insert([note(number, "note") for number in range(FEW + 1)])
    assert set(kept()) == before
    arrays.insert([note(number, "call") for number in range(FEW)])
    [added] = set(kept()) - before
    assert added.startswith("insert into tickets_timelineentry")


def test_taking_an_incident_again_prepares_nothing_more():
    incidents = [make.incident(at=AT) for _ in range(3)]
    agents = [make.staff() for _ in incidents]
    for incident, agent in zip(incidents[:2], agents[:2], strict=True):
        lifecycle.take(incident, agent, AT)
    known = set(kept())
    assert any(statement.startswith("update tickets_incident") for statement in known)
    lifecycle.take(incidents[2], agents[2], AT)
    assert set(kept()) == known


def test_where_triggers_are_ignored_nothing_is_prepared():
    incident = make.incident(at=AT)
    with pgtrigger.ignore("tickets.TimelineEntry:append_only"), tenancy.as_staff():
        arrays.insert(
            [TimelineEntry(incident=incident, customer_id=incident.customer_id, kind="note", at=AT)]
        )
        assert Backend().get_user(incident.contact_id) == incident.contact
    assert incident.timeline.filter(kind="note").exists()


def test_where_it_is_said_who_acts_nothing_is_prepared():
    """The pages of the admin: pghistory puts a statement before each that writes."""
    incident = make.incident(at=AT)
    with pghistory.context(url="/admin/"), tenancy.as_staff():
        arrays.insert(
            [TimelineEntry(incident=incident, customer_id=incident.customer_id, kind="note", at=AT)]
        )
    assert incident.timeline.filter(kind="note").exists()
