"""The WSGI entry point that granian serves."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from xtreme import garbage
from xtreme.turns import Turns

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xtreme.settings")

application = Turns(get_wsgi_application())
get_resolver().url_patterns  # noqa: B018  the pages are imported now, not while the first visitor waits
garbage.set_aside()
