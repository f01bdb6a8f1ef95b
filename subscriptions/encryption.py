"""Secrets at rest: what signing and checking need in clear, kept encrypted (Fernet: AES-128-CBC with HMAC-SHA-256).

The keys are the environment's (ENCRYPTION_KEYS, newest first): the first encrypts, all decrypt. `manage.py
rotate_secrets` brings everything to the first. What need not be read again is not encrypted but hashed, as
passwords and API tokens are.
"""

from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import FieldError
from django.db import models

TOKEN = "gAAAA"  # noqa: S105  how every Fernet token begins: its version and the first bytes of the time


class Undecryptable(Exception):
    """None of the keys opens it: a key is missing in ENCRYPTION_KEYS, or somebody changed it. Says no secret."""


def encrypt(text: str) -> str:
    """The text under the first key."""
    return _keys(_configured()).encrypt(text.encode()).decode()


def decrypt(kept: str) -> str:
    """The text of what is kept. What was kept before there was encryption comes back as it is. Raises
    Undecryptable."""
    if not is_encrypted(kept):
        return kept
    try:
        return _keys(_configured()).decrypt(kept.encode()).decode()
    except InvalidToken:
        raise Undecryptable("A secret cannot be decrypted with any key of ENCRYPTION_KEYS.") from None


def is_encrypted(kept: str) -> bool:
    """Whether it is under any key at all."""
    return kept.startswith(TOKEN)


def is_current(kept: str) -> bool:
    """Whether it is under the first key."""
    try:
        Fernet(_configured()[0]).decrypt(kept.encode())
    except InvalidToken:
        return False
    return True


def _configured() -> tuple[str, ...]:
    return tuple(settings.ENCRYPTION_KEYS)


@lru_cache(maxsize=4)
def _keys(configured: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in configured])


class EncryptedTextField(models.TextField):
    """A text that the database holds encrypted and Python reads in clear. It cannot be searched for: the same text
    is kept differently each time."""

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return value if value is None or value == "" else encrypt(value)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        """What was kept, in clear. Raises Undecryptable."""
        return decrypt(value) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is encrypted: it cannot be searched for.")
        return super().get_lookup(lookup_name)
