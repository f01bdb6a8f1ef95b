"""Fetching mail by IMAP. A mail is taken in its own transaction and marked afterwards: a crash between leaves it to
be fetched again, and it adds nothing twice."""

import imaplib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings
from django.utils import timezone
from imap_tools.mailbox import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted

from subscriptions import tenancy
from tickets.mailbox import answering, recognition
from tickets.mailbox.keeping import keep_head
from tickets.mailbox.taking import take_in

TIMEOUT = 30  # seconds
MOST = 200  # mails of one run; the next goes on
KINDS = {"imaps": MailBox, "imap+tls": MailBoxStartTls, "imap": MailBoxUnencrypted}


def fetch() -> int:
    """Take in the unseen mails of MAILBOX_URL and mark them as seen, or move them to its folder `done`; how many
    those were. Nothing where the setting is empty."""
    if not settings.MAILBOX_URL:
        return 0
    done = 0
    with _mailbox(settings.MAILBOX_URL) as (mailbox, folder):
        for uid in mailbox.uids("UNSEEN")[:MOST]:
            _take(mailbox, uid)
            if folder:
                mailbox.move([uid], folder)
            else:
                mailbox.flag([uid], [r"\Seen"], True)
            done += 1
    return done


@contextmanager
def _mailbox(url: str) -> Iterator[tuple[BaseMailBox, str]]:
    """Signed in and in its folder; with the folder that mails are moved to."""
    parts = urlsplit(url)
    kind = KINDS[parts.scheme]
    mailbox = kind(
        parts.hostname or "", parts.port or (993 if parts.scheme == "imaps" else 143), timeout=TIMEOUT
    )
    folder = unquote(parts.path.strip("/")) or "INBOX"
    with mailbox.login(unquote(parts.username or ""), unquote(parts.password or ""), folder) as signed_in:
        yield signed_in, parse_qs(parts.query).get("done", [""])[0]


def _take(mailbox: BaseMailBox, uid: str) -> None:
    """One that is too large is not fetched: its beginning is kept, and its sender told."""
    size, received_at = _facts(mailbox, uid)
    if size <= settings.MAIL_BYTES:
        if raw := _octets(mailbox, uid, "BODY.PEEK[]"):  # else another has moved it away meanwhile
            take_in(raw, received_at)
        return
    with tenancy.as_staff():
        mail = keep_head(_octets(mailbox, uid, "BODY.PEEK[HEADER]"), size, received_at)
        if mail is not None:
            mail.person = recognition.person(mail.sender)
            answering.too_large(mail)


def _facts(mailbox: BaseMailBox, uid: str) -> tuple[int, datetime]:
    """Its octets, and when the server received it."""
    _status, answer = mailbox.client.uid("fetch", uid, "(RFC822.SIZE INTERNALDATE)")
    said = b" ".join(each if isinstance(each, bytes) else each[0] for each in answer if each)
    size = said.partition(b"RFC822.SIZE ")[2].split(b" ")[0].strip(b")")
    when = imaplib.Internaldate2tuple(said)
    at = datetime.fromtimestamp(time.mktime(when), UTC) if when else timezone.now()
    return int(size or 0), min(at, timezone.now())


def _octets(mailbox: BaseMailBox, uid: str, which: str) -> bytes:
    _status, answer = mailbox.client.uid("fetch", uid, f"({which})")
    return next((each[1] for each in answer if isinstance(each, tuple)), b"")
