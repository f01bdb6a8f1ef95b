"""What a customer's own page says: her lines, and each service with for which of them it is included (R25.1)."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.urls import reverse

from entitlements import answers
from entitlements.answers import Answer, Facts
from entitlements.models import Service
from entitlements.refusals import listed
from subscriptions.coverage import worked_on_until
from subscriptions.models import Customer, Product, ProductLine
from subscriptions.wording import last_day_words

# Where a contact uses a service, by the name of the page.
PAGES = {
    "critical_alerts": "notifications:alerts",
    "updates": "downloads:index",
    "fixes": "downloads:index",
    "unlimited_incidents": "tickets:new",
    "online_support": "knowledge:index",
    "telephone": "phone:phone",
    "how_to": "tickets:new",
    "communities": "community:index",
    "advisor": "advisory:advisor",
    "activity_review": "reviews:index",
    "senior_resources": "advisory:ask",
    "special_events": "special_events:weekend",
    "recorded_briefings": "briefings:library",
    "interactive_briefings": "briefings:sessions",
    "early_adopter": "programmes:programmes",
    "education": "programmes:education",
    "upgrade_planning": "upgrades:plans",
}
_address = cache(reverse)  # Django resolves a name anew for each of a page's addresses


@dataclass(frozen=True)
class OfProduct:
    """What one product line has of a service; `until` is its last day in words, empty where it has it not."""

    product: Product
    answer: Answer
    until: str


@dataclass(frozen=True)
class ServiceLine:
    """One service. `products` are those of the lines where they differ, else none; `until` is the last day on which
    it is included, in words."""

    service: Service
    answer: Answer
    until: str
    products: list[OfProduct]

    @property
    def page(self) -> str:
        """The address of the page on which a contact uses it; empty where it has none, or is not included."""
        name = PAGES.get(self.service.code)
        return _address(name) if name and (self.answer.allowed or self.is_used_up) else ""

    @property
    def included(self) -> list[Product]:
        return [each.product for each in self.products if each.answer.allowed]

    @property
    def missing(self) -> list[Product]:
        return [each.product for each in self.products if not each.answer.allowed]

    @property
    def differing(self) -> list[OfProduct]:
        """The products that have it until different days, or by different terms."""
        having = [each for each in self.products if each.answer.allowed]
        terms = {(each.until, each.answer.special) for each in having}
        return having if len(terms) > 1 else []

    @property
    def is_used_up(self) -> bool:
        """Whether it is included, but nothing of it is left in this period."""
        return not self.answer.allowed and self.answer.remaining == 0

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
        return [(line, last_day_words(line.ends_at, self.facts.customer.zone)) for line in self.facts.lines]

    @property
    def expired_on(self) -> str:
        """The last day of a subscription that has ended, else empty."""
        ended = self.facts.expired_at
        return last_day_words(ended, self.facts.customer.zone) if ended else ""

    @property
    def worked_on_until(self) -> str:
        """The last day on which open incidents are worked on after expiry; empty when that is over (R26.5)."""
        ends = self.facts.expired_at and worked_on_until(self.facts.expired_at, self.facts.customer)
        return last_day_words(ends, self.facts.customer.zone) if ends and self.facts.at < ends else ""


def describe(customer: Customer, at: datetime | None = None) -> OwnSubscription:
    """The subscription of the customer as of `at`, in one query."""
    facts = answers.facts(customer, at)
    return OwnSubscription(facts, [_service_line(facts, s) for s in facts.table.services.values()])


def _service_line(facts: Facts, service: Service) -> ServiceLine:
    answer = facts.answer(service.code)
    products = []
    if service.scope == Service.Scope.PRODUCT:
        products = [_of_product(facts, service, line.product) for line in facts.lines]
    if len({(each.answer.allowed, each.until, each.answer.special) for each in products}) < 2:
        products = []
    return ServiceLine(service, answer, _until(facts, answer), products)


def _of_product(facts: Facts, service: Service, product: Product) -> OfProduct:
    answer = facts.answer(service.code, product)
    return OfProduct(product, answer, _until(facts, answer) if answer.allowed else "")


def _until(facts: Facts, answer: Answer) -> str:
    return last_day_words(answer.until, facts.customer.zone) if answer.until else ""
