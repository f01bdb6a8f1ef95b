"""Who is told: companies, their contacts registered for alerts, and the vendor's staff.

Three products, by how many are registered for them: MANY, SOME and FEW. Everybody registered for FEW is for SOME
too, and so on. Staff and one contact have a password.
"""

from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from notifications.models import Registration
from subscriptions import tenancy
from subscriptions.models import Customer, Membership, Product, User
from tests import factories as make

MANY, SOME, FEW = "MANY", "SOME", "FEW"
COMPANIES = {MANY: 100, SOME: 4, FEW: 1}
CONTACTS = 100  # of each company
PASSWORD = "only-of-these-experiments"
PUBLISHERS = ("publisher1@vendor.example", "publisher2@vendor.example")
AGENTS = ("agent1@vendor.example", "agent2@vendor.example", "agent3@vendor.example")
LEAD = "lead@vendor.example"
CONTACT = "contact0-0@customer.example"


def fill() -> None:
    """Make them all."""
    password = make_password(PASSWORD)
    with tenancy.as_staff():
        for email in PUBLISHERS:
            make.staff("publisher", email=email)
        for email in AGENTS:
            make.staff("agent", email=email)
        make.staff("lead", email=LEAD)
        products = {code: make.product(code, name=f"Product for {code.lower()}") for code in COMPANIES}
        for number in range(max(COMPANIES.values())):
            covered = [products[code] for code, companies in COMPANIES.items() if number < companies]
            _company(number, covered)
        User.objects.filter(email__in=[*PUBLISHERS, *AGENTS, LEAD, CONTACT]).update(password=password)


def _company(number: int, covered: list[Product]) -> Customer:
    begun = timezone.now() - timedelta(days=30)
    company = make.customer()
    for product in covered:
        make.line(company, product)
    people = User.objects.bulk_create(
        User(
            email=f"contact{number}-{each}@customer.example",
            name=f"Contact {number}-{each}",
            password="!",
            language=("en", "da")[each % 2],
        )
        for each in range(CONTACTS)
    )
    Membership.objects.bulk_create(
        Membership(customer=company, user=person, role="contact", started_at=begun) for person in people
    )
    Registration.objects.bulk_create(
        Registration(customer=company, user=person, product=product, registered_at=begun)
        for product in covered
        for person in people
    )
    return company
