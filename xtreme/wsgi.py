"""The product as a WSGI application, ready to serve; `python -m xtreme.web` serves it."""

import os

from django.core.wsgi import get_wsgi_application

from xtreme import garbage, readiness
from xtreme.turns import Turns

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xtreme.settings")

application = Turns(get_wsgi_application())
readiness.load_pages()
readiness.load_named()
garbage.set_aside()
