"""The WSGI entry point that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

from xtreme.turns import Turns

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xtreme.settings")

application = Turns(get_wsgi_application())
