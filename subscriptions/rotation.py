"""Bringing every secret at rest to the first key, a batch a transaction: it may be stopped and run again."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import connection, models

from subscriptions import encryption, tenancy
from subscriptions.encryption import EncryptedTextField

BATCH = 200
# What of a second factor is a secret; the rest is public, such as the key of a passkey.
OF_A_FACTOR = ("secret", "seed")


def encrypted_fields() -> Iterator[tuple[type[models.Model], str]]:
    """Every field that is kept encrypted, found by its class."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            if isinstance(field, EncryptedTextField):
                yield model, field.name


def rotate() -> dict[str, int]:
    """How many secrets of each kind were brought to the first key. Raises Undecryptable at the first that none
    opens, with what came before it done."""
    done = {
        f"{model._meta.label}.{name}": _in_batches(partial(_fields, model, name))
        for model, name in encrypted_fields()
    }
    return done | {str(Authenticator._meta.label): _in_batches(_factors)}


def _in_batches(work: Callable[[int], tuple[int, int]]) -> int:
    """`work` gives the last key it looked at, 0 when there is none, and how many it changed."""
    changed, last = 0, 0
    while True:
        with tenancy.as_staff():
            last, more = work(last)
        changed += more
        if not last:
            return changed


def _fields(model: type[models.Model], name: str, after: int) -> tuple[int, int]:
    """Read and written past the field, which would decrypt."""
    field: Any = model._meta.get_field(name)
    primary: Any = model._meta.pk
    quote = connection.ops.quote_name
    table, key, column = quote(model._meta.db_table), quote(primary.column), quote(field.column)
    with connection.cursor() as cursor:
        cursor.execute(
            f"select {key}, {column} from {table} where {key} > %s and {column} <> ''"  # noqa: S608
            f" order by {key} limit {BATCH} for update",
            [after],
        )
        rows = cursor.fetchall()
        old = [(row, kept) for row, kept in rows if not encryption.is_current(kept)]
        for row, kept in old:
            renewed = encryption.encrypt(encryption.decrypt(kept))
            cursor.execute(f"update {table} set {column} = %s where {key} = %s", [renewed, row])  # noqa: S608
    return (rows[-1][0] if rows else 0), len(old)


def _factors(after: int) -> tuple[int, int]:
    factors = list(Authenticator.objects.select_for_update().filter(pk__gt=after).order_by("pk")[:BATCH])
    changed = 0
    for factor in factors:
        renewed = {
            name: _renewed(factor.data[name]) for name in OF_A_FACTOR if _is_old(factor.data.get(name))
        }
        if renewed:
            factor.data |= renewed
            factor.save(update_fields=["data"])
            changed += 1
    return (factors[-1].pk if factors else 0), changed


def _is_old(kept: Any) -> bool:
    return isinstance(kept, str) and bool(kept) and not encryption.is_current(kept)


def _renewed(kept: str) -> str:
    return encryption.encrypt(encryption.decrypt(kept))
