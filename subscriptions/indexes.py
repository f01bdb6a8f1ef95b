"""Indexes of tables that are written all day, where each index costs every row: Django's own of a foreign key holds
all rows, also those that point nowhere."""

from django.db import models
from django.db.models import Q


def where_there_is(name: str, key: str) -> models.Index:
    """Of a foreign key that few rows have, for those alone; the key's own is left out with `db_index=False`."""
    return models.Index(fields=[key], name=name, condition=Q(**{f"{key}__isnull": False}))
