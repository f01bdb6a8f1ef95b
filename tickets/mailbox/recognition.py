"""Which incident a mail is about and who wrote it: the token in its address, the mail it answers, its subject."""

import re
from dataclasses import dataclass

from notifications import message_ids, reply_addresses
from notifications.mails import incident
from subscriptions.models import Customer, Membership, User
from tickets.mailbox import titles
from tickets.mailbox.reading import ReadMail
from tickets.models import Incident

OURS = re.compile(r"incident\.([1-9][0-9]{0,17})@([^@\s]+)", re.IGNORECASE)
MOST_REFERENCES = 30


@dataclass(frozen=True)
class About:
    """The incident that a mail names, None for none, and how sure that is: `written_to` is the key of whom the
    token was made for, `by_subject` that only the subject says so."""

    incident: Incident | None = None
    written_to: int | None = None
    by_subject: bool = False


def about(mail: ReadMail) -> About:
    """The first that says it: token, answered mail, subject."""
    for address in mail.recipients:
        if token := reply_addresses.read(address):
            return About(_incident(token.number), token.user_id)
    for reference in mail.references[:MOST_REFERENCES]:
        if found := _of_reference(reference):
            return About(found)
    named = titles.number(mail.subject)
    return About(_incident(named), by_subject=True) if named else About()


def person(address: str) -> User | None:
    """Who has that address and may sign in."""
    return User.objects.filter(email__iexact=address, is_active=True).first() if address else None


def companies(person: User) -> list[Customer]:
    """Those she speaks for."""
    memberships = Membership.objects.active().filter(user=person).select_related("customer__region")
    return [each.customer for each in memberships.order_by("customer_id")]


def _of_reference(reference: str) -> Incident | None:
    if (match := OURS.fullmatch(reference)) and match[2].lower() == message_ids.domain().lower():
        return _incident(int(match[1]))
    sent = message_ids.mail_named(reference) if message_ids.ours_in(reference) else None
    number = sent and incident(sent)
    return _incident(number) if number else None


def _incident(number: int) -> Incident | None:
    return Incident.objects.select_related("customer", "product", "contact").filter(pk=number).first()
