"""`@name` in what an agent writes: which colleague, or in a public message which contact, it means.

A name is the first and last ones with dots between them, `@anna.kjær`, or what stands before the @ of the
address. One that nobody has, or more than one of those who may be meant, stays text. Who is told is telling.py's.
"""

from collections import defaultdict
from collections.abc import Iterable

from subscriptions import mention_marks
from subscriptions.models import Customer, Membership, User
from tickets.models import Incident

MOST = 20  # people that one text tells
OFFERED = 8

type Named = dict[str, User]


def named(text: str, incident: Incident, *, public: bool) -> Named:
    """Whom the text means by which of its names, at most MOST. An internal one means colleagues only, a public one
    also contacts of the incident's customer: never somebody who may not read it."""
    names = list(dict.fromkeys(name.lower() for name in mention_marks.names(text)))
    if not names:
        return {}
    known: dict[str, set[User]] = defaultdict(set)
    for person in _may_be_meant(incident.customer_id, public=public):
        for name in names_of(person):
            known[name].add(person)
    found = {name: known[name].pop() for name in names if len(known[name]) == 1}
    return dict(list(found.items())[:MOST])


def facts(found: Named) -> dict[str, str]:
    """What the entry keeps of them, to be shown: the names as they are known, by what was typed."""
    return {name: person.name for name, person in found.items()}


def offered(typed: str, customer: Customer, *, public: bool) -> list[User]:
    """Those whose name or address begins so, at most OFFERED, by name."""
    begun = typed.lower()

    def begins(person: User) -> bool:
        return any(part.startswith(begun) for part in (*names_of(person), *person.name.lower().split()))

    people = sorted(_may_be_meant(customer.pk, public=public), key=lambda person: (person.name, person.pk))
    return [person for person in people if begins(person)][:OFFERED]


def names_of(person: User) -> set[str]:
    """By what she can be mentioned, in lower case."""
    whole = ".".join(person.name.lower().split())
    return {name for name in (whole, person.email.lower().partition("@")[0]) if name}


def mention_of(person: User) -> str:
    """What is typed to mention her: the part of her address, which has no spaces or accents."""
    return "@" + person.email.lower().partition("@")[0]


def _may_be_meant(customer: int, *, public: bool) -> Iterable[User]:
    """Colleagues; in what is public the customer's contacts too."""
    yield from User.objects.staff_with()
    if public:
        here = Membership.objects.active().filter(customer=customer).select_related("user")
        yield from (membership.user for membership in here)
