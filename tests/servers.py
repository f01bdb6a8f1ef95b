"""PostgreSQL and Valkey for the tests: started once by the first process, gone with it.

Loaded by tests/conftest.py. A database is migrated while the workers collect their tests, unless an earlier run
left one of the same make (kept_database.py); each worker clones it.
"""

import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

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
    begun = subprocess.Popen([sys.executable, "-m", "tests.kept_database"], cwd=addresses.PROJECT)
    stack.callback(kept_database.open_to_all)
    stack.callback(begun.wait)


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
def django_db_setup(django_test_environment, django_db_modify_db_settings, django_db_blocker):
    """This worker's clone of the migrated database. Django would migrate it once more: seconds, where nothing is to
    be done."""
    kept_database.have_migrated()
    original, creation = connection.settings_dict["NAME"], connection.creation
    with django_db_blocker.unblock():
        creation._create_test_db(verbosity=0, autoclobber=True)
        connection.close()
        connection.settings_dict["NAME"] = creation._get_test_db_name()
    yield
    with django_db_blocker.unblock():
        creation.destroy_test_db(original, verbosity=0)
