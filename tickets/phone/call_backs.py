"""Calls that the vendor owes: asked for by a contact or noted by an agent, taken by one agent, made (R6).

Asking about an incident is a message of the contact on it: it ends a pause. The call itself is the response, where
it was spoken; one that nobody answers is on the timeline and is none, and is tried again on covered time
(LIFECYCLE.md, 5).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from entitlements.models import Severity
from subscriptions import narrowing, permissions, texts
from subscriptions.calendars import SupportCalendar
from subscriptions.models import Customer, User
from subscriptions.permissions import Permission
from tickets import correspondence
from tickets.hours import calendar_of
from tickets.models import Channel, Incident, TimelineEntry
from tickets.phone import hours, numbers, telling
from tickets.phone.models import Call, CallBack, Outcome, PhoneRules, State
from tickets.phone.refusals import (
    AlreadyAsked,
    CallBackClosed,
    CallBackEnded,
    CallBackPast,
    CallBackTaken,
    CallBackTooFar,
    CannotCall,
    NotANumber,
    opening_words,
)
from tickets.timeline import write

FARTHEST = timedelta(days=14)
SLACK = timedelta(minutes=1)  # a form gives whole minutes


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Whom to call, by which number, when (None: as soon as the rules say), and what about. `asked_by` is the
    contact, or the agent who notes it for her."""

    customer: Customer
    contact: User
    asked_by: User
    number: str
    when: datetime | None = None
    about: str = ""
    incident: Incident | None = None
    submission: UUID | None = None


def ask(wish: Wish, at: datetime | None = None) -> CallBack:
    """Plan the call. Pressing twice plans one. Raises NotANumber, CallBackPast, CallBackClosed with the next
    opening, CallBackTooFar, AlreadyAsked, or the refusal where the subscription has no telephone access."""
    at = at or timezone.now()
    once = wish.submission or uuid4()
    if same := CallBack.objects.filter(submission=once).first():
        return same
    calendar = calendar_for(wish.customer, wish.incident, at)
    number = numbers.dialled(wish.number, wish.customer.country)
    if number is None:
        raise NotANumber
    due_at = _due(calendar, wish.when, at)
    try:
        with transaction.atomic():
            planned = CallBack.objects.create(
                customer=wish.customer,
                region=wish.customer.region,
                contact=wish.contact,
                asked_by=wish.asked_by,
                incident=wish.incident,
                number=number,
                about=texts.optional(wish.about, field="about"),
                asked_at=at,
                due_at=due_at,
                remind_at=due_at,
                submission=once,
            )
            _say_on_incident(planned, at)
            telling.planned(planned)
            return planned
    except IntegrityError:
        waiting = CallBack.objects.waiting().filter(
            customer=wish.customer, contact=wish.contact, incident=wish.incident
        )
        other = waiting.first()
        if other is None:
            raise
        if other.submission == once:
            return other
        raise AlreadyAsked(other.due_at, at) from None


def calendar_for(customer: Customer, incident: Incident | None, at: datetime) -> SupportCalendar:
    """In which time a call-back may be: that of the incident, else that of the best line. Raises the refusal where
    the subscription has no telephone access."""
    if incident is not None:
        return calendar_of(incident, at)
    covered = hours.Covered.of(customer, at)
    answer = covered.known.answer(hours.SERVICE)
    if not answer.allowed:
        raise answer.refusal()
    return covered.calendar(Severity.MEDIUM)


def take(call_back: CallBack, agent: User, at: datetime | None = None) -> CallBack:
    """The agent makes the call. Raises CallBackTaken where another was first, CallBackEnded."""
    with _changing(call_back) as row:
        _only_hers(row, agent)
        row.owner = agent
        return row


def give(call_back: CallBack, lead: User, agent: User, at: datetime | None = None) -> CallBack:
    """One of those who lead gives it to somebody who works the queue, or takes it herself, whoever has it: that one
    may be ill, or gone home. Who gets it is reminded when it is due, at once where it is.

    Raises Forbidden, CannotCall, CallBackEnded."""
    permissions.require(lead, Permission.ASSIGN)
    if not may_call(agent, call_back.customer):
        raise CannotCall(name=agent)
    with _changing(call_back) as row:
        row.owner, row.remind_at = agent, None if agent == lead else row.due_at
        return row


def may_call(agent: User, customer: Customer) -> bool:
    """Whether she works the queue and sees the customer."""
    works = agent.is_active and permissions.may(agent, Permission.WORK)
    return works and narrowing.sees_customer(agent, customer)


def release(call_back: CallBack, agent: User, at: datetime | None = None) -> CallBack:
    """It is anybody's again. Raises CallBackTaken where another has it by now, CallBackEnded."""
    with _changing(call_back) as row:
        _only_hers(row, agent)
        row.owner = None
        return row


def spoken(call_back: CallBack, agent: User, summary: str, at: datetime | None = None) -> CallBack:
    """The call was made: a response on its incident (R8.7). What was said stands there; where it was about none,
    with the call, and may be left out. Raises CallBackTaken, CallBackEnded, EmptyText."""
    at = at or timezone.now()
    with _changing(call_back) as row:
        _only_hers(row, agent)
        if row.incident:
            correspondence.spoken(row.incident, agent, summary, phone=row.number, at=at)
        row.owner, row.tries = agent, row.tries + 1
        _end(row, State.SPOKEN, at)
        _keep(row, agent, Outcome.SPOKEN, at, summary)
        return row


def not_reached(call_back: CallBack, agent: User, note: str = "", at: datetime | None = None) -> CallBack:
    """Nobody answered: tried again on covered time, as often as the rules say, and the contact is told each time.
    Raises CallBackTaken, CallBackEnded."""
    at = at or timezone.now()
    with _changing(call_back) as row:
        _only_hers(row, agent)
        if row.incident:
            correspondence.spoken(row.incident, agent, note, answered=False, phone=row.number, at=at)
        rules = PhoneRules.current()
        row.tries += 1
        if row.tries >= rules.tries:
            row.owner = agent
            _end(row, State.NOT_REACHED, at)
        else:
            row.owner = None
            calendar = calendar_for_next(row, at)
            row.due_at = row.remind_at = hours.due_at(calendar, at, rules.again)
        _keep(row, agent, Outcome.NOT_REACHED, at, note)
        telling.tried(row)
        return row


def calendar_for_next(call_back: CallBack, at: datetime) -> SupportCalendar:
    """The time of another try; what was promised is tried to its end, whatever became of the subscription."""
    if call_back.incident:
        return calendar_of(call_back.incident, at)
    return hours.Covered.of(call_back.customer, at).calendar(Severity.MEDIUM)


def cancel(call_back: CallBack, at: datetime | None = None, *, agent: User | None = None) -> CallBack:
    """It is not wanted any more, says the customer, or the agent who has it. Raises CallBackTaken where another has
    it, CallBackEnded."""
    at = at or timezone.now()
    with _changing(call_back) as row:
        if agent:
            _only_hers(row, agent)
        _end(row, State.CANCELLED, at)
        telling.cancelled(row)
        return row


def _due(calendar: SupportCalendar, when: datetime | None, at: datetime) -> datetime:
    """The moment asked for, where it can be; else the refusal, which proposes another."""
    if when is None:
        return hours.due_at(calendar, at, PhoneRules.current().within)
    if when < at - SLACK:
        raise CallBackPast(**opening_words(hours.due_at(calendar, at, timedelta()), at))
    if when > at + FARTHEST:
        raise CallBackTooFar(days=FARTHEST.days)
    if not calendar.is_covered(when):
        raise CallBackClosed(**opening_words(calendar.next_covered(when), at))
    return when


def _say_on_incident(planned: CallBack, at: datetime) -> None:
    """On the timeline: as her message where she asks herself, as information where an agent noted it."""
    if planned.incident is None:
        return
    if planned.asked_by.is_staff:
        write(
            planned.incident,
            TimelineEntry.Kind.INFORMATION,
            at,
            author=planned.asked_by,
            code="call_back",
            due_at=planned.due_at.isoformat(),
        )
        return
    with translation.override(planned.contact.language):
        asked = _("Please call me back on {number}.").format(number=planned.number)
    correspondence.contact_reply(
        planned.incident,
        planned.contact,
        f"{asked}\n\n{planned.about}".strip(),
        channel=Channel.PORTAL,
        at=at,
        submission=planned.submission,
    )


@contextmanager
def _changing(call_back: CallBack) -> Iterator[CallBack]:
    """The call-back, locked and fresh; saved at the end. Raises CallBackEnded. Its incident is locked first, as by
    the verbs of incidents."""
    with transaction.atomic():
        if call_back.incident_id:
            Incident.objects.for_change().get(pk=call_back.incident_id)
        # Alone: what is joined to a row that was waited for is as it was before the wait.
        row: CallBack = CallBack.objects.select_for_update(no_key=True).get(pk=call_back.pk)
        if not row.is_waiting:
            raise CallBackEnded(state=row.get_state_display())
        yield row
        row.save()


def has_another(row: CallBack, agent: User) -> bool:
    """Whether somebody else has taken it; who may not sign in any more has nothing."""
    return row.owner is not None and row.owner != agent and row.owner.is_active


def _only_hers(row: CallBack, agent: User) -> None:
    if has_another(row, agent):
        raise CallBackTaken(name=row.owner)


def _end(row: CallBack, state: State, at: datetime) -> None:
    row.state, row.ended_at, row.remind_at = state, at, None


def _keep(row: CallBack, agent: User, outcome: Outcome, at: datetime, said: str) -> None:
    Call.objects.create(
        customer=row.customer,
        contact=row.contact,
        agent=agent,
        began_at=at,
        at=at,
        outcome=outcome,
        incident=row.incident,
        call_back=row,
        number=row.number,
        said="" if row.incident_id else texts.optional(said, field="summary"),
    )
