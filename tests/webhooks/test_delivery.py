"""Sending to a real receiver: signed by each valid secret, once, again after a failure, disabled after lasting
failure; a dead address holds up nobody else's."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.db.models.functions import Now
from django.utils import timezone
from standardwebhooks import Webhook, WebhookVerificationError

from notifications.models import Notification
from notifications.webhooks import delivery, managing, rotating
from notifications.webhooks.models import Attempt, Delivery, Endpoint, WebhookRules
from tests import factories as make
from tests.webhooks.receiver import Receiver, says

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def send_test(endpoint, by, at=None):
    return managing.send_test(endpoint, by, at)


def deliver(at=None):
    if at is None:
        return delivery.deliver_due()
    with time_machine.travel(at, tick=False):
        return delivery.deliver_due()


def fresh(row):
    row.refresh_from_db()
    return row


def test_it_is_delivered_once_and_signed_so_that_the_receiver_can_verify_it(receiver, hook, manager):
    endpoint = hook(receiver.url())
    row = send_test(endpoint, manager)
    assert deliver() == 1
    assert deliver() == 0
    (_path, headers, body), *more = receiver.got
    assert not more
    Webhook(endpoint.secrets.get().text).verify(body, headers)
    assert headers["webhook-id"] == row.message_id
    assert body.decode() == row.payload
    attempt = Attempt.objects.get(delivery=row)
    assert (attempt.status, attempt.response, attempt.error) == (200, "thanks", "")
    assert fresh(row).state == "delivered"
    assert endpoint.secrets.get().text not in str(attempt.headers)


def test_while_two_secrets_are_valid_both_sign_and_afterwards_the_new_one_alone(receiver, hook, manager):
    endpoint = hook(receiver.url())
    old = endpoint.secrets.get()
    new = rotating.rotate(endpoint, manager, old.pk)
    send_test(endpoint, manager)
    deliver()
    _path, headers, body = receiver.got[0]
    for secret in (old, new):
        Webhook(secret.text).verify(body, headers)
    later = timezone.now() + 25 * HOUR
    send_test(endpoint, manager, later)
    deliver(later)
    _path, headers, body = receiver.got[1]
    with time_machine.travel(later, tick=False):
        Webhook(new.text).verify(body, headers)
        with pytest.raises(WebhookVerificationError):
            Webhook(old.text).verify(body, headers)


def test_a_failure_is_tried_again_with_the_same_webhook_id(loopback, hook, manager):
    statuses = [503, 200]
    with Receiver(lambda handler, body: says(statuses.pop(0))(handler, body)) as receiver:
        row = send_test(hook(receiver.url()), manager)
        deliver()
        assert fresh(row).state == "waiting"
        assert row.next_attempt_at > timezone.now() + timedelta(seconds=2)
        assert deliver() == 0
        deliver(row.next_attempt_at)
        assert fresh(row).state == "delivered"
        first, second = receiver.got
    assert first[1]["webhook-id"] == second[1]["webhook-id"]
    assert first[2] == second[2]
    assert row.tries.count() == 2


def test_retry_after_puts_the_next_attempt_off(loopback, hook, manager):
    with Receiver(says(429, Retry_After="7200")) as receiver:
        row = send_test(hook(receiver.url()), manager)
        deliver()
    assert fresh(row).next_attempt_at > timezone.now() + timedelta(minutes=119)


def test_gone_disables_at_once_and_tells_the_managers(loopback, hook, manager, customer):
    colleague = make.contact(customer)
    with Receiver(says(410)) as receiver:
        endpoint = hook(receiver.url())
        row = send_test(endpoint, manager)
        deliver()
    assert (fresh(endpoint).enabled, endpoint.disabled_why) == (False, "gone")
    assert fresh(row).state == "failed"
    told = Notification.objects.filter(kind="webhook_disabled")
    assert set(told.values_list("recipient", "channel")) == {(manager.pk, "in_app"), (manager.pk, "email")}
    assert not told.filter(recipient=colleague).exists()


def test_three_days_of_nothing_but_failures_disable_it_and_a_person_enables_it(loopback, hook, manager):
    with Receiver(says(500)) as receiver:
        endpoint = hook(receiver.url())
        row, attempts = send_test(endpoint, manager), 0
        while fresh(row).state == "waiting" and fresh(endpoint).enabled:
            deliver(row.next_attempt_at)
            attempts += 1
    assert attempts in (10, 11)
    assert (fresh(endpoint).enabled, endpoint.disabled_why) == (False, "failing")
    assert Notification.objects.filter(kind="webhook_disabled", recipient=manager).exists()
    managing.enable(endpoint, manager)
    assert fresh(endpoint).enabled
    assert endpoint.failing_since is None


def test_one_success_begins_the_three_days_anew(loopback, hook, manager):
    with Receiver() as receiver:
        endpoint = hook(receiver.url())
        Endpoint.objects.filter(pk=endpoint.pk).update(failing_since=timezone.now() - timedelta(days=2))
        send_test(endpoint, manager)
        deliver()
    assert fresh(endpoint).failing_since is None


def test_the_vendors_is_told_to_administrators(loopback):
    administrator = make.staff("administrator")
    with Receiver(says(410)) as receiver:
        endpoint = managing.add(None, administrator, receiver.url())
        send_test(endpoint, administrator)
        deliver()
    assert Notification.objects.filter(kind="webhook_disabled_staff", recipient=administrator).exists()


def test_nothing_is_sent_while_it_is_disabled_and_what_waited_is_sent_when_it_is_enabled(
    receiver, hook, manager
):
    endpoint = hook(receiver.url())
    row = send_test(endpoint, manager)
    managing.disable(endpoint, manager)
    assert deliver() == 0
    managing.enable(endpoint, manager)
    assert deliver() == 1
    assert fresh(row).state == "delivered"


def test_a_lease_that_ran_out_is_taken_over_and_one_that_holds_is_not(receiver, hook, manager):
    row = send_test(hook(receiver.url()), manager)
    (call,) = delivery.lease(timezone.now(), 5)
    assert call.delivery.pk == row.pk
    assert delivery.lease(timezone.now(), 5) == []
    assert delivery.lease(timezone.now() + HOUR, 5) == []  # of a worker whose clock is ahead
    Delivery.objects.update(leased_until=Now() - timedelta(seconds=1))
    assert [call.delivery.pk for call in delivery.lease(timezone.now(), 5)] == [row.pk]


def test_at_most_so_many_calls_at_once_go_to_one_address_and_one_while_it_fails(hook, manager, customer):
    WebhookRules.objects.create(pk=1, at_once=2)
    endpoint = hook()
    at = timezone.now()
    for number in range(4):
        Delivery.objects.create(endpoint=endpoint, customer=customer, message_id=f"m{number}", payload="{}")
    assert len(delivery.lease(at + HOUR, 16)) == 2
    Delivery.objects.update(state="waiting", leased_until=None)
    Endpoint.objects.update(failing_since=at)
    assert len(delivery.lease(at + HOUR, 16)) == 1


def test_addresses_that_fail_take_half_the_places_at_most_and_come_last(hook, customer):
    failing = [hook(f"https://dead{number}.example.com/") for number in range(3)]
    Endpoint.objects.update(failing_since=timezone.now())
    alive = hook("https://alive.example.com/")
    for endpoint in (*failing, alive):
        Delivery.objects.create(endpoint=endpoint, customer=customer, message_id="m", payload="{}")
    calls = delivery.lease(timezone.now(), 16, delivery.FAILING_PLACES - 1)
    assert [call.delivery.endpoint for call in calls] == [alive, failing[0]]


def test_a_slow_address_does_not_delay_another(loopback, hook, manager):
    arrived, meanwhile = threading.Event(), []

    def slow(handler, body):
        meanwhile.append(arrived.wait(8))  # it would be given up after ten
        says(200)(handler, body)

    def quick(handler, body):
        arrived.set()
        says(200)(handler, body)

    with Receiver(slow) as dead, Receiver(quick) as alive:
        first = hook(dead.url())
        send_test(first, manager)
        send_test(hook(alive.url()), manager)
        assert deliver() == 2
        assert meanwhile == [True]


def test_sent_again_it_has_the_same_webhook_id_and_a_further_attempt(receiver, hook, manager):
    row = send_test(hook(receiver.url()), manager)
    deliver()
    managing.send_again(row, manager)
    deliver()
    assert [each[1]["webhook-id"] for each in receiver.got] == [row.message_id] * 2
    assert row.tries.count() == 2


def test_a_call_that_cannot_be_made_is_an_attempt_with_its_reason_and_ends_no_loop(
    hook, manager, monkeypatch
):
    row = send_test(hook(), manager)
    monkeypatch.setattr("subscriptions.outgoing.calling.post", lambda *_args: 1 / 0)
    deliver()
    assert Attempt.objects.get(delivery=row).error == "worker"


def test_the_excerpt_of_an_answer_is_a_kilobyte_at_most(loopback, hook, manager):
    with Receiver(says(500, b"\x00" + b"x" * 5000)) as receiver:
        row = send_test(hook(receiver.url()), manager)
        deliver()
    assert len(Attempt.objects.get(delivery=row).response) == 1000
