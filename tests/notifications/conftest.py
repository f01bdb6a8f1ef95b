"""A mail server of each test's own; what alerts are written about, and by whom."""

import pytest

from tests import factories as make
from tests.notifications.company import publisher
from tests.postbox import Postbox, mailers


@pytest.fixture
def post(settings):
    with Postbox() as post:
        settings.MAILERS = mailers(post.url)
        yield post


@pytest.fixture
def product():
    return make.product("LGF", name="Ledgerkant")


@pytest.fixture
def writer(client):
    """One of the vendor's who may publish, signed in."""
    who = publisher()
    client.force_login(who)
    return who
