"""Settings of the product, served by the login role without a role of its own for each request."""

from xtreme.settings import *  # noqa: F403
from xtreme.settings import MIDDLEWARE as WALLED

MIDDLEWARE = [
    "tests.benchmarks.unwalled.middleware.WithoutWall" if each.endswith(".TenancyMiddleware") else each
    for each in WALLED
]
