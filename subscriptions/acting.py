"""Who acts, for whom and from where, for as long as a request lasts: what is written beside each fact that must be
provable (subscriptions.audit), by Python and by the triggers of the database alike."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from ipaddress import ip_address

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

MARK = 16  # characters of a session's mark


@dataclass(frozen=True)
class Actor:
    """The keys of the person and of the one whose pages she sees (`acting_as`); `session` is a mark that tells
    sessions apart and opens none."""

    person: int | None = None
    acting_as: int | None = None
    address: str = ""
    session: str = ""

    def as_json(self) -> str:
        """As the triggers read it, from the setting `xtreme.by` of the transaction."""
        return json.dumps(asdict(self))


SYSTEM = Actor()
_current: ContextVar[Actor] = ContextVar("actor", default=SYSTEM)


def current() -> Actor:
    """Who acts now; nobody in tasks and commands."""
    return _current.get()


@contextmanager
def during(request: HttpRequest) -> Iterator[None]:
    """Inside, the request's person acts; `enter` names her again where she is known only later."""
    token = _current.set(actor_of(request))
    try:
        yield
    finally:
        _current.reset(token)


def enter(request: HttpRequest) -> Actor:
    """Name the request's person anew, inside `during`."""
    actor = actor_of(request)
    _current.set(actor)
    return actor


def actor_of(request: HttpRequest) -> Actor:
    """Whoever sent the request: where an agent sees the portal as a contact, the agent acts as the contact."""
    user = getattr(request, "user", None)
    person = user.pk if user is not None and user.is_authenticated else None
    seen_by = getattr(request, "seen_by", None)
    session = getattr(getattr(request, "session", None), "session_key", None)
    return Actor(
        person=seen_by.pk if seen_by else person,
        acting_as=person if seen_by else None,
        address=address_of(request),
        session=mark_of(session) if session else "",
    )


def address_of(request: HttpRequest) -> str:
    """The client's address as the sign-in knows it (its settings say which proxies are believed), or nothing."""
    try:
        return str(ip_address(get_adapter().get_client_ip(request)))
    except (PermissionDenied, ValueError):
        return ""


def mark_of(session_key: str) -> str:
    """What tells a session from another without opening it."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:MARK]
