"""Writes an event to every endpoint that wants it, in the transaction of what happened. Sending is delivery.py's.

Who listens is kept in the process (subscriptions.kept): where nobody does, an event asks the database nothing.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings

from notifications import outbox
from notifications.models import Alert
from notifications.webhooks.models import Delivery, Endpoint
from subscriptions import tenancy
from subscriptions.kept import Kept

DELIVER = "notifications.webhooks.tasks.deliver"

type Data = Mapping[str, Any]


@dataclass(frozen=True)
class Listener:
    """An endpoint as it is kept: its key, whose it is, which events it wants (none: all)."""

    endpoint: int
    customer: int | None
    types: frozenset[str]

    def wants(self, event_type: str) -> bool:
        return not self.types or event_type in self.types


def listeners(customer: int) -> list[Listener]:
    """The enabled endpoints that get this customer's events: her own and the vendor's. Nothing is asked where the
    settings are settled, as in every request and every verb of an incident."""
    return [*own_listeners(customer), *own_listeners(None)] if outbox.is_live() else []


def own_listeners(owner: int | None) -> list[Listener]:
    """The enabled endpoints of one customer, or with None the vendor's."""
    return _kept.current().get(owner, []) if outbox.is_live() else []


def owners() -> set[int | None]:
    """The customers with an enabled endpoint; None stands for the vendor."""
    return set(_kept.current()) if outbox.is_live() else set()


def write(event_type: str, key: str, customer: int, data: Callable[[], Data] | Data, at: datetime) -> None:
    """Tell the customer's endpoints and the vendor's of an event. `key` names it for ever: written again it adds
    nothing. `data` is worked out only where somebody wants it."""
    wanting = [each for each in listeners(customer) if each.wants(event_type)]
    if wanting:
        facts = data() if callable(data) else data
        write_to(wanting, event_type, key, facts, at)


def write_to(
    wanting: Iterable[Listener],
    event_type: str,
    key: str,
    data: Data,
    at: datetime,
    *,
    alert: Alert | None = None,
) -> list[Delivery]:
    """The same to these. A contact's request may not write the vendor's rows, so it is done as the vendor."""
    text, name = payload(event_type, data, at), message_id(key)
    rows = [
        Delivery(
            endpoint_id=each.endpoint,
            customer_id=each.customer,
            message_id=name,
            type=event_type,
            payload=text,
            alert=alert,
            created_at=at,
            next_attempt_at=at,
        )
        for each in wanting
    ]
    with tenancy.as_staff():
        Delivery.objects.bulk_create(rows, ignore_conflicts=True, batch_size=outbox.BATCH)
    outbox.nudge_after_commit(DELIVER)
    return rows


def payload(event_type: str, data: Data, at: datetime) -> str:
    """The body of a call, as it is signed. Instants are UTC."""
    body = {"type": event_type, "timestamp": instant(at), "data": data}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def instant(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z") if at else None


def address(path: str) -> str:
    """Where a person reads more about it."""
    return f"{settings.SITE_URL}{path}"


def message_id(key: str) -> str:
    """The webhook-id of an event: the same at every attempt and for every endpoint."""
    return f"msg_{uuid5(NAMESPACE_URL, address('/') + key).hex}"


def _load() -> dict[int | None, list[Listener]]:
    """All customers', whoever asks: they are kept for everybody."""
    with tenancy.as_staff():
        found = Endpoint.objects.kept().filter(enabled=True)
        rows = list(found.values_list("pk", "customer", "types"))
    kept: dict[int | None, list[Listener]] = {}
    for key, customer, types in rows:
        kept.setdefault(customer, []).append(Listener(key, customer, frozenset(types)))
    return kept


_kept = Kept(_load)
