"""The check that finds a table without its wall."""

import pytest
from django.db import connection

from subscriptions import tenancy
from subscriptions.scope_policies import POLICY, of_customer
from subscriptions.tenancy_roles import LIMITED
from xtreme.isolation.walls import second_wall

pytestmark = pytest.mark.django_db


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def leads():
    """A table that a migration made, with a customer and without a wall."""
    with tenancy.as_owner():
        run("create table tickets_leading (id int, customer_id bigint references subscriptions_customer)")
        run("create table tickets_below (id int, incident_id bigint references tickets_incident)")


def errors():
    return {error.msg.split()[2]: error.msg for error in second_wall(["default"])}


def test_no_table_is_without_its_wall():
    assert errors() == {}


def test_a_table_with_a_customer_without_row_level_security_is_found(leads):
    assert errors().keys() == {"tickets_leading", "tickets_below"}


def test_a_wall_that_its_owner_passes_or_that_shows_contacts_everything_is_found(leads):
    wall = tenancy.Wall("tickets_leading")
    with tenancy.as_owner():
        for statement in wall.sql:
            run(statement)
    assert "people with a scope" in errors()["tickets_leading"]
    limited = f"create policy {POLICY} on tickets_leading to {LIMITED} using"
    with tenancy.as_owner():
        run(f"{limited} ({of_customer('tickets_leading.customer_id')})")
    assert "tickets_leading" not in errors()
    with tenancy.as_owner():
        run(f"alter policy {POLICY} on tickets_leading using (true)")
    assert "people with a scope" in errors()["tickets_leading"]
    with tenancy.as_owner():
        run("alter policy contact_sees_her_company on tickets_leading using (true)")
    assert "lacks the policy" in errors()["tickets_leading"]
    with tenancy.as_owner():
        run("alter table tickets_leading no force row level security")
    assert "no row-level security" in errors()["tickets_leading"]


def test_the_wall_of_a_model_without_a_key_in_the_database_is_asked_too():
    """Histories have no foreign keys."""
    with tenancy.as_owner():
        run("alter table subscriptions_customerevent disable row level security")
    assert errors().keys() == {"subscriptions_customerevent"}
