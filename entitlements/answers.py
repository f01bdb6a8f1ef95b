"""Whether a customer may have a service: yes or no, why, what is left, which tiers have it (R25).

Services for a product follow that product's line; services for the company need one active line of a tier
that grants them. One query where the catalogue is known (catalogue.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from entitlements import catalogue, refusals, terms
from entitlements.catalogue import Catalogue
from entitlements.models import Grant, Service, Severity, SpecialTerms
from entitlements.terms import Granted, Use
from subscriptions import coverage
from subscriptions.models import Customer, Product, ProductLine, Subscription, Tier
from subscriptions.refusals import Refusal
from subscriptions.wording import last_day_words


class UnknownService(LookupError):
    """There is no service of this code."""


@dataclass(frozen=True)
class Answer:
    """Yes or no to one question. `code` is `included` or that of the refusal; `tier` and `line` are those of
    the line it rests on, `remaining` what is left of a limited service in this period, None without limit."""

    allowed: bool
    code: str
    question: "Question" = field(repr=False)
    rests_on: str
    remaining: int | None = None
    tier: Tier | None = None
    line: ProductLine | None = None
    grant: Grant | None = None
    uses: tuple[Use, ...] = ()
    special: SpecialTerms | None = None
    refused: Refusal | None = field(default=None, repr=False)

    @property
    def why(self) -> str:
        """The answer in a sentence or some, in the language that is active."""
        return str(self.refused) if self.refused else _included(self)

    @property
    def tiers_with_it(self) -> tuple[Tier, ...]:
        """The tiers that grant the service then, the lowest first."""
        return self.question.tiers_with_it()

    @property
    def until(self) -> datetime | None:
        """The first instant at which the line or the special terms that it rests on have ended."""
        ends = [each.ends_at for each in (self.line, self.special) if each]
        return min(ends, default=None)

    @property
    def basis(self) -> str:
        """The promise it rests on, the limit and when it was used: "R23.8: 1 per period, used on 12 December 2026"
        (R25.2)."""
        limit = self.grant.allowance if self.grant else None
        words = [] if limit is None else [_("%(times)s per period") % {"times": limit}]
        if self.special:
            words.insert(0, _("special terms"))
        if self.uses:
            words.append(_("used on {days}").format(days=refusals.days_of(use.used_on for use in self.uses)))
        return f"{self.rests_on}: {', '.join(words)}" if words else self.rests_on

    def refusal(self) -> Refusal:
        """What to raise where the answer is no."""
        if self.refused is None:
            raise ValueError("The answer is yes")
        return self.refused


@dataclass(frozen=True)
class Facts:
    """What every answer to a customer as of one instant is drawn from: the lines that had begun by then, and
    the table of grants, with the stamp of the settings they were read under."""

    customer: Customer
    at: datetime
    begun: Sequence[ProductLine]
    table: Catalogue
    stamp: UUID | None

    @property
    def lines(self) -> list[ProductLine]:
        """The lines in force, by product name."""
        return coverage.in_force(self.begun, self.at)

    @property
    def expired_at(self) -> datetime | None:
        """When the last line ended, where none is in force."""
        return coverage.ended(self.begun, self.at)

    def nothing_in_force(self, rests_on: str = "") -> Refusal | None:
        """Why no line at all is in force: they ended, or there never was one."""
        if self.lines:
            return None
        words = refusals.whom_to_ask(self.customer) | {"rests_on": rests_on}
        if self.expired_at is None:
            return refusals.NoSubscription(**words)
        return refusals.SubscriptionExpired(date=last_day_words(self.expired_at, self.customer.zone), **words)

    def within(self, period: Subscription) -> "Facts":
        """The same of one support period alone, where several run at once."""
        return replace(self, begun=[line for line in self.begun if line.subscription_id == period.pk])

    def answer(self, service_code: str, product: Product | None = None) -> Answer:
        """As `may`, without another query. Raises UnknownService."""
        try:
            service = self.table.services[service_code]
        except KeyError:
            raise UnknownService(service_code) from None
        return _answer(Question(self, service, product))

    def require(self, service_code: str, product: Product | None = None) -> Answer:
        """The answer where it is yes. Raises the refusal where it is no, UnknownService."""
        answer = self.answer(service_code, product)
        if not answer.allowed:
            raise answer.refusal()
        return answer


@dataclass(frozen=True)
class Question:
    """Of which service, and for which product, the facts are asked."""

    facts: Facts
    service: Service
    product: Product | None

    @property
    def about(self) -> Product | None:
        """The product that the service follows; None for services of the company."""
        return self.product if self.service.scope == Service.Scope.PRODUCT else None

    def lines(self) -> list[ProductLine]:
        """The lines in force that count for this service, the highest tier first."""
        lines = [line for line in self.facts.lines if self.about in (None, line.product)]
        return sorted(lines, key=lambda line: line.tier.rank)

    def granting(self) -> Granted | None:
        """What the first line whose tier grants the service has of it; of a limited one the first that has some
        left."""
        facts = self.facts
        lines = [terms.granted(facts.table, line, self.service, facts.at) for line in self.lines()]
        found = [granted for granted in lines if granted]
        return next((granted for granted in found if granted.remaining != 0), next(iter(found), None))

    def left_out(self) -> SpecialTerms | None:
        """The exception by which a line in force has it not."""
        special = [terms.special_for(line, self.service, self.facts.at) for line in self.lines()]
        return next(filter(None, special), None)

    def tiers_with_it(self) -> tuple[Tier, ...]:
        return self.facts.table.tiers_with(self.service, self.facts.at)


def may(
    customer: Customer, service_code: str, product: Product | None = None, at: datetime | None = None
) -> Answer:
    """The answer as of the instant `at` (R25.1, R25.3). Raises UnknownService.

    `product` counts for services that follow a product; without one they are answered for the best line.
    """
    return facts(customer, at).answer(service_code, product)


def facts(customer: Customer, at: datetime | None = None) -> Facts:
    """What any number of answers to this customer are drawn from, in one query."""
    at = at or timezone.now()
    begun = terms.history(customer, at)
    stamp: UUID | None = begun[0].stamp if begun else None  # type: ignore[attr-defined]
    return Facts(customer, at, begun, catalogue.current(stamp), stamp)


def require(
    customer: Customer, service_code: str, product: Product | None = None, at: datetime | None = None
) -> Answer:
    """The answer where it is yes. Raises the refusal where it is no, UnknownService."""
    return facts(customer, at).require(service_code, product)


def may_log(known: Facts, product: Product, severity: int) -> ProductLine:
    """The line that an incident is worked under. Raises the refusal where none covers it. No quota (R4.1).

    Severity 1 is taken after expiry too, under the line that ended last (R26.5): its `ends_at` is then not
    after the instant, and the account owner is to be told.
    """
    answer = known.answer("unlimited_incidents", product)
    if answer.line and answer.grant:  # also where somebody typed an allowance, and nothing is left of it
        return answer.line
    ended = [line for line in known.begun if line.product == product]
    if severity != Severity.CRITICAL or answer.line or not ended:
        raise answer.refusal()
    return max(ended, key=lambda line: line.ends_at)


def _answer(question: Question) -> Answer:
    granted = question.granting()
    if granted is None:
        return _no(question, _why_not(question))
    if granted.grant.standard_products_only and question.about and not question.about.after_hours_supported:
        return _no(question, refusals.OfficeHoursOnly(product=question.about))
    if granted.remaining == 0:
        return _no(question, _used_up(question, granted), granted)
    return Answer(
        True,
        "included",
        question,
        granted.rests_on,
        granted.remaining,
        granted.line.tier,
        granted.line,
        granted.grant,
        granted.uses,
        granted.special,
    )


def _no(question: Question, refusal: Refusal, granted: Granted | None = None) -> Answer:
    """The answer no, with the line, where there is one, that does not have the service, or none of it any more."""
    line = granted.line if granted else next(iter(question.lines()), None)
    refusal.details = {
        "remaining": granted.remaining if granted else None,
        "tiers_with_it": [tier.code for tier in question.tiers_with_it()],
    }
    return Answer(
        False,
        refusal.code,
        question,
        refusal.requirement,
        granted.remaining if granted else None,
        line.tier if line else None,
        line,
        granted.grant if granted else None,
        granted.uses if granted else (),
        granted.special if granted else question.left_out(),
        refusal,
    )


def _used_up(question: Question, granted: Granted) -> Refusal:
    return refusals.used_up(
        question.service,
        question.facts.customer,
        granted.line.subscription,
        [use.used_on for use in granted.uses],
        granted.rests_on,
    )


def _why_not(question: Question) -> Refusal:
    service, facts = question.service, question.facts
    nothing = facts.nothing_in_force(service.requirement)
    if nothing and (facts.begun or not question.about):  # else the refusal names the product (R2.2)
        return nothing
    words = refusals.whom_to_ask(facts.customer) | {"rests_on": service.requirement}
    if question.about and not question.lines():
        kind = refusals.UpdatesNotCovered if service.code == "updates" else refusals.ProductNotCovered
        return kind(product=question.about, **words)
    if special := question.left_out():
        until = last_day_words(special.ends_at, facts.customer.zone)
        return refusals.LeftOut(service=service.name, date=until, reason=special.reason, **words)
    tiers = question.tiers_with_it()
    if not tiers:
        return refusals.NotOffered(service=service.name, **words)
    refusal = refusals.BY_SERVICE.get(service.code, refusals.NotIncluded)
    names = refusals.listed(tier.name for tier in tiers)
    return refusal(service=service.name, service_code=service.code, tiers=names, **words)


def _included(answer: Answer) -> str:
    question, line, grant, special = answer.question, answer.line, answer.grant, answer.special
    assert line
    assert grant
    assert answer.until
    words = {
        "service": question.service.name,
        "tier": grant.tier.name,  # after an upgrade perhaps that of before it
        "product": line.product.name,
        "date": last_day_words(answer.until, question.facts.customer.zone),
        "reason": special.reason if special else "",
    }
    if special and question.service.scope == Service.Scope.COMPANY:
        sentence = _("Special terms: {service} is included, until {date} ({reason}).")
    elif special:
        sentence = _("Special terms: {service} is included for {product}, until {date} ({reason}).")
    else:
        sentence = _("{service} is part of {tier} for {product}, until {date}.")
    sentence = sentence.format(**words)
    if grant.allowance is not None:
        sentence += " " + _("Times per support period: {allowance}.").format(allowance=grant.allowance)
    if answer.uses:
        sentence += " " + _("Used on {days}.").format(
            days=refusals.days_of(use.used_on for use in answer.uses)
        )
    return sentence
