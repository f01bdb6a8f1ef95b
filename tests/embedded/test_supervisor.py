"""What ends is started again, with growing pauses; what does not want to end is ended."""

import sys
import time

import pytest

from xtreme.embedded import launch, state, supervisor
from xtreme.embedded.supervisor import Program


@pytest.fixture
def program(own_state):
    state.prepare()
    programs = []

    def make(code):
        programs.append(Program("test", lambda: launch.start("test", [sys.executable, "-c", code])))
        return programs[-1]

    yield make
    supervisor.stop(programs, 0)


def test_a_program_that_ends_is_started_again_after_growing_pauses(program, capsys):
    ending = program("raise SystemExit(3)")
    deadline = time.monotonic() + 60
    while ending.failures < 3 and time.monotonic() < deadline:
        ending.mind()
        time.sleep(0.02)
    said = capsys.readouterr().out.splitlines()
    assert [line.split(";")[0] for line in said] == [
        f"test ended (3), next start in {pause} s" for pause in ("0.5", "1.0", "2.0")
    ]


def test_a_program_that_runs_is_left_alone(program):
    running = program("import time; time.sleep(60)")
    running.mind()
    child = running.child
    running.mind()
    assert running.child is child


def test_what_a_killed_program_had_started_goes_with_it(program):
    """A web server's workers would keep the port."""
    parent = program(
        "import subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        "print('child', child.pid, flush=True); time.sleep(60)"
    )
    parent.begin()
    while "child" not in launch.log_path("test").read_text():
        time.sleep(0.02)
    pid = int(launch.last_line("test").split()[1])
    parent.child.kill()
    parent.child.wait()
    assert is_alive(pid)
    parent.mind()
    assert has_ended(pid)


def test_a_program_that_ignores_us_is_killed_in_time(program, own_state):
    stubborn = program(
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True);"
        "time.sleep(60)"
    )
    stubborn.begin()
    while "deaf" not in launch.log_path("test").read_text():
        time.sleep(0.02)
    child = stubborn.child
    begun = time.monotonic()
    supervisor.stop([stubborn], 0.3)
    assert child.returncode == -9
    assert time.monotonic() - begun < 20  # the minute that it would sleep is not waited for


def test_a_child_ends_when_its_parent_is_killed(own_state, python):
    """Linux only: elsewhere nothing tells a child."""
    if not launch.LINUX:
        pytest.skip("the kernel does not tell")
    state.prepare()
    parent = python(
        "-c",
        "import sys, time\nfrom xtreme.embedded import launch\n"
        "child = launch.start('test', [sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        "print(child.pid, flush=True)\ntime.sleep(60)",
    )
    pid = int(parent.stdout.readline())
    parent.kill()
    assert has_ended(pid)


def is_alive(pid):
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def has_ended(pid):
    deadline = time.monotonic() + 30
    while is_alive(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not is_alive(pid)
