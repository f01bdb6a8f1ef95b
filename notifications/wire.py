"""A mail as the octets that go over the wire: text and HTML in one `multipart/alternative` (RFC 2046), all of them
ASCII. What it says is mails.py's, handing it over smtp.py's.

Where it brings a calendar's entry (RFC 6047), that is one more alternative, which Outlook reads, and the same
again as a file beside them, which Google's calendar and a reader's own hand take.

Put together from its parts, because the email package parses each header anew and folds it again, which took
longer than all else that becomes of a mail.
"""

import binascii
import re
import secrets
from base64 import encodebytes
from collections.abc import Mapping
from email.header import Header
from email.utils import format_datetime, formataddr, parseaddr
from functools import lru_cache

from django.utils import timezone
from django.utils.encoding import punycode

from notifications.invitations import CalendarFile

LINE = 76  # characters of a header before it is folded
CALENDAR_FILE = "invite.ics"
# An address alone, as nearly all are: nothing has to be taken apart.
SIMPLE = re.compile(r"[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+")
PLAIN = re.compile(r"[!-;=?A-~]+@[!-;=?A-~]+")  # printable, without the signs that part addresses


def mail(
    subject: str,
    sender: str,
    to: str,
    reply_to: str,
    headers: Mapping[str, str],
    text: str,
    html: str,
    calendar: CalendarFile | None = None,
) -> bytes:
    """The octets of a mail. Raises ValueError for an address that is none, and for a header that holds a line
    break."""
    border = f"=_{secrets.token_hex(16)}"
    head = {
        "Subject": _folded("Subject", subject),
        "From": _mailbox(sender),
        "To": _mailbox(to),
        "Reply-To": _mailbox(reply_to),
        "Date": format_datetime(timezone.now()),
        **{name: _folded(name, value) for name, value in headers.items()},
        "MIME-Version": "1.0",
    }
    alternative = {"Content-Type": f'multipart/alternative; boundary="{border}"'}
    parts = [_part(border, "plain", text, "; format=flowed"), _part(border, "html", html)]
    if calendar is None:
        return b"".join([_lines(head | alternative), *parts, _end(border)])
    parts.append(_part(border, "calendar", calendar.text, f"; method={calendar.method}"))
    outer = f"=_{secrets.token_hex(16)}"
    mixed = {"Content-Type": f'multipart/mixed; boundary="{outer}"'}
    inner = [f"--{outer}\r\n".encode(), _lines(alternative), *parts, _end(border)]
    return b"".join([_lines(head | mixed), *inner, _file(outer, calendar), _end(outer)])


@lru_cache(1000)  # ours come with every mail, hers three times with one
def address(mailbox: str) -> str:
    """The address in it as SMTP takes it, its domain in IDNA where it is not ASCII. Raises ValueError where there
    is none."""
    if SIMPLE.fullmatch(mailbox):
        return mailbox
    local, _at, domain = parseaddr(mailbox)[1].rpartition("@")
    plain = f"{local}@{punycode(domain)}"
    if not (mailbox.isprintable() and PLAIN.fullmatch(plain)):
        raise ValueError(f"No mail can be sent to “{mailbox}”.")
    return plain


@lru_cache(1000)
def _mailbox(mailbox: str) -> str:
    if SIMPLE.fullmatch(mailbox):
        return mailbox
    return formataddr((parseaddr(mailbox)[0], address(mailbox)))


def _part(border: str, subtype: str, text: str, more: str = "") -> bytes:
    """A body in quoted-printable: no line is longer than SMTP allows, and words stay readable in the source."""
    head = {
        "Content-Type": f'text/{subtype}; charset="utf-8"{more}',
        "Content-Transfer-Encoding": "quoted-printable",
    }
    lines = text.rstrip().replace("\r\n", "\n").replace("\n", "\r\n")
    body = binascii.b2a_qp(f"{lines}\r\n".encode())
    return b"".join([f"--{border}\r\n".encode(), _lines(head), body])


def _file(border: str, calendar: CalendarFile) -> bytes:
    """The entry as a file to be opened by hand."""
    head = {
        "Content-Type": f'application/ics; name="{CALENDAR_FILE}"',
        "Content-Disposition": f'attachment; filename="{CALENDAR_FILE}"',
        "Content-Transfer-Encoding": "base64",
    }
    body = encodebytes(calendar.text.encode()).replace(b"\n", b"\r\n")
    return b"".join([f"--{border}\r\n".encode(), _lines(head), body])


def _end(border: str) -> bytes:
    return f"--{border}--\r\n".encode()


def _lines(head: Mapping[str, str]) -> bytes:
    return "".join([*(f"{name}: {value}\r\n" for name, value in head.items()), "\r\n"]).encode("ascii")


@lru_cache(1000)
def _folded(name: str, value: str) -> str:
    """Encoded where it is not ASCII, folded where it is long and has words."""
    if "\n" in value or "\r" in value:
        raise ValueError(f"There is a line break in the header {name}.")
    if value.isascii() and (" " not in value or len(name) + len(value) + 2 <= LINE):
        return value
    charset = "us-ascii" if value.isascii() else "utf-8"
    return Header(value, charset, LINE, name).encode(linesep="\r\n")
