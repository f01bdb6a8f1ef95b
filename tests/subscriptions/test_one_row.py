"""Rules of which there is one set: the row, its defaults, and a change that is seen at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from subscriptions import kept
from subscriptions.models.one_row import OneRow
from tickets.duty.models import DutyRules

pytestmark = pytest.mark.django_db


def every_set():
    return [model for model in OneRow.__subclasses__() if not model._meta.abstract]


@pytest.mark.parametrize("rules", every_set(), ids=lambda model: model.__name__)
def test_without_a_row_the_defaults_hold_and_a_row_is_seen_at_once(rules):
    rules.objects.all().delete()
    assert rules.current() == rules(pk=1)
    rules(pk=1).save()
    assert rules.current()._state.db


def test_a_change_is_seen_at_once_and_nothing_is_asked_where_the_settings_are_settled():
    DutyRules.objects.update_or_create(pk=1, defaults={"first_minutes": 10})
    assert DutyRules.current().first_minutes == 10
    DutyRules.objects.update(first_minutes=12)
    with kept.settled():
        assert DutyRules.current().first_minutes == 12
        with CaptureQueriesContext(connection) as asked:
            DutyRules.current()
    assert len(asked) == 0
