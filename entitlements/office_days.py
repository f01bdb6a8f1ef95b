"""Targets in days where severity 1 would run around the clock. A day is an office day (TARGETS.md, 2), so whatever
would bring the two together is refused: a version of the targets, a grant, an exception, support of a product
outside office hours, a tier for a customer with an exception."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from entitlements import targets
from entitlements.models import Grant, Service, Severity, SpecialTerms, TargetPolicy, TargetRule
from entitlements.refusals import DaysAroundTheClock
from entitlements.targets import CRITICAL_SERVICES
from subscriptions.life.changing import of_lines
from subscriptions.models import Customer, Product, ProductLine
from subscriptions.models.products import of_products
from subscriptions.models.regions import Clock
from subscriptions.wording import last_day_words

AROUND = (Clock.FIVE_DAYS, Clock.ALWAYS)


def check(rule: TargetRule, at: datetime | None = None) -> None:
    """Refuse a target in days where severity 1 runs around the clock at `at`, or will by what is decided."""
    if rule.unit != TargetRule.Unit.DAY or rule.severity != Severity.CRITICAL:
        return
    begins = at or timezone.now()
    if any(_is_around(rule, moment) for moment in [begins, *_changes(rule, begins)]):
        message = _("Severity 1 runs around the clock here: write the target in hours.")
        raise ValidationError({"unit": message}, code="days_around_the_clock")
    if terms := _negotiated(rule, begins):
        message = _(
            "By an exception severity 1 of %(customer)s runs around the clock: write the target in hours."
        )
        raise ValidationError({"unit": message % {"customer": terms.customer}}, code="days_around_the_clock")


def check_grant(grant: Grant) -> None:
    """Refuse hours around the clock for a tier whose severity 1 has a target in days meanwhile."""
    if _gives(grant.service, grant.clock):
        rules = _in_days(grant.in_force_from, grant.in_force_until).filter(tier=grant.tier_id)
        _refuse(_supported(rules) if grant.standard_products_only else rules)


def check_exception(customer: Customer, terms: SpecialTerms) -> None:
    """Refuse the same for a product line of the customer."""
    if not (terms.granted and _gives(terms.service, terms.clock)):
        return
    lines = customer.lines.filter(starts_at__lt=terms.ends_at, ends_at__gt=terms.starts_at)
    for line in lines.filter(product=terms.product_id) if terms.product_id else lines:
        rules = _of_line(line, terms)
        _refuse(_supported(rules) if terms.standard_products_only else rules)


def check_line(line: ProductLine) -> None:
    """Refuse, as DaysAroundTheClock, a tier for a customer who has an exception around the clock meanwhile."""
    held = _around_the_clock(line.starts_at, line.ends_at).filter(customer=line.customer_id)
    for terms in held.filter(Q(product=None) | Q(product=line.product_id)):
        rules = _of_line(line, terms)
        if rule := (_supported(rules) if terms.standard_products_only else rules).first():
            raise DaysAroundTheClock(
                tier=line.tier,
                target=targets.described(rule),
                policy=rule.policy,
                last=last_day_words(terms.ends_at, line.customer.zone),
            )


def check_product(product: Product) -> None:
    """Refuse support outside office hours for a product that has a target in days of its own there, by what its
    tiers grant or by an exception of a customer."""
    if product.pk and product.after_hours_supported:
        now = timezone.now()
        rules = list(_in_days(now, None).filter(product=product.pk))
        for rule in rules:
            rule.product = product  # as it would be
        _refuse([rule for rule in rules if _is_around(rule, max(now, rule.policy.in_force_from))])
        for terms in _around_the_clock(now, None).filter(Q(product=None) | Q(product=product.pk)):
            check_exception_of(product, terms)


def check_exception_of(product: Product, terms: SpecialTerms) -> None:
    """The same of one exception, as if the product were supported outside office hours."""
    lines = product.lines.filter(
        customer=terms.customer_id,
        starts_at__lt=terms.ends_at,
        ends_at__gt=max(terms.starts_at, timezone.now()),
    )
    for line in lines:
        _refuse(_of_line(line, terms).filter(product=product.pk))


def _of_line(line: ProductLine, terms: SpecialTerms) -> QuerySet[TargetRule]:
    """The targets in days that hold for the line while the exception does."""
    rules = _in_days(max(line.starts_at, terms.starts_at), min(line.ends_at, terms.ends_at))
    return rules.filter(Q(product=None) | Q(product=line.product_id), tier=line.tier_id)


def _around_the_clock(begin: datetime, end: datetime | None) -> QuerySet[SpecialTerms]:
    """The exceptions by which severity 1 runs around the clock at some time of [begin, end)."""
    found = SpecialTerms.objects.filter(
        service__code__in=CRITICAL_SERVICES, granted=True, clock__in=AROUND, ends_at__gt=begin
    )
    return found.filter(starts_at__lt=end) if end else found


def _refuse(found: "QuerySet[TargetRule] | list[TargetRule]") -> None:
    for rule in found:
        message = _(
            "Around the clock a target in days cannot be counted: %(target)s, in “%(policy)s”."
            " Write it in hours in a new version of the targets first."
        )
        said = {"target": targets.described(rule), "policy": rule.policy}
        raise ValidationError(message % said, code="days_around_the_clock")


def _gives(service: Service, clock: str) -> bool:
    return service.code in CRITICAL_SERVICES and clock in AROUND


def _is_around(rule: TargetRule, at: datetime) -> bool:
    return targets.clock_for(rule.tier, rule.severity, rule.product, at).clock != Clock.OFFICE


def _changes(rule: TargetRule, at: datetime) -> list[datetime]:
    """When what the tier grants for severity 1 changes after `at`."""
    grants = Grant.objects.filter(
        tier=rule.tier_id, service__code__in=CRITICAL_SERVICES, in_force_from__gt=at
    )
    return list(grants.values_list("in_force_from", flat=True))


def _negotiated(rule: TargetRule, at: datetime) -> SpecialTerms | None:
    """An exception after `at` by which the target would run around the clock for a line of the tier."""
    found = _around_the_clock(at, None).filter(
        customer__lines__tier=rule.tier_id,
        customer__lines__ends_at__gt=F("starts_at"),
        customer__lines__starts_at__lt=F("ends_at"),
    )
    if rule.product_id and rule.product:
        found = found.filter(
            Q(product=None) | Q(product=rule.product_id), customer__lines__product=rule.product_id
        )
        if not rule.product.after_hours_supported:
            found = found.filter(standard_products_only=False)
    return found.select_related("customer").first()


def _in_days(begin: datetime, end: datetime | None) -> QuerySet[TargetRule]:
    """The targets in days of severity 1 in the versions that hold at some time of [begin, end)."""
    held = TargetPolicy.objects.filter(in_force_from__lte=begin).order_by("-in_force_from", "-pk").first()
    later = Q(policy__in_force_from__gt=begin)
    if end:
        later &= Q(policy__in_force_from__lt=end)
    rules = TargetRule.objects.filter(Q(policy=held) | later if held else later)
    return rules.filter(severity=Severity.CRITICAL, unit=TargetRule.Unit.DAY).select_related(
        "policy", "tier", "product"
    )


def _supported(rules: QuerySet[TargetRule]) -> QuerySet[TargetRule]:
    """Without those of products that have no support outside office hours."""
    return rules.filter(Q(product=None) | Q(product__after_hours_supported=True))


def listen() -> None:
    """A product is checked wherever one is typed or imported, a line wherever one is agreed."""
    if check_product not in of_products:
        of_products.append(check_product)
    if check_line not in of_lines:
        of_lines.append(check_line)
