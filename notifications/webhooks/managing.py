"""What a manager does with her company's webhooks, and an administrator with the vendor's: one transaction each.
Secrets are rotating.py's."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from notifications import outbox
from notifications.webhooks import events, rotating
from notifications.webhooks.access import changing, check_may_manage
from notifications.webhooks.event_types import EventType
from notifications.webhooks.models import Delivery, Endpoint, WebhookRules
from notifications.webhooks.models.deliveries import UNSENT
from notifications.webhooks.refusals import (
    BeingSent,
    TestWaits,
    TooManyWebhooks,
    UrlKnown,
    WebhookDisabled,
)
from subscriptions import tenancy
from subscriptions.models import Customer, User
from subscriptions.outgoing.destinations import destination

Why = Endpoint.Why
State = Delivery.State


def add(
    customer: Customer | None,
    by: User,
    url: str,
    *,
    description: str = "",
    types: Sequence[str] = (),
    at: datetime | None = None,
) -> Endpoint:
    """A new endpoint with its first secret. Raises Forbidden, UrlRefused, UrlKnown, TooManyWebhooks."""
    at = at or timezone.now()
    check_may_manage(by, customer)
    destination(url)
    made = Endpoint(
        customer=customer,
        url=url,
        description=description,
        types=list(types),
        created_at=at,
        listening_since=at,
        created_by=by,
    )
    with tenancy.as_staff():
        if customer:
            _check_number(customer)
        with _known_once():
            made.save(force_insert=True)
        rotating.first(made, at)
    return made


def change(
    endpoint: Endpoint,
    by: User,
    url: str,
    *,
    description: str = "",
    types: Sequence[str] = (),
    at: datetime | None = None,
) -> Endpoint:
    """Another address, purpose or choice of events; what waits goes to the new address. Raises as `add`, and
    WebhookRemoved."""
    with changing(endpoint, by) as row:
        destination(url)
        if set(types) != set(row.types):
            row.listening_since = at or timezone.now()
        row.url, row.description, row.types = url, description, list(types)
        with _known_once():
            row.save(update_fields=["url", "description", "types", "listening_since"])
        return row


def disable(endpoint: Endpoint, by: User, at: datetime | None = None) -> None:
    """Nothing more is sent; what waits is kept for when it is enabled. Raises Forbidden, WebhookRemoved."""
    with changing(endpoint, by) as row:
        if row.enabled:
            row.enabled, row.disabled_at, row.disabled_why = False, at or timezone.now(), Why.PERSON
            row.save(update_fields=["enabled", "disabled_at", "disabled_why"])


def enable(endpoint: Endpoint, by: User, at: datetime | None = None) -> None:
    """Send again, what waits at once. Raises Forbidden, WebhookRemoved."""
    at = at or timezone.now()
    with changing(endpoint, by) as row:
        if not row.enabled:
            row.listening_since = at
        row.enabled, row.disabled_at, row.disabled_why, row.failing_since = True, None, "", None
        row.save(update_fields=["enabled", "disabled_at", "disabled_why", "failing_since", "listening_since"])
        row.deliveries.filter(state=State.WAITING).update(next_attempt_at=at)
        outbox.nudge_after_commit(events.DELIVER)


def remove(endpoint: Endpoint, by: User, at: datetime | None = None) -> None:
    """For good, with its secrets; what was told stays on record. Raises Forbidden, WebhookRemoved."""
    with changing(endpoint, by) as row:
        row.removed_at = at or timezone.now()
        row.save(update_fields=["removed_at"])
        row.secrets.all().delete()
        row.deliveries.filter(state=State.WAITING).update(state=State.FAILED)


def send_test(endpoint: Endpoint, by: User, at: datetime | None = None) -> Delivery:
    """An event that says nothing, to see that the address takes it. Raises Forbidden, WebhookRemoved,
    WebhookDisabled, TestWaits."""
    at = at or timezone.now()
    with changing(endpoint, by) as row:
        if not row.enabled:
            raise WebhookDisabled
        tests = row.deliveries.filter(type=EventType.TEST)
        if tests.filter(state__in=UNSENT, attempts=0).exists():
            raise TestWaits
        data = {"customer": row.customer.number if row.customer else None, "webhook": row.pk}
        to = [events.Listener(row.pk, row.customer_id, frozenset())]
        key = f"webhook:{row.pk}:test:{at.isoformat()}"
        events.write_to(to, EventType.TEST, key, data, at)
        return Delivery.objects.get(endpoint=row, message_id=events.message_id(key))


def send_again(delivery: Delivery, by: User, at: datetime | None = None) -> None:
    """The same event under the same webhook-id, at once and from the first attempt on. Raises Forbidden,
    WebhookRemoved, WebhookDisabled, BeingSent."""
    at = at or timezone.now()
    with changing(delivery.endpoint, by) as endpoint:
        if not endpoint.enabled:
            raise WebhookDisabled
        row = Delivery.objects.select_for_update(no_key=True).get(pk=delivery.pk)
        if Delivery.objects.in_flight().filter(pk=row.pk).exists():
            raise BeingSent
        row.state, row.attempts, row.next_attempt_at, row.leased_until = State.WAITING, 0, at, None
        row.save(update_fields=["state", "attempts", "next_attempt_at", "leased_until"])
        outbox.nudge_after_commit(events.DELIVER)


@contextmanager
def _known_once() -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise UrlKnown from error


def _check_number(customer: Customer) -> None:
    """While the customer is locked, so that of two who add the last one, one is refused."""
    Customer.objects.select_for_update(no_key=True).get(pk=customer.pk)
    most = WebhookRules.current().per_customer
    if Endpoint.objects.kept().filter(customer=customer).count() >= most:
        raise TooManyWebhooks(most=most)
