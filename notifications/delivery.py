"""Sends what waits in the outbox by SMTP. Writing the rows is outbox.py's, the words are mails.py's.

The loop, which any number of workers may run at once:
1. lease some rows that are due, urgent ones first, passing over those that another worker holds and those
   that are not their reader's next (models/outbox.py, `in_turn`);
2. commit the lease, so that it outlives this worker and runs out where it dies;
3. send each over one kept connection, as long as its lease lasts and for LOOK_AGAIN at most: then the rest is
   given back, so that whatever is more urgent by now goes before it. Leases are told by the database's clock, the
   time since by an interval of our own, so that a machine with a wrong clock takes over nothing, and one that
   stood still sends nothing of what others took over;
4. mark it: sent, or due again later, or set aside for staff to look at, each with what the server said. Where the
   server does not know the recipient, her address is marked as by a report (addresses.py);
5. go on until nothing is due or the time is up.

Each mail is marked in a transaction of its own, committed to disk, before the next is begun. That costs a commit
a mail, and it leaves one mail a worker in doubt at most, whatever dies. Marking a batch at once would
double a batch where a worker is killed; not waiting for the disk would double half a second of mails where
PostgreSQL is.

Two cases cannot be decided, and both send that one mail again, with the same Message-ID, so that a mail program
shows it once: the connection breaks after the last byte and before the server's answer, which SMTP leaves open;
and the worker, or the database, is killed between the server's answer and the mark.
"""

import json
import logging
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from smtplib import SMTPResponseException
from typing import Any

from django.conf import settings
from django.core.mail import mailers
from django.core.mail.backends.smtp import EmailBackend
from django.db import InterfaceError, OperationalError, connection
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_noop

from notifications import addresses, leasing, mails, preferences, reports, smtp, wire
from notifications.hours import Hours
from notifications.leasing import LEASE
from notifications.models import AddressMark, Notification
from notifications.models.addresses import Source
from notifications.models.outbox import HOLDING_ATTEMPTS
from notifications.smtp import Answer, NotTaken, Stage
from subscriptions import tenancy

log = logging.getLogger(__name__)

State = Notification.State

RUN_SECONDS = 60
# What is leased at once: more where the server takes it all, so that leasing is little of what a mail costs.
BATCH, MOST_AT_ONCE = 50, 200
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

SENT = """
update notifications_notification set state = 'sent', sent_at = %(at)s, leased_until = null, last_error = '',
    address = %(address)s, subject = %(subject)s, text = %(text)s, tries = tries || %(tried)s::jsonb
where id = %(id)s
"""
TOO_LARGE = 552
OF_THE_ADDRESS = (550, 551, 553)  # where the server adds no enhanced status code


class ServerAway(Exception):
    """The mail server takes nothing now; it is not this mail's fault."""


class Refused(Exception):
    """This mail will never be taken. `unknown`: the server says so of its recipient, not of the mail."""

    def __init__(self, said: str, *, unknown: bool = False) -> None:
        super().__init__(said)
        self.unknown = unknown


class NotNow(Exception):
    """This mail was not taken; it may be later."""


def deliver_due(seconds: float = RUN_SECONDS) -> int:
    """Send until nothing is due, the server is away or `seconds` have passed. Returns how many were sent."""
    sent, until, post, many = 0, time.monotonic() + seconds, mailers.default, BATCH
    assert isinstance(post, EmailBackend)  # xtreme.environment knows no other
    try:
        while (begun := time.monotonic()) < until and (rows := lease(timezone.now(), many)):
            taken = _deliver(rows, post, begun + SENDING_SECONDS)
            sent += taken
            many = min(2 * many, MOST_AT_ONCE) if taken == len(rows) else BATCH
    except ServerAway as error:
        log.warning("the mail server is away: %s", error)
    finally:
        _hang_up(post)
    return sent


def lease(at: datetime, limit: int = BATCH) -> list[Notification]:
    """Rows that are due at `at`, now this worker's until their `leased_until`; urgent ones first. Those that may
    not be sent any more are set aside on the way, those whose reader has quiet hours now are put off to their end;
    none are left when it gives none."""
    while rows := leasing.take(Notification.objects.due(at).in_turn(), limit):
        with tenancy.as_staff():
            known = _Known.of(rows)
            fit = [
                row for row in rows if not (_set_aside_unfit(row, known) or _put_off_quiet(row, known, at))
            ]
        if fit:
            return fit
    return []


@dataclass(frozen=True)
class _Known:
    """Of some rows' readers: who may still be told, the addresses that fail, and the times at which mail that is
    not urgent may come."""

    readers: leasing.Readers
    failing: set[str]
    hours: dict[int, Hours] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: list[Notification]) -> "_Known":
        failing = AddressMark.objects.failing(row.recipient.email for row in rows)
        patient = {row.recipient_id: row.recipient for row in rows if row.keeps_hours}
        return cls(
            leasing.Readers.of(rows),
            set(failing.values_list("address", flat=True)),
            preferences.hours_of(patient.values()) if patient else {},
        )


def _set_aside_unfit(row: Notification, known: _Known) -> bool:
    if why := _unfit(row, known):
        _mark(row, state=State.SET_ASIDE, last_error=why)
    return bool(why)


def _put_off_quiet(row: Notification, known: _Known, at: datetime) -> bool:
    """What waited into her quiet hours, for whatever reason, waits for their end; that is no attempt."""
    hours = known.hours.get(row.recipient_id) if row.keeps_hours else None
    if not hours or (allowed := hours.next_allowed(at)) <= at:
        return False
    mine = Notification.objects.filter(pk=row.pk, state=State.LEASED, leased_until=row.leased_until)
    mine.update(state=State.WAITING, leased_until=None, attempts=F("attempts") - 1, next_attempt_at=allowed)
    return True


def _unfit(row: Notification, known: _Known) -> str:
    """Why it must not be sent any more, or nothing: much may have changed since it was written."""
    if why := known.readers.no_longer_hers(row):
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


def _deliver(rows: list[Notification], post: EmailBackend, until: float) -> int:
    """Send the leased rows, beginning none after `until` (seconds of `time.monotonic`), and for LOOK_AGAIN at most.
    Raises ServerAway, having given back what was not tried."""
    sent, until = 0, min(until, time.monotonic() + LOOK_AGAIN)
    for place, row in enumerate(rows):
        if time.monotonic() > until:
            leasing.give_back(rows[place:])
            break
        try:
            mail, answer = _send(row, post)
        except Refused as error:
            _refused(row, error)
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
            _mark_sent(row, mail, answer)
            sent += 1
    return sent


def _send(row: Notification, post: EmailBackend) -> tuple[mails.Mail, Answer]:
    try:
        mail = mails.written(row)
        octets = mails.octets(row, mail)
        sender, recipient = wire.address(settings.DEFAULT_FROM_EMAIL), wire.address(row.recipient.email)
    except (mails.UnknownWord, mails.UnknownKind, ValueError) as error:
        raise Refused(str(error)) from error
    except Exception as error:
        log.exception("notification %s cannot be written", row.pk)
        raise NotNow(f"{type(error).__name__}: {error}") from error
    try:
        post.open()
        assert post.connection
        return mail, smtp.hand_over(post.connection, sender, recipient, octets)
    except NotTaken as error:
        raise _verdict(error.answer) from error
    except OSError as error:  # smtplib's errors are of this kind
        raise ServerAway(_said(error)) from error


def _verdict(answer: Answer) -> Exception:
    """What the server's answer means for this mail and for the others."""
    of_mail = answer.stage != Stage.SENDER or answer.code == TOO_LARGE
    if answer.code == smtp.GOODBYE or not of_mail:
        return ServerAway(str(answer))
    if answer.code < 500:
        return NotNow(str(answer))
    of_address = reports.status_in(answer.words) or answer.code in OF_THE_ADDRESS
    return Refused(str(answer), unknown=answer.stage == Stage.RECIPIENT and bool(of_address))


def _said(error: OSError) -> str:
    if isinstance(error, SMTPResponseException):  # while the connection was made
        words = error.smtp_error
        return f"{error.smtp_code} {words.decode(errors='replace') if isinstance(words, bytes) else words}"
    return str(error) or type(error).__name__


def _refused(row: Notification, error: Refused) -> None:
    """Set aside; what the server says of the recipient's address is taken as a report about it."""
    said = str(error)
    with tenancy.as_staff():
        _mark(row, state=State.SET_ASIDE, last_error=said)
        if error.unknown:
            verdict = reports.verdict_of(reports.status_in(said))
            addresses.take(verdict, row.recipient.email, said, source=Source.SESSION, at=timezone.now())


def _mark_sent(row: Notification, mail: mails.Mail, answer: Answer) -> None:
    """Whoever holds the lease by now: it has been sent. Where the database is away this waits for it, as long as a
    lease lasts: what is not on record is sent again (R1.3). Raises what the database raises after that."""
    until = time.monotonic() + LEASE.total_seconds()
    while True:
        try:
            return _record(row, mail, answer)
        except (OperationalError, InterfaceError):
            if time.monotonic() > until:
                raise
            connection.close()
            time.sleep(RECORD_PAUSE)


def _record(row: Notification, mail: mails.Mail, answer: Answer) -> None:
    at = timezone.now()
    facts = {
        "id": row.pk,
        "at": at,
        "address": row.recipient.email,
        "subject": mail.subject,
        "text": mail.text,
        "tried": json.dumps([{"at": at.isoformat(), "said": str(answer)}]),
    }
    tenancy.change_as_staff(SENT, facts)


def _hang_up(post: EmailBackend) -> None:
    with suppress(OSError):
        post.close()
