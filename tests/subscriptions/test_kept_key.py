"""Keys to rows of the settings: followed without a query where the settings are settled, as in a request."""

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from subscriptions import kept
from subscriptions.kept import KeptForeignKey, Stamped
from subscriptions.models import Product, ProductLine
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def line():
    return make.line(make.customer(), make.product("LGF", name="Ledgerkant Finance"))


def again(line):
    return ProductLine.objects.get(pk=line.pk)


def test_following_it_asks_nothing_where_the_settings_are_settled(line):
    with kept.settled():
        again(line).product.name, again(line).tier.name
        read = again(line)
        with CaptureQueriesContext(connection) as asked:
            assert (read.product.name, read.tier.code) == ("Ledgerkant Finance", line.tier.code)
    assert len(asked) == 0


def test_a_change_is_seen_with_the_next_state_of_the_settings(line):
    with kept.settled():
        assert again(line).product.name == "Ledgerkant Finance"
    Product.objects.update(name="Ledgerkant")
    with kept.settled():
        assert again(line).product.name == "Ledgerkant"


def test_elsewhere_it_is_asked_for_or_joined(line):
    Product.objects.update(name="Ledgerkant")
    assert again(line).product.name == "Ledgerkant"
    with CaptureQueriesContext(connection) as asked:
        joined = kept.along(ProductLine.objects.all(), "product").get()
        assert joined.product.name == "Ledgerkant"
    assert len(asked) == 1


def test_a_row_that_is_set_is_the_one_that_is_read(line):
    other = make.product("STH")
    with kept.settled():
        read = again(line)
        read.product = other
        assert read.product is other


def test_migrations_see_an_ordinary_key():
    _name, path, _arguments, _options = ProductLine._meta.get_field("product").deconstruct()
    assert path == "django.db.models.ForeignKey"


def test_every_table_that_is_kept_changes_the_stamp():
    from django.db.migrations.loader import MigrationLoader

    operations = [
        op for node in MigrationLoader(connection).disk_migrations.values() for op in node.operations
    ]
    stamped = {op.table for op in operations if isinstance(op, Stamped) and not op.columns}
    pointed = {
        field.related_model._meta.db_table
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, KeptForeignKey)
    }
    assert pointed
    assert pointed <= stamped
