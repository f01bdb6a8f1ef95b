"""Saying that a subscription will not be renewed, and taking that back (R26.2). It ends as it would have; whoever
looks at what ends when knows, and nobody renews it by mistake. Telling people is entitlements.renewal's."""

from datetime import datetime

from django.utils import timezone

from subscriptions import periods, texts
from subscriptions.life.changing import changing, put_down, refuse_declined
from subscriptions.life.refusals import HasEnded, NothingDeclined
from subscriptions.life.renewals import refuse_second
from subscriptions.models import Customer, NonRenewal, Subscription, SubscriptionEntry, User
from subscriptions.wording import last_day_words

Kind = SubscriptionEntry.Kind
LONGEST = 2000  # characters of a reason


def decline_renewal(
    subscription: Subscription, by: User, reason: str, at: datetime | None = None
) -> NonRenewal:
    """`by` says that it will not be renewed, and why. Raises ReasonMissing, TextTooLong, HasEnded, AlreadyRenewed,
    NotRenewing where somebody has said so already."""
    at = at or timezone.now()
    why = texts.reason(reason, LONGEST)
    with changing(subscription.customer_id) as customer:
        period = _running(subscription, customer, at)
        refuse_second(period, customer)
        refuse_declined(period, customer)
        made = NonRenewal.objects.create(customer=customer, subscription=period, by=by, at=at, reason=why)
        _put_down(Kind.NOT_RENEWING, period, customer, at, by, why)
        return made


def reopen_renewal(
    subscription: Subscription, by: User, reason: str = "", at: datetime | None = None
) -> Subscription:
    """`by` takes that back: it may be renewed. Raises TextTooLong, HasEnded, NothingDeclined."""
    at = at or timezone.now()
    why = texts.optional(reason, LONGEST)
    with changing(subscription.customer_id) as customer:
        period = _running(subscription, customer, at)
        removed, _rows = NonRenewal.objects.filter(subscription=period).delete()
        if not removed:
            raise NothingDeclined
        _put_down(Kind.OPEN_AGAIN, period, customer, at, by, why)
        return period


def _running(subscription: Subscription, customer: Customer, at: datetime) -> Subscription:
    period = Subscription.objects.get(pk=subscription.pk)
    if period.ends_at <= at:
        raise HasEnded(date=last_day_words(period.ends_at, customer.zone))
    return period


def _put_down(
    kind: str, period: Subscription, customer: Customer, at: datetime, by: User, reason: str
) -> None:
    last = periods.last_day(period.ends_at, customer.zone).isoformat()
    put_down(kind, period, at, by, reason=reason, last=last)
