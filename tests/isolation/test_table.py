"""The leak table has a row for each address, API operation and task, and no row for one that is gone."""

from pathlib import Path

import pytest
from drf_spectacular.generators import SchemaGenerator

from xtreme.celery import app
from xtreme.isolation import printing
from xtreme.isolation.addresses import Address, addresses, row_of
from xtreme.isolation.lacking import address_without_row, task_without_row
from xtreme.isolation.table import TABLE, TASKS, THINGS

DOCS = Path(__file__).parents[2] / "docs/isolation.md"
OPERATIONS = {"get", "post", "put", "patch", "delete"}


def test_every_address_has_a_row():
    lacking = [address_without_row(address) for address in addresses() if not row_of(address, TABLE)]
    assert lacking == [], "\n".join(lacking)


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
        (address.shown.replace("<", "{").replace(">", "}").replace("{pk}", "{id}"), method)
        for address in addresses()
        if address.shown.startswith("/api/")
        for row in row_of(address, TABLE)
        for method in row.methods
        if method != "HEAD" and row.name != "schema"
    }
    assert of_schema == of_table


@pytest.mark.django_db  # celery has the models checked, and a generated field asks which database it is
def test_every_task_has_a_row():
    app.loader.import_default_modules()
    known, rows = (
        {name for name in app.tasks if not name.startswith("celery.")},
        {task.name for task in TASKS},
    )
    lacking = [task_without_row(name) for name in sorted(known - rows)]
    assert lacking == [], "\n".join(lacking)
    assert rows - known == set()


def test_every_thing_of_a_row_is_known():
    things = {thing for row in TABLE for thing in row.things.values() if isinstance(thing, str)}
    assert things - set(THINGS) == set()


def test_the_table_in_the_docs_is_this_one():
    text = DOCS.read_text(encoding="utf-8")
    assert printing.put_into(text) == text, "Run `manage.py verify_isolation --table docs/isolation.md`."


def test_an_address_without_a_row_is_told_what_to_write():
    address = Address("library:book", "library/<int:number>/<slug:part>/")
    assert row_of(address, TABLE) == []
    said = address_without_row(address)
    assert said.startswith("/library/<number>/<part>/ has no row in the leak table")
    assert "xtreme/isolation/table/library.py" in said
    assert 'Row("library:book", Needs.…, things={"number": "…", "part": "…"})' in said


def test_a_task_without_a_row_is_told_what_to_write():
    assert task_without_row("x.knowledge.tasks.index") == (
        "The task x.knowledge.tasks.index has no row in the leak table: add to TASKS in"
        ' xtreme/isolation/table/knowledge.py Task("x.knowledge.tasks.index", "what it writes for whom").'
    )
