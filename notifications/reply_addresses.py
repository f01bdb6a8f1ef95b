"""The address that a mail about an incident is answered to: it says which incident and who was written to.

The mailbox of REPLY_TO_EMAIL with a signed token after a plus (RFC 5233). Reading a reply is the mailbox's;
whether who wrote may write is decided there too: the token is no more than what the mail itself knew.
"""

import base64
from dataclasses import dataclass
from email.utils import parseaddr

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from subscriptions.models import User

SALT = "notifications.reply_addresses"
LOCAL_OCTETS = 64  # RFC 5321, 4.5.3.1.1
SIGNATURE_OCTETS = 10


@dataclass(frozen=True)
class ReplyAddress:
    """What an address of ours says: the number of the incident and the key of the person written to."""

    number: int
    user_id: int


def address_for(number: int, user: User) -> str:
    """Where `user` answers mails about incident `number`; the mailbox itself where its name leaves no room for a
    token."""
    local, _at, domain = parseaddr(settings.REPLY_TO_EMAIL)[1].rpartition("@")
    said = _octets(number) + _octets(user.pk)
    token = base64.b32encode(said + _signature(said, settings.SECRET_KEY)).decode().rstrip("=").lower()
    tokened = f"{local}+{token}"
    return f"{tokened if len(tokened.encode()) <= LOCAL_OCTETS else local}@{domain}"


def read(address: str) -> ReplyAddress | None:
    """What the address says, in whatever case the reader's program has put it; None for one that is not ours."""
    token = parseaddr(address)[1].rpartition("@")[0].rpartition("+")[2].upper()
    try:
        octets = base64.b32decode(token + "=" * (-len(token) % 8))
    except ValueError:
        return None
    said, signature = octets[:-SIGNATURE_OCTETS], octets[-SIGNATURE_OCTETS:]
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    if not any(constant_time_compare(signature, _signature(said, key)) for key in keys):
        return None
    return ReplyAddress(*_numbers(said))


def _signature(said: bytes, key: str | bytes) -> bytes:
    return salted_hmac(SALT, said, secret=key, algorithm="sha256").digest()[:SIGNATURE_OCTETS]


def _octets(number: int) -> bytes:
    """A length and so many octets: as short as the number is small."""
    length = (number.bit_length() + 7) // 8
    return bytes([length]) + number.to_bytes(length, "big")


def _numbers(said: bytes) -> list[int]:
    """The numbers that `_octets` has written one after the other."""
    numbers = []
    while said:
        length, said = said[0], said[1:]
        numbers.append(int.from_bytes(said[:length], "big"))
        said = said[length:]
    return numbers
