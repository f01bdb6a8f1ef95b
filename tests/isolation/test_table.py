"""The leak table has a row for each address, API operation and task, and no row for one that is gone."""

from pathlib import Path

import pytest
from drf_spectacular.generators import SchemaGenerator

from xtreme.celery import app
from xtreme.isolation import printing
from xtreme.isolation.addresses import addresses, row_of
from xtreme.isolation.table import API, TABLE, TASKS

DOCS = Path(__file__).parents[2] / "docs/isolation.md"
OPERATIONS = {"get", "post", "put", "patch", "delete"}


def test_every_address_has_a_row():
    assert [address.shown for address in addresses() if not row_of(address, TABLE)] == []


def test_every_row_has_its_address():
    names = [address.name for address in addresses()]
    gone = [row.name for row in TABLE if not row.only_where and not any(row.knows(name) for name in names)]
    assert gone == []


def test_every_argument_of_an_address_is_given():
    lacking = [
        address.shown
        for address in addresses()
        for row in row_of(address, TABLE)
        if not row.name.endswith("*") and set(address.arguments) != set(row.things)
    ]
    assert lacking == []


def test_every_operation_of_the_api_is_tried():
    """The schema's operations are those of the rows."""
    of_schema = {
        (path, operation.upper())
        for path, operations in SchemaGenerator().get_schema(public=True)["paths"].items()
        for operation in operations
        if operation in OPERATIONS
    }
    of_table = {
        (address.shown.replace("<", "{").replace(">", "}"), method)
        for address in addresses()
        for row in row_of(address, API)
        for method in row.methods
        if method != "HEAD" and row.name != "schema"
    }
    assert of_schema == of_table


def test_every_task_has_a_row():
    app.loader.import_default_modules()
    assert {name for name in app.tasks if not name.startswith("celery.")} == {task.name for task in TASKS}


def test_the_table_in_the_docs_is_this_one():
    """`manage.py verify_isolation --table` prints it anew."""
    text = DOCS.read_text(encoding="utf-8")
    assert text.partition(printing.BEGINS)[2].partition(printing.ENDS)[0].strip() == printing.table()


@pytest.mark.parametrize("name", ["no-such-address", "desk:no-such"])
def test_an_address_without_a_row_is_found(name):
    from xtreme.isolation.addresses import Address

    assert row_of(Address(name, "no/such/"), TABLE) == []
