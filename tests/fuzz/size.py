"""How much is tried: a little in `make test`, always the same; much in `make faults` (FUZZ=long), always other."""

import os

from hypothesis import HealthCheck, Phase, settings

LONG = os.environ.get("FUZZ") == "long"


def tries(short, long):
    """The settings of a test that tries so many examples."""
    return settings(
        max_examples=long if LONG else short,
        deadline=None,
        derandomize=not LONG,
        database=None,
        phases=[Phase.generate, Phase.shrink] if LONG else [Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
