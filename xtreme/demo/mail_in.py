"""Mails that came in before T: one is a message, one an incident that its contact is to complete, one waits for a
person."""

from dataclasses import dataclass
from email.message import EmailMessage

from django.conf import settings

from subscriptions.models import SupportRegion
from tickets.mailbox.taking import take_in
from tickets.models import Incident
from xtreme.demo.contacts import METTE, ROGERIO
from xtreme.demo.incidents.serra_clara import FREIGHT_TWICE
from xtreme.demo.moments import Moment, Now, worked
from xtreme.demo.stories import Story, prose


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A mail as its sender wrote it; `about`: the incident whose number is in the subject."""

    key: str
    name: str
    sender: str
    subject: str
    text: str
    region: str
    received: Moment
    about: Story | None = None


LETTERS = (
    Letter(
        key="credit-notes",
        name="Rogério Pacheco",
        sender=ROGERIO,
        subject="Re: Freight is charged twice on split orders",
        text="""
            Thank you, the list is what we need. Nine of the twelve orders are right; for 55131, 55148 and 55190 it
            shows the freight of one delivery only. Shall I write those credit notes by hand?
            """,
        region="brazil",
        received=worked(minutes=55),
        about=FREIGHT_TWICE,
    ),
    Letter(
        key="picking-lists",
        name="Mette Solgaard",
        sender=METTE,
        subject="Stakhus Warehouse: pluklister sorteres ikke længere efter gang",
        text="""
            Hej

            Siden i går kommer pluklisterne i den rækkefølge, som ordrerne er tastet, og ikke efter gang og reol.
            Vi har ikke ændret noget. Folkene på lageret går dobbelt så langt.

            Venlig hilsen

            Mette
            """,
        region="nordic",
        received=worked(minutes=25),
    ),
    Letter(
        key="new-colleague",
        name="Lars Winther",
        sender="lars.winther@vindkomponenter.example",
        subject="Adgang til jeres portal",
        text="""
            Hej

            Jeg er ny hos Nordlys Energiudstyr og skal overtage Stakhus efter Anders. Kan I oprette mig? Og hvad er
            der sket i sagen om pluklabels?

            Venlig hilsen

            Lars Winther
            """,
        region="nordic",
        received=worked(minutes=40),
    ),
)


def fill(now: Now) -> None:
    """Take in those that are not there yet, in the order received."""
    arrived = [
        (letter.received(now.seen_from(SupportRegion.objects.get(code=letter.region)), now.at), letter)
        for letter in LETTERS
    ]
    for at, letter in sorted(arrived, key=lambda each: each[0]):
        take_in(_octets(letter), at)


def _octets(letter: Letter) -> bytes:
    subject = letter.subject
    if letter.about:
        subject += f" #{Incident.objects.get(submission=letter.about.submission).pk}"
    mail = EmailMessage()
    mail["From"] = f"{letter.name} <{letter.sender}>"
    mail["To"] = settings.REPLY_TO_EMAIL
    mail["Subject"] = subject
    mail["Message-ID"] = f"<{letter.key}@demo.example>"
    mail.set_content(prose(letter.text))
    return mail.as_bytes()
