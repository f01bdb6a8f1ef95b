"""R5.2: nobody waits for Valkey, however slow it is (subscriptions.errands)."""

from dataclasses import dataclass, field
from threading import Event, current_thread, main_thread
from types import SimpleNamespace

import pytest

from subscriptions import errands

SOON = 30  # seconds, at most, for what comes at once


@pytest.fixture
def beside(monkeypatch):
    monkeypatch.setattr(errands, "_runner", None)
    errands.beside_requests()


@dataclass(frozen=True)
class Errand:
    """One that another stands for if it has the same name; it notes its name when it is done."""

    name: str
    done: list = field(compare=False, default_factory=list)
    waits: Event = field(compare=False, default_factory=Event)

    def __call__(self):
        self.waits.wait(SOON)
        self.done.append((self.name, current_thread() is main_thread()))


def finish(done, waits):
    """Let all go on, and wait for the last."""
    last = Event()
    waits.set()
    errands.do(last.set)
    assert last.wait(SOON)
    return [name for name, _here in done]


def test_r5_2_an_errand_that_hangs_keeps_nobody_and_the_next_follow_in_their_order(beside):
    done, waits = [], Event()
    for name in ("first", "second", "third"):
        errands.do(Errand(name, done, waits))
    assert done == []
    assert finish(done, waits) == ["first", "second", "third"]
    assert {here for _name, here in done} == {False}


def test_r5_2_what_waits_already_is_done_once(beside):
    done, waits = [], Event()
    begun = Event()
    errands.do(lambda: (begun.set(), waits.wait(SOON)))
    assert begun.wait(SOON)
    for _press in range(3):
        errands.do(Errand("nudge", done, waits))
    assert finish(done, waits) == ["nudge"]


def test_r5_2_what_requests_leave_one_after_the_other_is_done_once_and_soon(beside, monkeypatch):
    """A worker is nudged once, though each request would. The time of gathering passes when all are there."""
    done, waits, all_there, gathered = [], Event(), Event(), []
    waits.set()
    monkeypatch.setattr(
        errands,
        "time",
        SimpleNamespace(sleep=lambda seconds: (gathered.append(seconds), all_there.wait(SOON))),
    )
    for _request in range(3):
        errands.do(Errand("nudge", done, waits))
    all_there.set()
    assert finish(done, waits) == ["nudge"]
    assert 0 < gathered[0] <= 0.25


def test_r5_2_one_that_fails_stops_none(beside, caplog):
    def fail():
        raise ConnectionError

    done, waits = [], Event()
    errands.do(fail)
    errands.do(Errand("after it", done, waits))
    assert finish(done, waits) == ["after it"]
    assert "an errand of a request failed" in caplog.text


def test_r5_2_while_it_hangs_no_more_than_so_many_wait(beside, monkeypatch):
    monkeypatch.setattr(errands, "MOST", 2)
    done, waits, begun = [], Event(), Event()
    errands.do(lambda: (begun.set(), waits.wait(SOON)))
    assert begun.wait(SOON)
    for number in range(5):
        errands.do(Errand(f"{number}", done, waits))
    waits.set()
    while len(done) < 2:
        pass
    assert [name for name, _here in done] == ["0", "1"]


def test_elsewhere_an_errand_is_done_at_once(monkeypatch):
    monkeypatch.setattr(errands, "_runner", None)
    waits = Event()
    waits.set()
    done = []
    errands.do(Errand("now", done, waits))
    assert done == [("now", True)]


@pytest.mark.django_db
def test_what_is_left_for_the_commit_is_done_once(django_capture_on_commit_callbacks):
    waits = Event()
    waits.set()
    done = []
    with django_capture_on_commit_callbacks(execute=True):
        for _verb in range(3):
            errands.after_commit(Errand("nudge", done, waits))
        assert done == []
    assert done == [("nudge", True)]
