"""What `manage.py migrate` says of a database that is not what it can work with."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from subscriptions import tenancy

pytestmark = pytest.mark.django_db


def test_a_database_that_an_earlier_state_made_is_told_apart_where_nothing_is_left_to_apply():
    with tenancy.as_owner():
        call_command("migrate", verbosity=0)
        with connection.cursor() as cursor:
            cursor.execute("alter table tickets_pause drop column reason cascade")
        with pytest.raises(CommandError, match=r"it lacks tickets_pause\.reason\..*`make reset`"):
            call_command("migrate", verbosity=0)
