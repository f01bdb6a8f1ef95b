"""The parent of the web processes: what it begins is replaced when it dies, and ends with it."""

import os
import signal
import time
from pathlib import Path

import pytest

PATIENCE = 60  # seconds, for what no promise is made of
SERVING = r"""
import os, signal, sys, time
from xtreme.web.parent import Parent

def serve():
    os.write(1, f"serving {os.getpid()}\n".encode())
    time.sleep(60)

def read():
    return serve
"""
RUN = "\nsys.exit(Parent(read, {patience}).run(2))\n"


@pytest.fixture
def parent(python):
    """Runs a parent of two processes; lines replace its `read` or `serve`."""

    def begin(lines="", patience=None):
        return python("-c", SERVING + lines + RUN.format(patience=patience))

    return begin


def serving(parent):
    """The number of the next process that serves."""
    word, number = parent.stdout.readline().split()
    assert word == "serving"
    return int(number)


def is_there(number):
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return "\nState:\tZ" not in Path(f"/proc/{number}/status").read_text()


def ended(parent, number=signal.SIGTERM):
    parent.send_signal(number)
    return parent.wait(PATIENCE)


def test_they_end_with_their_parent(parent):
    family = parent()
    both = {serving(family), serving(family)}
    assert ended(family) == 0
    assert not any(map(is_there, both))


def test_r5_1_another_takes_the_place_of_one_that_died(parent):
    family = parent()
    first, second = serving(family), serving(family)
    os.kill(first, signal.SIGKILL)
    assert family.stdout.readline() == "A web process ended (-9); another begins.\n"
    third = serving(family)
    assert third not in (first, second)
    assert is_there(second)
    assert ended(family, signal.SIGINT) == 0
    assert not any(map(is_there, (second, third)))


def test_where_what_takes_its_place_dies_at_once_nothing_more_is_begun(parent):
    family = parent("def serve(): sys.exit(3)")
    assert family.wait(PATIENCE) == 3
    said = family.stdout.read().splitlines()
    assert 1 <= said.count("A web process ended (3); another begins.") <= 2
    assert said[-1] == "Another web process ended (3) at once."


def test_what_cannot_be_read_is_said_once(parent):
    family = parent("def read(): sys.exit('Set SECRET_KEY.')")
    assert family.wait(PATIENCE) == 1
    assert family.stdout.read() == "Set SECRET_KEY.\n"


def test_it_ends_while_it_still_reads(parent):
    family = parent("def read(): print('reading', os.getpid(), flush=True); time.sleep(60)")
    reader = int(family.stdout.readline().split()[1])
    begun = time.monotonic()
    assert ended(family) == 0
    assert time.monotonic() - begun < PATIENCE / 2
    assert not is_there(reader)


def test_who_does_not_end_in_time_is_killed(parent):
    family = parent("signal.signal(signal.SIGTERM, signal.SIG_IGN)", patience=0.2)
    both = {serving(family), serving(family)}
    assert ended(family, signal.SIGHUP) == 0
    assert not any(map(is_there, both))


def test_where_orphans_are_not_adopted_each_reads_for_itself(parent):
    family = parent(
        "import xtreme.web.parent; xtreme.web.parent._adopts_orphans = lambda: False\n"
        "def read(): os.write(1, f'serving {os.getpid()}\\n'.encode()); return lambda: time.sleep(60)"
    )
    both = {serving(family), serving(family)}
    assert ended(family) == 0
    assert not any(map(is_there, both))


def test_the_parent_holds_nothing_of_the_product(python):
    small = python(
        "-c", "import sys, xtreme.web.__main__; print({'django', 'granian', 'celery'} & {*sys.modules})"
    )
    assert small.communicate(timeout=PATIENCE)[0] == "set()\n"
