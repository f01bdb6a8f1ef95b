"""A mail read: who wrote what to whom, about which mail, with which files. Pure: octets in, values out.

Never raises for what a mail holds; what is beyond the bounds is not read and `unread` says so.
"""

from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message
from email.parser import BytesHeaderParser
from itertools import islice

from tickets.mailbox import authentication, automatic, bodies, headers, invited, parts
from tickets.mailbox.invited import Answer
from tickets.mailbox.parts import MailFile

MOST_BOUNDARIES = 5_000  # lines that may begin a part; more are not taken apart at all
MOST_HEADERS = 500_000  # octets
TO_US = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")


@dataclass(frozen=True)
class ReadMail:
    """`sender` is the address of From: in lower case, empty where there is none; `automatic` the sign that nobody
    wrote it, `answer` what a calendar answers with it. `unread`: it has more parts, or deeper ones, than are read.
    """

    message_id: str
    sender: str
    sender_name: str
    recipients: list[str]
    subject: str
    references: list[str]
    text: str
    files: list[MailFile]
    automatic: str
    answer: Answer | None
    forged: bool
    unread: bool


def read(raw: bytes, trusted_host: str = "") -> ReadMail:
    """Read the mail; `trusted_host` is whose Authentication-Results are believed."""
    message, whole = _parsed(raw)
    text, files, seen_all = _content(message) if whole else ("", [], False)
    name, sender = next(iter(headers.addresses(message, "From")), ("", ""))
    return ReadMail(
        message_id=message_id(message),
        sender=sender,
        sender_name=name,
        recipients=[address for _name, address in headers.addresses(message, *TO_US)],
        subject=headers.first_of(message, "Subject"),
        references=headers.message_ids(message, "In-Reply-To", "References"),
        text=text,
        files=files,
        automatic=automatic.sign(message),
        answer=_answer(message) if whole else None,
        forged=authentication.is_forged(message, trusted_host),
        unread=not (whole and seen_all),
    )


def read_headers(raw: bytes) -> ReadMail:
    """Of a mail of which only the beginning is there."""
    return read(raw.replace(b"\r\n", b"\n").partition(b"\n\n")[0] + b"\n\n")


def is_mail(raw: bytes) -> bool:
    """Whether it begins as a mail does: with a header."""
    begin = raw.lstrip(b"\r\n")[:5_000].split(b"\n", 1)[0]
    name, colon, _value = begin.partition(b":")
    return begin.startswith(b"From ") or bool(
        colon and name.strip() and b" " not in name.strip() and name.isascii()
    )


def message_id(message: Message) -> str:
    """Without brackets; nothing where there is none."""
    return headers.first_of(message, "Message-ID").strip("<> ")


def _parsed(raw: bytes) -> tuple[Message, bool]:
    """The mail, and whether more than its headers was read."""
    head = raw[: MOST_HEADERS * 2].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    if raw.count(b"\n--") <= MOST_BOUNDARIES and len(head) <= MOST_HEADERS:
        try:
            return message_from_bytes(raw, policy=policy.default), True
        except (RecursionError, ValueError, LookupError, AttributeError, TypeError, IndexError):
            pass  # nested or crippled beyond reading: its headers still say from whom it is
    return BytesHeaderParser(policy=policy.compat32).parsebytes(head[:MOST_HEADERS] + b"\n\n"), False


def _answer(message: Message) -> Answer | None:
    found = map(invited.answer_in, islice(parts.leaves(message), parts.MOST))
    return next(filter(None, found), None)


def _content(message: Message) -> tuple[str, list[MailFile], bool]:
    """Text, files, and whether that is all there is."""
    plain: list[str] = []
    html: list[str] = []
    files: list[MailFile] = []
    seen = 0
    for part in parts.leaves(message):
        seen += 1
        if seen > parts.MOST:
            break
        if parts.is_signature(part):
            continue
        if parts.is_text(part):
            (html if part.get_content_type() == "text/html" else plain).append(bodies.text_of(part))
        else:
            files.append(parts.file_of(part))
    text = "\n\n".join(said for said in plain if said.strip())
    text = text or "\n\n".join(said for said in html if said.strip())
    return text, [file for file in files if file.content], seen <= parts.MOST
