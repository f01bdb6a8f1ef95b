"""Finding a caller: by customer number, company, name, address or phone number (R6.2)."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import F, Func, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat

from subscriptions.models import Customer, Membership, ProductLine, Tier, User
from subscriptions.texts import line

SHOWN = 50
LONGEST = 100
PHONE = re.compile(r"[\d\s()+./-]{4,}")
COUNTRY_CODE = re.compile(r"^(\+|00)")


class Digits(Func):
    """A phone number without what people write between its digits."""

    function = "regexp_replace"
    template = r"%(function)s(%(expressions)s, '\D', '', 'g')"


@dataclass
class Found:
    """A customer, her subscriptions, and those of her contacts that match."""

    customer: Customer
    contacts: list[Membership] = field(default_factory=list)
    tiers: list[Tier] = field(default_factory=list)


def find(reader: User, words: str, at: datetime) -> list[Found]:
    """Customers of `reader` that match, or whose contacts do, by name; the first ones where nothing is asked. Three
    queries."""
    words = asked(words)
    found = {customer.pk: Found(customer) for customer in companies(reader, words)[:SHOWN]}
    for person in _contacts(reader, words)[:SHOWN] if words else ():
        found.setdefault(person.customer_id, Found(person.customer)).contacts.append(person)
    for each in ProductLine.objects.active(at).filter(customer__in=found):
        if each.tier not in found[each.customer_id].tiers:
            found[each.customer_id].tiers.append(each.tier)
    return sorted(found.values(), key=lambda each: each.customer.name)


def asked(words: str) -> str:
    """The words as they are looked for."""
    return line(words)[:LONGEST]


def companies(reader: User, words: str) -> QuerySet[Customer]:
    """Customers of `reader` whose number or name has these words, by name; all where there are none."""
    customers = Customer.objects.visible_to(reader).order_by("name", "pk")
    return customers.filter(Q(number__icontains=words) | Q(name__icontains=words)) if words else customers


def _contacts(reader: User, words: str) -> QuerySet[Membership]:
    """Contacts by name or address; by phone number where the words are one, however it is written."""
    people = Membership.objects.visible_to(reader).active().order_by("user__name", "pk")
    people = people.select_related("user", "customer__region")
    if PHONE.fullmatch(words) and any(sign in "123456789" for sign in words):
        # As it is said at home it begins with a 0, which the number with its country does not have.
        digits = re.sub(r"\D", "", COUNTRY_CODE.sub("", words)).lstrip("0")
        return people.alias(digits=Digits(F("user__phone"))).filter(digits__contains=digits)
    name = Concat(F("user__name"), Value(" "), F("user__email"), output_field=TextField())
    return people.alias(name=name).filter(name__icontains=words)
