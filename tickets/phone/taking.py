"""What an agent does with a caller on the line: an incident, a message on an open one, or a polite refusal (R6.2,
R6.3). Each call is one row; pressing twice keeps one."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from notifications.words import in_both
from subscriptions import texts
from subscriptions.models import Customer, User
from subscriptions.refusals import Refusal
from tickets import correspondence, lifecycle
from tickets.intake import NewIncident, log_incident
from tickets.models import Channel, Incident
from tickets.phone import hours
from tickets.phone.models import Call, Outcome
from tickets.phone.refusals import CallerMissing, CallLoggedAlready, NothingSaid, PhoneClosed


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """A call as it came in. `contact` is the author of what is kept of it, `agent` the logger (R18.3); a call that
    is refused may be of somebody whom nobody knows."""

    customer: Customer
    agent: User
    began_at: datetime
    contact: User | None = None
    submission: UUID | None = None


def log_new(
    call: Incoming, new: NewIncident, *, answer: str = "", take: bool = False, at: datetime | None = None
) -> Incident:
    """Log an incident for the caller; its clocks start when the call began. An answer that is kept with it is the
    first response, the call is none (LIFECYCLE.md, 2). Pressed twice it gives the one incident, with an answer that
    was typed since. Raises PhoneClosed, CallLoggedAlready where something else was typed, or why it cannot be
    logged."""
    at = at or timezone.now()
    if taken := _taken_before(call, new):
        _answer(call, taken, answer, at)
        return taken
    covered = hours.Covered.of(call.customer, call.began_at)
    if refusal := covered.answer(new.severity, new.product).refusal:
        raise refusal
    with transaction.atomic():
        incident = log_incident(
            replace(new, channel=Channel.PHONE, logged_by=call.agent, submission=call.submission),
            call.began_at,
            covered.known,
        )
        _answer(call, incident, answer, at)
        if take:
            lifecycle.take(incident, call.agent, at)
        _keep(call, Outcome.LOGGED, at, incident, severity=incident.severity)
        return incident


def add_message(
    call: Incoming, incident: Incident, said: str, answer: str = "", at: datetime | None = None
) -> Call:
    """What the caller says about an incident of hers, and what was answered. The first is her message: it ends a
    pause; the second is the call spoken with her: a response (LIFECYCLE.md, 5).

    Raises CallerMissing, NothingSaid, PhoneClosed."""
    at = at or timezone.now()
    if call.contact is None:
        raise CallerMissing
    if texts.is_blank(said) and texts.is_blank(answer):
        raise NothingSaid
    if refusal := hours.of_incident(incident, call.began_at):
        raise refusal
    with transaction.atomic():
        if not texts.is_blank(said):
            entry = correspondence.contact_reply(
                incident,
                call.contact,
                said,
                channel=Channel.PHONE,
                at=at,
                submission=call.submission,
                taken_by=call.agent.name,
            )
            incident = entry.incident
        if not texts.is_blank(answer):
            once = call.submission and UUID(int=call.submission.int ^ 1)  # an entry of its own
            correspondence.spoken(incident, call.agent, answer, at=at, submission=once)
        return _keep(call, Outcome.MESSAGE, at, incident, severity=incident.severity)


def not_reached(call: Incoming, incident: Incident, note: str = "", at: datetime | None = None) -> Call:
    """The agent phoned the contact of an incident and nobody answered: on the timeline, no response."""
    at = at or timezone.now()
    with transaction.atomic():
        number = incident.phone or (call.contact or incident.contact).phone
        correspondence.spoken(
            incident, call.agent, note, answered=False, phone=number, at=at, submission=call.submission
        )
        return _keep(call, Outcome.NOT_REACHED, at, incident, severity=incident.severity, number=number)


def refuse(call: Incoming, severity: int, why: Callable[[], Refusal], at: datetime | None = None) -> Call:
    """The call is not taken, and why (R6.3): `why` gives the refusal in the language that is active, and is asked
    for each in which it may be read, with times as they are in the caller's zone. Logged all the same later in the
    call, as severity 1 perhaps, it is that call: the row follows."""
    refusal = why()
    with timezone.override((call.contact or call.customer).zone):
        said = in_both("reason", lambda: str(why()))
    return _keep(
        call,
        Outcome.REFUSED,
        at or timezone.now(),
        severity=severity,
        code=refusal.code,
        reason_en=said["reason"],
        reason_da=said["reason_da"],
        opens_at=refusal.opens_at if isinstance(refusal, PhoneClosed) else None,
    )


def _answer(call: Incoming, incident: Incident, answer: str, at: datetime) -> None:
    """What was answered, once."""
    if not texts.is_blank(answer):
        correspondence.reply(
            incident, call.agent, answer, channel=Channel.PHONE, at=at, submission=call.submission
        )


def _taken_before(call: Incoming, new: NewIncident) -> Incident | None:
    """The incident that this call was logged as already. Raises CallLoggedAlready where the page was gone back to
    and another one was typed."""
    if call.submission is None:
        return None
    rows = Call.objects.filter(submission=call.submission, outcome=Outcome.LOGGED)
    known = rows.select_related("incident").first()
    if known is None or known.incident is None:
        return None
    kept, typed = known.incident, texts.without_controls(new.description).strip()
    before = (kept.contact, kept.product, known.severity, kept.title, kept.description)
    if before != (new.contact, new.product, new.severity, texts.line(new.title), typed):
        raise CallLoggedAlready(number=kept.pk)
    return kept


def _keep(
    call: Incoming, outcome: Outcome, at: datetime, incident: Incident | None = None, **facts: object
) -> Call:
    """The row of the call; a later outcome of the same call takes the place of the refusal."""
    kept = {
        "customer": call.customer,
        "contact": call.contact,
        "agent": call.agent,
        "began_at": call.began_at,
        "at": at,
        "outcome": outcome,
        "incident": incident,
        "code": "",
        "reason_en": "",
        "reason_da": "",
        "opens_at": None,
        **facts,
    }
    if call.submission is None:
        return Call.objects.create(**kept)
    row, _new = Call.objects.update_or_create(submission=call.submission, defaults=kept)
    return row
