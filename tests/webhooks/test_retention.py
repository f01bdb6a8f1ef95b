"""Deliveries are kept as long as the rules say, those of alerts for ever."""

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from notifications import alerts
from notifications.webhooks import managing, tasks
from notifications.webhooks.models import Attempt, Delivery, WebhookRules
from tests import factories as make
from tests.tickets.portal import signed_in

pytestmark = pytest.mark.django_db


def finished(hook, manager, *, state="delivered"):
    endpoint = hook()
    row = managing.send_test(endpoint, manager)
    Delivery.objects.filter(pk=row.pk).update(state=state)
    Attempt.objects.create(delivery=row, customer=endpoint.customer, at=timezone.now(), milliseconds=3)
    return row


def after(**span):
    return time_machine.travel(timezone.now() + timedelta(**span), tick=False)


@pytest.mark.parametrize("state", ["delivered", "failed"])
def test_after_so_many_days_they_are_forgotten_with_their_attempts(hook, manager, state):
    finished(hook, manager, state=state)
    with after(days=89):
        assert tasks.sweep() == 0
    with after(days=91):
        assert tasks.sweep() == 1
    assert not Delivery.objects.exists()
    assert not Attempt.objects.exists()


def test_how_many_days_is_data(hook, manager):
    WebhookRules.objects.create(pk=1, kept_days=7)
    finished(hook, manager)
    with after(days=8):
        assert tasks.sweep() == 1


def test_what_still_waits_is_kept(hook, manager):
    managing.send_test(hook(), manager)
    with after(days=400):
        assert tasks.sweep() == 0


def test_r1_5_those_of_alerts_are_kept_and_a_correction_after_a_year_goes_where_the_alert_went(hook):
    """R1.4, R1.5"""
    endpoint = hook()
    alert = make.alert(action="Install 0117")
    publisher = make.staff("publisher")
    alerts.publish(alert, publisher)
    assert Delivery.objects.filter(alert=alert).update(state="delivered") == 1
    with after(days=366):
        assert tasks.sweep() == 0
        alerts.correct(alert, publisher, "Only version 13.0.")
    told = endpoint.deliveries.filter(type="alert.corrected")
    assert told.count() == 1


def test_r1_4_no_other_retention_empties_what_is_kept(hook, manager):
    """R1.4: it can be read and sent again for as long as it is there."""
    endpoint = hook()
    alerts.publish(make.alert(), make.staff("publisher"))
    assert endpoint.deliveries.update(state="delivered") == 1
    row = endpoint.deliveries.get()
    with after(days=1000):
        call_command("apply_retention", stdout=StringIO())
        assert "alert.published" in endpoint.deliveries.get().payload
        assert signed_in(manager).get(row.get_absolute_url()).status_code == 200
