"""A mail of hers, which becomes an incident."""

from tests.isolation.moments import TEN
from tests.mailbox.conftest import letter
from tickets.mailbox.taking import take_in


def plant(company):
    said, sender = company.said, company.contact.email
    take_in(letter(f"It stopped.{said}", sender=sender, subject=f"Stops{said}"), TEN)
