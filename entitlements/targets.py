"""Which target and which clock an incident gets. The instants that follow from them are tickets' to compute.

A clock follows from what the tier grants, never from its name or code.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from django.db.models import F, TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from entitlements import catalogue, terms
from entitlements.catalogue import Catalogue
from entitlements.models import Grant, MilestoneKind, Service, Severity, TargetPolicy, TargetRule
from subscriptions.kept import Kept
from subscriptions.models import CalendarVersion, Product, ProductLine, Tier
from subscriptions.models.regions import Clock

# The services whose grants carry the clock of severity 1, the farthest-reaching first (R14, R10).
CRITICAL_SERVICES = ("extended_critical_support", "critical_support")


class ClockReason(TextChoices):
    """Why a clock is what it is; the label is the sentence for people (R8.4)."""

    SEVERITY = "severity", gettext_lazy("Severity 2 to 4 is worked on in office hours.")
    PRODUCT = "product", gettext_lazy("The product is not supported outside office hours.")
    GRANTED = "granted", gettext_lazy("The subscription covers severity 1 around the clock.")
    NOT_GRANTED = "not_granted", gettext_lazy("The subscription covers severity 1 in office hours.")


class ChosenClock(NamedTuple):
    clock: Clock
    reason: ClockReason


class Tables(NamedTuple):
    """Every policy, the newest first, and the rules by policy, tier and severity, those of a product last."""

    policies: list[TargetPolicy]
    rules: dict[tuple[int, int, int], list[TargetRule]]


def _load() -> Tables:
    rules: dict[tuple[int, int, int], list[TargetRule]] = {}
    for rule in TargetRule.objects.order_by(F("product").asc(nulls_first=True)):
        rules.setdefault((rule.policy_id, rule.tier_id, rule.severity), []).append(rule)
    return Tables(list(TargetPolicy.objects.order_by("-in_force_from", "-pk")), rules)


_tables = Kept(_load)


def policy_at(at: datetime) -> TargetPolicy:
    """The targets in force at `at`. Raises TargetPolicy.DoesNotExist before the first ones."""
    for policy in _tables.current().policies:
        if policy.in_force_from <= at:
            return policy
    raise TargetPolicy.DoesNotExist(f"There are no targets at {at}")


def rule_for(
    policy: TargetPolicy, tier: Tier, severity: int, milestone: str, product: Product | None
) -> TargetRule | None:
    """The target of this case, or None where the policy sets none. A product's rule comes before the tier's
    own (R8.2)."""
    return rules_for(policy, tier, severity, product).get(milestone)


def rules_for(
    policy: TargetPolicy, tier: Tier, severity: int, product: Product | None
) -> dict[str, TargetRule]:
    """The target of every milestone that has one, by milestone."""
    rules = _tables.current().rules.get((policy.pk, tier.pk, severity), [])
    wanted = (None, product.pk if product else None)
    return {rule.milestone: rule for rule in rules if rule.product_id in wanted}


def clock_for(
    tier: Tier, severity: int, product: Product | None, at: datetime, line: ProductLine | None = None
) -> ChosenClock:
    """Which time counts, and why (R10.1, R10.5, R14.1). `line`, where there is one, is read with terms.history: it
    keeps what its tier granted when it began, or the one that it was upgraded from (R27.4), and has what was
    negotiated for it (R27.1)."""
    if severity != Severity.CRITICAL:
        return ChosenClock(Clock.OFFICE, ClockReason.SEVERITY)
    table, withheld = catalogue.current(), False
    for service in _critical_services(table):
        grant = _granted(table, tier, service, at, line)
        if grant is None or not grant.clock:
            continue
        if not grant.standard_products_only or not product or product.after_hours_supported:
            return _granting(Clock(grant.clock))
        withheld = True
    return ChosenClock(Clock.OFFICE, ClockReason.PRODUCT if withheld else ClockReason.NOT_GRANTED)


def critical_clock(table: Catalogue, tier: Tier, at: datetime) -> Clock:
    """The clock that the tier grants for severity 1; office hours where it grants none."""
    grants = [table.grant(tier.pk, service, at) for service in _critical_services(table)]
    return next((Clock(grant.clock) for grant in grants if grant and grant.clock), Clock.OFFICE)


def _critical_services(table: Catalogue) -> list[Service]:
    return [table.services[code] for code in CRITICAL_SERVICES if code in table.services]


def _granted(
    table: Catalogue, tier: Tier, service: Service, at: datetime, line: ProductLine | None
) -> Grant | None:
    """What counts for the line; for one that has ended, or had another tier, what the tier grants at `at`."""
    if line is None:
        return table.grant(tier.pk, service, at)
    special = terms.special_for(line, service, at)
    if special or (line.tier_id == tier.pk and line.ends_at > at):
        return terms.grant_of(table, line, service, at, special)
    return table.grant(tier.pk, service, at)


def _granting(clock: Clock) -> ChosenClock:
    return ChosenClock(clock, ClockReason.NOT_GRANTED if clock == Clock.OFFICE else ClockReason.GRANTED)


def in_words(rule: TargetRule) -> str:
    """The figure as people read it: "30 min", "4 h", "2 d"."""
    if rule.unit == TargetRule.Unit.MINUTE:
        return _("%(minutes)s min") % {"minutes": rule.amount}
    if rule.unit == TargetRule.Unit.HOUR:
        return _("%(hours)s h") % {"hours": rule.amount}
    return ngettext("%(days)s d", "%(days)s d", rule.amount) % {"days": rule.amount}


def warnings(policy: TargetPolicy) -> list[str]:
    """Where a higher tier or a higher severity is slower than a lower one, in sentences; none is an error."""
    return warnings_of(policy.rules.select_related("tier", "product"))


def warnings_of(rules: Iterable[TargetRule]) -> list[str]:
    """The same for rules that need not be saved yet."""
    days = _office_days()
    cases: dict[tuple[int | None, str], dict[tuple[int, int], TargetRule]] = {}
    for rule in rules:
        case = cases.setdefault((rule.product_id, rule.milestone), {})
        case[rule.tier.rank, rule.severity] = rule
    return [
        _("%(better)s has a slower target than %(worse)s.")
        % {"better": described(better), "worse": described(worse)}
        for case in cases.values()
        for better, worse in _neighbours(case)
        if any(better.covered(day) > worse.covered(day) for day in days)
    ]


def _neighbours(
    case: dict[tuple[int, int], TargetRule],
) -> Iterator[tuple[TargetRule, TargetRule]]:
    """Pairs of one milestone: the rule of the higher tier or severity, and that of the next lower one."""
    ranks, severities = sorted({rank for rank, _s in case}), sorted({severity for _r, severity in case})
    for rank in ranks:
        yield from pairwise(case[rank, s] for s in severities if (rank, s) in case)
    for severity in severities:
        yield from pairwise(case[r, severity] for r in ranks if (r, severity) in case)


def described(rule: TargetRule) -> str:
    """Whose target it is, and how long: for sentences."""
    words = {
        "tier": rule.tier,
        "severity": rule.severity,
        "milestone": MilestoneKind(rule.milestone).label,
        "target": in_words(rule),
    }
    text = _("%(tier)s, severity %(severity)s, %(milestone)s (%(target)s)") % words
    return f"{rule.product}: {text}" if rule.product else text


def _office_days() -> set[timedelta]:
    """How long an office day is, in each region that has a calendar."""
    newest = CalendarVersion.objects.order_by("region_id", "-in_force_from").distinct("region_id")
    return {version.day() for version in newest}
