"""A state of each test's own, away from the servers that the other tests share."""

import os
import subprocess
import sys

import pytest

from xtreme.embedded import addresses


@pytest.fixture
def own_state(tmp_path, monkeypatch):
    """An empty state directory, not made yet."""
    monkeypatch.setenv("XTREME_STATE", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def python(own_state):
    """Starts Python on the project as a user would, in a process of its own; kills what a test leaves."""
    environment = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    started = []

    def start(*arguments, inherits=(), **variables):
        process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=addresses.PROJECT,
            env=environment | {"XTREME_STATE": str(own_state)} | variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            pass_fds=inherits,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()
