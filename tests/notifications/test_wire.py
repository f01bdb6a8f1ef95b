"""What goes over the wire says what was to be said: read by the email package, it is what was put in."""

from email import message_from_bytes
from email.policy import default as policy
from email.utils import parseaddr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications import wire

TEXT = st.text('abcæøå ü€日本🙂=.>_-?"<&;,', max_size=200)  # what encoding and folding must not change
LINES = st.lists(TEXT, max_size=4).map("\n".join)
WORDS = TEXT.map(lambda text: " ".join(text.split()))
HEADERS = {
    "Message-ID": "<7.20261125120000000000@xtreme.example>",
    "List-Unsubscribe": f"<https://support.example/alerts/unsubscribe/{'x' * 200}/>",
}


def octets(**given):
    facts = {
        "subject": "Reply to incident 7",
        "sender": "Xtreme Support <support@xtreme.example>",
        "to": "mette@nordlys.example",
        "reply_to": "support+abc@xtreme.example",
        "headers": HEADERS,
        "text": "Hello",
        "html": "<p>Hello</p>",
    } | given
    return wire.mail(**facts)


def read(**given):
    return message_from_bytes(octets(**given), policy=policy)


def body(message, subtype):
    return message.get_body((subtype,)).get_content().replace("\r\n", "\n").rstrip()


@given(WORDS, LINES, LINES)
def test_subject_and_both_bodies_are_read_as_they_were_written(subject, text, html):
    message = read(subject=subject, text=text, html=html)
    assert " ".join(message["Subject"].split()) == subject
    assert body(message, "plain") == text.rstrip()
    assert body(message, "html") == html.rstrip()


@given(WORDS, LINES)
def test_it_is_ascii_and_no_line_is_longer_than_smtp_takes(subject, text):
    """RFC 5321, 4.5.3.1.6"""
    lines = octets(subject=subject, text=text).split(b"\r\n")
    assert all(line.isascii() and len(line) <= 998 for line in lines)
    assert not any(b"\n" in line or b"\r" in line for line in lines)


def test_headers_name_sender_reader_and_the_way_back():
    message = read()
    assert message["From"].addresses[0].display_name == "Xtreme Support"
    assert message["To"] == "mette@nordlys.example"
    assert message["Reply-To"] == "support+abc@xtreme.example"
    assert {name: message[name] for name in HEADERS} == HEADERS
    assert message["Date"].datetime.tzinfo
    assert message.get_content_type() == "multipart/alternative"


def test_an_international_domain_is_written_in_ascii():
    assert read(to="mette@blåbær.example")["To"] == "mette@xn--blbr-roah.example"
    assert wire.address("Mette <mette@blåbær.example>") == "mette@xn--blbr-roah.example"


@pytest.mark.parametrize("name", ["subject", "to"])
def test_a_line_break_makes_no_header(name):
    with pytest.raises(ValueError, match=r"line break|No mail can be sent"):
        octets(**{name: "mette@nordlys.example\r\nBcc: all@nordlys.example"})


@pytest.mark.parametrize(
    "address", ["", "nobody", "a b@x.example", "æ@x.example", "x@y>\r\nDATA", "a@b@c", "a@"]
)
def test_an_address_that_is_none_is_refused(address):
    with pytest.raises(ValueError, match="No mail can be sent"):
        wire.address(address)


@given(st.emails())
def test_an_address_alone_is_what_taking_it_apart_gives(address):
    """Nearly all are not taken apart."""
    if wire.SIMPLE.fullmatch(address):
        _name, plain = parseaddr(address)
        assert wire.address.__wrapped__(address) == wire._mailbox.__wrapped__(address) == plain == address
