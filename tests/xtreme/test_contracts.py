"""The contracts of imports hold every room: one that they do not name imports what it likes, and nobody sees it."""

import tomllib
from pathlib import Path

import pytest
from django.conf import settings

CONTRACTS = {
    each["name"]: each
    for each in tomllib.loads(Path("pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
}
# The verbs call duty, which has a contract of its own.
BELOW_THE_VERBS = {"tickets.duty"}


def rooms(parent):
    """The rooms directly below a room."""
    below = {name for name in settings.INSTALLED_APPS if name.startswith(f"{parent}.")}
    return {name for name in below if name.count(".") == parent.count(".") + 1} - BELOW_THE_VERBS


@pytest.mark.parametrize(
    ("parent", "contract"),
    [
        ("entitlements", "The rooms of entitlements know no sibling"),
        ("entitlements", "The core of entitlements knows none of its nested rooms"),
        ("tickets", "The rooms of tickets know no sibling, and the desk none of them"),
        ("tickets", "The core of tickets knows none of its nested rooms"),
    ],
)
def test_every_room_is_in_the_contracts_of_imports(parent, contract):
    held = CONTRACTS[contract]
    named = held.get("forbidden_modules") or held.get("modules") or held["layers"]
    lacking = rooms(parent) - {room for line in named for room in line.split(" | ")}
    assert lacking == set(), f"name them in pyproject.toml, “{contract}”"
