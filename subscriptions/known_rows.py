"""What points to rows, kept as `prefetch_related` keeps it, where it has been read or is known without asking.

Django makes a query for each row even where all are read by one, which is most of its time with many rows.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models


def keep(row: models.Model, name: str, pointing: Sequence[models.Model]) -> None:
    """These point to the row by the relation `name`, in this order, and no others that matter to who asks."""
    relation: Any = row._meta.get_field(name)
    known: Any = models.QuerySet(relation.related_model)
    known._result_cache, known._prefetch_done = list(pointing), True
    row.__dict__.setdefault("_prefetched_objects_cache", {})[name] = known


def keep_none(rows: Iterable[models.Model], name: str) -> None:
    """Nothing points to these rows by the relation `name`."""
    for row in rows:
        keep(row, name, ())
