"""Writing a row of the audit trail, in the transaction of what it tells of: both are there or neither is."""

from collections.abc import Mapping
from typing import Any

from django.db import models

from subscriptions import acting, tenancy
from subscriptions.audit.kinds import KINDS
from subscriptions.audit.models import Entry
from subscriptions.models import Customer, User

LONGEST = 200


def record(
    kind: str,
    *,
    on: models.Model | None = None,
    name: str = "",
    person: User | None = None,
    customer: Customer | int | None = None,
    details: Mapping[str, Any] | None = None,
    actor: acting.Actor | None = None,
) -> None:
    """That the acting person did something of this `kind` on the row `on` of this `customer` (or her key).

    `person` is named where nobody acts yet, as in a sign-in. `details` are short and hold no secret. Raises
    KeyError for a kind that the table does not know.
    """
    rule = KINDS[kind]
    actor = actor or acting.current()
    company = customer.pk if isinstance(customer, Customer) else customer
    with tenancy.looking_as_staff():
        Entry.objects.bulk_create(  # which asks for nothing back
            [
                Entry(
                    kind=kind,
                    person_id=person.pk if person else actor.person,
                    acting_as_id=actor.acting_as,
                    address=actor.address or None,
                    session=actor.session,
                    object_type=on._meta.label if on else "",
                    object_id=on.pk if on else None,
                    object_name=(name or (str(on) if on else ""))[:LONGEST],
                    customer_id=company,
                    shown=rule.shown and company is not None,
                    details=dict(details or {}),
                )
            ]
        )
