"""`manage.py verify_deliveries` finds whoever should have been told and was not, and what is stuck."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from notifications import alerts, delivery
from notifications.models import Notification, Registration
from tests import factories as make
from tests.tickets.moments import moment
from tickets import correspondence

pytestmark = pytest.mark.django_db

NOON = moment("2026-11-25 12:00 +01:00")
LATER = NOON + timedelta(minutes=5)


def verified(at=LATER):
    with time_machine.travel(at, tick=False):
        call_command("verify_deliveries")


@pytest.fixture
def answered():
    """An incident with a reply."""
    with time_machine.travel(NOON, tick=False):
        incident = make.incident(at=NOON)
        correspondence.reply(incident, make.staff(), "Try again.", at=NOON)
    return incident


def test_where_everybody_was_told_it_says_so(answered, capsys):
    verified()
    assert "Everybody who should have been told was told." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("kind", "said"),
    [("receipt", "without a receipt"), ("reply", "the contact was not told of the reply")],
)
def test_a_row_that_is_gone_is_named(answered, kind, said, capsys):
    """R8.1"""
    with time_machine.travel(NOON - timedelta(minutes=5), tick=False):
        first = make.incident(at=NOON - timedelta(minutes=5))
    Notification.objects.filter(kind=kind).exclude(event__startswith=f"incident:{first.pk}:").delete()
    with pytest.raises(CommandError, match="1 differences"):
        verified()
    assert f"incident {answered.pk}: " in (out := capsys.readouterr().out)
    assert said in out


def test_what_is_told_without_having_happened_is_named(answered, capsys):
    Notification.objects.filter(kind="reply").update(event=f"incident:{answered.pk}:999999")
    with pytest.raises(CommandError):
        verified()
    assert "which is not in the timeline" in capsys.readouterr().out


def test_r1_3_who_was_registered_and_not_told_of_an_alert_is_named(capsys):
    customer, product = make.customer(), make.product()
    make.line(customer, product)
    registered, missed, late = (make.contact(customer) for _ in range(3))
    for contact, at in ((registered, NOON), (missed, NOON), (late, LATER)):
        Registration.objects.create(customer=customer, user=contact, product=product, registered_at=at)
    alert = make.alert(product)
    Registration.objects.filter(user=late).delete()
    alerts.publish(alert, make.staff("publisher"), NOON)
    Registration.objects.create(customer=customer, user=late, product=product, registered_at=LATER)
    verified()
    Notification.objects.filter(recipient=missed).delete()
    with pytest.raises(CommandError):
        verified()
    assert f"{missed.email} was to be told and was not" in capsys.readouterr().out


def test_mail_that_nobody_sends_is_named(answered, capsys):
    """R1.9: waiting for more than 15 minutes without a try, or held by a worker that is dead."""
    with pytest.raises(CommandError):
        verified(NOON + timedelta(minutes=16))
    assert "and not tried" in capsys.readouterr().out
    assert delivery.lease(NOON)
    with pytest.raises(CommandError):
        verified(timezone.now() + delivery.LEASE + timedelta(minutes=11))
    assert "nobody took it over" in capsys.readouterr().out
