"""What the customer gives for a session: the connection, and a person who is ready to discuss the matter (R7.2).
The connection's secrets are encrypted by its table, and shown by running.look alone (R7.4)."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.utils import timezone

from subscriptions import texts
from subscriptions.models import Membership, User
from tickets.remote_access.approving import tell_if_ready
from tickets.remote_access.holding import holding, require_open, say
from tickets.remote_access.models import ConnectionDetails, ConnectionKind, RemoteSession
from tickets.remote_access.models.sessions import TEXT
from tickets.remote_access.refusals import (
    HostMissing,
    LinkNotHttps,
    PersonMissing,
    PersonWithoutPhone,
    UnknownChoice,
)

LONGEST = 500  # characters of a line
PHONE = 40


@dataclass(frozen=True)
class Connection:
    """How to get there. A link needs no more; VPN and host have an address, a user and a secret."""

    kind: str
    link: str = ""
    host: str = ""
    user: str = ""
    secret: str = ""
    note: str = ""

    def __repr__(self) -> str:
        return f"Connection({self.kind})"  # in no log, whatever fails

    def checked(self) -> "Connection":
        """As it is kept. Raises UnknownChoice, LinkNotHttps, HostMissing, TextTooLong."""
        if self.kind not in ConnectionKind.values:
            raise UnknownChoice("kind")
        is_link = self.kind == ConnectionKind.LINK
        return Connection(
            kind=self.kind,
            link=_link(self.link) if is_link else "",
            host="" if is_link else _host(self.host),
            user=texts.optional(self.user, LONGEST, field="user"),
            secret=texts.optional(self.secret, TEXT, field="secret"),
            note=texts.optional(self.note, TEXT, field="note"),
        )


def supply(
    session: RemoteSession, by: User, connection: Connection, at: datetime | None = None
) -> RemoteSession:
    """Supply the connection, or another in its place; also while the session runs, where the first did not work.
    Raises SessionNotOpen, and the refusals of `Connection.checked`."""
    at = at or timezone.now()
    checked = connection.checked()
    with holding(session, at) as (incident, row):
        require_open(row, at)
        ConnectionDetails.objects.update_or_create(
            session=row, defaults={"customer": row.customer, "secrets": json.dumps(asdict(checked))}
        )
        row.connection_kind, row.connection_by, row.connection_at = checked.kind, by, at
        row.save(update_fields=["connection_kind", "connection_by", "connection_at"])
        entry = say(incident, row, "connection", at, by, kind_of=checked.kind)
        tell_if_ready(row, entry.pk)
        return row


def name_person(
    session: RemoteSession, by: User, person: Membership | None, phone: str = "", at: datetime | None = None
) -> RemoteSession:
    """Name who is ready to discuss the matter while the session lasts, and the phone number at which she is
    reached.
    Raises PersonMissing for somebody who is no contact of the customer's, PersonWithoutPhone, SessionNotOpen."""
    at = at or timezone.now()
    with holding(session, at) as (incident, row):
        require_open(row, at)
        active = Membership.objects.active().filter(customer=row.customer)
        named = active.select_related("user").filter(pk=person.pk).first() if person else None
        if named is None:
            raise PersonMissing
        reached = texts.line(phone)[:PHONE] or named.user.phone
        if not reached:
            raise PersonWithoutPhone(name=named.user.name)
        row.person, row.person_phone = named.user, reached
        row.save(update_fields=["person", "person_phone"])
        entry = say(incident, row, "person", at, by, to=named.user.name)
        tell_if_ready(row, entry.pk)
        return row


def _link(typed: str) -> str:
    link = texts.optional(typed, LONGEST, field="link")
    try:
        parts = urlsplit(link)
    except ValueError:
        raise LinkNotHttps from None
    plain = not any(character.isspace() for character in link)
    if parts.scheme != "https" or not parts.hostname or "@" in parts.netloc or not plain:
        raise LinkNotHttps
    return link


def _host(typed: str) -> str:
    host = texts.optional(typed, LONGEST, field="host")
    if not host or any(character.isspace() for character in host):
        raise HostMissing
    return host
