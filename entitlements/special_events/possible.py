"""Which weekends a customer may ask for, and for which products: what the rules, her period and her systems say
(R23.3, R23.5, R23.12). The arithmetic is weekends.py's, whether she may have one at all the answer's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from entitlements import answers
from entitlements.answers import Answer
from entitlements.special_events.models import EventRules
from entitlements.special_events.refusals import (
    EventRefusal,
    NoCapacity,
    NoticeTooShort,
    NotStandard,
    NotWeekend,
    OutsidePeriod,
)
from entitlements.special_events.weekends import (
    Choice,
    Period,
    Reason,
    Rules,
    Weekend,
    saturday_of,
)
from subscriptions.models import Customer, InstalledSystem, Product, Subscription
from subscriptions.refusals import Refusal
from subscriptions.wording import last_day_words
from subscriptions.zone_offsets import MICROSECOND

SERVICE = "special_events"
FREE_NAMED = 4  # free weekends that a refusal names


@dataclass(frozen=True)
class Terms:
    """What decides about the weekends of one support period of a customer at an instant."""

    customer: Customer
    subscription: Subscription
    rules: Rules
    at: datetime

    @property
    def period(self) -> Period:
        return Period(self.subscription.starts_at, self.subscription.ends_at)

    def choices(self) -> list[Choice]:
        """Every weekend from now to the end of the period and the first one after it, with its reason."""
        found = []
        for choice in self.rules.choices(self.period, self.at, datetime.max.replace(tzinfo=self.at.tzinfo)):
            found.append(choice)
            if choice.weekend.starts_at >= self.period.ends_at:
                break
        return found

    def possible(self) -> list[Weekend]:
        return list(self.rules.possible(self.period, self.at))

    def weekend_of(self, day: date) -> Weekend:
        """The weekend that has `day`. Raises NotWeekend."""
        saturday = saturday_of(day)
        if saturday is None:
            raise NotWeekend(day)
        return self.rules.weekend(saturday)

    def check(self, weekend: Weekend) -> None:
        """Raise the refusal, with what is possible instead, where the weekend cannot be asked for."""
        if reason := self.rules.judge(weekend, self.period, self.at):
            raise self.refusal(weekend, reason)

    def refusal(
        self, weekend: Weekend, reason: Reason, possible: list[Weekend] | None = None
    ) -> EventRefusal:
        """Why the weekend cannot be asked for, in words; `possible` where they are known already."""
        saturdays = [each.saturday for each in (self.possible() if possible is None else possible)]
        if reason is Reason.OUTSIDE_PERIOD:
            ends = last_day_words(self.subscription.ends_at, self.customer.zone)
            return OutsidePeriod(ends, saturdays[-1] if saturdays else None)
        if reason is Reason.NOTICE:
            return NoticeTooShort(self.rules.notice_days, saturdays[0] if saturdays else None)
        return NoCapacity(weekend.saturday, nearest(saturdays, weekend.saturday))


def terms_of(customer: Customer, subscription: Subscription, at: datetime) -> Terms:
    return Terms(customer, subscription, EventRules.current().of(customer.zone), at)


def nearest(saturdays: Iterable[date], wanted: date) -> list[date]:
    """Those next to the wanted one, in their order."""
    return sorted(sorted(saturdays, key=lambda each: abs(each - wanted))[:FREE_NAMED])


def granted(answer: Answer) -> bool:
    """Whether the line has the service, though perhaps none of it is left."""
    return answer.grant is not None


def sort_products(
    customer: Customer, products: Iterable[Product], weekend: Weekend, at: datetime
) -> tuple[list[Product], list[Refusal]]:
    """The products that the event may cover, and a refusal for each other one: modified (R23.5), not of a line that
    has the service now, with a weekend left in its period, and to the weekend's end."""
    modified = modified_products(customer)
    now = answers.facts(customer, at)
    later = [answers.facts(customer, when) for when in (weekend.starts_at, weekend.ends_at - MICROSECOND)]
    passed: list[Product] = []
    refused: list[Refusal] = []
    for product in products:
        answer = now.answer(SERVICE, product)
        found = [] if answer.allowed else [answer]
        found += [lost for facts in later if not granted(lost := facts.answer(SERVICE, product))]
        if found:
            refused.append(found[0].refusal())
        elif product.pk in modified:
            refused.append(NotStandard(product=product))
        else:
            passed.append(product)
    return passed, refused


def modified_products(customer: Customer) -> set[int]:
    """The keys of the products that are modified in one of the customer's systems."""
    systems = InstalledSystem.objects.in_use().filter(customer=customer).exclude(modified="")
    return set(systems.values_list("product", flat=True))


def covered_products(customer: Customer, at: datetime) -> list[Product]:
    """The products whose lines have the service, by name."""
    facts = answers.facts(customer, at)
    return [line.product for line in facts.lines if granted(facts.answer(SERVICE, line.product))]
