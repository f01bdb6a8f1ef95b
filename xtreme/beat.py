"""Beat's scheduler: RedBeat, which a clock that was wrong does not silence."""

from functools import cached_property
from math import inf
from typing import Any

from celery.schedules import BaseSchedule
from celery.utils.time import maybe_timedelta
from redbeat import RedBeatScheduler
from redbeat.schedulers import get_redis, to_timestamp

SLACK = 1  # seconds


class Scheduler(RedBeatScheduler):
    """RedBeat keeps in Valkey when each task is next due, by the clock of the beat that called it. A beat whose
    clock was an hour fast, and is put right, would call nothing for that hour. Here no task waits longer than its
    own interval: one that seems to is due anew from now on."""

    def tick(self, *args: Any, **kwargs: Any) -> float:
        self._put_right()
        wait: float = super().tick(*args, **kwargs)
        return wait

    def _put_right(self) -> None:
        at = self.app.now()
        now, schedule = to_timestamp(at), self.app.redbeat_conf.schedule_key
        for key, due in get_redis(self.app).zrangebyscore(schedule, now, "+inf", withscores=True):
            if due - now > self._intervals.get(key, inf) + SLACK:
                self.Entry.from_key(key, app=self.app).reschedule(at)

    @cached_property
    def _intervals(self) -> dict[str, float]:
        """The seconds between two calls of each task, by its key."""
        schedule = self.app.conf.beat_schedule
        return {
            self.Entry.generate_key(self.app, name): maybe_timedelta(entry["schedule"]).total_seconds()
            for name, entry in schedule.items()
            if not isinstance(entry["schedule"], BaseSchedule)  # Celery's own, by hour and minute
        }
