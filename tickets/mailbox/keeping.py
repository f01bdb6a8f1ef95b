"""Keeping a mail before anything is done with it: the original as it came, once. What follows is taking.py's."""

import hashlib
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from subscriptions import tenancy, texts
from tickets.mailbox import reading
from tickets.mailbox.models import IncomingMail
from tickets.mailbox.reading import ReadMail

HEAD = 64 * 1024  # octets that are kept of a mail that is too large
Why, State = IncomingMail.Why, IncomingMail.State


def keep(raw: bytes, received_at: datetime) -> IncomingMail | None:
    """The row of a mail that is new; None for one that is here already, whichever way it came."""
    return _keep(raw, reading.read_headers(raw), received_at)


def keep_head(head: bytes, size: int, received_at: datetime) -> IncomingMail | None:
    """The same of a mail of `size` octets that is too large to be taken: how it begins, refused."""
    facts = {"state": State.REFUSED, "why": Why.TOO_LARGE, "size": size}
    return _keep(head[:HEAD], reading.read_headers(head[:HEAD]), received_at, **facts)


def _keep(raw: bytes, read: ReadMail, received_at: datetime, **facts: object) -> IncomingMail | None:
    """Of two processes with the same mail the constraint on its key lets one."""
    digest = hashlib.sha256(raw).hexdigest()
    key = read.message_id if 0 < len(read.message_id) <= 300 else f"sha256:{digest}"
    mail = IncomingMail(
        key=key,
        message_id=read.message_id[:300],
        sender=read.sender[:254],
        sender_name=texts.line(read.sender_name)[:200],
        subject=texts.line(read.subject)[:300],
        received_at=received_at,
        sha256=digest,
        **{"size": len(raw)} | facts,
    )
    with tenancy.as_staff():
        if IncomingMail.objects.filter(key=key).exists():
            return None
        mail.original.save("mail", ContentFile(raw), save=False)
        try:
            with transaction.atomic():
                mail.save(force_insert=True)
        except IntegrityError:
            mail.original.delete(save=False)
            return None
    return mail
