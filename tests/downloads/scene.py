"""A vendor who publishes, and a covered customer who downloads."""

from dataclasses import dataclass
from datetime import timedelta

import time_machine
from django.core.files.base import ContentFile

from entitlements.downloads import publishing, telling, uploading
from entitlements.downloads.models.releases import Kind
from notifications import alerts
from subscriptions import tenancy
from subscriptions.models import Customer, InstalledSystem, Membership, Product, ProductVersion, User
from tests import factories as make
from tests.tickets.moments import moment
from tests.tickets.portal import signed_in

AT = moment("2026-11-25 12:00 +01:00")
DAY = timedelta(days=1)
BUILD = bytes(range(256)) * 16


@dataclass
class Scene:
    customer: Customer
    product: Product
    version: ProductVersion
    contact: User
    manager: User
    publisher: User

    @property
    def membership(self):
        return Membership.objects.select_related("customer", "user").get(user=self.contact)

    def draft(self, code="LGF-13.0-0117", **changes):
        words = {
            "code": code,
            "product": self.product,
            "version": self.version,
            "kind": Kind.FIX,
            "title_en": f"What {code} brings",
            "notes_en": "Install it.",
        }
        return publishing.Draft(**words | changes)

    def written(self, code="LGF-13.0-0117", file=True, at=AT, **changes):
        release = publishing.write(self.draft(code, **changes), self.publisher, at)
        if file:
            uploading.keep(release, f"{code}.zip", ContentFile(BUILD), self.publisher, at)
        return release

    def published(self, code="LGF-13.0-0117", at=AT, **changes):
        return publishing.publish(self.written(code, at=at, **changes), self.publisher, at=at)

    def told(self, release, at=AT):
        assert telling.tell(release.pk, at)

    def register(self, person=None, customer=None):
        alerts.register(person or self.contact, customer or self.customer, self.product, at=AT - DAY)

    def client(self, person=None):
        return signed_in(person or self.contact)


def scene(tier="XT", **of_customer):
    customer = make.customer(**{"name": "Nordlys", "country": "DK"} | of_customer)
    product = make.product("LGF", name="Ledgerkant Finance")
    make.line(customer, product, tier)
    version = make.version(product, "13.0")
    InstalledSystem.objects.create(customer=customer, product=product, version=version)
    return Scene(
        customer,
        product,
        version,
        make.contact(customer, name="Mette"),
        make.contact(customer, role="manager", name="Henrik"),
        make.staff("publisher", name="Petra"),
    )


def another(scene, **fields):
    """Another customer of the product, with a contact."""
    customer = make.customer(**fields)
    make.line(customer, scene.product)
    return customer, make.contact(customer)


def get(client, address, at=AT, **headers):
    with time_machine.travel(at, tick=False):
        return client.get(address, headers={k.replace("_", "-"): v for k, v in headers.items()})


def post(client, address, data=None, at=AT, **more):
    with time_machine.travel(at, tick=False):
        return client.post(address, data or {}, **more)


def body(response):
    return b"".join(response.streaming_content)


def as_contact_of(customer):
    return tenancy.as_contact(customer.pk)
