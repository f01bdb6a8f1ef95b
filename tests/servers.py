"""PostgreSQL and Valkey for the tests: started once by the first process, gone with it.

Loaded by tests/conftest.py. The first worker that needs a database migrates one, unless an earlier run left one of
the same make (kept_database.py); each worker clones it.
"""

import fcntl
import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from tests import kept_database
from xtreme import environment
from xtreme.embedded import addresses, catalogues
from xtreme.embedded.servers import servers

FIRST_CACHE = 2  # of Valkey's sixteen databases: the broker's and the product's cache come before

_running = pytest.StashKey[ExitStack]()
_kept = pytest.StashKey[Path]()


def pytest_configure(config):
    if hasattr(config, "workerinput"):
        _set_apart(config.workerinput["workerid"])
    if hasattr(config, "workerinput") or config.option.collectonly:
        return
    catalogues.compile_all()
    config.stash[_kept] = kept_database.restore()
    config.stash[_running] = stack = ExitStack()
    stack.enter_context(servers("make test", durable=False))


def pytest_unconfigure(config):
    if _running in config.stash:
        config.stash[_running].close()
        kept_database.keep(config.stash[_kept])


def _set_apart(worker):
    """A cache and a folder of files of its own: the databases of the workers are clones, with the same keys, so one
    must neither read nor clear nor count what another keeps."""
    number = int(worker.removeprefix("gw")) + FIRST_CACHE
    os.environ["CACHE_URL"] = environment.redis_database(settings.REDIS_URL, number)
    settings.CACHES["default"]["LOCATION"] = os.environ["CACHE_URL"]
    settings.MEDIA_ROOT = settings.MEDIA_ROOT / worker
    os.environ["MEDIA_ROOT"] = str(settings.MEDIA_ROOT)
    settings.STORAGES["default"]["OPTIONS"]["location"] = settings.MEDIA_ROOT


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """Before this worker's database is cloned: have the one it is cloned from."""
    with (addresses.state_dir() / "migrating").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept_database.migrated().exists():
            command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
            surroundings = os.environ | {"DJANGO_SETTINGS_MODULE": "xtreme.settings"}
            subprocess.run(command, cwd=addresses.PROJECT, env=surroundings, check=True)
            _make_read_only()
            kept_database.migrated().touch()


def _make_read_only():
    """What is cloned stays what it is; a clone does not inherit this."""
    with psycopg.connect(addresses.database_url(), autocommit=True) as template:
        template.execute(
            f"alter role {addresses.LOGIN} in database {addresses.DATABASE}"
            " set default_transaction_read_only = on"
        )
