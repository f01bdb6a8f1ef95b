"""R25: whatever is edited, an answer is what a naive reading of the tables says, without anything kept in the
process (grants, tiers, lines, exceptions and uses in any order, asked for any instant)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from entitlements import answers
from entitlements.models import AllowanceUse, Grant, Service, SpecialTerms
from subscriptions.models import ProductLine, Tier
from tests import factories
from tests.properties import one_after_another

pytestmark = pytest.mark.django_db

START = datetime(2026, 1, 1, tzinfo=UTC)
DAYS = 40
SERVICES = ["advisor", "fixes", "special_events"]
PRODUCTS = ["AAA", "BBB"]
TIERS = ["XT", "XTP", "XTE"]

day = st.integers(0, DAYS)
service, tier = st.sampled_from(SERVICES), st.sampled_from(TIERS)
product, maybe_product = st.sampled_from(PRODUCTS), st.sampled_from([None, *PRODUCTS])
allowance = st.sampled_from([None, 1, 2])
EDITS = st.one_of(
    st.tuples(st.just("grant"), tier, service, day, st.none() | day, allowance, st.booleans()),
    st.tuples(st.just("withdraw"), tier, service, day),
    st.tuples(st.just("terms"), tier, service, allowance),
    st.tuples(st.just("rank"), tier, tier),
    st.tuples(st.just("line"), product, tier, day, day),
    st.tuples(st.just("end"), product, day),
    st.tuples(st.just("agree"), service, maybe_product, day, day, st.booleans(), allowance),
    st.tuples(st.just("use"), service, day),
    st.tuples(st.just("release"), service, day),
)


def at(number):
    return START + timedelta(days=number)


class Edits:
    """What administrators and verbs change, by the name of the edit; what the database refuses is left out."""

    def __init__(self):
        self.customer = factories.customer()
        self.products = {code: factories.product(code) for code in PRODUCTS}
        self.services = {code: Service.objects.get(code=code) for code in SERVICES}
        self.approver = factories.staff("support_manager")
        for code in PRODUCTS:
            factories.line(self.customer, self.products[code], "XT", starts_at=START, ends_at=at(DAYS))

    def grant(self, tier, service, begins, ends, allowance, running):
        ends = ends if ends is None or ends > begins else None
        Grant.objects.get_or_create(
            tier=factories.tier(tier),
            service=self.services[service],
            in_force_from=at(begins),
            defaults={
                "in_force_until": at(ends) if ends else None,
                "allowance": allowance,
                "running_periods": running,
            },
        )

    def withdraw(self, tier, service, ends):
        held = Grant.objects.filter(tier__code=tier, service__code=service, in_force_from__lt=at(ends))
        held.update(in_force_until=at(ends))

    def terms(self, tier, service, allowance):
        Grant.objects.filter(tier__code=tier, service__code=service).update(allowance=allowance)

    def rank(self, one, other):
        first, second = factories.tier(one), factories.tier(other)
        for row, rank in ((first, 99), (second, first.rank), (first, second.rank)):
            Tier.objects.filter(pk=row.pk).update(rank=rank)

    def line(self, product, tier, begins, ends):
        if begins < ends:
            lines = self.customer.lines.filter(product=self.products[product])
            lines.delete()
            lines.create(
                customer=self.customer,
                product=self.products[product],
                subscription=self.customer.subscriptions.get(),
                tier=factories.tier(tier),
                starts_at=at(begins),
                ends_at=at(ends),
            )

    def end(self, product, ends):
        lines = self.customer.lines.filter(product=self.products[product], starts_at__lt=at(ends))
        lines.update(ends_at=at(ends))

    def agree(self, service, product, begins, ends, granted, allowance):
        taken = SpecialTerms.objects.filter(
            service__code=service,
            product=self.products.get(product),
            starts_at__lt=at(ends),
            ends_at__gt=at(begins),
        )
        if begins < ends and not taken.exists():
            SpecialTerms.objects.create(
                customer=self.customer,
                service=self.services[service],
                product=self.products.get(product),
                starts_at=at(begins),
                ends_at=at(ends),
                granted=granted,
                allowance=allowance,
                reason="agreed",
                approved_by=self.approver,
            )

    def use(self, service, taken):
        AllowanceUse.objects.create(
            customer=self.customer,
            service=self.services[service],
            subscription=self.customer.subscriptions.get(),
            used_on=date(2026, 1, 1),
            reference="used",
            taken_at=at(taken),
        )

    def release(self, service, released):
        uses = AllowanceUse.objects.filter(
            service__code=service, taken_at__lte=at(released), released_at=None
        )
        uses.update(released_at=at(released))


class Naive:
    """The tables read anew, and answers worked out of their rows alone."""

    def __init__(self, customer):
        lines = ProductLine.objects.filter(customer=customer).select_related("product", "tier")
        self.lines = sorted(lines, key=lambda line: (line.tier.rank, line.product.name))
        self.grants = list(Grant.objects.order_by("-in_force_from"))
        self.special = list(SpecialTerms.objects.filter(customer=customer))
        self.uses = list(AllowanceUse.objects.filter(customer=customer))

    def answer(self, service, product, instant):
        """Allowed, what is left, and the line and exception it rests on."""
        wanted = product if service.scope == Service.Scope.PRODUCT else None
        lines = [line for line in self.lines if wanted in (None, line.product)]
        running = [line for line in lines if line.starts_at <= instant < line.ends_at]
        found = [each for line in running if (each := self.of_line(line, service, instant))]
        best = next((each for each in found if each[0] != 0), next(iter(found), None))
        return (best[0] != 0, *best) if best else (False, None, None, None)

    def of_line(self, line, service, instant):
        special = [
            each
            for each in self.special
            if each.service_id == service.pk
            and each.product_id in (None, line.product_id)
            and each.starts_at <= instant < each.ends_at
        ]
        special = min(special, key=lambda each: each.product_id is None, default=None)
        if special and not special.granted:
            return None
        source = special or next((g for g in self.grants if self.reaches(g, line, service, instant)), None)
        if source is None:
            return None
        used = sum(
            use.service_id == service.pk
            and use.taken_at <= instant
            and (use.released_at is None or use.released_at > instant)
            for use in self.uses
        )
        return None if source.allowance is None else max(source.allowance - used, 0), line, special

    def reaches(self, grant, line, service, instant):
        if (grant.tier_id, grant.service_id) != (line.tier_id, service.pk):
            return False
        until = grant.in_force_until or at(10_000)
        at_start = grant.in_force_from <= line.starts_at < until
        return at_start or (grant.running_periods and line.starts_at < grant.in_force_from <= instant)


@settings(one_after_another, max_examples=20)
@given(edits=st.lists(EDITS, min_size=1, max_size=8), asked=st.lists(day, min_size=1, max_size=2))
def test_r25_no_edit_leaves_an_answer_stale(edits, asked):
    with transaction.atomic():
        tables = Edits()
        for name, *words in edits:
            getattr(tables, name)(*words)
            read = Naive(tables.customer)
            for service in tables.services.values():
                for product in (None, *tables.products.values()):
                    for number in asked:
                        answer = answers.may(tables.customer, service.code, product, at(number))
                        allowed, left, line, special = read.answer(service, product, at(number))
                        said = (answer.allowed, answer.remaining)
                        assert said == (allowed, left), (name, words, service.code, product, number)
                        if line:
                            assert (answer.line, answer.special) == (line, special)
        transaction.set_rollback(True)
