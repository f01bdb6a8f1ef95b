"""The Celery application: workers find their tasks in each room's tasks.py, settings begin with CELERY_."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xtreme.settings")

app = Celery("xtreme")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
