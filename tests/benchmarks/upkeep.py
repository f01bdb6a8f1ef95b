"""What beat has a worker do all the time for the desk's lists and searches, until it is ended: what people log and
take in rounds would leave thousands of changes for each page to add up and to look through, which production never
has.

Run by itself: `python -m tests.benchmarks.upkeep`.
"""

import os
import time

import django

EVERY = 15  # seconds, as beat does


def keep_up() -> None:
    """Does not return."""
    from tickets import tasks

    while True:
        tasks.sum_up_counts()
        tasks.keep_words()
        time.sleep(EVERY)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xtreme.settings")
    django.setup()
    keep_up()
