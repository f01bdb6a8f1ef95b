"""The secret number in the link of an invitation. The database knows its digest alone."""

import hashlib
import secrets

from django.conf import settings
from django.urls import reverse


def new() -> str:
    """A number nobody can guess, for an address."""
    return secrets.token_urlsafe(32)


def digest(number: str) -> str:
    return hashlib.sha256(number.encode()).hexdigest()


def address(number: str) -> str:
    """The link that a mail holds."""
    return f"{settings.SITE_URL}{reverse('sign_in:invitation', args=[number])}"
