"""Sets of target figures that an administrator can choose from and then edit (TARGETS.md, 3).

A preset sets figures, never clocks. Figures stand as severity 1 / 2 / 3 / 4; `*` is the default's.
"""

from datetime import datetime

from entitlements.models import MilestoneKind, TargetPolicy, TargetRule
from subscriptions.models import Tier

FR, NR, SG = MilestoneKind.FIRST_RESPONSE, MilestoneKind.NEXT_REPLY, MilestoneKind.SOLUTION_GOAL
NO_TARGET = "–"
DEFAULT = "xtreme-default"

Figures = dict[str, dict[MilestoneKind, str]]

DEFAULT_FIGURES: Figures = {
    "XT": {FR: "2 h / 4 h / 1 d / 2 d", NR: "4 h / 1 d / 3 d / 5 d", SG: "24 h / 5 d / 15 d / –"},
    "XTP": {FR: "1 h / 2 h / 4 h / 8 h", NR: "2 h / 8 h / 2 d / 5 d", SG: "12 h / 3 d / 10 d / –"},
    "XTE": {FR: "30 min / 1 h / 2 h / 4 h", NR: "1 h / 4 h / 1 d / 3 d", SG: "8 h / 2 d / 8 d / –"},
}
# By key: what differs from the default.
PRESETS: dict[str, Figures] = {
    DEFAULT: {},
    "sharp-critical": {"XT": {FR: "1 h / * / * / *"}},
    "pattern-a": {
        "XT": {FR: "1 h / 4 h / 1 d / 2 d"},
        "XTP": {FR: "1 h / 2 h / 4 h / 8 h", NR: "1 h / 4 h / 8 h / 2 d"},
        "XTE": {FR: "1 h / 2 h / 4 h / 8 h", NR: "1 h / 4 h / 8 h / 2 d"},
    },
    "pattern-b": {
        "XT": {FR: "2 h / 6 h / 1 d / 2 d"},
        "XTP": {FR: "1 h / 2 h / 1 d / 2 d"},
        "XTE": {FR: "30 min / 2 h / * / *"},
    },
    "pattern-c": {
        "XT": {FR: "18 h / 2 d / 2 d / 2 d"},
        "XTP": {FR: "1 h / 2 h / 4 h / 8 h"},
        "XTE": {FR: "15 min / 1 h / 4 h / 8 h", NR: "30 min / * / * / *"},
    },
    "pattern-d": {
        "XTP": {FR: "1 h / 2 h / 4 h / 8 h"},
        "XTE": {FR: "15 min / 1 h / 2 h / 4 h"},
    },
    "pattern-e": {
        "XT": {FR: "2 h / 4 h / 1 d / 1 d"},
        "XTP": {FR: "1 h / 2 h / 4 h / 1 d"},
    },
}


def rules(key: str) -> list[TargetRule]:
    """The targets of a preset for the tiers that there are, not saved. Raises KeyError for an unknown key."""
    chosen = PRESETS[key]
    return [
        TargetRule(tier=tier, severity=severity, milestone=milestone, amount=int(amount), unit=unit)
        for tier in Tier.objects.filter(code__in=DEFAULT_FIGURES)
        for milestone, usual in DEFAULT_FIGURES[tier.code].items()
        for severity, figure in enumerate(_merged(chosen.get(tier.code, {}).get(milestone), usual), 1)
        if figure != NO_TARGET
        for amount, unit in [figure.split()]
    ]


def choose(key: str, in_force_from: datetime) -> TargetPolicy:
    """Make a new version of the targets from a preset, in force from that instant. What runs is not changed."""
    policy = TargetPolicy.objects.create(name=key, in_force_from=in_force_from)
    for rule in (chosen := rules(key)):
        rule.policy = policy
    TargetRule.objects.bulk_create(chosen)
    return policy


def _merged(figures: str | None, usual: str) -> list[str]:
    chosen, default = (figures or usual).split(" / "), usual.split(" / ")
    return [d if c == "*" else c for c, d in zip(chosen, default, strict=True)]
