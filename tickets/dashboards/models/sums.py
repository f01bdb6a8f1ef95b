"""Sums that a trigger keeps: a change adds rows of +1 and -1, so that nobody who works waits for another, and now
and then they are added to the one row that each key has. Whoever reads adds up both."""

from __future__ import annotations

from django.db import connection, models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from subscriptions.tenancy import TenantQuerySet

ADD_UP = """
with fresh as (delete from {table} where not summed returning {keys}, number)
insert into {table} ({keys}, number, summed)
  select {keys}, sum(number), true from fresh group by {keys} having sum(number) <> 0
on conflict ({keys}) where summed do update set number = {table}.number + excluded.number
"""
FORGET_NOUGHTS = "delete from {table} where summed and number = 0"


class KeptSum(models.Model):
    """A part of the number that its key has: the sum so far, or a change that is not added to it yet."""

    number = models.IntegerField(_("number"))
    summed = models.BooleanField(_("summed up"), default=False, db_default=False)

    objects = TenantQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def keys(cls) -> tuple[str, ...]:
        """The columns that together say what is counted."""
        own = {"id", "number", "summed"}
        return tuple(str(field.column) for field in cls._meta.concrete_fields if field.column not in own)

    @classmethod
    def add_up(cls) -> None:
        """Add the changes so far to the sums. Any number may run at once, beside whoever works."""
        table = cls._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(ADD_UP.format(table=table, keys=", ".join(cls.keys())))
            cursor.execute(FORGET_NOUGHTS.format(table=table))


def one_sum_a_key(name: str, *fields: str) -> models.UniqueConstraint:
    """The constraint that every kept sum has: one row a key that is summed up."""
    return models.UniqueConstraint(fields=fields, name=name, condition=Q(summed=True))


def changes(name: str) -> models.Index:
    """The index that every kept sum has: what is not added up yet."""
    return models.Index(fields=["id"], name=name, condition=Q(summed=False))
