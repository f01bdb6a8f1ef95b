"""What came of a call: the attempt on record, the delivery done, put off or given up, the endpoint disabled where
nothing but failures last."""

from collections.abc import Mapping
from datetime import datetime

from notifications import outbox
from notifications.webhooks import schedule
from notifications.webhooks.models import Attempt, Delivery, Endpoint
from notifications.webhooks.models.deliveries import EXCERPT
from subscriptions import tenancy
from subscriptions.models import Membership, StaffMember, User
from subscriptions.outgoing.calling import Answer

State = Delivery.State
GONE = 410


def note(
    delivery: Delivery, headers: Mapping[str, str], answer: Answer, begun: datetime, at: datetime
) -> None:
    """One transaction. Whoever holds the lease by now: what was delivered is delivered."""
    with tenancy.as_staff():
        Attempt.objects.create(
            delivery=delivery,
            customer_id=delivery.customer_id,
            at=begun,
            milliseconds=answer.milliseconds,
            status=answer.status,
            headers=dict(headers),
            response=answer.text[:EXCERPT],
            error=answer.error,
            detail=answer.detail[:200],
        )
        endpoint = Endpoint.objects.select_for_update(no_key=True).get(pk=delivery.endpoint_id)
        if answer.is_success:
            _delivered(delivery, endpoint, at)
        else:
            _failed(delivery, endpoint, answer, at)


def _delivered(delivery: Delivery, endpoint: Endpoint, at: datetime) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(state=State.DELIVERED, sent_at=at, leased_until=None)
    if endpoint.failing_since:
        endpoint.failing_since = None
        endpoint.save(update_fields=["failing_since"])


def _failed(delivery: Delivery, endpoint: Endpoint, answer: Answer, at: datetime) -> None:
    again = None
    if answer.status != GONE and endpoint.removed_at is None:
        again = schedule.next_attempt(delivery.attempts, at, answer.retry_after)
    mine = Delivery.objects.filter(pk=delivery.pk, state=State.LEASED, leased_until=delivery.leased_until)
    if again:
        mine.update(state=State.WAITING, next_attempt_at=again, leased_until=None)
    else:
        mine.update(state=State.FAILED, leased_until=None)
    if endpoint.failing_since is None:
        endpoint.failing_since = at
        endpoint.save(update_fields=["failing_since"])
    if answer.status == GONE:
        _disable(endpoint, Endpoint.Why.GONE, at)
    elif schedule.has_lasted(endpoint.failing_since, at, given_up=again is None):
        _disable(endpoint, Endpoint.Why.FAILING, at)


def _disable(endpoint: Endpoint, why: str, at: datetime) -> None:
    """Once; a person enables it again."""
    if not endpoint.enabled or endpoint.removed_at:
        return
    endpoint.enabled, endpoint.disabled_at, endpoint.disabled_why = False, at, why
    endpoint.save(update_fields=["enabled", "disabled_at", "disabled_why"])
    outbox.tell(
        "webhook_disabled" if endpoint.customer else "webhook_disabled_staff",
        _responsible(endpoint),
        f"webhook:{endpoint.pk}:disabled:{at:%Y%m%d%H%M%S}",
        customer=endpoint.customer,
        context={"address": endpoint.url, "cause": why},
        link=endpoint.get_absolute_url(),
        at=at,
    )


def _responsible(endpoint: Endpoint) -> list[User]:
    if endpoint.customer is None:
        return list(User.objects.staff_with(StaffMember.Role.ADMINISTRATOR))
    managing = Membership.objects.managing(endpoint.customer).select_related("user")
    return [membership.user for membership in managing]
