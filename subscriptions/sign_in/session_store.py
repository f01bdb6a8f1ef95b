"""Sessions in the database alone: one that was ended is ended, whatever else was away meanwhile; a cache before it
would let it in again once it is back. One that begins is written once, with the answer: Django writes it when its
key is made and then again."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import get_random_string

from subscriptions.prepared import columns, read

KEY_LENGTH = 32
ALIVE = f"select {columns(Session)} from {Session._meta.db_table} where session_key = %s and expire_date > %s"  # noqa: S608


class SessionStore(db.SessionStore):
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

    def _get_session_from_db(self) -> Session | None:
        """Written out: every request asks it. One that is not alive leaves its key to nobody."""
        found = next(iter(read(Session, ALIVE, [self.session_key, timezone.now()])), None)
        if found is None:
            self._session_key = None
        return found
