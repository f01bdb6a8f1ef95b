"""What points to rows, kept as `prefetch_related` keeps it, where it is known without asking."""

from collections.abc import Iterable
from typing import Any

from django.db import models


def keep_none(rows: Iterable[models.Model], name: str) -> None:
    """Nothing points to these rows, all of one model, by the relation `name`."""
    for row in rows:
        relation: Any = row._meta.get_field(name)
        nothing: Any = relation.related_model._default_manager.none()
        nothing._result_cache, nothing._prefetch_done = [], True
        row.__dict__.setdefault("_prefetched_objects_cache", {})[name] = nothing
