"""Who of the vendor's people is told: of a customer or an incident outside her scope nobody is, whoever chose her
(subscriptions.scope). The database says what she sees, in her own role."""

from collections.abc import Iterable, Iterator

from django.db import connection

from notifications.models.outbox import SEES_INCIDENT
from subscriptions import tenancy
from subscriptions.models import User
from subscriptions.scope import Scope

SEES = f"""
select (%(customer)s::bigint is null or exists (select from subscriptions_customer where id = %(customer)s))
  and (%(incident)s::bigint is null or {SEES_INCIDENT})
"""  # noqa: S608  made of constants


def told(
    people: Iterable[tuple[User, int | None]], incident: int | None
) -> Iterator[tuple[User, int | None]]:
    """Of these pairs of a person and the customer's key those that may be told, of `incident` where it is about
    one. Only who is limited is asked about: one statement for each scope and customer."""
    known: dict[tuple[Scope, int | None], bool] = {}
    for person, customer in people:
        scope = person.scope if person.is_staff else None
        if scope:
            asked = scope, customer
            if asked not in known:
                known[asked] = _sees(scope, customer, incident)
            if not known[asked]:
                continue
        yield person, customer


def _sees(scope: Scope, customer: int | None, incident: int | None) -> bool:
    with tenancy.as_limited(scope), connection.cursor() as cursor:
        cursor.execute(SEES, {"customer": customer, "incident": incident})
        return bool(cursor.fetchone()[0])
