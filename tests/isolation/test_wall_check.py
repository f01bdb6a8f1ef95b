"""The check that finds a table without its wall."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from subscriptions import tenancy
from subscriptions.scope_policies import POLICY, of_customer
from subscriptions.tenancy_roles import LIMITED
from tests import factories as make
from tests.benchmarks.unwalled import settings as unwalled
from xtreme import settings as product
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


def test_what_is_measured_without_the_wall_sets_no_role(monkeypatch, settings):
    """Else `make bench` would compare a page with itself."""
    monkeypatch.setattr(tenancy, "_set_role", tenancy._set_role)
    agent = make.staff("agent")
    for middleware, sets_role in ((settings.MIDDLEWARE, True), (unwalled.MIDDLEWARE, False)):
        settings.MIDDLEWARE = middleware
        client = Client()
        client.force_login(agent)
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/desk/queue/").status_code == 200
        assert any("set_config" in query["sql"] for query in asked.captured_queries) == sets_role


def test_no_installation_can_be_served_without_the_wall():
    """What leaves it out stands in the tests, which no image has."""
    kept = (product.BASE_DIR / ".dockerignore").read_text().splitlines()
    assert kept[0] == "*"
    assert not [line for line in kept if line.startswith("!test")]
    assert "subscriptions.middleware.TenancyMiddleware" in product.MIDDLEWARE
