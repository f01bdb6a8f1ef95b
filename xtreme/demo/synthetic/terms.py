"""What is promised to whom: targets, clock and calendar of every case, looked up once and kept."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from entitlements import targets as promised
from entitlements.models import MilestoneKind
from subscriptions.models import Product, SupportRegion, Tier
from subscriptions.starting_data import add_holidays
from xtreme.demo.synthetic.courses import SPAN
from xtreme.demo.synthetic.ledger import Promise
from xtreme.demo.synthetic.timetable import Timetable

AHEAD = timedelta(days=500)
BACK = timedelta(seconds=SPAN, days=60)


@dataclass(frozen=True)
class Case:
    """The terms of a region, tier, severity and product."""

    timetable: Timetable
    promises: dict[str, Promise]
    clock: str
    calendar: int
    policy: int


def know_the_holidays(now: datetime) -> None:
    """Add those of the years that the filling reaches to."""
    for region in SupportRegion.objects.all():
        add_holidays(region.calendar_at(now), range((now - BACK).year, (now + AHEAD).year + 1))


class Terms:
    """The terms in force at `now`."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.policy = promised.policy_at(now)
        self._regions = {region.pk: region for region in SupportRegion.objects.all()}
        self._tiers = {tier.pk: tier for tier in Tier.objects.all()}
        self._products = {product.pk: product for product in Product.objects.all()}
        self._calendars = {pk: region.calendar_at(now) for pk, region in self._regions.items()}
        self._timetables: dict[tuple[int, str], Timetable] = {}
        self._cases: dict[tuple[int, int, int, int], Case] = {}

    def case(self, region: int, tier: int, severity: int, product: int) -> Case:
        """The terms of these keys."""
        key = (region, tier, severity, product)
        found = self._cases.get(key)
        if found is None:
            found = self._cases[key] = self._looked_up(*key)
        return found

    def _looked_up(self, region: int, tier: int, severity: int, product: int) -> Case:
        level, thing, version = self._tiers[tier], self._products[product], self._calendars[region]
        which, _reason = promised.clock_for(level, severity, thing, self.now)
        rules = promised.rules_for(self.policy, level, severity, thing)
        day = version.day()
        promises = {
            MilestoneKind(kind).value: Promise(rule.pk, int(rule.covered(day).total_seconds()))
            for kind, rule in rules.items()
        }
        return Case(self._timetable(region, which), promises, which.value, version.pk, self.policy.pk)

    def _timetable(self, region: int, which: str) -> Timetable:
        key = (region, which)
        if key not in self._timetables:
            calendar = self._calendars[region].calendar(which)
            first = (self.now - BACK).replace(microsecond=0, tzinfo=UTC)
            self._timetables[key] = Timetable(calendar, first, first + BACK + AHEAD)
        return self._timetables[key]
