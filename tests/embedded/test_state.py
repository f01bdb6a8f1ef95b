"""One process owns a state; what stands in its way is said in one sentence."""

import os
import time

import pytest

from tests.embedded.test_supervisor import has_ended
from xtreme.embedded import addresses, launch, state
from xtreme.embedded.refusal import CannotRun

HOLD = """
import time
from xtreme.embedded import state
with state.owned("a test"):
    print("held", flush=True)
    time.sleep(60)
"""
DEAF = "import signal, time; signal.signal(2, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"
HOLD_WITH_A_DEAF_CHILD = f"""
import sys, time
from xtreme.embedded import addresses, launch, state
with state.owned("a test"):
    print(launch.start("deaf", [sys.executable, "-c", {DEAF!r}]).pid, flush=True)
    time.sleep(60)
"""


def test_a_second_process_is_told_who_owns_the_state(own_state, python):
    other = python("-c", HOLD)
    assert other.stdout.readline() == "held\n"
    with pytest.raises(BlockingIOError), state.owned("us"):
        pass
    assert state.owner() == f"process {other.pid} (a test)"


def test_what_a_killed_owner_left_is_ended_by_the_next(own_state, python, monkeypatch):
    monkeypatch.setattr(state, "PREDECESSOR_SECONDS", 0.2)
    other = python("-c", HOLD_WITH_A_DEAF_CHILD)
    child = int(other.stdout.readline())
    while "deaf" not in launch.log_path("deaf").read_text():
        time.sleep(0.02)
    other.kill()
    other.wait()
    assert state.owner() == ""
    os.kill(child, 0)
    with state.owned("us"):
        assert has_ended(child)


def test_sockets_that_lie_outside_a_state_of_long_path_go_with_its_owner(own_state, monkeypatch):
    monkeypatch.setenv("XTREME_STATE", str(own_state / ("long" * 30)))
    with state.owned("us"):
        sockets = addresses.socket_dir()
        assert sockets.is_dir()
        assert addresses.state_dir() not in sockets.parents
    assert not sockets.exists()


def test_a_state_below_a_file_is_refused_in_words(own_state):
    own_state.write_text("a file")
    with pytest.raises(CannotRun, match="it is a file, not a directory"):
        state.prepare()


def test_a_disk_without_room_is_refused_before_anything_starts(own_state, monkeypatch):
    monkeypatch.setattr(state, "FREE_MB", 10**9)
    with pytest.raises(CannotRun, match="MB free and 1000000000 MB are needed"):
        state.prepare()


def test_reset_removes_what_is_ours_and_nothing_else(own_state):
    state.prepare()
    (own_state / "mail" / "1-1.eml").write_text("x")
    (own_state / "of-somebody-else").write_text("x")
    state.reset()
    assert [path.name for path in own_state.iterdir()] == ["of-somebody-else"]
    state.reset()


def test_reset_refuses_while_the_product_runs(own_state, python):
    other = python("-c", HOLD)
    assert other.stdout.readline() == "held\n"
    with pytest.raises(CannotRun, match=rf"in use by process {other.pid} \(a test\): stop it first"):
        state.reset()
