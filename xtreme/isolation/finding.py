"""What rows of the leak table lead to, and how the other customer's is found. Things are found as the vendor."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from subscriptions.models import Customer, Membership

NO_NUMBER = 999_999_999_999


@dataclass(frozen=True)
class Between:
    """The customer whose things are asked for, and the visitor's own."""

    other: Customer
    own: Customer


@dataclass(frozen=True)
class Thing:
    """A kind of thing: `find` gives what an address names the other customer's by, None where she has none;
    `absent` is a name that nothing has, None where the thing is the visitor's own."""

    find: Callable[[Between], Any]
    absent: Any = NO_NUMBER


def hers(model: type[Model], field: str = "pk") -> Thing:
    """Her newest row of a table with a customer."""
    return Thing(lambda between: newest(model._default_manager.filter(customer=between.other), field))


def of_her_people(model: type[Model], field: str = "pk", absent: Any = NO_NUMBER) -> Thing:
    """The newest row that belongs to one of her people."""
    return Thing(
        lambda between: newest(
            model._default_manager.filter(user__in=members(between.other).values("user")), field
        ),
        absent,
    )


def newest(found: Any, field: str = "pk") -> Any:
    """This field of the newest of the rows."""
    return found.order_by("-pk").values_list(field, flat=True).first()


def members(of: Customer) -> Any:
    """Her people's places."""
    return Membership.objects.active().filter(customer=of)


def stranger(between: Between) -> Any:
    """One of her people whom the visitor's company does not know."""
    known = members(between.own).values("user")
    return newest(members(between.other).exclude(user__in=known), "user")
