"""Sessions as Django keeps them, in the database with the cache before it. One that begins is written once, with
the answer: Django writes it when its key is made and then again."""

from django.contrib.sessions.backends import cached_db
from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.utils.crypto import get_random_string

KEY_LENGTH = 32


class SessionStore(cached_db.SessionStore):
    """A key of 165 bits is nobody else's; were it, writing it would fail."""

    _begins = False

    def create(self) -> None:
        self._session_key = get_random_string(KEY_LENGTH, VALID_KEY_CHARS)
        self._begins = self.modified = True

    def save(self, must_create: bool = False) -> None:
        if self.session_key is None:
            self.create()
        begins, self._begins = self._begins, False
        super().save(must_create=must_create or begins)
