"""A mail as it goes over the wire: two bodies, text and HTML, in one `multipart/alternative` (RFC 2046).

Django builds every mail by the email package's new policy, which parses each header anew: more than half of what
sending a mail costs. What is written here is the same mail, put together from its parts.
"""

import binascii
import secrets
from email.header import Header
from email.utils import format_datetime, formataddr, parseaddr
from functools import lru_cache
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

LINE = 76  # characters of a header before it is folded


class WireMessage(EmailMultiAlternatives):
    """One reader, a text and an HTML body, no attachment. Where an address is not plain ASCII, Django's way."""

    def message(self, **options: Any) -> Any:
        [(html, _subtype)] = self.alternatives
        if self.attachments or not all(map(_is_plain, (self.from_email, *self.to, *self.reply_to))):
            return super().message(**options)
        return _Wire(self._head(), str(self.body), str(html))

    def _head(self) -> list[tuple[str, str]]:
        return [
            ("Subject", _folded("Subject", str(self.subject))),
            ("From", _address(self.from_email)),
            ("To", _address(self.to[0])),
            ("Reply-To", ", ".join(map(_address, self.reply_to))),
            ("Date", format_datetime(timezone.now())),
            *((name, _folded(name, str(value))) for name, value in self.extra_headers.items()),
        ]


class _Wire:
    """What Django's backend asks for the bytes to send."""

    def __init__(self, head: list[tuple[str, str]], text: str, html: str) -> None:
        self.head, self.text, self.html = head, text, html

    def as_bytes(self) -> bytes:
        border = f"=_{secrets.token_hex(16)}"
        head = [*self.head, ("MIME-Version", "1.0")]
        head.append(("Content-Type", f'multipart/alternative; boundary="{border}"'))
        parts = [
            _lines(head),
            *(_part(border, *body) for body in (("plain", self.text), ("html", self.html))),
        ]
        return b"".join([*parts, f"--{border}--\r\n".encode()])


def _is_plain(address: str) -> bool:
    return address.isascii() or parseaddr(address)[1].isascii()


def _part(border: str, subtype: str, text: str) -> bytes:
    """A body in quoted-printable: no line is longer than SMTP allows, and words stay readable in the source."""
    head = [
        ("Content-Type", f'text/{subtype}; charset="utf-8"'),
        ("Content-Transfer-Encoding", "quoted-printable"),
    ]
    lines = text.replace("\r\n", "\n").rstrip("\n").replace("\n", "\r\n")
    body = binascii.b2a_qp(f"{lines}\r\n".encode())
    return b"".join([f"--{border}\r\n".encode(), _lines(head), body])


def _lines(head: list[tuple[str, str]]) -> bytes:
    return "".join([*(f"{name}: {value}\r\n" for name, value in head), "\r\n"]).encode()


def _folded(name: str, value: str) -> str:
    """Encoded where it is not ASCII, folded where it is long. Raises ValueError where it holds a line break."""
    if "\n" in value or "\r" in value:
        raise ValueError(f"a line break in the header {name}")
    if value.isascii() and len(name) + len(value) + 2 <= LINE:
        return value
    charset = "us-ascii" if value.isascii() else "utf-8"
    return Header(value, charset, LINE, name).encode(linesep="\r\n")


@lru_cache(1000)
def _address(address: str) -> str:
    """Raises ValueError where it holds a line break."""
    if "\n" in address or "\r" in address:
        raise ValueError("a line break in an address")
    return formataddr(parseaddr(address))
