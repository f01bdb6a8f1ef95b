"""Rows for several tests: planted once by a fixture of a module or a package, where planting them takes seconds."""

from contextlib import contextmanager

from django.db import transaction

from subscriptions import tenancy


@contextmanager
def taken_back(blocker):
    """Act as staff inside, in a transaction that is taken back at the end; `blocker` is the fixture
    django_db_blocker. The tests meanwhile take back what they change themselves, as those marked `django_db` do."""
    with blocker.unblock(), transaction.atomic():
        with tenancy.as_staff():
            yield
        transaction.set_rollback(True)
