"""Keeping what came of searching, for those who write."""

from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import F

from entitlements.models import Deflection, Document, VainSearch
from entitlements.models.searches import LONGEST
from subscriptions import tenancy
from subscriptions.models import Customer, Product, User


def note_in_vain(words: str, by: User | AnonymousUser, at: datetime) -> None:
    """Nothing was found for these. Told apart by neither case nor spaces. What strangers type is not kept, or
    anybody could fill the table; nor what colleagues do."""
    asked = " ".join(words.casefold().split())[:LONGEST]
    if not asked or not by.is_authenticated or by.is_staff:
        return
    with tenancy.as_staff():
        known = VainSearch.objects.filter(words=asked).update(times=F("times") + 1, last_at=at)
        if not known:
            VainSearch.objects.bulk_create([VainSearch(words=asked, last_at=at)], ignore_conflicts=True)


def note_deflection(
    document: Document, title: str, contact: User, customer: Customer, product: Product | None, at: datetime
) -> None:
    """What `contact` was about to log as `title` is answered by `document`. Said twice it is one."""
    row = Deflection(
        customer=customer,
        user=contact,
        product=product,
        kind=document.kind,
        code=document.code,
        title=title[: Deflection._meta.get_field("title").max_length],
        at=at,
    )
    Deflection.objects.bulk_create([row], ignore_conflicts=True)
