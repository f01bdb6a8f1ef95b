"""What the database shows one of the vendor's people who is limited, by plain SQL, table by table."""

import pytest
from django.db import DatabaseError, connection, transaction

from subscriptions import tenancy
from subscriptions.scope import Scope
from tests import factories as make
from tests.isolation.companies import MARK
from tests.isolation.moments import TEN
from tests.isolation.test_walls import REFUSED, run, tables
from tickets.models import Incident

pytestmark = pytest.mark.django_db


@pytest.fixture
def apart(other):
    """The marked company in a region of its own."""
    region = make.region("pacific", "Australia/Melbourne", country="AU")
    run("update subscriptions_customer set region_id = %s where id = %s", region.pk, other.customer.pk)
    return region


def scope_of(own, by):
    if by == "region":
        return Scope(regions=frozenset({own.customer.region_id}))
    if by == "product":
        return Scope(products=frozenset({own.product.pk}))
    return Scope(frozenset({own.customer.region_id}), frozenset({own.product.pk}))


@pytest.mark.parametrize("by", ["region", "product", "both"])
def test_a_limited_person_selects_no_row_of_a_customer_outside_her_scope(own, other, apart, by):
    with tenancy.as_limited(scope_of(own, by)):
        seen = {
            table: run(f"select count(*) from {table} where {column} = %s", other.customer.pk)[0][0]
            for table, column in tables()
        }
        marked = [
            table
            for table, _column in tables()
            if run(f"select 1 from {table} as r where r::text like %s", f"%{MARK}%")
        ]
    assert {table: rows for table, rows in seen.items() if rows} == {}
    assert marked == []


def test_she_selects_the_rows_of_a_customer_within_it(own, other, apart):
    """All that staff see but what is for administrators, and what others of the vendor did for themselves."""
    held = {
        table: run(f"select count(*) from {table} where {column} = %s", own.customer.pk)[0][0]
        for table, column in tables()
    }
    with tenancy.as_limited(scope_of(own, "both")):
        seen = {
            table: run(f"select count(*) from {table} where {column} = %s", own.customer.pk)[0][0]
            for table, column in tables()
        }
    fewer = {table for table in held if seen[table] != held[table]}
    assert fewer <= CLOSED
    assert sum(seen.values()) > 50


CLOSED = {
    "webhooks_endpoint",
    "webhooks_secret",
    "webhooks_delivery",
    "webhooks_attempt",
    "looking_seeas",
    "looking_breakglass",
    "personal_data_dataexport",
}


def test_of_a_customer_with_more_products_she_sees_the_incidents_of_hers(own):
    """The customer is in her scope as a whole; incidents and what hangs on them go by the product, too."""
    another = make.product("NMO")
    make.line(own.customer, another)
    hidden = make.incident(own.customer, another, at=TEN, contact=own.contact)
    with tenancy.as_limited(scope_of(own, "product")):
        numbers = {pk for (pk,) in run("select id from tickets_incident")}
        found = {
            table: run(f"select count(*) from {table} where incident_id = %s", hidden.pk)[0][0]
            for table in ("tickets_timelineentry", "tickets_milestone", "tickets_incidenttext")
        }
        pauses = run(
            "select count(*) from tickets_duetime where milestone_id in"
            " (select id from tickets_milestone where incident_id = %s)",
            hidden.pk,
        )
    assert own.incident.pk in numbers
    assert hidden.pk not in numbers
    assert set(found.values()) == {0}
    assert pauses == [(0,)]


def test_what_was_told_of_a_hidden_incident_is_hidden(own):
    another = make.product("NMO")
    make.line(own.customer, another)
    hidden = make.incident(own.customer, another, at=TEN, contact=own.contact)
    told = "select count(*) from notifications_notification where (context->>'number')::bigint = %s"
    told += " and jsonb_typeof(context->'number') = 'number'"
    assert run(told, hidden.pk)[0][0] > 0
    with tenancy.as_limited(scope_of(own, "product")):
        assert run(told, hidden.pk) == [(0,)]
        assert run(told, own.incident.pk)[0][0] > 0


def test_she_changes_deletes_and_inserts_no_row_outside_her_scope(own, other, apart):
    with tenancy.as_limited(scope_of(own, "both")):
        for table, column in tables():
            for statement in (f"update {table} set {column} = {column}", f"delete from {table}"):
                assert run(f"{statement} where {column} = %s", other.customer.pk) == 0, table
            if table != "notifications_notification":  # others are told of what she does
                with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
                    run(f"insert into {table} ({column}) values (%s)", other.customer.pk)


def test_settings_that_are_missing_empty_or_of_nothing_show_nothing(own, other):
    for regions, products in (("", ""), ("*", ""), ("", "*"), ("{}", "*"), ("{-1}", "*"), ("*", "{-1}")):
        with tenancy.as_limited(scope_of(own, "both")):
            run("select set_config('xtreme.regions', %s, true)", regions)
            run("select set_config('xtreme.products', %s, true)", products)
            for table in ("subscriptions_customer", "tickets_incident", "tickets_timelineentry"):
                assert run(f"select count(*) from {table}") == [(0,)], (regions, products, table)


def test_her_scope_is_given_back_after_a_block_of_another_role(own, other, apart):
    with tenancy.as_limited(scope_of(own, "region")):
        before = set(Incident.objects.values_list("pk", flat=True))
        with tenancy.as_staff():
            assert set(Incident.objects.values_list("pk", flat=True)) > before
        with tenancy.as_limited(Scope(regions=frozenset({apart.pk}))):
            assert other.incident.pk in set(Incident.objects.values_list("pk", flat=True))
        assert set(Incident.objects.values_list("pk", flat=True)) == before


def test_staff_without_a_scope_keep_policies_without_a_condition(own):
    """Else the index of words is left aside (HOUSE.md, 3)."""
    found = run(
        "select polrelid::regclass::text from pg_policy where 'xtreme_staff'::regrole = any (polroles)"
        " and (coalesce(pg_get_expr(polqual, polrelid), 'true') <> 'true'"
        " or coalesce(pg_get_expr(polwithcheck, polrelid), 'true') <> 'true')"
    )
    assert found == []
    with connection.cursor() as cursor:
        cursor.execute("explain select id from tickets_incident where id = 1")
        assert "scope" not in str(cursor.fetchall())
