"""Rows that a statement brings along inside another row, as `to_jsonb` writes them."""

from collections.abc import Mapping
from typing import Any

from django.db import models


def row[Row: models.Model](model: type[Row], columns: Mapping[str, Any]) -> Row:
    """The row of these columns, as if it had been read by itself. Raises KeyError where one is missing."""
    fields = model._meta.concrete_fields
    values = [field.to_python(columns[str(field.column)]) for field in fields]
    return model.from_db("default", [field.attname for field in fields], values)
