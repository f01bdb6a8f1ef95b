"""The headers of a mail as text, addresses and names, however crippled. Pure.

They are read from their octets: Python's structured headers raise at some of what is really sent.
"""

import re
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses

from tickets.mailbox.charsets import decoded

LONGEST = 20_000  # characters of one header that are read
MOST = 1_000  # headers of a mail that are looked at
ADDRESS = re.compile(r"[^\s<>,;:\"()\[\]]+@[^\s<>,;:\"()\[\]]+")
MESSAGE_ID = re.compile(r"<([^<>\s]{1,900})>")


def all_of(message: Message, name: str) -> list[str]:
    """Every header of that name on one line, from the top; `name` in whatever case."""
    wanted = name.lower()
    raw = [(key, value) for key, value in list(message.raw_items())[:MOST] if key.lower() == wanted]
    return [words(str(value)) for _key, value in raw]


def first_of(message: Message, name: str) -> str:
    """The first of that name; nothing where there is none."""
    return next(iter(all_of(message, name)), "")


def addresses(message: Message, *names: str) -> list[tuple[str, str]]:
    """Names and addresses, in lower case, of these headers, in the order given."""
    found = []
    for name in names:
        for value in all_of(message, name):
            pairs = [(said, address) for said, address in getaddresses([value]) if ADDRESS.fullmatch(address)]
            found += pairs or [("", address) for address in ADDRESS.findall(value)]
    return [(" ".join(said.split()), address.lower()) for said, address in found]


def message_ids(message: Message, *names: str) -> list[str]:
    """The Message-IDs named in these headers, without their brackets, the last, which is the nearest, first."""
    values = [value for name in names for value in reversed(all_of(message, name))]
    return [found for value in values for found in reversed(MESSAGE_ID.findall(value))]


def words(value: str) -> str:
    """A header unfolded and decoded; encoded words of sets that do not exist as well as can be."""
    folded = value[:LONGEST].encode("utf-8", "surrogateescape")
    line = " ".join(decoded(folded).split())
    try:
        parts = decode_header(line)
    except Exception:  # crippled base64 raises what it likes
        return line
    said = "".join(part if isinstance(part, str) else decoded(part, charset or "") for part, charset in parts)
    return " ".join(said.replace("\0", "").split())
