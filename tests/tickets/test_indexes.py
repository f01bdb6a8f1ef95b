"""Tables that are written all day: each index costs every row that is written, and of a million rows each has its
own page to write, so none stands for nothing."""

import pytest
from django.db import connection

from notifications.models import Notification
from tickets.models import DueTime, Incident, Milestone, Pause, TimelineEntry

pytestmark = pytest.mark.django_db

INDEXES = """
select relname, array(
    select attname from unnest(indkey::int2[]) with ordinality as each (number, place)
    join pg_attribute on attrelid = indrelid and attnum = each.number order by place),
  indisunique, indpred is not null
from pg_index join pg_class on pg_class.oid = indexrelid where indrelid = %s::regclass
"""


@pytest.fixture(params=[Incident, Milestone, TimelineEntry, DueTime, Pause, Notification])
def model(request):
    return request.param


def indexes(model):
    with connection.cursor() as cursor:
        cursor.execute(INDEXES, [model._meta.db_table])
        return cursor.fetchall()


def test_none_repeats_the_beginning_of_another(model):
    whole = [(name, columns, unique) for name, columns, unique, some in indexes(model) if not some]
    repeated = {
        (name, other)
        for name, columns, unique in whole
        for other, more, _unique in whole
        if name != other and not unique and more[: len(columns)] == columns
    }
    assert repeated == set()


def test_a_key_that_few_rows_have_is_indexed_for_those_alone(model):
    empty = {field.column for field in model._meta.concrete_fields if field.is_relation and field.null}
    of_all = [name for name, columns, _unique, some in indexes(model) if not some and columns[0] in empty]
    assert of_all == []
