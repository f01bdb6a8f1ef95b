"""Customers whose subscription brings a Dedicated Customer Advisor and who have none, or one without a deputy:
an alarm for administrators, who assign her, and support managers (R17.1). At once where a line or an exception
brings one, by the hour where she is left without."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from entitlements import answers, catalogue
from entitlements.models import Grant, SpecialTerms
from notifications.outbox import tell
from subscriptions import permissions
from subscriptions.models import AdvisorAssignment, Customer, ProductLine, StaffMember, Tier, User
from subscriptions.permissions import Permission
from subscriptions.signals import lines_changed

SERVICE = "advisor"


def listen() -> None:
    """Once, when the room is ready."""
    lines_changed.connect(_lines_changed, dispatch_uid="who has no advisor is told of at once")


def without_advisor(at: datetime, among: Q | None = None) -> Iterator[Customer]:
    """Those who have no advisor on the day of `at`, by name."""
    alone = _candidates(at).filter(among or Q()).exclude(Exists(_assigned(at)))
    return (each for each in alone if _brings_one(each, at))


def without_deputy(at: datetime) -> Iterator[Customer]:
    """Those whose advisor of today has no deputy, by name."""
    alone = _candidates(at).filter(Exists(_assigned(at).exclude(deputy__is_active=True)))
    return (each for each in alone if _brings_one(each, at))


def missing_with(customer: Customer, tier: Tier, at: datetime) -> str:
    """That the tier would bring an advisor and the customer has none, in a sentence for who is about to give it to
    her; else empty."""
    table = catalogue.current()
    brings = SERVICE in table.services and tier in table.tiers_with(table.services[SERVICE], at)
    today = timezone.localdate(at)
    if not brings or AdvisorAssignment.objects.on(today).advised().filter(customer=customer).exists():
        return ""
    said = _(
        "{customer} has no Dedicated Customer Advisor, who comes with {tier}: administrators are told to assign"
        " one."
    )
    return said.format(customer=customer.name, tier=tier.name)


def tell_of_missing(at: datetime | None = None, among: Q | None = None) -> None:
    """Tell who assigns advisors, and the support managers, of each customer without one: once for each time that
    she is left without, and again when a line of hers begins."""
    at = at or timezone.now()
    for customer in without_advisor(at, among):
        assigning = User.objects.staff_with(*permissions.staff_roles(Permission.ADMINISTER))
        managers = User.objects.staff_with(StaffMember.Role.SUPPORT_MANAGER).exclude(pk__in=assigning)
        _tell(customer, at, assigning, f"/admin/subscriptions/customer/{customer.pk}/change/")
        _tell(customer, at, managers, f"/desk/customers/{customer.number}/")


def _tell(customer: Customer, at: datetime, whom: Iterable[User], link: str) -> None:
    last = AdvisorAssignment.objects.filter(customer=customer).order_by("starts_on").last()
    line = ProductLine.objects.active(at).filter(customer=customer).order_by("pk").last()
    tell(
        "advisor_missing",
        whom,
        f"advisor_missing:{customer.pk}:{last.pk if last else 0}:{line.pk if line else 0}",
        customer=customer,
        context={"customer": customer.name, "number": customer.number},
        link=link,
    )


def _lines_changed(customer: int, lines: Iterable[int], at: datetime, **_words: Any) -> None:
    """At once, also of a line that is agreed and begins later."""
    going_on = ProductLine.objects.filter(pk__in=lines, ends_at__gt=at)
    for begins in sorted({max(at, line.starts_at) for line in going_on}):
        tell_of_missing(begins, Q(pk=customer))


def _candidates(at: datetime) -> QuerySet[Customer]:
    """Customers of whose lines in force one may have an advisor, by its tier or by an exception; the answer
    decides."""
    lines = ProductLine.objects.active(at).filter(customer=OuterRef("pk"))
    by_tier = lines.filter(tier__in=Grant.objects.filter(service__code=SERVICE).values("tier"))
    special = SpecialTerms.objects.filter(customer=OuterRef("pk"), service__code=SERVICE)
    return Customer.objects.filter(Exists(by_tier) | Exists(special)).order_by("name")


def _assigned(at: datetime) -> QuerySet[AdvisorAssignment]:
    """The assignment of a customer on the day, by the calendar of the vendor, to somebody who may still sign in."""
    return AdvisorAssignment.objects.on(timezone.localdate(at)).advised().filter(customer=OuterRef("pk"))


def _brings_one(customer: Customer, at: datetime) -> bool:
    return answers.may(customer, SERVICE, None, at).allowed
