"""Sessions in the database alone: one that was ended is ended, whatever else was away meanwhile; a cache before it
would let it in again once it is back. One that begins is written once, with the answer: Django writes it when its
key is made and then again."""

from contextvars import ContextVar

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import get_random_string

from subscriptions.models import User
from subscriptions.prepared import columns, read, read_pairs

KEY_LENGTH = 32
# Written out, with the stamp of the settings and whether she has a second factor: every request asks all of it, and
# Django takes longer to compose it than PostgreSQL to answer.
PERSON = f"""{columns(User, "person")}, (select stamp from subscriptions_settingsstamp limit 1) as stamp,
  exists (select from mfa_authenticator where user_id = person.id and type in ('totp', 'webauthn'))
    as has_second_factor"""  # noqa: S608
ONE = f"select {PERSON} from subscriptions_user as person where id = %s"  # noqa: S608
ALIVE = f"""
select {columns(Session, "session")}, {PERSON} from django_session as session
left join usersessions_usersession as hers using (session_key)
left join subscriptions_user as person on person.id = hers.user_id
where session_key = %s and expire_date > %s
"""  # noqa: S608

_just_read: ContextVar[User | None] = ContextVar("person_of_the_session_just_read", default=None)


def person(key: int) -> User | None:
    """The person with this key; who came with the session that was just read is not read again."""
    found = _just_read.get()
    _just_read.set(None)
    return found if found and found.pk == key else next(iter(read(User, ONE, [key])), None)


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
        """One that is not alive leaves its key to nobody."""
        found, hers = next(
            iter(read_pairs(Session, User, ALIVE, [self.session_key, timezone.now()])), (None, None)
        )
        _just_read.set(hers)
        if found is None:
            self._session_key = None
        return found
