"""The Celery application: workers find their tasks in each room's tasks.py, settings begin with CELERY_."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_process_init

from xtreme import garbage

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xtreme.settings")

app = Celery("xtreme")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_process_init.connect
def _set_aside(**_words: Any) -> None:
    garbage.set_aside()
