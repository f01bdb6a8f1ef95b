"""Builds what a test needs, with the least said. Every function saves and returns one row."""

from datetime import UTC, datetime
from itertools import count

from subscriptions.models import (
    CalendarVersion,
    Customer,
    Membership,
    Product,
    ProductLine,
    ProductVersion,
    StaffMember,
    Subscription,
    SupportRegion,
    Tier,
    User,
)

numbers = count(1)
OFFICE_WEEK = {str(day): [["08:00", "17:00"]] for day in range(5)}
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
FAR_AHEAD = datetime(2035, 1, 1, tzinfo=UTC)


def region(code="nordic", time_zone="Europe/Copenhagen", holidays=(), **fields):
    found = SupportRegion.objects.filter(code=code).first()
    if found:
        return found
    made = SupportRegion.objects.create(
        code=code, name=code.title(), time_zone=time_zone, country=fields.pop("country", "DK"), **fields
    )
    version = CalendarVersion.objects.create(
        region=made,
        in_force_from=LONG_AGO,
        time_zone=time_zone,
        weekly=OFFICE_WEEK,
        critical_days=[0, 1, 2, 3, 4],
    )
    for date in holidays:
        version.holidays.create(date=date, name="holiday")
    return made


def coming_calendar(region):
    """A version of the region's calendar that has not begun."""
    return CalendarVersion.objects.create(
        region=region,
        in_force_from=FAR_AHEAD,
        time_zone=region.time_zone,
        weekly=OFFICE_WEEK,
        critical_days=[0, 1, 2, 3, 4],
    )


def tier(code="XT"):
    return Tier.objects.get(code=code)


def product(code="LGF", **fields):
    found = Product.objects.filter(code=code).first()
    return found or Product.objects.create(code=code, name=fields.pop("name", f"Product {code}"), **fields)


def version(product, name="1.0", **fields):
    return ProductVersion.objects.get_or_create(product=product, name=name, defaults=fields)[0]


def user(**fields):
    number = next(numbers)
    email = fields.pop("email", f"person{number}@customer.example")
    return User.objects.create_user(
        email, fields.pop("password", None), name=fields.pop("name", f"Person {number}"), **fields
    )


def staff(*roles, **fields):
    made = user(email=fields.pop("email", f"staff{next(numbers)}@xtreme.example"), is_staff=True, **fields)
    StaffMember.objects.create(user=made, roles=list(roles or ["agent"]), region=region())
    return made


def customer(**fields):
    number = next(numbers)
    fields.setdefault("region", region())
    fields.setdefault("time_zone", "Europe/Copenhagen")
    return Customer.objects.create(
        number=fields.pop("number", f"C-{5000 + number}"),
        name=fields.pop("name", f"Customer {number}"),
        country=fields.pop("country", "DK"),
        **fields,
    )


def contact(customer, role="contact", **fields):
    made = user(**fields)
    Membership.objects.create(customer=customer, user=made, role=role, started_at=LONG_AGO)
    return made


def limited(person, *, regions=(), products=()):
    """Her, limited to these regions or products."""
    StaffMember.objects.filter(user=person).update(
        only_regions=[each.pk for each in regions], only_products=[each.pk for each in products]
    )
    return User.objects.get(pk=person.pk)


def line(customer, product, tier_code="XT", starts_at=LONG_AGO, ends_at=FAR_AHEAD):
    subscription = Subscription.objects.filter(
        customer=customer, starts_at=starts_at, ends_at=ends_at
    ).first()
    subscription = subscription or Subscription.objects.create(
        customer=customer, starts_at=starts_at, ends_at=ends_at
    )
    return ProductLine.objects.create(
        customer=customer,
        subscription=subscription,
        product=product,
        tier=tier(tier_code),
        starts_at=starts_at,
        ends_at=ends_at,
    )


def alert(*products, listed=(), since=None, until=None, **fields):
    """A draft that affects the products; the versions named are those of the first."""
    from notifications.models import AffectedProduct, Alert

    words = {
        "title": "Period lock stays",
        "alert_class": "production_stop",
        "symptom": "Stops",
        "action": "Install",
    }
    made = Alert.objects.create(**words | fields)
    for number, each in enumerate(products or [product()]):
        ends = {} if number else {"from_version": since, "to_version": until}
        row = AffectedProduct.objects.create(alert=made, product=each, **ends)
        row.versions.set(() if number else listed)
    return made


def incident(customer=None, product=None, *, at, tier_code="XT", **fields):
    """A logged incident of a covered product, through the verb that the portal uses."""
    from tickets.intake import NewIncident, log_incident

    product = product or globals()["product"]()
    customer = customer or globals()["customer"]()
    if not customer.lines.filter(product=product).exists():
        line(customer, product, tier_code)
    fields.setdefault("contact", None)
    fields["contact"] = fields["contact"] or contact(customer)
    if fields.get("severity") == 1:
        fields = {"impact": "Nobody can post invoices", "phone": "+45 70 00 00 01"} | fields
    return log_incident(
        NewIncident(
            customer=customer,
            product=product,
            **{"title": "Posting stops", "description": "It stops with error 4711."} | fields,
        ),
        at,
    )


def calendar_version(from_, **hours):
    """A version of the Nordic calendar, as an administrator saves it."""
    region = SupportRegion.objects.get(code="nordic")
    old = region.calendar_at(from_)
    return CalendarVersion.objects.create(
        region=region,
        in_force_from=from_,
        time_zone=old.time_zone,
        weekly=old.weekly | hours,
        critical_days=old.critical_days,
    )
