"""Full searches for rubbish leave out what a process is made of (xtreme.garbage)."""

import gc
import importlib

import pytest
from celery.signals import worker_process_init

from xtreme import garbage


@pytest.fixture
def set_aside(monkeypatch):
    """How often a process has said that it is about to serve."""
    times = []
    monkeypatch.setattr(garbage, "set_aside", lambda: times.append(1))
    return times


def test_what_there_is_by_then_is_not_looked_through_again():
    before = [object() for _each in range(3)], {}
    garbage.set_aside()
    assert not any(each is before for each in gc.get_objects())
    assert gc.get_threshold()[0] == garbage.YOUNG


def test_rubbish_that_is_made_afterwards_is_still_found():
    garbage.set_aside()
    knot: list[object] = []
    knot.append(knot)
    del knot
    assert gc.collect() >= 1


def test_a_web_process_does_so_before_it_serves(set_aside):
    from xtreme import wsgi

    set_aside.clear()
    importlib.reload(wsgi)
    assert len(set_aside) == 1


def test_so_does_every_process_of_a_worker(set_aside):
    import xtreme.celery  # noqa: F401  it listens

    worker_process_init.send(sender=None)
    assert len(set_aside) == 1
