"""Customers whose subscription brings a Dedicated Customer Advisor and who have none, or one without a deputy:
an alarm for administrators and support managers (R17.1)."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from entitlements import answers
from entitlements.models import Grant, SpecialTerms
from notifications.outbox import tell
from subscriptions.models import AdvisorAssignment, Customer, ProductLine, StaffMember, User

SERVICE = "advisor"


def without_advisor(at: datetime) -> Iterator[Customer]:
    """Those who have no advisor today, by name."""
    return (each for each in _candidates(at).exclude(Exists(_assigned(at))) if _brings_one(each, at))


def without_deputy(at: datetime) -> Iterator[Customer]:
    """Those whose advisor of today has no deputy, by name."""
    alone = _candidates(at).filter(Exists(_assigned(at).filter(deputy=None)))
    return (each for each in alone if _brings_one(each, at))


def tell_of_missing(at: datetime | None = None) -> None:
    """Tell the support managers of each customer without an advisor, once for each time that she is left
    without."""
    at = at or timezone.now()
    for customer in without_advisor(at):
        last = AdvisorAssignment.objects.filter(customer=customer).order_by("-starts_on").first()
        tell(
            "advisor_missing",
            User.objects.staff_with(StaffMember.Role.SUPPORT_MANAGER),
            f"advisor_missing:{customer.pk}:{last.pk if last else 0}",
            customer=customer,
            context={"customer": customer.name, "number": customer.number},
            link=f"/desk/customers/{customer.number}/",
        )


def _candidates(at: datetime) -> QuerySet[Customer]:
    """Customers of whose lines in force one may have an advisor, by its tier or by an exception; the answer
    decides."""
    lines = ProductLine.objects.active(at).filter(customer=OuterRef("pk"))
    by_tier = lines.filter(tier__in=Grant.objects.filter(service__code=SERVICE).values("tier"))
    special = SpecialTerms.objects.filter(customer=OuterRef("pk"), service__code=SERVICE)
    return Customer.objects.filter(Exists(by_tier) | Exists(special)).order_by("name")


def _assigned(at: datetime) -> QuerySet[AdvisorAssignment]:
    """The assignment of a customer on the day, by the calendar of the vendor."""
    return AdvisorAssignment.objects.on(timezone.localdate(at)).filter(customer=OuterRef("pk"))


def _brings_one(customer: Customer, at: datetime) -> bool:
    return answers.may(customer, SERVICE, None, at).allowed
