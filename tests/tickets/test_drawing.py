"""Charts are drawn by a process of its own: one for each that asks, which may die at any moment."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.core.cache import cache

from tickets import drawing, pictures
from tickets.drawing import Draughtsman, NotDrawn
from tickets.pictures import Bar, Chart
from tickets.sections import Section, Table

BARS = {
    "mark": "bar",
    "data": {"values": [{"n": 1}]},
    "encoding": {"x": {"field": "n", "type": "quantitative"}},
}
SPECIFICATION = json.dumps(BARS)


@pytest.fixture
def draughtsman():
    one = Draughtsman()
    yield one
    one._dismiss()


def test_one_child_draws_picture_after_picture_and_the_engine_stays_out_of_who_asks(draughtsman):
    assert draughtsman.draw(SPECIFICATION).startswith("<svg")
    child = draughtsman._child
    assert draughtsman.draw(SPECIFICATION).startswith("<svg")
    assert draughtsman._child is child
    assert "vl_convert" not in sys.modules


def test_what_is_no_chart_is_refused_and_the_next_one_is_drawn(draughtsman):
    for wrong in ("no JSON", '{"mark": 5}'):
        with pytest.raises(NotDrawn):
            draughtsman.draw(wrong)
    assert draughtsman.draw(SPECIFICATION).startswith("<svg")


def test_a_child_that_was_killed_is_replaced(draughtsman):
    draughtsman.draw(SPECIFICATION)
    draughtsman._child.kill()
    draughtsman._child.wait()
    assert draughtsman.draw(SPECIFICATION).startswith("<svg")


def test_one_that_does_not_answer_is_given_up(draughtsman, monkeypatch):
    monkeypatch.setattr(drawing, "PATIENCE", 0.1)
    with pytest.raises(NotDrawn):
        draughtsman.draw(SPECIFICATION)  # it is still loading the engine
    assert draughtsman._child is None


def test_the_child_ends_with_who_asked():
    asks = (
        "from tickets.drawing import draughtsman\n"
        f"draughtsman.draw({SPECIFICATION!r})\n"
        "print(draughtsman._child.pid, flush=True)\n"
        "import os; os.kill(os.getpid(), 9)\n"
    )
    died = subprocess.run([sys.executable, "-c", asks], stdout=subprocess.PIPE, check=False)
    child = int(died.stdout)
    for _try in range(300):
        if not Path(f"/proc/{child}").exists():
            return
        time.sleep(0.1)
    pytest.fail("the child goes on")


def test_a_page_whose_picture_cannot_be_drawn_shows_its_numbers(monkeypatch):
    def fails(specification):
        raise NotDrawn("no answer")

    cache.clear()
    monkeypatch.setattr(pictures.draughtsman, "draw", fails)
    chart = Chart((Bar("Kept", (3,), "3"),), ("green",))
    assert Section("kept", "Promises", "Three kept", Table([], []), chart).picture is None
