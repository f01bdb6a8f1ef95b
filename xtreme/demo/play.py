"""Acts out the demo's stories together, in order of time, while reminders and silence happen as they would have.

Told before is told: a story that is there already is left as it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from subscriptions.models import Customer
from tickets import reminders, silence
from tickets.duty import paging
from tickets.models import Incident, Milestone
from xtreme.demo.moments import Now, in_order
from xtreme.demo.planning import joins_as_written
from xtreme.demo.stories import Step, Story, person

SILENCE_LOOKED_AT = time(6, 0)  # UTC, once a day


@dataclass(order=True)
class _Turn:
    """One step of one story at its instant; `place` keeps equal instants in the order they were told."""

    at: datetime
    place: int
    story: Story = field(compare=False)
    step: Step | None = field(compare=False, default=None)


def play(stories: Iterable[Story], now: Now) -> None:
    """Act out the stories that are not there yet, up to T, in order of time."""
    person.cache_clear()
    told = set(Incident.objects.exclude(submission=None).values_list("submission", flat=True))
    fresh = [story for story in stories if story.submission not in told]
    turns = sorted(turn for story in fresh for turn in _turns(story, now))
    if not turns:
        return
    joins_as_written()
    passed = turns[0].at
    for turn in turns:
        live_through(passed, turn.at)
        passed = turn.at
        if turn.step is None:
            turn.story.log(turn.at)
        else:
            turn.step.take(Incident.objects.get(submission=turn.story.submission), turn.at, now)
    live_through(passed, now.at)
    _look_for_silence(now.at)


def _turns(story: Story, now: Now) -> list[_Turn]:
    region = Customer.objects.select_related("region").get(number=story.customer).region
    instants = in_order(now.seen_from(region), [story.logged, *(step.at for step in story.steps)])
    return [
        _Turn(instant, place, story, story.steps[place - 1] if place else None)
        for place, instant in enumerate(instants)
    ]


def live_through(start: datetime, end: datetime) -> None:
    """What happens by itself after `start` and by `end`: thresholds of targets, reminders of silence, closing."""
    day = start.date()
    while day <= end.date():
        looked_at = datetime.combine(day, SILENCE_LOOKED_AT, start.tzinfo)
        if start < looked_at <= end:
            _pass_thresholds(looked_at)
            _look_for_silence(looked_at)
        day += timedelta(days=1)
    _pass_thresholds(end)


def _pass_thresholds(until: datetime) -> None:
    """Each threshold and each step of a paging at its own instant."""
    while instant := _next_threshold(until):
        reminders.remind(instant)
        paging.go_on(instant)


def _next_threshold(until: datetime) -> datetime | None:
    due = Milestone.objects.running().filter(
        paused_at=None, next_reminder_at__lte=until, incident__snoozed_until=None
    )
    reminder = due.order_by("next_reminder_at").values_list("next_reminder_at", flat=True).first()
    return min(filter(None, (reminder, paging.next_due(until))), default=None)


def _look_for_silence(at: datetime) -> None:
    for number in silence.silent(at):
        silence.step(number, at)
