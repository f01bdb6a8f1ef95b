"""Python's search for rubbish that keeps itself alive, in processes that serve for days.

What a process is made of once it serves (half a million objects of modules, models and templates) is never rubbish.
Unless it is set aside, each full search goes through all of it, a quarter of a second in the middle of a request.
"""

import gc

YOUNG = 5_000  # objects that are made before the youngest are looked through; Python's own number is 700
OLDER = 20  # such searches before those that outlived them are looked through


def set_aside() -> None:
    """Leave all that there is by now out of every search to come, and search less often: call it once, when the
    process is about to serve."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, OLDER, OLDER)
