"""Tiers are data (R24.3, R27.4): no code decides by a tier's code, name or rank instead of asking for an answer.

Ranks may order what is shown or worked on (R15.1), never be compared with a number.
"""

import ast
import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
ROOMS = ("subscriptions", "notifications", "entitlements", "tickets", "xtreme")
# Where a new installation's tiers, figures and demo are written down, and the sheet that shows the look.
DATA = ("starting_data", "presets.py", "demo", "look.py")
NAMES = {"XT", "XTP", "XTE", "Elite", "Premium", "Xtreme Elite Support", "Xtreme Premium Support"}


OF_A_TIER = {"code", "name", "short_name", "rank"}
LOOKED_UP = re.compile(r"(^|__)tier__(code|name|short_name|rank)")


def decisions(source):
    """Every line of a module that holds a tier's code or name and nothing else, compares a tier's code, name or
    rank with something written down, or looks lines and grants up by them."""
    for node in ast.walk(ast.parse(source)):
        named = isinstance(node, ast.Constant) and node.value in NAMES
        compared = isinstance(node, ast.Compare) and any(map(of_a_tier, parts(node))) and written_down(node)
        looked_up = isinstance(node, ast.keyword) and LOOKED_UP.search(node.arg or "")
        if named or compared or looked_up:
            yield node.lineno


def parts(comparison):
    return [comparison.left, *comparison.comparators]


def written_down(comparison):
    return any(isinstance(part, ast.Constant | ast.List | ast.Tuple | ast.Set) for part in parts(comparison))


def of_a_tier(node):
    """tier.rank, line.tier.code, incident.tier_rank, row["tier_rank"]"""
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return node.slice.value == "tier_rank"
    if not isinstance(node, ast.Attribute):
        return isinstance(node, ast.Name) and node.id == "tier_rank"
    owner = getattr(node.value, "id", getattr(node.value, "attr", ""))
    return node.attr in ("rank", "tier_rank") or (owner == "tier" and node.attr in OF_A_TIER)


@pytest.mark.parametrize(
    "code",
    [
        "if line.tier.code == code or tier.code in ('A', 'B'): pass",
        "wide = incident.tier_rank < 3",
        "if tier.rank == 1: pass",
        "found = lines.filter(tier__rank=1)",
        "found = ['XTE']",
        "found = grants.exclude(service=1, tier__code='A')",
    ],
)
def test_r24_3_the_check_finds_what_decides_by_a_tier(code):
    assert list(decisions(code))


@pytest.mark.parametrize(
    "code", ["lines.sort(key=lambda line: line.tier.rank)", "a = one.rank >= other.rank"]
)
def test_ordering_by_ranks_is_no_decision(code):
    assert not list(decisions(code))


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
    decision = re.compile(
        r"{%\s*(?:el)?if[^%]*([\"'](?:XT|XTP|XTE)[\"']|\brank\s*[=<>!]|tier\.(code|name|short_name)\s*[=!])"
    )
    found = [
        str(path.relative_to(PROJECT))
        for path in (PROJECT / "templates").rglob("*.html")
        if decision.search(path.read_text())
    ]
    assert found == []
