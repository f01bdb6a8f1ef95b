"""What a mail becomes, through the same verbs as the portal's. Each is called inside the transaction that works the
mail off, and says on the row what it did."""

from datetime import datetime

from django.db import transaction

from entitlements import answers, terms
from subscriptions import coverage
from subscriptions.models import Customer, User
from tickets import correspondence, rate
from tickets.desk.access import Act, may
from tickets.intake import NewIncident, log_incident
from tickets.mailbox import content, products, titles
from tickets.mailbox.keeping import State, Why
from tickets.mailbox.models import IncomingMail, MailboxRules
from tickets.mailbox.reading import ReadMail
from tickets.models import Channel, Incident, TimelineEntry
from tickets.timeline import write


def may_write(person: User | None) -> bool:
    """Whether the vendor's person may write to customers."""
    return person is not None and may(person, Act.WRITE)


def contact_reply(row: IncomingMail, mail: ReadMail, incident: Incident, person: User | None = None) -> None:
    """A contact's message, at the instant at which our server received it: that ends a pause (LIFECYCLE.md, 2)."""
    author = person or row.person
    assert author
    said = content.of_reply(mail, author.language)
    if not said.text:
        _is_empty(row)
        return
    with transaction.atomic():
        locked = _locked(incident)
        entry = correspondence.contact_reply(
            locked,
            author,
            said.text,
            channel=Channel.MAIL,
            at=_instant(locked, row.received_at),
            files=said.files,
            **said.facts,
        )
    _taken(row, entry)


def reply(row: IncomingMail, mail: ReadMail, incident: Incident) -> None:
    """An agent's answer: a response (R8.7)."""
    assert row.person
    said = content.of_reply(mail, row.person.language)
    if not said.text:
        _is_empty(row)
        return
    with transaction.atomic():
        locked = _locked(incident)
        entry = correspondence.reply(
            locked,
            row.person,
            said.text,
            channel=Channel.MAIL,
            at=_instant(locked, row.received_at),
            files=said.files,
            **said.facts,
        )
    _taken(row, entry)


def log(row: IncomingMail, mail: ReadMail, customer: Customer, person: User | None) -> None:
    """A new incident, whose product and severity are assumed until she says them (R8.1). Its clocks run from the
    instant at which our server received the mail."""
    assert person
    said = content.of_new(mail, person.language)
    title = titles.title(mail.subject, said.text)
    if not said.text and not title:
        _is_empty(row)
        return
    at = row.received_at
    lines = coverage.in_force(terms.history(customer, at), at)
    last = Incident.objects.filter(customer=customer, contact=person).order_by("-pk").first()
    product = products.plausible(lines, f"{mail.subject}\n{said.text}", last and last.product)
    if product is None:
        raise answers.may(customer, "unlimited_incidents", at=at).refusal()
    severity = MailboxRules.current().severity
    rate.check(person, severity, at)
    with transaction.atomic():
        incident = log_incident(
            NewIncident(
                customer=customer,
                contact=person,
                product=product,
                title=title,
                description=said.text or title,
                severity=severity,
                channel=Channel.MAIL,
                files=said.files,
                left_out=said.left_out,
                incomplete=True,
            ),
            at,
        )
    _taken(row, incident.timeline.get(kind=TimelineEntry.Kind.LOGGED))


def note_automatic(row: IncomingMail, mail: ReadMail, incident: Incident) -> None:
    """Show staff that an automatic mail came. No status, no clock, nobody is told."""
    said = content.of_reply(mail, "en").text or mail.subject
    entry = write(
        incident,
        TimelineEntry.Kind.INFORMATION,
        row.received_at,
        author=row.person,
        public=False,
        channel=Channel.MAIL,
        body=said,
        code="automatic_mail",
    )
    row.incident, row.customer_id, row.entry = incident, incident.customer_id, entry


def _taken(row: IncomingMail, entry: TimelineEntry) -> None:
    row.state, row.why = State.TAKEN, ""
    row.incident_id, row.customer_id, row.entry = entry.incident_id, entry.customer_id, entry


def _is_empty(row: IncomingMail) -> None:
    row.state, row.why = State.IGNORED, Why.EMPTY


def _locked(incident: Incident) -> Incident:
    return Incident.objects.for_change().get(pk=incident.pk)


def _instant(incident: Incident, received_at: datetime) -> datetime:
    """When it was received, and never before the status it answers began."""
    return max(received_at, incident.status_since)
