"""What an export holds: a table of parts, each the rows of one model, to which every room adds its own.

What no part names is only counted, so that nothing leaves by mistake and nothing is silent about being kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet

from subscriptions.models import Customer, User


@dataclass(frozen=True)
class Part:
    """`people`: the relations by which a row is a person's own. `customer`: the way from a row to its customer,
    empty where none has one. `private`: fields that nobody else of the company reads. `public`: which rows the
    customer's people may read. `file`: a field whose file goes along, under the name in `file_name`."""

    code: str
    model: type[Model]
    fields: tuple[str, ...]
    people: tuple[str, ...] = ()
    customer: str = ""
    private: tuple[str, ...] = ()
    public: Q = field(default_factory=Q)
    file: str = ""
    file_name: str = "name"

    def of_person(self, person: User) -> QuerySet[Any]:
        """The rows that are hers. Of staff all, of a contact what she may read."""
        hers = Q()
        for relation in self.people:
            hers |= Q(**{relation: person.pk})
        rows = self.model._default_manager.filter(hers) if self.people else self.model._default_manager.none()
        return rows if person.is_staff else rows.filter(self.public)

    def of_customer(self, customer: Customer) -> QuerySet[Any]:
        """The rows that are the company's."""
        if not self.customer:
            return self.model._default_manager.none()
        return self.model._default_manager.filter(self.public, **{self.customer: customer.pk})

    def given(self, *, person: bool) -> list[str]:
        """The fields that a person, or her company, is given."""
        return [name for name in self.fields if person or name not in self.private]


PARTS: list[Part] = []


def add(*parts: Part) -> None:
    """Called by a room when it is ready."""
    PARTS.extend(parts)


def others(*, person: User | None = None, customer: Customer | None = None) -> Iterator[tuple[str, int]]:
    """Tables that no part is about and that name the person or the customer: what they are called, and how many
    rows."""
    told = {part.model for part in PARTS}
    for model in apps.get_models():
        if model in told or hasattr(model, "pgh_tracked_model") or model._meta.app_label == "pghistory":
            continue
        meant = Q()
        for each in model._meta.concrete_fields:
            if person is not None and each.is_relation and each.related_model is User:
                meant |= Q(**{each.name: person.pk})
            elif person is None and customer is not None and each.name == "customer":
                meant |= Q(customer=customer.pk)
        if meant and (number := model._default_manager.filter(meant).count()):
            yield str(model._meta.verbose_name_plural), number
