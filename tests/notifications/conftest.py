"""A mail server of each test's own."""

import pytest

from tests.postbox import Postbox, mailers


@pytest.fixture
def post(settings):
    with Postbox() as post:
        settings.MAILERS = mailers(post.url)
        yield post
