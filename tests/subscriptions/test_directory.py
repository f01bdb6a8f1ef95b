"""What things and people are called, as pages read it without asking."""

import pytest
from django.db.models.sql.compiler import SQLCompiler

from entitlements import catalogue
from subscriptions import directory
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def composing(monkeypatch):
    """Every time that Django puts a statement together is noted."""
    noted = []
    compose = SQLCompiler.as_sql
    monkeypatch.setattr(SQLCompiler, "as_sql", lambda *a, **more: noted.append(a) or compose(*a, **more))
    return noted


def test_it_is_in_the_order_of_lists_and_new_with_every_change():
    make.product("ZED", name="Zed")
    mette = make.staff("agent", name="Åse")
    make.product("ABE", name="Abe")
    seen = directory.current()
    assert next(iter(seen.products.values())).code == "ABE"
    assert sorted(seen.ranks.values()) == [seen.ranks[pk] for pk in seen.tiers]
    assert [colleague.name for colleague in seen.with_role("agent")] == ["Åse"]
    make.staff("agent", name="Anna")
    assert {colleague.name for colleague in directory.current().with_role("agent")} == {"Anna", mette.name}


def test_read_again_no_statement_is_composed_again(composing, django_assert_num_queries):
    """Each change of what administrators set up has every process read both anew (ARCHITECTURE.md)."""
    for load, statements in ((directory._load, 5), (catalogue._load, 3)):
        load()
        composing.clear()
        with django_assert_num_queries(statements):
            load()
        assert composing == []
