"""Settings of the bare view: the product's database, read in the role of the vendor's staff."""

import os
from pathlib import Path

from xtreme import environment

SECRET_KEY = "of a view that signs nothing"
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "tests.benchmarks.bare.urls"
INSTALLED_APPS = ["tests.benchmarks.bare"]
USE_TZ = True

_given = environment.database(os.environ["DATABASE_URL"])
DATABASES = {
    "default": _given
    | {"OPTIONS": {"options": "-c role=xtreme_staff"}, "CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": False}
}
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
    }
]
