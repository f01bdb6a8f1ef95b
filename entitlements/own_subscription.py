"""What a customer's own page says: her lines, and each service with for which of them it is included (R25.1)."""

from dataclasses import dataclass
from datetime import datetime

from entitlements import answers
from entitlements.answers import Answer, Facts
from entitlements.models import Service
from entitlements.refusals import last_day, listed
from subscriptions.coverage import worked_on_until
from subscriptions.models import Customer, Product, ProductLine


@dataclass(frozen=True)
class ServiceLine:
    """One service. `included` and `missing` name products, where the lines differ; else both are empty."""

    service: Service
    answer: Answer
    included: list[Product]
    missing: list[Product]

    @property
    def included_names(self) -> str:
        return listed(product.name for product in self.included)

    @property
    def missing_names(self) -> str:
        return listed(product.name for product in self.missing)


@dataclass(frozen=True)
class OwnSubscription:
    facts: Facts
    services: list[ServiceLine]

    @property
    def lines(self) -> list[tuple[ProductLine, str]]:
        """The lines in force, each with its last day in words."""
        return [(line, last_day(line.ends_at, self.facts.customer)) for line in self.facts.lines]

    @property
    def expired_on(self) -> str:
        """The last day of a subscription that has ended, else empty."""
        ended = self.facts.expired_at
        return last_day(ended, self.facts.customer) if ended else ""

    @property
    def worked_on_until(self) -> str:
        """The last day on which open incidents are worked on after expiry; empty when that is over (R26.5)."""
        ends = self.facts.expired_at and worked_on_until(self.facts.expired_at)
        return last_day(ends, self.facts.customer) if ends and self.facts.at < ends else ""


def describe(customer: Customer, at: datetime | None = None) -> OwnSubscription:
    """The subscription of the customer as of `at`, in one query."""
    facts = answers.facts(customer, at)
    return OwnSubscription(facts, [_service_line(facts, s) for s in facts.table.services.values()])


def _service_line(facts: Facts, service: Service) -> ServiceLine:
    included: list[Product] = []
    missing: list[Product] = []
    if service.scope == Service.Scope.PRODUCT:
        for line in facts.lines:
            allowed = facts.answer(service.code, line.product).allowed
            (included if allowed else missing).append(line.product)
    if not (included and missing):
        included, missing = [], []
    return ServiceLine(service, facts.answer(service.code), included, missing)
