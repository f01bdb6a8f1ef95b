"""One process owns a state; what stands in its way is said in one sentence."""

import pytest

from xtreme.embedded import state
from xtreme.embedded.refusal import CannotRun

HOLD = """
import time
from xtreme.embedded import state
with state.owned("a test"):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_process_is_told_who_owns_the_state(own_state, python):
    other = python("-c", HOLD)
    assert other.stdout.readline() == "held\n"
    with pytest.raises(BlockingIOError), state.owned("us"):
        pass
    assert state.owner() == f"process {other.pid} (a test)"


def test_a_killed_owner_leaves_no_lock_but_is_noticed(own_state, python):
    other = python("-c", HOLD)
    assert other.stdout.readline() == "held\n"
    other.kill()
    other.wait()
    assert state.owner() == ""
    with state.owned("us") as killed:
        assert killed
    with state.owned("us") as killed:
        assert not killed


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
