"""The one search finds recordings by what is said in them (R13.1)."""

import pytest

from entitlements.briefings import recording
from entitlements.models import Document
from tests.briefings.scene import AT, CAPTIONS, company, draft, publisher, recorded
from tests.desk.pages import signed_in, text

pytestmark = pytest.mark.django_db
DANISH = "WEBVTT\n\n00:01.000 --> 00:04.000\nFrigiv periodelåsen først.\n"


def documents(made):
    rows = Document.objects.filter(kind="briefing", key=made.pk)
    return {row.language: (row.title, row.body) for row in rows}


def test_what_is_published_is_found_in_each_language_in_which_it_is_spoken_and_a_draft_is_not():
    by = publisher()
    made = recorded(by, published=False, captions={"en": CAPTIONS, "da": DANISH})
    assert documents(made) == {}
    recording.publish(made, by, AT)
    kept = documents(made)
    assert set(kept) == {"en", "da"}
    assert "Release the period lock" in kept["en"][1]
    assert "Closing the ledgers" in kept["en"][1]
    assert kept["da"] == (made.title, "Frigiv periodelåsen først.")


def test_what_is_changed_is_found_as_it_is_now_and_what_is_withdrawn_no_more():
    by = publisher()
    made = recorded(by)
    recording.keep(draft(title="Closing the year", captions={}), by, made, AT)
    assert documents(made)["en"][0] == "Closing the year"
    recording.withdraw(made, by)
    assert documents(made) == {}


def test_r13_1_a_word_that_is_said_finds_the_recording_for_every_tier():
    made = recorded()
    client = signed_in(company("XT")[1])
    found = client.get("/search/?q=lock")
    assert made.title in text(found)
    assert f'href="/briefings/{made.pk}/' in found.content.decode()
