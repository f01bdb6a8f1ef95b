"""The parts of a mail: which are its text and which are files. Bounded whatever is sent. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.utils import collapse_rfc2231_value
from typing import Any

from tickets.mailbox.headers import words

MOST = 100  # parts of a mail that are read
# Proofs of who wrote: they say nothing to a reader.
SIGNATURES = {"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"}
ENDINGS = {
    "message/rfc822": "mail.eml",
    "text/calendar": "invitation.ics",
    "application/ms-tnef": "winmail.dat",
    "text/html": "text.html",
    "text/plain": "text.txt",
}


@dataclass(frozen=True)
class MailFile:
    """A file of a mail under the name that its sender gave it; `inline` stands within the text."""

    name: str
    content: bytes
    inline: bool = False


def leaves(message: Message) -> Iterator[Message]:
    """Every part that holds something, in order; a mail within a mail is one. At most MOST + 1 are given: who gets
    that many has not seen them all."""
    waiting, given = [message], 0
    while waiting and given <= MOST:
        part = waiting.pop()
        held = part.get_payload() if part.is_multipart() else None
        if isinstance(held, list) and part.get_content_maintype() != "message":
            waiting += reversed([each for each in held if isinstance(each, Message)][: MOST + 1])
            continue
        given += 1
        yield part


def is_text(part: Message) -> bool:
    """Whether it is of what the sender wrote: text that is not sent as a file."""
    return (
        part.get_content_type() in ("text/plain", "text/html")
        and part.get_content_disposition() != "attachment"
        and not _name(part)
    )


def is_signature(part: Message) -> bool:
    return part.get_content_type() in SIGNATURES


def file_of(part: Message) -> MailFile:
    """The part as a file."""
    kind = part.get_content_type()
    name = _name(part) or ENDINGS.get(kind) or f"file.{part.get_content_subtype().rpartition('-')[2]}"
    inline = bool(part["Content-ID"]) and part.get_content_disposition() != "attachment"
    return MailFile(name, _content(part), inline)


def _content(part: Message) -> bytes:
    if part.get_content_maintype() == "message":
        held = part.get_payload()
        inner = held[0] if isinstance(held, list) and held else None
        return inner.as_bytes() if isinstance(inner, Message) else str(held).encode("utf-8", "replace")
    octets = part.get_payload(decode=True)
    return octets if isinstance(octets, bytes) else b""


def _name(part: Message) -> str:
    """The name as people read it, in either of the two ways of writing one that is not ASCII."""
    for parameter, header in (("filename", "Content-Disposition"), ("name", "Content-Type")):
        if given := _parameter(part, parameter, header):
            return words(collapse_rfc2231_value(given))
    return ""


def _parameter(part: Message, name: str, header: str) -> Any:
    try:
        return part.get_param(name, header=header)
    except Exception:  # crippled parameters raise what they like
        return None
