"""A mail put together by ourselves is the mail that Django would send."""

import email
from email.policy import default as policy

import pytest
import time_machine
from django.core.mail import EmailMultiAlternatives

from notifications import mails, merging
from notifications.kinds import KINDS
from notifications.models import Alert, Notification
from notifications.wire import WireMessage
from tests import factories as make

HEADERS = {
    "Message-ID": "<1.20261128@xtreme.example>",
    "List-Unsubscribe": f"<https://support.xtreme.example/alerts/unsubscribe/{'x' * 120}/>",
}


def read(message):
    """Headers and bodies as a mail program reads them."""
    sent = message.message(policy=policy.clone(linesep="\r\n")).as_bytes()
    received = email.message_from_bytes(sent, policy=policy)
    own = {"Date", "Content-Type"}  # of the instant, and of a border that is drawn by lot
    head = {name: " ".join(value.split()) for name, value in received.items() if name not in own}
    plain, html = (received.get_body((kind,)).get_content().strip() for kind in ("plain", "html"))
    return head, plain.splitlines(), html.splitlines()


@pytest.mark.parametrize(
    "subject",
    [
        "Short",
        "Hændelse 12 er lukket: bogføring",
        "A very long subject of an incident " * 6,
        "日本語の件名 " * 12,
    ],
)
@pytest.mark.parametrize(
    "sender", ["Xtreme Support <support@xtreme.example>", "Støtte ÆØÅ <support@xtreme.example>"]
)
def test_it_reads_as_the_one_that_django_makes(subject, sender):
    text = "Hej Åse,\n\n.\n> lines " + "of words " * 200 + "\n=3D æøå  \n\nEnd."
    made = []
    for kind in (EmailMultiAlternatives, WireMessage):
        message = kind(
            subject.strip(), text, sender, ["aase@customer.example"], reply_to=[sender], headers=HEADERS
        )
        message.attach_alternative(f"<p>{text}</p>", "text/html")
        made.append(message)
    django, ours = map(read, made)
    assert ours == django


def test_no_line_is_longer_than_smtp_allows():
    """RFC 5321, 4.5.3.1.6."""
    message = WireMessage("S" * 250, "word " * 5000, "a@x.example", ["b@y.example"])
    message.attach_alternative("<p>" + "æ" * 9000, "text/html")
    lines = message.message().as_bytes().split(b"\r\n")
    assert max(map(len, lines)) <= 998
    assert not any(b"\n" in line or b"\r" in line for line in lines)


@pytest.mark.parametrize("field", ["subject", "from_email"])
def test_a_line_break_in_a_header_is_refused(field):
    words = {"subject": "S", "from_email": "a@x.example"} | {field: "S\r\nBcc: all@y.example"}
    message = WireMessage(body="T", to=["b@y.example"], **words)
    message.attach_alternative("<p>T", "text/html")
    with pytest.raises(ValueError, match="line break"):
        message.message()


def test_a_domain_with_letters_that_are_not_ascii_is_written_as_smtp_needs_it():
    message = WireMessage("S", "T", "a@x.example", ["b@smørrebrød.example"])
    message.attach_alternative("<p>T", "text/html")
    assert b"b@xn--" in message.message().as_bytes()


# One rendering for many readers


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["Åse Berg", "O'Neill & <b>Sons</b>", "*Anna* [x](http://evil.example)", '"Q" \\1']
)
@pytest.mark.parametrize("language", ["en", "da"])
def test_an_alert_reads_for_each_as_if_it_were_rendered_for_her_alone(name, language, monkeypatch):
    customer, product = make.customer(), make.product()
    alert = Alert.objects.create(title="Sums & *all*", product=product, symptom="<i>", action="Install *it*.")
    words = dict.fromkeys(KINDS["alert"].words, "") | {"title": alert.title, "product": product.name}
    words |= {"alert_class": "security", "action_kind": "fix", "required_by": None}
    facts = {"kind": "alert", "alert": alert, "customer": customer, "context": words, "link": "/alerts/1/"}
    readers = [make.contact(customer, language=language, name=each) for each in ("Ida", name)]
    rows = [Notification(recipient=reader, **facts) for reader in readers]
    with time_machine.travel(make.LONG_AGO, tick=False):
        merged = [mails.written(row) for row in rows]
        monkeypatch.setattr(merging, "merged", lambda render, *facts: render(*facts))
        alone = [mails.written(row) for row in rows]
    assert merged == alone
    assert merged[0].text != merged[1].text
