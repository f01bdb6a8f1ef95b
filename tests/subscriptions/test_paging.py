"""Keys that people type or follow: a number that can be one, or nothing."""

import pytest

from subscriptions import paging


@pytest.mark.parametrize(("typed", "key"), [("7", 7), ("007", 7), ("9" * 18, 10**18 - 1)])
def test_a_number_is_a_key(typed, key):
    assert paging.key(typed) == key


@pytest.mark.parametrize("typed", ["", " 7", "-7", "7.0", "٧", "²", "9" * 19, "9" * 5_000])
def test_anything_else_is_none(typed):
    assert paging.key(typed) is None
