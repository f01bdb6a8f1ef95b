"""The upgrade plans of the demo (DEMO.md, 10): Nordlys's branch in Esbjerg with its call booked, Prairie
Lantern's in four days without one, which alarms."""

from datetime import date, datetime, time, timedelta

from subscriptions.models import Customer, InstalledSystem, ProductVersion, User
from tickets.advisory.upgrades import calls, plans, watching
from tickets.advisory.upgrades.calls import Booking
from tickets.advisory.upgrades.models import UpgradePlan
from tickets.advisory.upgrades.plans import NewPlan
from xtreme.demo import contacts, people
from xtreme.demo.customers import NORDLYS, PRAIRIE_LANTERN
from xtreme.demo.moments import Now

ESBJERG, OMAHA = timedelta(days=24), timedelta(days=4)
ASKED, BOOKED = timedelta(days=8), timedelta(days=5)
CALL_BEFORE = timedelta(days=10)  # calendar days before the upgrade of Esbjerg


def fill(now: Now) -> None:
    """What is not there yet, each at its own instants."""
    if not UpgradePlan.objects.filter(customer__number=NORDLYS).exists():
        _esbjerg(now.at)
    if not UpgradePlan.objects.filter(customer__number=PRAIRIE_LANTERN).exists():
        _omaha(now.at)


def _esbjerg(at: datetime) -> None:
    customer = _customer(NORDLYS)
    day = (at.astimezone(customer.zone) + ESBJERG).date()
    made = _planned(
        customer,
        ("LGF", "Esbjerg branch", "13.0"),
        day,
        contacts.METTE,
        "Filialen i Esbjerg skal op på samme version som koncernen før årsafslutningen.",
        at - ASKED,
    )
    starts = datetime.combine(_working(day - CALL_BEFORE), time(10), customer.zone)
    resource = User.objects.get(email=people.EMIL)
    advisor = User.objects.get(email=people.ADVISOR)
    calls.book(made, Booking(starts_at=starts, resource=resource), advisor, at - BOOKED)
    for point in made.points.all()[:2]:
        plans.tick(point, made.planned_by, at - BOOKED)


def _omaha(at: datetime) -> None:
    """The call has been due: the alarm is as old as that, and told to nobody now."""
    customer = _customer(PRAIRIE_LANTERN)
    day = (at.astimezone(customer.zone) + OMAHA).date()
    made = _planned(
        customer,
        ("STH", "Omaha cold store", "8.0"),
        day,
        contacts.WADE,
        "Version 8.0 in the cold store, so that both stores count alike.",
        at - ASKED,
    )
    watching.alarm(made.pk, max(made.call_due_at, made.planned_at))


def _planned(
    customer: Customer, what: tuple[str, str, str], day: date, email: str, purpose: str, at: datetime
) -> UpgradePlan:
    code, site, to_version = what
    by = User.objects.get(email=email)
    system = InstalledSystem.objects.get(
        customer=customer,
        product__code=code,
        site=site,
        environment=InstalledSystem.Environment.PRODUCTION,
    )
    wanted = NewPlan(
        system=system,
        to_version=ProductVersion.objects.get(product__code=code, name=to_version),
        planned_on=day,
        phone=by.phone,
        purpose=purpose,
    )
    return plans.plan(customer, wanted, by, at)


def _customer(number: str) -> Customer:
    return Customer.objects.select_related("region").get(number=number)


def _working(day: date) -> date:
    """The day, or the Friday before a weekend."""
    return day - timedelta(days=max(day.weekday() - 4, 0))
