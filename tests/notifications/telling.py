"""Messages to send, and threads with connections of their own; shared by the tests of telling."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections

from notifications import outbox
from tickets.kinds import ASKED_FOR

RENEWAL = {
    "ends_on": "2026-12-15",
    "days": 20,
    "owner": "Ida Holm",
    "mail": "ida@xtreme.example",
    "declined_on": None,
    "body": "",
}
INCIDENT = {"number": 1, "title": "Posting stops", "severity": 2, "customer": "Nordlys", "product": "Ledger"}
ESCALATED = INCIDENT | dict.fromkeys(ASKED_FOR) | {"level": 1, "cause": "missed"}


def renewal(contact, event="e", **options):
    """Tell a contact that the subscription ends."""
    customer = contact.memberships.get().customer
    outbox.tell("renewal", [contact], event, customer=customer, context=RENEWAL, **options)


def numbered(person, number, **options):
    """Tell somebody of the vendor; the subject of the mail has the number."""
    outbox.tell("reopened", [person], f"no. {number}", context=INCIDENT | {"number": number}, **options)


def at_once(*works):
    """Do each in a thread of its own, all from the same instant on, and give back what came of them."""
    begin = Barrier(len(works))

    def work(do):
        begin.wait()
        try:
            return do()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as threads:
        return list(threads.map(work, works))
