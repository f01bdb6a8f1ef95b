"""What a mail does: a reply is a message, a new mail an incident, all else is held for a person or ignored.

`take_in` keeps the mail first and then works it off; what is left between the two, `go_on` finds. Each is a
transaction. LIFECYCLE.md, 5 says what counts as a response and what ends a pause.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone, translation

from notifications import bounces
from subscriptions import tenancy
from subscriptions.refusals import Refusal
from tickets.mailbox import acting, answering, automatic, reading, recognition
from tickets.mailbox.invited import Answer
from tickets.mailbox.keeping import State, Why, keep
from tickets.mailbox.models import IncomingMail, MailboxRules
from tickets.mailbox.own import is_ours
from tickets.mailbox.reading import ReadMail
from tickets.mailbox.recognition import About
from tickets.narrowing import sees
from tickets.signals import invitation_answered

log = logging.getLogger(__name__)

HOUR = timedelta(hours=1)
LEFT = timedelta(minutes=1)  # so long after a mail came nobody else is at work on it


def take_in(raw: bytes, received_at: datetime | None = None) -> IncomingMail | None:
    """Keep the mail that our server received at `received_at` and do what follows; None where it is here already.

    Once it is kept nothing is lost: where working it off fails for a fault of ours, it is held.
    """
    mail = keep(raw, received_at or timezone.now())
    if mail is not None:
        work_off(mail)
    return mail


def go_on(at: datetime | None = None) -> int:
    """Work off what was kept and nothing more; how many that were."""
    at = at or timezone.now()
    with tenancy.as_staff():
        left = list(IncomingMail.objects.filter(state=State.RECEIVED, received_at__lt=at - LEFT)[:100])
    for mail in left:
        work_off(mail)
    return len(left)


def work_off(mail: IncomingMail) -> None:
    """Decide and act, as one transaction; a mail that another process has worked off stays as it is."""
    try:
        with tenancy.as_staff():
            row = IncomingMail.objects.select_for_update().get(pk=mail.pk)
            if row.state == State.RECEIVED:
                with row.original.open() as original:
                    raw = original.read()
                read = reading.read(raw, settings.MAILBOX_AUTHSERV)
                _decide(row, read, raw)
                row.save()
                answering.tell(row)
            mail.__dict__.update(row.__dict__)
    except Exception:
        log.exception("mail %s cannot be worked off", mail.pk)
        with tenancy.as_staff():
            IncomingMail.objects.filter(pk=mail.pk, state=State.RECEIVED).update(
                state=State.HELD, why=Why.FAILED
            )
        mail.state, mail.why = State.HELD, Why.FAILED


def _decide(row: IncomingMail, read: ReadMail, raw: bytes) -> None:
    """Set what becomes of it."""
    if is_ours(read):
        return _set(row, State.IGNORED, Why.LOOP)
    about, sender = recognition.about(read), recognition.person(read.sender)
    row.person = sender
    if bounces.take_in(raw, row.received_at):
        return _automatic(row, read, about, Why.REPORT)
    if read.answer and not read.forged:
        return _answer(row, read.answer)
    if read.automatic:
        return _of_machine(row, read, about)
    if read.forged:
        return _set(row, State.HELD, Why.FORGED)
    if about.written_to is not None and (sender is None or sender.pk != about.written_to):
        return _set(row, State.HELD, Why.ANOTHER)
    if sender is None:
        return _unknown(row)
    if _is_flood(row):
        return _automatic(row, read, about, Why.FLOOD)
    if sender.is_staff:
        return _of_staff(row, read, about)
    return _of_contact(row, read, about)


def _of_machine(row: IncomingMail, read: ReadMail, about: About) -> None:
    """A contact may have written it where the subject alone says so and it answers nothing, as machines' do."""
    alone = read.automatic == automatic.BY_SUBJECT and not (read.references or about.incident)
    if alone and row.person and not row.person.is_staff:
        return _set(row, State.HELD, Why.WORDED)
    row.detail = read.automatic
    return _automatic(row, read, about, Why.AUTOMATIC)


def _set(row: IncomingMail, state: str, why: str) -> None:
    row.state, row.why = state, why


def _answer(row: IncomingMail, answer: Answer) -> None:
    """A calendar's: no message and no incident. Another time that it proposes is for a person to read."""
    _set(row, State.HELD if answer.proposes else State.IGNORED, Why.INVITATION)
    if row.person and not answer.proposes:
        invitation_answered.send(
            sender=IncomingMail,
            uid=answer.uid,
            sequence=answer.sequence,
            says=answer.says,
            person=row.person.pk,
            at=row.received_at,
        )


def _unknown(row: IncomingMail) -> None:
    answer = MailboxRules.current().unknown_senders == MailboxRules.Unknown.ANSWER
    _set(row, State.REFUSED if answer else State.HELD, Why.UNKNOWN)


def _is_flood(row: IncomingMail) -> bool:
    lately = IncomingMail.objects.filter(
        sender=row.sender, received_at__gt=row.received_at - HOUR, received_at__lte=row.received_at
    )
    return lately.count() > MailboxRules.current().mails_per_hour


def _automatic(row: IncomingMail, read: ReadMail, about: About, why: str) -> None:
    """Kept, and shown to staff on the incident where it surely belongs there; changes nothing (RFC 3834). Where
    there are too many of a person's and none is of an incident, a person decides."""
    _set(row, State.IGNORED, why)
    sure = about.incident and (about.written_to or _is_hers(row, about))
    if about.incident and sure:
        acting.note_automatic(row, read, about.incident)
    elif why == Why.FLOOD:
        row.state = State.HELD


def _is_hers(row: IncomingMail, about: About) -> bool:
    assert about.incident
    return row.person is not None and about.incident.customer in recognition.companies(row.person)


def _of_staff(row: IncomingMail, read: ReadMail, about: About) -> None:
    """Only an answer to a mail that was written to her speaks for the vendor, on an incident that she sees."""
    if about.incident is None or about.written_to is None or not acting.may_write(row.person):
        return _set(row, State.HELD, Why.STAFF)
    incident = about.incident
    assert row.person
    if not sees(row.person, incident):
        return _set(row, State.HELD, Why.SCOPE)
    return _attempt(row, lambda: acting.reply(row, read, incident))


def _of_contact(row: IncomingMail, read: ReadMail, about: About) -> None:
    assert row.person
    companies = recognition.companies(row.person)
    incident = about.incident
    if incident and incident.customer in companies:
        return _attempt(row, lambda: acting.contact_reply(row, read, incident))
    if about.incident and not about.by_subject:
        return _set(row, State.HELD, Why.ELSEWHERE)
    if not companies:
        return _unknown(row)
    if len(companies) > 1:
        return _set(row, State.HELD, Why.SEVERAL)
    return _attempt(row, lambda: acting.log(row, read, companies[0], row.person))


def _attempt(row: IncomingMail, act: Callable[[], object]) -> None:
    """Act, in the sender's language and zone as in the portal, or keep why the verb refuses it; `answering` says so
    to her."""
    assert row.person
    with translation.override(row.person.language), timezone.override(row.person.zone):
        try:
            act()
        except Refusal as refusal:
            _set(row, State.REFUSED, Why.SLIPPED)
            row.incident = row.entry = None
            row.detail = str(refusal)
