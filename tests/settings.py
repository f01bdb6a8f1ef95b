"""The product's settings on servers and files of the tests' own, whatever the environment says."""

import os

from tests import leftovers

for name in (
    "DATABASE_URL",
    "REDIS_URL",
    "CACHE_URL",
    "EMAIL_URL",
    "STORAGE_URL",
    "SECRET_KEY",
    "ALLOWED_HOSTS",
):
    os.environ.pop(name, None)
# The first process (xdist's controller) chooses the directory, its workers inherit it.
if "XTREME_TEST_STATE" not in os.environ:
    os.environ["XTREME_TEST_STATE"] = leftovers.new_directory()
os.environ["XTREME_STATE"] = os.environ["XTREME_TEST_STATE"]

from xtreme.settings import *  # noqa: E402, F403
from xtreme.settings import DATABASES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DATABASES["default"]["OPTIONS"].pop("pool", None)
DATABASES["default"]["TEST"] = {"TEMPLATE": "xtreme"}  # migrated once, cloned by each worker (tests.servers)
REAUTHENTICATE = False  # tests sign people in without a password; those of sign-in turn it on
AFTERWARDS_AT_ONCE = True
WHITENOISE_USE_FINDERS = False  # each client of a test would look at every file of style and script
SESSION_COOKIE_AGE = 10 * 365 * 24 * 3600  # tests move the clock after they have signed in
NOTE_USE_OF_SESSIONS = False  # tests count the statements of a request
