"""Sends what waits for webhooks. Writing the rows is events.py's, the call itself calling.py's.

The loop, which any number of workers may run at once:
1. lease what is due, a few calls an endpoint and those that do not fail first, passing over endpoints that another
   worker is leasing from; an endpoint that fails has one call at a time, and half the places at most;
2. commit the lease, so that it outlives this worker and runs out where it dies;
3. call each in a thread, so that a slow address holds up nobody else's;
4. note the attempt and what came of it: delivered, due again later, or failed;
5. go on until nothing is due or the time is up.

A call whose answer was lost is made again under the same webhook-id. No order is promised.
"""

import logging
import time
from collections.abc import Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef
from django.db.models.functions import Now
from django.utils import timezone

from notifications.webhooks import outcomes, signing
from notifications.webhooks.models import Delivery, Endpoint, Secret, WebhookRules
from subscriptions import tenancy
from subscriptions.outgoing import calling
from subscriptions.outgoing.calling import Answer
from subscriptions.outgoing.errors import Error

log = logging.getLogger(__name__)

State = Delivery.State

RUN_SECONDS = 60.0
PLACES = 16
FAILING_PLACES = PLACES // 2
# A call takes ten seconds at most, a look-up of its name perhaps longer.
LEASE = timedelta(minutes=2)
TURN = 0.5  # seconds after which new work is looked for, whatever is still going on


@dataclass(frozen=True)
class Call:
    """A leased delivery with all that sending it takes."""

    delivery: Delivery
    url: str
    headers: dict[str, str]
    at: datetime


def deliver_due(seconds: float = RUN_SECONDS) -> int:
    """Send until nothing is due or `seconds` have passed. Returns how many were delivered."""
    delivered, until = 0, time.monotonic() + seconds
    going: dict[Future[Answer], Call] = {}
    with ThreadPoolExecutor(PLACES) as threads:
        while True:
            if time.monotonic() < until:
                for call in lease(timezone.now(), PLACES - len(going), _failing(going.values())):
                    going[threads.submit(_post, call)] = call
            if not going:
                return delivered
            for done in wait(going, TURN, FIRST_COMPLETED).done:
                call, answer = going.pop(done), done.result()
                outcomes.note(call.delivery, call.headers, answer, call.at, timezone.now())
                delivered += answer.is_success


def lease(at: datetime, places: int, failing: int = 0) -> list[Call]:
    """At most so many deliveries that are due at `at`, now this worker's until their `leased_until`; `failing` says
    how many places it has taken with endpoints that fail."""
    with tenancy.as_staff():
        calls: list[Call] = []
        for endpoint in _endpoints(at, places):
            room = places - len(calls)
            if endpoint.failing_since:
                room = min(room, FAILING_PLACES - failing)
            if room <= 0:
                continue
            taken = _lease_from(endpoint, at, room)
            failing += len(taken) if endpoint.failing_since else 0
            calls += taken
        return calls


def _endpoints(at: datetime, places: int) -> list[Endpoint]:
    """Those with something due, locked; those that do not fail first, then by what waits longest."""
    if places <= 0:
        return []
    due = Delivery.objects.due(at).filter(endpoint=OuterRef("pk"))
    found = Endpoint.objects.kept().filter(Exists(due), enabled=True)
    found = found.order_by(F("failing_since").asc(nulls_first=True), "pk")
    return list(found.select_for_update(no_key=True, skip_locked=True)[: 4 * places])


def _lease_from(endpoint: Endpoint, at: datetime, room: int) -> list[Call]:
    most = 1 if endpoint.failing_since else WebhookRules.current().at_once
    free = most - Delivery.objects.in_flight().filter(endpoint=endpoint).count()
    rows = list(Delivery.objects.due(at).filter(endpoint=endpoint)[: max(min(free, room), 0)])
    mine = Delivery.objects.filter(pk__in=[row.pk for row in rows])
    mine.update(state=State.LEASED, leased_until=Now() + LEASE, attempts=F("attempts") + 1)
    until = dict(mine.values_list("pk", "leased_until"))
    secrets = [secret.text for secret in Secret.objects.valid(at).filter(endpoint=endpoint)] if rows else []
    calls = []
    for row in rows:
        row.endpoint = endpoint
        row.state, row.leased_until, row.attempts = State.LEASED, until[row.pk], row.attempts + 1
        headers = signing.headers(row.message_id, row.payload, secrets, at)
        calls.append(Call(row, endpoint.url, headers, at))
    return calls


def _failing(calls: Iterable[Call]) -> int:
    return sum(1 for call in calls if call.delivery.endpoint.failing_since)


def _post(call: Call) -> Answer:
    try:
        return calling.post(call.url, call.headers, call.delivery.payload.encode())
    except Exception as error:
        log.exception("webhook delivery %s cannot be sent", call.delivery.pk)
        return Answer(error=Error.WORKER, detail=type(error).__name__)
