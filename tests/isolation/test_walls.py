"""The second wall by plain SQL, table by table, in each role."""

from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from subscriptions import tenancy
from tests.isolation.companies import MARK
from xtreme.isolation.marks import walled_tables

pytestmark = pytest.mark.django_db

REFUSED = "row-level security|append_only|Cannot update|Cannot delete|permission denied for table"
# What nobody changes, and a contact sees of it what is shown: it has tests of its own.
TRAIL = "audit_entry"


def run(statement, *values):
    """The rows of a question, or how many a change touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else cursor.rowcount


@contextmanager
def refusing():
    """Taken back, and refused by the wall or by a table that never changes."""
    with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
        yield


def denied():
    return pytest.raises(DatabaseError, match="permission denied")


def read_by_contacts():
    """The tables that a contact's transaction only reads."""
    rights = {model._meta.db_table: getattr(model, "table_rights", {}) for model in apps.get_models()}
    return {table for table, rights in rights.items() if rights.get("contact") == ("select",)}


def count(table, column, customer):
    return run(f"select count(*) from {table} where {column} = %s", customer.pk)[0][0]


def tables():
    return [(table, column) for table, column in walled_tables() if table != TRAIL]


def nobody_sees(table):
    return run(f"select count(*) from {table}") == [(0,)]


def test_a_contact_selects_no_row_of_another_customer(own, other):
    held = {table: count(table, column, own.customer) for table, column in tables()}
    with tenancy.as_contact(own.customer.pk):
        seen = {table: run(f"select count(*) from {table}")[0][0] for table, _column in tables()}
        marked = [
            table
            for table, _column in tables()
            if run(f"select 1 from {table} as r where r::text like %s", f"%{MARK}%")
        ]
    assert seen == held
    assert marked == []
    assert sum(held.values()) > 50


def test_a_contact_changes_and_deletes_no_row_of_another_customer(own, other):
    with tenancy.as_contact(own.customer.pk):
        for table, column in tables():
            for statement in (f"update {table} set {column} = {column}", f"delete from {table}"):
                if table in read_by_contacts():
                    with denied(), transaction.atomic():
                        run(f"{statement} where {column} = %s", other.customer.pk)
                else:
                    assert run(f"{statement} where {column} = %s", other.customer.pk) == 0, table


def test_a_contact_inserts_no_row_for_another_customer(own, other):
    """The policy is asked before any constraint: a row of that customer is enough."""
    with tenancy.as_contact(own.customer.pk):
        for table, column in tables():
            with refusing():
                run(f"insert into {table} ({column}) values (%s)", other.customer.pk)


def test_a_contact_gives_no_row_of_hers_to_another_customer(own, other):
    with tenancy.as_contact(own.customer.pk):
        for table, column in tables():
            if run(f"select 1 from {table} limit 1"):
                with refusing():
                    run(f"update {table} set {column} = %s", other.customer.pk)


def test_a_contact_without_a_company_and_the_login_role_see_and_write_nothing(own, other):
    for role in (tenancy.as_contact(0), tenancy.as_owner()):
        with role:
            for table, column in tables():
                assert nobody_sees(table), table
                with refusing():
                    run(f"insert into {table} ({column}) values (%s)", own.customer.pk)


def test_a_contact_whose_setting_is_empty_or_nonsense_sees_nothing(own):
    """After a transaction the setting is an empty text, not null."""
    with tenancy.as_contact(own.customer.pk):
        run("select set_config('xtreme.customer', '', true)")
        assert nobody_sees("tickets_incident")
        run("select set_config('xtreme.customer', '*', true)")
        with pytest.raises(DatabaseError, match="invalid input syntax"), transaction.atomic():
            run("select count(*) from tickets_incident")


def test_the_vendor_selects_changes_and_inserts_every_customers_rows(own, other):
    for customer in (own.customer, other.customer):
        assert count("tickets_incident", "customer_id", customer) > 0
        assert run("update tickets_incident set title = title where customer_id = %s", customer.pk) > 0


def test_a_contact_reaches_no_part_of_the_words_beside_the_table(own):
    with tenancy.as_contact(own.customer.pk), denied(), transaction.atomic():
        run("select count(*) from partitions.words_rest")


def test_a_contact_selects_of_the_audit_trail_what_her_company_is_shown(own, other):
    shown = run(f"select count(*) from {TRAIL} where customer_id = %s and shown", own.customer.pk)
    everything = count(TRAIL, "customer_id", own.customer)
    with tenancy.as_contact(own.customer.pk):
        assert run(f"select count(*) from {TRAIL}") == shown
        assert run(f"select 1 from {TRAIL} as r where r::text like %s", f"%{MARK}%") == []
    assert 0 < shown[0][0] < everything


def test_nobody_changes_the_audit_trail_and_only_the_vendor_adds_to_it(own, other):
    changes = (f"update {TRAIL} set kind = kind", f"delete from {TRAIL}")
    adds = f"insert into {TRAIL} (kind, customer_id) values ('export.made', {own.customer.pk})"
    for statement in (*changes, adds):
        with tenancy.as_contact(own.customer.pk), denied(), transaction.atomic():
            run(statement)
    for statement in changes:
        with denied(), transaction.atomic():
            run(statement)


def test_something_of_the_other_customer_is_in_every_table(own, other):
    """Else no test here would see a leak of it."""
    lacking = sorted(table for table, column in tables() if not count(table, column, other.customer))
    where = "tests/isolation/planting/, what is kept beside a thing in tests/isolation/beside.py"
    assert lacking == [], f"plant one in {where}: {', '.join(lacking)}"
