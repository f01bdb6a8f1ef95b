"""A production installation does not start half configured."""

import os
import subprocess
import sys

import pytest

PRODUCTION = {
    "DATABASE_URL": "postgresql://xtreme@db/xtreme",
    "REDIS_URL": "redis://valkey/0",
    "SECRET_KEY": "a-key-of-this-installation",
    "ALLOWED_HOSTS": "support.example",
    "EMAIL_URL": "smtp://mail.example:25",
}


SAID = "s.DEMO, s.DATABASES['default']['HOST'], s.SECURE_SSL_REDIRECT"
LISTENS = "s.LIVE_URL, *s.SECURE_CSP['connect-src']"


def start(environment, said=SAID):
    """Import the settings in a process of their own; gives its exit code and what it said."""
    code = f"import xtreme.settings as s; print({said})"
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-c", code], env=kept | environment, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_a_complete_production_environment_starts_and_is_no_demo():
    code, said = start(PRODUCTION | {"SITE_URL": "https://support.example"})
    assert (code, said.split()) == (0, ["False", "db", "True"])


@pytest.mark.parametrize("missing", ["REDIS_URL", "SECRET_KEY", "ALLOWED_HOSTS", "EMAIL_URL"])
def test_production_without_one_of_these_does_not_start(missing):
    code, said = start({name: value for name, value in PRODUCTION.items() if name != missing})
    assert code != 0
    assert f"Set {missing}" in said


def test_with_nothing_set_it_is_the_demo():
    code, said = start({})
    assert (code, said.split()[0]) == (0, "True")


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, "http://localhost:8001/live/ 'self' http://localhost:8001"),
        (PRODUCTION, "/live/ 'self'"),
        (PRODUCTION | {"LIVE_URL": ""}, " 'self'"),
        (
            PRODUCTION | {"LIVE_URL": "https://live.example/live/"},
            "https://live.example/live/ 'self' https://live.example",
        ),
    ],
)
def test_pages_may_listen_where_the_live_updates_are_served_and_nowhere_else(environment, said):
    assert start(environment, LISTENS) == (0, f"{said}\n")
