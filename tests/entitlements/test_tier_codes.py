"""Tiers are data (REQUIREMENTS.md, opening): no code decides by a tier's code or name."""

import ast
import re
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
ROOMS = ("subscriptions", "notifications", "entitlements", "tickets", "xtreme")
# Where a new installation's tiers, figures and demo are written down, and the sheet that shows the look.
DATA = ("starting_data", "presets.py", "demo", "look.py")
NAMES = {"XT", "XTP", "XTE", "Elite", "Premium", "Xtreme Elite Support", "Xtreme Premium Support"}


def decisions(source):
    """Every string of a module that is a tier's code or name and nothing else."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and node.value in NAMES:
            yield node.lineno


def test_no_code_outside_the_starting_data_names_a_tier():
    found = [
        f"{path.relative_to(PROJECT)}:{line}"
        for room in ROOMS
        for path in (PROJECT / room).rglob("*.py")
        if "migrations" not in path.parts and not any(data in str(path) for data in DATA)
        for line in decisions(path.read_text())
    ]
    assert found == []


def test_no_template_decides_by_a_tier():
    decision = re.compile(r"{%\s*(?:el)?if[^%]*[\"'](?:XT|XTP|XTE)[\"']")
    found = [
        str(path.relative_to(PROJECT))
        for path in (PROJECT / "templates").rglob("*.html")
        if decision.search(path.read_text())
    ]
    assert found == []
