"""What addresses lead to: of each kind one that belongs to the other customer, and one that does not exist."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.core import signing
from django.utils import timezone
from django.utils.http import int_to_base36

from entitlements.renewal.models import UpgradeRequest
from entitlements.special_events.models import SpecialEvent
from notifications import alerts, unsubscribing
from notifications.models import Alert, Notification
from notifications.models.outbox import Channel
from notifications.webhooks.models import Delivery, Endpoint
from subscriptions import coverage
from subscriptions.models import Customer, Membership
from tickets.mailbox.models import IncomingMail
from tickets.models import Attachment, Incident

NO_NUMBER = 999_999_999_999
OWN = "own product of the visitor"


@dataclass(frozen=True)
class Between:
    """The customer whose things are asked for, and the visitor's own."""

    other: Customer
    own: Customer


Find = Callable[[Between], Any]


def _newest(found: Any, field: str = "pk") -> Any:
    return found.order_by("-pk").values_list(field, flat=True).first()


def _members(of: Customer) -> Any:
    return Membership.objects.active().filter(customer=of)


def _file(field: str) -> Find:
    return lambda between: _newest(
        Attachment.objects.filter(customer=between.other, entry__public=True), field
    )


def _alert(between: Between) -> Any:
    """One that she may read and the visitor's company may not."""
    at = timezone.now()
    theirs = alerts.readable(between.other, at).values("pk")
    return _newest(
        Alert.objects.filter(pk__in=theirs).exclude(pk__in=alerts.readable(between.own, at).values("pk"))
    )


def _products(of: Customer) -> set[str]:
    return {product.code for product in coverage.covered_products(of, timezone.now())}


def _product(between: Between) -> str | None:
    """The code of one that only she is covered for."""
    return min(_products(between.other) - _products(between.own), default=None)


def _own_product(between: Between) -> str | None:
    return min(_products(between.own), default=None)


def _unsubscription(between: Between) -> str | None:
    person = _person(between)
    return person and signing.dumps([between.other.pk, person, [], ""], salt=unsubscribing.SALT)


def _leaving(between: Between) -> str | None:
    person = _person(between)
    return person and signing.dumps([person, "reply"], salt=unsubscribing.SALT_OF_KINDS)


def _person(between: Between) -> Any:
    """One of hers that the visitor's company does not know."""
    strangers = _members(between.other).exclude(user__in=_members(between.own).values("user"))
    return _newest(strangers, "user")


def _in_base_36(between: Between) -> str | None:
    person = _person(between)
    return person and int_to_base36(person)


FIND: dict[str, Find] = {
    "incident": lambda between: _newest(Incident.objects.open().filter(customer=between.other)),
    "incident of the file": _file("incident"),
    "file": _file("pk"),
    "alert": _alert,
    "product": _product,
    OWN: _own_product,
    "customer": lambda between: between.other.number,
    "person": _person,
    "person in base 36": _in_base_36,
    "membership": lambda between: _newest(_members(between.other)),
    "address": lambda between: _newest(_members(between.other), "user__email"),
    "notification": lambda between: _newest(
        Notification.objects.filter(customer=between.other, channel=Channel.IN_APP)
    ),
    "mail out": lambda between: _newest(
        Notification.objects.filter(customer=between.other, channel=Channel.EMAIL)
    ),
    "mail in": lambda between: _newest(IncomingMail.objects.filter(customer=between.other)),
    "webhook": lambda between: _newest(Endpoint.objects.kept().filter(customer=between.other)),
    "webhook delivery": lambda between: _newest(
        Delivery.objects.filter(customer=between.other, endpoint__removed_at=None)
    ),
    "special event": lambda between: _newest(SpecialEvent.objects.filter(customer=between.other)),
    "upgrade request": lambda between: _newest(UpgradeRequest.objects.filter(customer=between.other)),
    "passkey": lambda between: _newest(
        Authenticator.objects.filter(user__in=_members(between.other).values("user"))
    ),
    "link out of alerts": _unsubscription,
    "link out of a kind of mail": _leaving,
    "after": lambda between: _newest(Incident.objects.filter(customer=between.other)),
}

ABSENT: dict[str, Any] = dict.fromkeys(FIND.keys() - {OWN}, NO_NUMBER) | {
    "product": "NO-SUCH",
    "customer": "C-0",
    "person in base 36": int_to_base36(NO_NUMBER),
    "link out of alerts": "no-such-link",
    "link out of a kind of mail": "no-such-link",
}


def find(between: Between) -> dict[str, Any]:
    """One of each kind, by what addresses name it by; kinds of which she has none are left out. As the vendor."""
    found = {kind: each(between) for kind, each in FIND.items()}
    return {kind: thing for kind, thing in found.items() if thing is not None}
