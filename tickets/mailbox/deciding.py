"""What a person decides about a mail that is held: it belongs to an incident, it is a new one, or it is nothing.
Of two people at once the row lets one; the other is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from subscriptions import texts
from subscriptions.models import Customer, User
from tickets.mailbox import acting, reading, recognition
from tickets.mailbox.keeping import State, Why
from tickets.mailbox.models import IncomingMail
from tickets.mailbox.reading import ReadMail
from tickets.mailbox.refusals import NoSuchIncident, NotHeld, NothingSaid, NotOfThisCustomer
from tickets.models import Incident


def attach_to(
    mail: IncomingMail,
    number: int,
    contact: User | None,
    by: User,
    reason: str,
    at: datetime | None = None,
) -> Incident:
    """It is a message of `contact`, of the incident's own where None, on that incident, and counts from the
    instant at which it was received. Raises NoSuchIncident, NotOfThisCustomer, NotHeld, ReasonMissing."""
    with _deciding(mail, by, reason, at) as row:
        incident = Incident.objects.select_related("customer", "contact").filter(pk=number).first()
        if incident is None:
            raise NoSuchIncident(number=number)
        author = contact or incident.contact
        _check(author, incident.customer)
        acting.contact_reply(row, original(row), incident, author)
        _needs_words(row)
        assert row.incident_id
        return Incident.objects.get(pk=row.incident_id)


def log_for(
    mail: IncomingMail,
    customer: Customer,
    contact: User,
    by: User,
    reason: str,
    at: datetime | None = None,
) -> Incident:
    """It is a new incident of the customer's contact, logged when it was received. Raises what logging raises, and
    NotOfThisCustomer, NotHeld, ReasonMissing."""
    with _deciding(mail, by, reason, at) as row:
        _check(contact, customer)
        acting.log(row, original(row), customer, contact)
        _needs_words(row)
        assert row.incident_id
        return Incident.objects.get(pk=row.incident_id)


def discard(mail: IncomingMail, by: User, reason: str, at: datetime | None = None) -> None:
    """It is nothing for an incident; the original is kept. Raises NotHeld, ReasonMissing."""
    with _deciding(mail, by, reason, at) as row:
        row.state, row.why = State.IGNORED, Why.DISCARDED


def original(mail: IncomingMail) -> ReadMail:
    """The mail as it came, read; one without a word where retention has removed it."""
    if not mail.original:
        return reading.read(b"", settings.MAILBOX_AUTHSERV)
    with mail.original.open() as file:
        return reading.read(file.read(), settings.MAILBOX_AUTHSERV)


@contextmanager
def _deciding(mail: IncomingMail, by: User, reason: str, at: datetime | None) -> Iterator[IncomingMail]:
    """The mail, locked and still held; who decided what and why is kept with it."""
    why = texts.reason(reason)
    with transaction.atomic():
        row = IncomingMail.objects.select_for_update().get(pk=mail.pk)
        if row.state != State.HELD:
            raise NotHeld(state=row.get_state_display())
        row.decided_by, row.decided_at, row.reason = by, at or timezone.now(), why
        yield row
        row.save()


def _check(contact: User, customer: Customer) -> None:
    if customer not in recognition.companies(contact):
        raise NotOfThisCustomer(person=contact, customer=customer)


def _needs_words(row: IncomingMail) -> None:
    if row.why == Why.EMPTY:
        raise NothingSaid
