"""Sends what waits in the outbox by SMTP. Writing the rows is outbox.py's, the words are mails.py's.

The loop, which any number of workers may run at once:
1. lease some rows that are due, urgent ones first, passing over those that another worker holds and those
   that are not their reader's next (models/outbox.py, `in_turn`);
2. commit the lease, so that it outlives this worker and runs out where it dies;
3. send each over one kept connection, as long as its lease lasts and for LOOK_AGAIN at most: then the rest is
   given back, so that whatever is more urgent by now goes before it. Leases are told by the database's clock, the
   time since by an interval of our own, so that a machine with a wrong clock takes over nothing, and one that
   stood still sends nothing of what others took over;
4. mark it: sent, or due again later, or set aside for staff to look at;
5. go on until nothing is due or the time is up.

Each mail is marked in a transaction of its own, committed to disk, before the next is begun. That costs a commit
a mail, and it leaves one mail a worker in doubt at most, whatever dies. Marking a batch at once would
double a batch where a worker is killed; not waiting for the disk would double half a second of mails where
PostgreSQL is.

Two cases cannot be decided, and both send that one mail again, with the same Message-ID, so that a mail program
shows it once: the connection breaks after the last byte and before the server's answer, which SMTP leaves open;
and the worker, or the database, is killed between the server's answer and the mark.
"""

import logging
import smtplib
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.mail import mailers
from django.core.mail.backends.base import BaseEmailBackend
from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone
from django.utils.translation import gettext_noop

from notifications import addresses, leasing, mails
from notifications.leasing import LEASE
from notifications.models import AddressMark, Notification
from notifications.models.outbox import HOLDING_ATTEMPTS
from subscriptions import tenancy

log = logging.getLogger(__name__)

State = Notification.State

RUN_SECONDS = 60
BATCH = 50
LOOK_AGAIN = 1.0  # seconds
# Nothing is begun in the last third of a lease: the longest that one mail may take.
SENDING_SECONDS = LEASE.total_seconds() * 2 / 3
# While the database is away, what was sent is put on record again and again.
RECORD_PAUSE = 0.2
BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 120, 240, 480))
ATTEMPTS = len(BACK_OFF) + 1
# An absent server says nothing against a mail: it is tried again at least every 15 minutes, for ever.
ATTEMPTS_WITHOUT_SERVER = HOLDING_ATTEMPTS

TOO_OFTEN = gettext_noop("Sending it ended a worker each time.")


class ServerAway(Exception):
    """The mail server takes nothing now; it is not this mail's fault."""


class Refused(Exception):
    """This mail will never be taken."""


class NotNow(Exception):
    """This mail was not taken; it may be later."""


def deliver_due(seconds: float = RUN_SECONDS) -> int:
    """Send until nothing is due, the server is away or `seconds` have passed. Returns how many were sent."""
    sent, until, post = 0, time.monotonic() + seconds, mailers.default
    try:
        while (begun := time.monotonic()) < until and (rows := lease(timezone.now())):
            sent += _deliver(rows, post, begun + SENDING_SECONDS)
    except ServerAway as error:
        log.warning("the mail server is away: %s", error)
    finally:
        _hang_up(post)
    return sent


def lease(at: datetime, limit: int = BATCH) -> list[Notification]:
    """Rows that are due at `at`, now this worker's until their `leased_until`; urgent ones first. Those that may
    not be sent any more are set aside on the way; none are left when it gives none."""
    while rows := leasing.take(Notification.objects.due(at).in_turn(), limit):
        with tenancy.as_staff():
            known = _Known.of(rows)
            fit = [row for row in rows if not _set_aside_unfit(row, known)]
        if fit:
            return fit
    return []


@dataclass(frozen=True)
class _Known:
    """Of some rows' readers: who is a contact of which customer, by their keys, and the addresses that fail."""

    contacts: set[tuple[int, int]]
    failing: set[str]

    @classmethod
    def of(cls, rows: list[Notification]) -> "_Known":
        failing = AddressMark.objects.failing(row.recipient.email for row in rows)
        return cls(leasing.contacts(rows), set(failing.values_list("address", flat=True)))


def _set_aside_unfit(row: Notification, known: _Known) -> bool:
    if why := _unfit(row, known):
        _mark(row, state=State.SET_ASIDE, last_error=why)
    return bool(why)


def _unfit(row: Notification, known: _Known) -> str:
    """Why it must not be sent any more, or nothing: much may have changed since it was written."""
    if why := leasing.no_longer_hers(row, known.contacts):
        return why
    if not mails.is_address(row.recipient.email):
        return mails.NO_ADDRESS
    if row.recipient.email.lower() in known.failing:
        return addresses.FAILS
    return TOO_OFTEN if row.attempts > ATTEMPTS else ""


def _mark(row: Notification, **facts: Any) -> None:
    leasing.mark(row, address=row.recipient.email, **facts)


def _put_off(row: Notification, why: str, attempts: int) -> None:
    leasing.put_off(row, why, attempts, BACK_OFF)


def _deliver(rows: list[Notification], post: BaseEmailBackend, until: float) -> int:
    """Send the leased rows, beginning none after `until` (seconds of `time.monotonic`), and for LOOK_AGAIN at most.
    Raises ServerAway, having given back what was not tried."""
    sent, until = 0, min(until, time.monotonic() + LOOK_AGAIN)
    for place, row in enumerate(rows):
        if time.monotonic() > until:
            leasing.give_back(rows[place:])
            break
        try:
            mail = _send(row, post)
        except Refused as error:
            _mark(row, state=State.SET_ASIDE, last_error=str(error))
        except NotNow as error:
            _put_off(row, str(error), row.attempts)
        except ServerAway as error:
            _put_off(row, str(error), min(row.attempts, ATTEMPTS_WITHOUT_SERVER))
            _hang_up(post)
            if sent == 0:  # not merely the end of a connection that had worked
                leasing.give_back(rows[place + 1 :])
                raise
            leasing.give_back(rows[place + 1 :])
            break
        else:
            _mark_sent(row, mail)
            sent += 1
    return sent


def _send(row: Notification, post: BaseEmailBackend) -> mails.Mail:
    try:
        mail = mails.written(row)
        message = mails.message(row, mail)
    except (mails.UnknownWord, mails.UnknownKind) as error:
        raise Refused(str(error)) from error
    except Exception as error:
        log.exception("notification %s cannot be written", row.pk)
        raise NotNow(f"{type(error).__name__}: {error}") from error
    try:
        post.open()  # else it hangs up after each mail
        post.send_messages([message])
    except OSError as error:  # smtplib's errors are of this kind
        raise _verdict(error) from error
    except ValueError as error:
        raise Refused(str(error)) from error
    return mail


def _verdict(error: OSError) -> Exception:
    """What the server's answer means for this mail and for the others."""
    code: int
    words: bytes | str
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        (code, words), *_rest = error.recipients.values()
    elif isinstance(error, smtplib.SMTPDataError):
        code, words = error.smtp_code, error.smtp_error
    else:
        return ServerAway(_said(error))
    said = f"{code} {words.decode(errors='replace') if isinstance(words, bytes) else words}"
    if code == 421:
        return ServerAway(said)
    return Refused(said) if code >= 500 else NotNow(said)


def _said(error: OSError) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        words = error.smtp_error
        return f"{error.smtp_code} {words.decode(errors='replace') if isinstance(words, bytes) else words}"
    return str(error) or type(error).__name__


def _mark_sent(row: Notification, mail: mails.Mail) -> None:
    """Whoever holds the lease by now: it has been sent. Where the database is away this waits for it, as long as a
    lease lasts: what is not on record is sent again (R1.3). Raises what the database raises after that."""
    until = time.monotonic() + LEASE.total_seconds()
    while True:
        try:
            return _record(row, mail)
        except (OperationalError, InterfaceError):
            if time.monotonic() > until:
                raise
            connection.close()
            time.sleep(RECORD_PAUSE)


def _record(row: Notification, mail: mails.Mail) -> None:
    with tenancy.as_staff():
        Notification.objects.filter(pk=row.pk).update(
            state=State.SENT,
            sent_at=timezone.now(),
            leased_until=None,
            last_error="",
            address=row.recipient.email,
            subject=mail.subject,
            text=mail.text,
        )


def _hang_up(post: BaseEmailBackend) -> None:
    with suppress(OSError):
        post.close()
