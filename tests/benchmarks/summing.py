"""Sums up the numbers of the desk's lists as beat has a worker do, until it is ended: what people log and take in
rounds would leave thousands of changes for each list page to add up, which production never has.

Run by itself: `python -m tests.benchmarks.summing`.
"""

import os
import time

import django


def sum_up() -> None:
    """As often as in production. Does not return."""
    from django.conf import settings

    from tickets import tasks

    every = settings.CELERY_BEAT_SCHEDULE["sum up the numbers of the lists"]["schedule"]
    while True:
        tasks.sum_up_counts()
        time.sleep(every)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xtreme.settings")
    django.setup()
    sum_up()
