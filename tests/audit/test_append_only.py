"""The audit trail can be added to and read; the roles of the application change nothing of it (by raw SQL)."""

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from subscriptions import tenancy
from subscriptions.audit import sealing
from subscriptions.audit.models import Entry
from subscriptions.audit.recording import record
from tests import factories as make

pytestmark = pytest.mark.django_db

ROW = "insert into audit_entry (kind, shown, customer_id) values ('export.made', true, %s)"


def execute(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


@pytest.fixture
def customer():
    customer = make.customer()
    record("export.made", name="list.csv", customer=customer)
    sealing.seal()
    return customer


@pytest.mark.parametrize(
    "sql",
    [
        "update audit_entry set kind = 'x'",
        "delete from audit_entry",
        "truncate audit_entry",
        "update audit_seal set hash = ''",
        "delete from audit_seal",
        "insert into audit_seal values (99999999, 1, '', '', '')",
        "delete from audit_unsealed",
        "delete from audit_anchor",
        "alter table audit_entry disable trigger stays",
    ],
)
@pytest.mark.parametrize("role", ["staff", "contact"])
def test_neither_role_changes_or_deletes_anything_by_sql(customer, role, sql):
    acting = tenancy.as_staff() if role == "staff" else tenancy.as_contact(customer.pk)
    execute("select set_config('xtreme.audit_sweep', 'on', true)")
    with pytest.raises(ProgrammingError), transaction.atomic(), acting:
        execute(sql)


@pytest.mark.parametrize(
    "sql", ["update audit_entry set kind = 'x'", "delete from audit_entry", "delete from audit_seal"]
)
def test_not_even_the_owner_does_unless_she_sweeps(customer, sql):
    with pytest.raises(ProgrammingError, match="never changed"), transaction.atomic(), tenancy.as_owner():
        execute(sql)


def test_staff_adds_a_row_and_a_contact_adds_none(customer):
    with tenancy.as_staff():
        assert execute(ROW, customer.pk) == 1
    with pytest.raises(ProgrammingError), transaction.atomic(), tenancy.as_contact(customer.pk):
        execute(ROW, customer.pk)


def test_a_contact_reads_what_is_shown_of_her_company_and_nothing_else(customer):
    other = make.customer()
    record("export.made", name="others.csv", customer=other)
    record("setting.changed", name="internal", customer=customer)
    with tenancy.as_contact(customer.pk):
        seen = set(
            Entry.objects.filter(kind__in=["export.made", "setting.changed"]).values_list(
                "object_name", flat=True
            )
        )
    assert seen == {"list.csv"}


def test_what_is_rolled_back_leaves_no_row():
    before = Entry.objects.count()
    with transaction.atomic():
        record("export.made", name="never.csv")
        assert Entry.objects.count() == before + 1
        transaction.set_rollback(True)
    assert Entry.objects.count() == before


def test_a_kind_that_is_not_in_the_table_is_no_kind():
    with pytest.raises(KeyError):
        record("something.else")


def test_the_clock_is_the_databases():
    record("export.made", name="now.csv")
    row = Entry.objects.get(object_name="now.csv")
    with connection.cursor() as cursor:
        cursor.execute(
            "select clock_timestamp() - %s < interval '10 s' and %s <= clock_timestamp()", [row.at, row.at]
        )
        assert cursor.fetchone() == (True,)
