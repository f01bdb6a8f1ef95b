"""Secrets that must be readable to be used: those of identity providers, keys of second factors. All of them pass
through here on their way to the database and back, so that what encrypts them has one place."""

from typing import Any

from django.db import models


def seal(text: str) -> str:
    """The secret as it is stored."""
    return text


def unseal(stored: str) -> str:
    """Back again."""
    return stored


class SecretField(models.TextField):
    """Text that is sealed in the database. It cannot be searched for."""

    def from_db_value(self, value: str | None, *args: Any) -> str | None:
        return value if value is None else unseal(value)

    def get_prep_value(self, value: Any) -> Any:
        prepared = super().get_prep_value(value)
        return prepared if prepared is None else seal(prepared)
