"""What a choice is called, for models whose rows stand on every page. Django puts all choices of a field into the
reader's language for each label that is asked for, to find one among them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.db import models
from django.utils.encoding import force_str


class Labelled(models.Model):
    """One whose `get_…_display` looks up its label alone."""

    class Meta:
        abstract = True

    def _get_FIELD_display(self, field: models.Field[Any, Any]) -> Any:  # noqa: N802  Django's name
        value = getattr(self, field.attname)
        return force_str(_labels(field).get(value, value), strings_only=True)


@cache
def _labels(field: models.Field[Any, Any]) -> Mapping[Any, Any]:
    return dict(field.flatchoices)
