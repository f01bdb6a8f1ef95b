"""What makes a password acceptable, by NIST SP 800-63B: long enough, not known from a breach, not made of the
person's or the product's own words. No rules of composition, and it never expires."""

import logging
import time
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.password_validation import CommonPasswordValidator, MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django_pwned.validators import PwnedPasswordValidator

log = logging.getLogger(__name__)

TIMEOUT_SECONDS = 1.0
PAUSE_SECONDS = 60.0
LONGEST = 1000


class Argon2(Argon2PasswordHasher):
    """Argon2id as OWASP's cheat sheet has it for 7 MiB, the least CPU of those it holds for equally hard:
    Django's own parameters take several times as much and, signed in at once by many, all the memory."""

    memory_cost = 7 * 1024
    time_cost = 5
    parallelism = 1


class Length(MinimumLengthValidator):
    """Long rather than complicated; and no longer than what a form can mean."""

    def validate(self, password: str, user: Any = None) -> None:
        super().validate(password, user)
        if len(password) > LONGEST:
            raise ValidationError(
                _("This password is longer than %(most)s characters."),
                params={"most": LONGEST},
                code="password_too_long",
            )

    def get_help_text(self) -> str:
        return _(
            "At least %(least)s characters. Four words that do not belong together are easy to keep."
        ) % {"least": self.min_length}


class OwnWords:
    """Not of the words that everybody tries here first."""

    def __init__(self, words: list[str]) -> None:
        self.words = words

    def validate(self, password: str, user: Any = None) -> None:
        left = password.lower()
        for word in self.words:
            left = left.replace(word, "")
        if len(set(left)) < 5:
            raise ValidationError(
                _("This password says little more than the product's name or one character again and again."),
                code="password_own_words",
            )

    def get_help_text(self) -> str:
        return _("The product's name alone is no password.")


class Breached:
    """Not one that has leaked elsewhere. The list that Django ships is always asked; haveibeenpwned's range
    service, which learns five characters of a hash, where BREACH_CHECK is on. A service that is away lets the
    password pass, and is not asked again for a minute: nobody waits for it twice."""

    asked_again_at = 0.0

    def __init__(self) -> None:
        self.common = CommonPasswordValidator()
        self.service = PwnedPasswordValidator(request_timeout=TIMEOUT_SECONDS)

    def validate(self, password: str, user: Any = None) -> None:
        try:
            self.common.validate(password, user)
            if settings.BREACH_CHECK and time.monotonic() >= Breached.asked_again_at:
                self._ask(password)
        except ValidationError as error:
            raise ValidationError(
                _("This password is known from a breach elsewhere, so it is among the first that are tried."),
                code="password_breached",
            ) from error

    def _ask(self, password: str) -> None:
        from django_pwned import api

        try:
            count = api.get_pwned_count(password, TIMEOUT_SECONDS)
        except Exception as error:  # whatever it answers, choosing a password goes on
            Breached.asked_again_at = time.monotonic() + PAUSE_SECONDS
            log.warning("the breach check is away: %s", type(error).__name__)
            return
        if count:
            raise ValidationError("", code="password_breached")

    def get_help_text(self) -> str:
        return _("It is compared with passwords known from breaches.")
