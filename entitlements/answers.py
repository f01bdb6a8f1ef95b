"""Whether a customer may have a service: yes or no, why, what is left, which tiers have it (R25).

Services for a product follow that product's line; services for the company need one active line of a tier
that grants them. One query where the catalogue is known (catalogue.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from entitlements import catalogue, refusals
from entitlements.catalogue import Catalogue
from entitlements.models import Grant, Service, Severity
from subscriptions import coverage
from subscriptions.models import Customer, Product, ProductLine, Tier
from subscriptions.refusals import Refusal


class UnknownService(LookupError):
    """There is no service of this code."""


@dataclass(frozen=True)
class Answer:
    """Yes or no to one question. `code` is `included` or that of the refusal; `tier` and `line` are those of
    the line it rests on, `remaining` what is left of a limited service in this period, None without limit."""

    allowed: bool
    code: str
    why: str
    rests_on: str
    remaining: int | None = None
    tier: Tier | None = None
    line: ProductLine | None = None
    grant: Grant | None = None
    tiers_with_it: tuple[Tier, ...] = ()
    refused: Refusal | None = field(default=None, repr=False)

    def refusal(self) -> Refusal:
        """What to raise where the answer is no."""
        if self.refused is None:
            raise ValueError("The answer is yes")
        return self.refused


@dataclass(frozen=True)
class Question:
    """Who asks for what when, with the lines that had begun by then and the table of grants."""

    customer: Customer
    service: Service
    product: Product | None
    at: datetime
    begun: Sequence[ProductLine]
    table: Catalogue

    @property
    def follows_product(self) -> bool:
        return self.product is not None and self.service.scope == Service.Scope.PRODUCT

    def lines(self) -> list[ProductLine]:
        """The lines in force that count for this service, the highest tier first."""
        lines = coverage.in_force(self.begun, self.at)
        if self.follows_product:
            lines = [line for line in lines if line.product_id == self.product.pk]  # type: ignore[union-attr]
        return sorted(lines, key=lambda line: line.tier.rank)

    def granting(self) -> tuple[ProductLine, Grant] | None:
        """The first line whose tier grants the service, and what it grants."""
        for line in self.lines():
            if grant := self.table.grant(line.tier_id, self.service, self.at, line.starts_at):
                return line, grant
        return None


def may(
    customer: Customer, service_code: str, product: Product | None = None, at: datetime | None = None
) -> Answer:
    """The answer as of the instant `at` (R25.1, R25.3). Raises UnknownService.

    `product` counts for services that follow a product; without one they are answered for the best line.
    """
    at = at or timezone.now()
    begun, table = _facts(customer, at)
    return _answer(Question(customer, _service(table, service_code), product, at, begun, table))


def may_each(
    customer: Customer, product: Product | None = None, at: datetime | None = None
) -> dict[str, Answer]:
    """The answer for every service, by its code in the brochure's order, in one query."""
    at = at or timezone.now()
    begun, table = _facts(customer, at)
    return {
        service.code: _answer(Question(customer, service, product, at, begun, table))
        for service in table.services.values()
    }


def require(
    customer: Customer, service_code: str, product: Product | None = None, at: datetime | None = None
) -> Answer:
    """The answer where it is yes. Raises the refusal where it is no."""
    answer = may(customer, service_code, product, at)
    if not answer.allowed:
        raise answer.refusal()
    return answer


def may_log(customer: Customer, product: Product, severity: int, at: datetime | None = None) -> ProductLine:
    """The line that an incident is worked under. Raises the refusal where none covers it. No quota (R4.1).

    Severity 1 is taken after expiry too, under the line that ended last (R26.5): its `ends_at` is then not
    after `at`, and the account owner is to be told.
    """
    at = at or timezone.now()
    answer = may(customer, "unlimited_incidents", product, at)
    if answer.line and answer.allowed:
        return answer.line
    begun = [line for line in coverage.history(customer, at) if line.product_id == product.pk]
    if severity != Severity.CRITICAL or answer.line or not begun:
        raise answer.refusal()
    return max(begun, key=lambda line: line.ends_at)


def _facts(customer: Customer, at: datetime) -> tuple[Sequence[ProductLine], Catalogue]:
    begun = list(coverage.history(customer, at).annotate(catalogue_stamp=catalogue.STAMP))
    stamp = begun[0].catalogue_stamp if begun else None
    return begun, catalogue.current(stamp)


def _service(table: Catalogue, code: str) -> Service:
    try:
        return table.services[code]
    except KeyError:
        raise UnknownService(code) from None


def _answer(question: Question) -> Answer:
    found = question.granting()
    if found is None:
        return _no(question, _why_not(question))
    line, grant = found
    product = question.product
    if grant.standard_products_only and question.follows_product and not product.after_hours_supported:  # type: ignore[union-attr]
        return _no(question, refusals.OfficeHoursOnly(product=product), line)
    return Answer(
        True,
        "included",
        _included(question, line, grant),
        grant.rests_on or question.service.requirement,
        grant.allowance,
        line.tier,
        line,
        grant,
        question.table.tiers_with(question.service, question.at),
    )


def _no(question: Question, refusal: Refusal, line: ProductLine | None = None) -> Answer:
    """The answer no, with the line of the product, where there is one, that does not have the service."""
    line = line or next(iter(question.lines()), None)
    tiers = question.table.tiers_with(question.service, question.at)
    return Answer(
        False,
        refusal.code,
        str(refusal),
        refusal.requirement,
        tier=line and line.tier,
        line=line,
        tiers_with_it=tiers,
        refused=refusal,
    )


def _why_not(question: Question) -> Refusal:
    service, customer = question.service, question.customer
    whom = refusals.whom_to_ask(customer) | {"rests_on": service.requirement}
    if ended := coverage.ended(question.begun, question.at):
        return refusals.SubscriptionExpired(date=refusals.last_day(ended, customer), **whom)
    if question.follows_product and not question.lines():
        kind = refusals.UpdatesNotCovered if service.code == "updates" else refusals.ProductNotCovered
        return kind(product=question.product, **whom)
    if not question.begun:
        return refusals.NoSubscription(**whom)
    tiers = question.table.tiers_with(service, question.at)
    if not tiers:
        return refusals.NotOffered(service=service.name, **whom)
    refusal = refusals.BY_SERVICE.get(service.code, refusals.NotIncluded)
    return refusal(service=service.name, tiers=refusals.listed(tiers), **whom)


def _included(question: Question, line: ProductLine, grant: Grant) -> str:
    words = {
        "service": question.service.name,
        "tier": line.tier.name,
        "product": line.product.name,
        "date": refusals.last_day(line.ends_at, question.customer),
    }
    sentence = _("{service} is part of {tier} for {product}, until {date}.").format(**words)
    if grant.allowance is not None:
        sentence += " " + _("Times per support period: {allowance}.").format(allowance=grant.allowance)
    return sentence
