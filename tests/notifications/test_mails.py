"""One source per kind gives text and HTML, in the reader's language and zone; what was typed is no markup."""

import re
from email import message_from_bytes
from email.policy import default as policy
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings as django_settings
from django.core import signing
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from notifications import flowed, mail_look, mails, preferences, reply_addresses, unsubscribing
from notifications.kinds import KINDS
from notifications.message_ids import mail_named
from notifications.models import Notification
from tests import factories as make
from tests.notifications.mail_words import AT, WORDS

MEETINGS = (WORDS["join"], WORDS["place"])
NASTY = (
    "<script>alert(1)</script> [click](https://evil.example) **b** ![x](https://evil.example/x.png)"
    " _i_ `c` &amp; 1. # >"
)


def row(kind="reply", language="en", context=None, **fields):
    reader = make.user(name="Mette Nygaard", language=language, time_zone="Europe/Copenhagen")
    return Notification(
        pk=7,
        kind=kind,
        recipient=reader,
        channel="email",
        created_at=AT,
        context=WORDS | (context or {}),
        link="/incidents/10475/",
        **fields,
    )


def alert(**fields):
    return make.alert(**{"title": "Lock", "symptom": "Posting waits", "action": "Install"} | fields)


class Seen(HTMLParser):
    """What a mail program finds in the HTML."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.text, self.attributes = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attributes]

    def handle_data(self, data):
        self.text.append(data)

    def values(self, name):
        return [value for _tag, attribute, value in self.attributes if attribute == name]


@pytest.fixture(params=KINDS)
def kind(request):
    return KINDS[request.param]


@pytest.fixture(params=["en", "da"])
def language(request):
    return request.param


@pytest.fixture
def mail(kind, language):
    """The mail of the kind as it is told: its row knows the words of kinds.py and no others."""
    about = {"alert": alert()} if kind.code.startswith("alert") else {}
    told = row(kind.code, language, **about)
    told.context = {word: WORDS[word] for word in kind.words}
    return mails.written(told)


@pytest.mark.django_db
def test_every_kind_has_a_mail_without_anything_left_over(kind, mail):
    assert mail.subject
    assert "\n" not in mail.subject
    for written in (mail.subject, mail.text, mail.html):
        assert not re.search(r"\{\{|\}\}|\{%|%\(|\bNone\b|__proxy__|\{[a-z_]+\}", written)
    assert "\n\n\n" not in mail.text
    assert "**" not in mail.html + mail.text + mail.subject
    assert not re.search(r"^(?:#|\+ )|\]\(|&#|\\$", mail.text, re.MULTILINE)
    assert "](" not in mail.html
    assert "{" not in KINDS[kind.code].line(WORDS)


@pytest.mark.django_db
def test_every_mail_says_in_its_first_line_what_happened_and_leads_to_the_page(kind, language, mail):
    greeting, first, *_rest = ["", *mail.text.split("\n\n")] if kind.staff else mail.text.split("\n\n")
    assert "Mette" in greeting or kind.staff
    assert len(first) > 20
    assert not first.startswith((">", "-", "http"))
    assert "http://localhost:8000/incidents/10475/" in mail.text
    assert mail.html.count('href="http://localhost:8000/incidents/10475/"') == 1
    elsewhere = sum(address in mail.html for address in MEETINGS)
    assert mail.html.count('class="button"') == 1 + elsewhere


@pytest.mark.django_db
def test_the_html_loads_nothing_and_says_its_language(language, mail):
    seen = Seen(mail.html)
    assert ("html", "lang", language) in seen.attributes
    assert not {"img", "link", "script", "iframe", "object", "video", "input", "form"} & set(seen.tags)
    assert not {"src", "srcset", "background", "poster", "data"} & {
        name for _tag, name, _value in seen.attributes
    }
    assert "url(" not in mail.html
    assert "@import" not in mail.html
    ours = ("http://localhost:8000/", "mailto:", "tel:", *MEETINGS)
    assert all(link.startswith(ours) for link in seen.values("href"))
    assert all(role in ("article", "presentation") for role in seen.values("role"))
    assert seen.tags.count("h1") == 1
    assert "light dark" in seen.values("content")
    assert len(mail.html.encode()) < 100_000  # Gmail cuts a longer one


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "word"), [("session_seat", "join"), ("session_reminder", "join"), ("meeting", "place")]
)
def test_r16_1_the_link_of_a_meeting_is_pressed_in_the_html(code, word, language):
    """R16.2: any https address. It stood there with the signs of a link around it, and was none."""
    words = {"step": "invited", "calls": False} if code == "meeting" else {}
    seen = Seen(mails.written(row(code, language, context=words)).html)
    assert WORDS[word] in seen.values("href")
    assert WORDS[word] not in "".join(seen.text)


def test_links_elsewhere_lead_nowhere_but_from_a_button():
    source = "See [there](https://evil.example/) and [here](http://localhost:8000/incidents/).\n\n"
    found = mail_look.html(f"{source}**[Join](https://meet.example/)** now.\n\n**[Join](javascript:alert)**")
    assert Seen(found).values("href") == ["http://localhost:8000/incidents/"]


@pytest.mark.django_db
def test_the_text_flows_in_lines_that_every_program_shows(mail):
    """RFC 3676."""
    lines = flowed.flowed(mail.text)
    assert all(len(line) <= 78 or "http" in line for line in lines.split("\n"))
    assert flowed.joined(lines) == mail.text


@pytest.mark.django_db
def test_both_languages_say_the_same_things_in_words_of_their_own(kind):
    about = {"alert": alert()} if kind.code.startswith("alert") else {}
    english, danish = (mails.written(row(kind.code, language, **about)) for language in ("en", "da"))
    assert english.subject != danish.subject
    assert len(english.text.split("\n\n")) == len(danish.text.split("\n\n"))


# What people typed


@pytest.mark.django_db
def test_what_was_typed_is_no_markup_in_html_and_itself_in_text():
    mail = mails.written(
        row("reply", context={"title": NASTY, "body": f"{NASTY}\n\n# {NASTY}", "asks": True})
    )
    seen = Seen(mail.html)
    assert not {"script", "img", "em", "code", "h2"} & (set(seen.tags) - {"em"})
    assert not [link for link in seen.values("href") if "evil" in link]
    said = " ".join("".join(seen.text).split())
    assert said.count(NASTY) == 5  # the page's title, the headline, the first line; twice in the body
    assert NASTY in mail.text
    assert NASTY in mail.subject


@pytest.mark.django_db
def test_marks_that_were_typed_stay_in_text_and_ours_go():
    typed = "Posting **stops** & [waits](https://nordlys.example/?a=1&amp;b=2)"
    mail = mails.written(row("closed", context=WORDS | {"title": typed, "reason": "no_answer"}))
    assert f"incident 10475, {typed}, so" in mail.text
    assert "<strong>10475</strong>" in mail.html


@pytest.mark.django_db
def test_a_subject_of_a_long_title_is_one_line():
    mail = mails.written(row("reply", context={"title": "Post\nBcc: all@nordlys.example\r\n" + "x" * 300}))
    assert "\n" not in mail.subject
    assert len(mail.subject) == mails.SUBJECT_LENGTH


# Words that are not there


@pytest.mark.parametrize(
    "asks",
    [
        "{{ titel }}",
        "{% blocktranslate %}About {{ titel }}{% endblocktranslate %}",
        "{% if titel %}x{% endif %}",
    ],
)
def test_a_template_that_asks_for_an_unknown_word_makes_no_mail(tmp_path, settings, asks):
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}]
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "reopened.md").write_text(f"Subject\n\n{asks}")
    with pytest.raises(mails.UnknownWord, match="titel"):
        mails._rendered("reopened", WORDS)


@pytest.mark.django_db
def test_a_row_of_an_unknown_kind_makes_no_mail():
    with pytest.raises(mails.UnknownKind, match="gone"):
        mails.written(row("gone"))


# Headers


def sent(told):
    mail = mails.written(told)
    return message_from_bytes(mails.octets(told, mail).replace(b"\r\n", b"\n"), policy=policy)


@pytest.mark.django_db
def test_every_attempt_says_the_same_message_id():
    told = row("reply")
    first = sent(told)["Message-ID"]
    told.attempts, told.created_at = 3, told.created_at.astimezone(ZoneInfo("Asia/Tokyo"))
    assert sent(told)["Message-ID"] == first
    assert mail_named(first) is None  # no such row


@pytest.mark.django_db
def test_the_mails_of_an_incident_are_one_thread_and_are_answered_to_it():
    told = row("reply")
    mail = sent(told)
    assert mail["References"] == mail["In-Reply-To"] == sent(row("closed"))["In-Reply-To"]
    said = reply_addresses.read(mail["Reply-To"])
    assert (said.number, said.user_id) == (10475, told.recipient.pk)
    assert "your answer is a message on the incident" in mails.written(told).text


@pytest.mark.django_db
def test_what_is_about_no_incident_is_answered_to_the_mailbox(settings):
    settings.REPLY_TO_EMAIL = "support@xtreme.example"
    assert sent(row("renewal"))["Reply-To"] == "support@xtreme.example"
    about_a_customer = sent(row("advisor_missing", context={"number": "C-1001"}))
    assert about_a_customer["Reply-To"] == "support@xtreme.example"
    assert about_a_customer["References"] is None


@pytest.mark.django_db
def test_where_answers_are_not_read_no_mail_asks_for_one(settings):
    settings.REPLIES_ARE_READ, settings.REPLY_TO_EMAIL = False, "support@xtreme.example"
    told = row("reply")
    assert sent(told)["Reply-To"] == "support@xtreme.example"
    assert "is not read" in mails.written(told).text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "list_id"), [("taken", "<taken.xtreme.example>"), ("alert", "<alerts.xtreme.example>")]
)
def test_what_can_be_left_says_how_in_its_headers(code, list_id):
    """R1.2, RFC 8058, RFC 2919"""
    about = {"alert": alert(), "customer": make.customer()} if code == "alert" else {}
    mail = sent(row(code, **about))
    assert mail["List-Id"] == list_id
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Unsubscribe"].startswith("<http://localhost:8000/")


@pytest.mark.django_db
def test_every_optional_kind_can_be_left_and_no_other(kind):
    about = {"alert": alert()} if kind.code.startswith("alert") else {}
    mail = sent(row(kind.code, **about))
    assert bool(mail["List-Unsubscribe"]) == (kind.optional or bool(about))
    assert mail["Auto-Submitted"] == "auto-generated"


@pytest.mark.django_db
def test_the_link_switches_the_kind_off_without_sign_in(client):
    told = row("taken")
    address = sent(told)["List-Unsubscribe"].strip("<>").removeprefix("http://localhost:8000")
    assert "Do you want no more mail" in client.get(address).content.decode()
    assert not preferences.unwanted(told.recipient)
    assert client.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert preferences.unwanted(told.recipient) == {"taken"}
    assert "comes to you" in client.get(address).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change", [lambda token: token[:-2] + "xx", lambda token: signing.dumps([1, "taken"])]
)
def test_a_link_that_is_not_ours_is_none(client, change):
    token = sent(row("taken"))["List-Unsubscribe"].strip("<>").rstrip("/").rpartition("/")[2]
    assert client.post(f"/notifications/unsubscribe/{change(token)}/").status_code == 404


@pytest.mark.django_db
def test_a_kind_that_cannot_be_switched_off_is_not_by_a_signed_link_either(client):
    token = signing.dumps([make.user().pk, "receipt"], salt=unsubscribing.SALT_OF_KINDS)
    assert client.post(f"/notifications/unsubscribe/{token}/").status_code == 404


@pytest.mark.django_db
def test_the_wire_says_that_the_text_flows_and_loses_nothing():
    told = row("reply", language="da", context={"body": "æøå " * 60})
    mail = sent(told)
    text = mail.get_body(("plain",))
    assert (text.get_content_type(), text.get_param("format")) == ("text/plain", "flowed")
    assert ("æøå " * 60).strip() in flowed.joined(text.get_content())


def of_two_products():
    def named(product, **versions):
        return {"key": 1, "product": product, "listed": "", "since": "", "until": ""} | versions

    affected = [
        named("Ledgerkant", listed="12.1, 13.0"),
        named("Stakhus", since="7.2", until="8.0"),
        named("Knudebro"),
    ]
    return {"product": "Ledgerkant, Stakhus, Knudebro", "affected": affected}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["alert", "alert_reminder"])
def test_the_mail_of_an_alert_names_every_product_with_its_versions_in_the_readers_language(kind):
    """R1.8"""
    mail = mails.written(row(kind, "da", of_two_products(), alert=alert()))
    for line in ("Ledgerkant: 12.1, 13.0", "Stakhus: 7.2 til 8.0", "Knudebro: alle versioner"):
        assert line in mail.text
        assert re.search(rf"<li[^>]*>{re.escape(line)}</li>", mail.html)


@pytest.mark.django_db
def test_a_mail_that_an_older_version_wrote_is_still_sent():
    """R5.3: it names its product and versions, but no affected products."""
    waiting = row("alert", alert=alert())
    del waiting.context["affected"]
    mail = mails.written(waiting)
    assert "Ledgerkant Finance" in mail.text
    assert mail.headers["List-Unsubscribe"]


@given(st.text("ab >-\t æ\u00a0", max_size=200))
def test_a_line_that_fits_flows_as_any_other(line):
    """RFC 3676: nothing is wrapped that need not be, and nothing else is changed."""
    quote, words = flowed._quote(line.rstrip())
    parts = flowed._wrapped(words, flowed.LENGTH - len(quote)) or [""]
    assert flowed.flowed(line) == "\n".join(
        f"{quote}{part} " if place < len(parts) - 1 else f"{quote}{part}".rstrip()
        for place, part in enumerate(parts)
    )


@pytest.mark.parametrize("kind", ["unsubscribe", "unsubscribe_kind"])
def test_the_address_to_unsubscribe_is_the_one_that_is_served(kind):
    """RFC 8058"""
    token = signing.dumps([1, 2, [3], "data_loss"], salt="any")
    address = unsubscribing._address(f"notifications:{kind}", token)
    assert address == f"{django_settings.SITE_URL}{reverse(f'notifications:{kind}', args=[token])}"
