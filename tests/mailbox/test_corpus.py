"""Real-shaped mails of many programs and languages, each with what is to become of it (LIFECYCLE.md, 5)."""

import pytest

from tests.mailbox.conftest import CORPUS, corpus, take
from tickets.mailbox.models import IncomingMail
from tickets.models import Incident

pytestmark = pytest.mark.django_db
State, Why = IncomingMail.State, IncomingMail.Why

# The new text that each reply becomes, and a word of what it quotes, or "" where nothing is folded.
REPLIES = {
    "outlook_desktop_english": ("It happens in every company.\n\nKind regards\nMette", "Which company"),
    "outlook_desktop_danish": (
        "Det sker i alle firmaer, også i går.\n\nMed venlig hilsen\nMette",
        "Hvilket firma",
    ),
    "outlook_web_html_alone": ("It is company 04.", "Which company"),
    "gmail": ("Yes, error 4711 again.", "It helps to know"),
    "gmail_danish": ("Ja, fejl 4711 igen.", "Hvilken fejl"),
    "apple_mail": ("Only on the Mac – see picture.", "Where is it"),
    "thunderbird_flowed": ("This sentence was broken on its way.", "Welche Firma"),
    "lotus_notes": ("It is the Esbjerg branch.", "Which branch"),
    "phone": ("Try again at ten.\n\nSent from my phone", "May we call"),
    "german": ("Es betrifft die Firma 04, für März.", "Welche Firma"),
    "portuguese": ("Não funciona na filial de São Paulo.", "Qual filial"),
    "japanese_iso_2022_jp": ("名古屋工場だけです。", "どの工場"),
    "mislabelled": ("Bogføringen står stille på Ærø.", ""),
    "unknown_charset": ("Blåbær.", ""),
    "broken_base64": ("It still works a little", ""),
    "between_the_lines": ("> Which company?\n\nCompany 04.\n\n> Which month?\n\nMarch.", ""),
    "files": ("See the files.", ""),
}
AUTOMATIC = ("vacation", "vacation_exchange", "mailing_list", "delivery_report")
NEW = ("forwarded_new",)
CALENDARS = ("calendar_google", "calendar_outlook")


def test_every_mail_of_the_corpus_has_its_outcome():
    assert {path.stem for path in CORPUS.glob("*.eml")} == {*REPLIES, *AUTOMATIC, *NEW, *CALENDARS}


@pytest.mark.parametrize("name", REPLIES)
def test_a_reply_becomes_a_message_with_its_quotation_beside(incident, name):
    mail = take(corpus(name, incident))
    text, quoted = REPLIES[name]
    assert (mail.state, mail.incident_id) == (State.TAKEN, incident.pk)
    entry = mail.entry
    assert (entry.kind, entry.channel, entry.author_id) == ("message", "mail", incident.contact_id)
    assert entry.body.startswith(text) if name == "broken_base64" else entry.body == text
    assert quoted in entry.facts.get("quoted", "")
    assert bool(quoted) == ("quoted" in entry.facts)


@pytest.mark.parametrize("name", CALENDARS)
def test_r20_what_a_calendar_answers_is_no_incident(incident, name):
    mail = take(corpus(name, incident))
    assert (mail.state, mail.why) == (State.IGNORED, Why.INVITATION)
    assert Incident.objects.get() == incident


@pytest.mark.parametrize("name", AUTOMATIC)
def test_what_nobody_wrote_changes_nothing(incident, name):
    """LIFECYCLE.md, 5: kept, changes no status, answered by nothing."""
    mail = take(corpus(name, incident))
    assert mail.state == State.IGNORED
    assert mail.why in (Why.AUTOMATIC, Why.REPORT)
    assert not incident.timeline.filter(kind="message").exists()
    assert Incident.objects.get().status == "new"


def test_a_mail_that_is_passed_on_is_logged_whole(incident):
    mail = take(corpus("forwarded_new", incident))
    assert mail.state == State.TAKEN
    assert mail.incident_id != incident.pk
    assert mail.incident.title == "Faktura mangler"
    assert "Fakturaen mangler siden i går." in mail.incident.description


def test_files_are_attached_by_the_rules_of_attachments(incident):
    """Inline images and winmail.dat are kept, proofs of who wrote are not, programs are refused with a sentence."""
    entry = take(corpus("files", incident)).entry
    names = {file.name: file.content_type for file in entry.attachments.all()}
    assert set(names) == {"file.png", "winmail.dat", "rød.log"}
    assert names["file.png"] == "image/png"
    assert entry.facts["left_out"] == [
        "setup.exe cannot be attached: programs are not accepted. Pack it into an archive if you must."
    ]
