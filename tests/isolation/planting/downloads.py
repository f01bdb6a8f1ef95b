"""Releases for the company alone: a fix of its incident, fetched by a contact; a rule of law that is coming; a
draft whose file is on its way. Its product is restricted."""

from datetime import date
from io import BytesIO

from django.core.files.base import ContentFile

from entitlements.downloads import (
    fetching,
    publishing,
    reminding,
    restricting,
    telling,
    uploading,
)
from entitlements.downloads.models.releases import Kind
from subscriptions.models import Membership
from tests import factories as make
from tests.isolation.moments import TEN, WEDNESDAY
from tickets import fixes


def plant(company):
    publisher = make.staff("publisher")
    rule = {"kind": Kind.REGULATORY, "country": "DK", "effective_on": date(2026, 12, 15)}
    law = with_file(company, publisher, "0002", rule_en=f"Rates{company.said}", **rule)
    publishing.publish(law, publisher, at=WEDNESDAY)
    telling.tell(law.pk, TEN)
    reminding.remind(law.pk, TEN)

    fix = with_file(company, publisher, "0001", kind=Kind.FIX)
    fixes.link(fix, [company.incident.pk], publisher, WEDNESDAY)
    publishing.publish(fix, publisher, at=WEDNESDAY)
    telling.tell(fix.pk, TEN)
    fixes.go_on(TEN)
    fetching.begin(company.customer, company.contact, fix.files.get(), TEN)

    draft = write(company, publisher, "0003", kind=Kind.FEATURE_PACK)
    content = company.said.encode() or b"-"
    upload = uploading.begin(draft, f"pack{company.said}.zip", len(content), publisher, WEDNESDAY)
    uploading.add_piece(upload, 0, BytesIO(content), publisher, WEDNESDAY)

    manager = Membership.objects.select_related("customer", "user").get(user=company.manager)
    restricting.restrict(manager, company.product, [company.contact], TEN)


def write(company, publisher, number, **words):
    """A draft that names the company as the only one it is for."""
    return publishing.write(
        publishing.Draft(
            code=f"{company.product.code}-1.0-{number}",
            product=company.product,
            version=make.version(company.product),
            title_en=f"Posting again {number}{company.said}",
            notes_en=f"Install it.{company.said}",
            generally_available=False,
            customers=[company.customer],
            **words,
        ),
        publisher,
        WEDNESDAY,
    )


def with_file(company, publisher, number, **words):
    """The same with a signed file."""
    release, said = write(company, publisher, number, **words), company.said
    name, content = f"build{said}.zip", ContentFile(f"bytes{said}".encode())
    file = uploading.keep(release, name, content, publisher, WEDNESDAY)
    uploading.sign(file, f"build{said}.sig", f"signature{said}".encode(), publisher)
    return release
