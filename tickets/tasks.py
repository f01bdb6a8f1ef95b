"""What beat calls for. Thin: each transaction takes on the staff role and calls one verb."""

import time
from collections.abc import Callable

from celery import shared_task
from django.utils import timezone

from subscriptions import tenancy
from tickets import (
    event_weekends,
    fixes,
    following,
    ranks,
    reminders,
    retargeting,
    scanning,
    silence,
    snoozing,
    text_parts,
    vocabulary,
)
from tickets.models import ListCount

RUN_SECONDS = 60


@shared_task
def remind() -> None:
    """Wake what was snoozed until now, then reminders and escalation of response targets, a batch a transaction,
    until none is due."""
    woken = 1
    while woken:
        with tenancy.as_staff():
            woken = snoozing.wake_due()
    told = 1
    while told:
        with tenancy.as_staff():
            told = reminders.remind()


@shared_task
def close_silent() -> None:
    """Reminders of silence and closing, an incident a transaction."""
    at = timezone.now()
    with tenancy.as_staff():
        numbers = silence.silent(at)
    for number in numbers:
        with tenancy.as_staff():
            silence.step(number, at)


@shared_task
def scan_held() -> None:
    """Ask the scanner about the files that are held, a batch a transaction, while it answers."""
    answered = 1
    while answered:
        with tenancy.as_staff():
            answered = scanning.scan_held()


@shared_task
def sum_up_counts() -> None:
    """Keep the numbers of the desk's lists short."""
    with tenancy.as_staff():
        ListCount.objects.sum_up()


@shared_task
def keep_words() -> None:
    """Have a part for the words of the next incidents, few words waiting for their place in its index (a search
    reads those one by one), and each word known with its forms."""
    text_parts.make_room(text_parts.next_number())
    text_parts.sort_in()
    _work(vocabulary.learn)


@shared_task
def forget_words() -> None:
    """Forget what no incident says any more, a batch a transaction."""
    after, more = "", True
    while more:
        with tenancy.as_staff():
            after = vocabulary.forget(after)
        more = bool(after)


@shared_task
def move_open_incidents() -> None:
    """What special events move, and what administrators moved to a version in force, a batch a transaction,
    until it is done or a minute has passed; beat goes on then."""
    _work(lambda: event_weekends.go_on() or retargeting.go_on())


@shared_task
def follow_subscriptions() -> None:
    """Open incidents follow lines that have begun, a batch a transaction, until none is left or a minute has
    passed; beat goes on then."""
    _work(following.go_on)


@shared_task
def follow_ranks() -> None:
    """Open incidents follow the order of the tiers, a batch a transaction, until none is left or a minute has
    passed; beat goes on then, and with those that somebody was working on."""
    _work(ranks.go_on)


@shared_task
def follow_heads_hours() -> None:
    """The hours after which the heads hear of a severity 1 were made fewer: what runs follows, a batch a
    transaction."""
    beyond, more = 0, True
    while more:
        with tenancy.as_staff():
            beyond = reminders.heads_sooner(beyond)
        more = bool(beyond)


def _work(batch: Callable[[], bool]) -> None:
    until, more = time.monotonic() + RUN_SECONDS, True
    while more and time.monotonic() < until:
        with tenancy.as_staff():
            more = batch()


@shared_task
def tell_of_fixes() -> None:
    """Tell whose incidents a published release resolves, a batch a transaction, for a minute at most."""
    begun, more = time.monotonic(), True
    while more and time.monotonic() - begun < RUN_SECONDS:
        with tenancy.as_staff():
            more = fixes.go_on()
