"""Beat's scheduler on a clock that is put right."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from celery import Celery
from django.conf import settings
from redbeat.schedulers import get_redis

from xtreme.beat import Scheduler

NOW = datetime(2026, 10, 5, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def scheduler(monkeypatch):
    """One with two tasks, that keeps what it was told to call."""
    app = Celery("tried", set_as_current=False)
    app.conf.update(
        broker_url="memory://",
        redbeat_redis_url=settings.REDIS_URL,
        redbeat_key_prefix=f"tried-{uuid4()}:",
        redbeat_redis_options={},
        redbeat_lock_key=None,
        beat_max_loop_interval=3,
        result_expires=None,
        beat_schedule={
            "deliver": {"task": "deliver", "schedule": 10},
            "sweep": {"task": "sweep", "schedule": 86_400},
        },
    )
    tried = Scheduler(app, lazy=True)
    tried.lock_key, tried.called = None, []
    monkeypatch.setattr(tried, "send_task", lambda task, *_values, **_options: tried.called.append(task))
    yield tried
    client = get_redis(app)
    client.delete(*client.keys(f"{app.redbeat_conf.key_prefix}*"))


def called(scheduler, at):
    """What is called by the tasks' own intervals within half a minute from `at` on."""
    scheduler.called.clear()
    for second in range(0, 31, 3):
        with time_machine.travel(at + timedelta(seconds=second), tick=False):
            scheduler.tick()
    return sorted(set(scheduler.called))


def test_a_task_is_called_within_its_interval_though_the_clock_was_an_hour_fast(scheduler):
    with time_machine.travel(NOW, tick=False):
        scheduler.setup_schedule()
    assert called(scheduler, NOW) == ["deliver"]
    assert called(scheduler, NOW + HOUR) == ["deliver"]
    assert called(scheduler, NOW + timedelta(minutes=1)) == ["deliver"]


def test_a_clock_that_only_goes_on_moves_nothing(scheduler):
    with time_machine.travel(NOW, tick=False):
        scheduler.setup_schedule()
    called(scheduler, NOW)
    assert called(scheduler, NOW + HOUR * 23) == ["deliver"]
    assert called(scheduler, NOW + HOUR * 24) == ["deliver", "sweep"]
