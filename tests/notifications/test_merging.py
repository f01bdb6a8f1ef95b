"""The mails of an alert are rendered once for many readers, and each is what it would be by itself."""

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st

from notifications import mails, merging
from notifications.models import Notification
from tests import factories as make
from tests.notifications.mail_words import AT, WORDS
from tests.properties import one_after_another

pytestmark = pytest.mark.django_db

KINDS = ["alert", "alert_reminder", "alert_corrected", "alert_withdrawn"]
NAMES = st.text("abcæøå日🙂 \n\t*_`[](){}<>&\"'\\#+-.!|~=:;%$@^/1", min_size=1, max_size=80)


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    monkeypatch.setattr(merging, "_kept", {})


@pytest.fixture
def alert():
    return make.alert(title="Lock", symptom="Posting *waits*", action="Install")


def row(kind, alert, **reader):
    person = make.user(**{"name": "Mette Nygaard", "language": "en"} | reader)
    return Notification(
        pk=7,
        kind=kind,
        recipient=person,
        customer_id=1,
        created_at=AT,
        context=WORDS,
        link="/alerts/1/",
        alert=alert,
    )


def by_itself(told):
    kept = merging.merged
    merging.merged = lambda render, _common, reader, url: render(reader, url)
    try:
        return mails.written(told)
    finally:
        merging.merged = kept


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["en", "da"])
@settings(one_after_another, max_examples=25)
@given(name=NAMES)
def test_it_says_the_same_whatever_a_reader_is_called(kind, language, alert, name):
    told = row(kind, alert, language=language)
    told.recipient.name = name
    with time_machine.travel(AT, tick=False):  # her address to unsubscribe says when it was signed
        assert mails.written(told) == by_itself(told)


def test_it_is_rendered_once_for_each_language_and_each_says_her_own_name_and_way_out(alert, monkeypatch):
    rendered = []
    bodies = mails._bodies
    monkeypatch.setattr(mails, "_bodies", lambda *given: rendered.append(given) or bodies(*given))
    people = [("Mette <b>", "en"), ("Jonas", "en"), ("Ida Storm", "da"), ("Bodil Krogh", "da")]
    written = [mails.written(row("alert", alert, name=name, language=language)) for name, language in people]
    assert len(rendered) == 2
    for (name, _language), mail in zip(people, written, strict=True):
        assert name in mail.text
        assert mail.headers["List-Unsubscribe"].strip("<>") in mail.text
        assert not {other for other, _ in people if other != name and other in mail.text}
    assert len({mail.headers["List-Unsubscribe"] for mail in written}) == 4
    assert "<b>" not in written[0].html


@pytest.mark.parametrize("differs", ["context", "link", "symptom", "time_zone"])
def test_what_says_something_else_is_rendered_anew(alert, monkeypatch, differs):
    rendered = []
    bodies = mails._bodies
    monkeypatch.setattr(mails, "_bodies", lambda *given: rendered.append(given) or bodies(*given))
    mails.written(row("alert", alert))
    other = row("alert", alert)
    match differs:
        case "context":
            other.context = WORDS | {"title": "Another"}
        case "link":
            other.link = "/alerts/2/"
        case "symptom":
            other.alert = make.alert(title="Lock", symptom="Posting stops", action="Install")
        case "time_zone":
            other.recipient.time_zone = "Asia/Tokyo"
    mails.written(other)
    assert len(rendered) == 2
