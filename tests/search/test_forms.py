"""Incidents are found by every form of a word, in Danish and in English; a slip of the keys is forgiven; codes and
numbers are found to the letter."""

from string import ascii_lowercase
from urllib.parse import urlencode

import pytest
from django.db import ProgrammingError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from entitlements.full_text import in_all_forms
from subscriptions import tenancy
from tests import factories as make
from tests.search.scene import found
from tests.tickets.portal import WEDNESDAY, get, signed_in
from tickets import correspondence, search, tasks, vocabulary
from tickets.models import Incident, KnownWord, Words, WordsRead

pytestmark = pytest.mark.django_db


@pytest.fixture
def log(customer, contact):
    def log(title, **fields):
        made = make.incident(customer, title=title, **{"at": WEDNESDAY, "contact": contact} | fields)
        vocabulary.learn()
        return made

    return log


def page(reader, words, **asked):
    return get(signed_in(reader), "/search/?" + urlencode({"q": words} | asked))


@pytest.mark.parametrize(
    ("said", "typed"),
    [
        ("Opdatering fejler", "opdateringer"),
        ("Opdateringerne fejler", "opdateringen"),
        ("Bilag mangler", "bilagene"),
        ("Bogføringen standser", "bogføringer standset"),
        ("It crashes at night", "crash"),
        ("A crash at night", "crashes"),
        ("The policy is wrong", "policies"),
        ("The policies are wrong", "policy"),
        ("Hoping for a fix", "hope"),
    ],
)
def test_r5_5_an_incident_is_found_by_any_form_of_its_words(log, contact, said, typed):
    """Issue 8, line 2: `opdateringer` finds `opdatering`."""
    incident, other = log(said), log("Something else")
    assert found(typed, contact) == found(typed, make.staff()) == [incident.pk]
    assert other.pk not in found(typed, contact)


def test_r5_5_words_of_one_search_may_each_be_another_form_in_another_language(log, contact):
    incident = log("Opdateringen crashes")
    assert found("opdateringer crash", contact) == [incident.pk]


def test_a_form_that_shares_no_stem_is_another_word(log, contact):
    log("The postman")
    assert found("posting", contact) == []


def test_a_word_left_out_is_left_out_in_every_form(log, contact):
    log("Posting crashes")
    slow = log("Posting is slow")
    assert found("posting -crash", contact) == [slow.pk]


def test_a_form_known_a_moment_ago_is_not_needed_to_find_the_stem(customer, contact):
    """What was logged since the words were read last is found by the stem of what is typed."""
    incident = make.incident(customer, title="Opdatering", at=WEDNESDAY, contact=contact)
    assert not KnownWord.objects.exists()
    assert found("opdateringer", contact) == [incident.pk]


@pytest.mark.parametrize("code", ["ORA-00942", "4711", "0x80070005", "XT4711E", "10.2.3"])
def test_r5_5_codes_and_numbers_are_found_to_the_letter(log, contact, code):
    incident = log("Posting", description=f"It stops with {code}.")
    log("Posting", description="It stops with ORA-00943, 4712, 0x80070006, XT4712E and 10.2.4.")
    assert found(code, contact) == [incident.pk]
    assert not KnownWord.objects.filter(word__regex="[0-9]").exclude(english="", danish="").exists()


def test_r5_5_a_note_is_found_by_no_form_of_its_words_but_by_staff(log, contact):
    incident = log("Posting")
    correspondence.note(incident, make.staff(), "The flywheels turn.", at=WEDNESDAY)
    vocabulary.learn()
    assert found("flywheel", make.staff()) == [incident.pk]
    assert found("flywheel", contact) == []
    shown = page(contact, "flywhel")
    assert not shown.context["rows"]
    assert "flywheels" not in shown.content.decode()


def test_the_word_in_its_own_form_is_marked_where_it_stands(log, contact):
    log("Posting", description="Since Monday the opdatering stops.")
    assert "<mark>opdatering</mark>" in page(contact, "opdateringer").content.decode()


@pytest.mark.parametrize(
    ("slip", "word"),
    [("relaese", "release"), ("fakutra", "faktura"), ("opdatring", "opdatering"), ("bogførign", "bogføring")],
)
def test_r5_5_a_slip_finds_what_was_meant_and_says_so(log, contact, slip, word):
    incident = log(f"The {word} stands still")
    log("Reels relate to fakirs and bogs")
    response = page(contact, f"{slip.upper()} stands")
    assert [row["number"] for row in response.context["rows"]] == [incident.pk]
    assert response.context["meant"] == f"{word} stands"
    assert f"These have “{word} stands”" in response.content.decode()


def test_what_was_meant_goes_on_by_key(log, contact):
    for _each in range(21):
        log("Faktura")
    response = page(contact, "fakutra")
    assert len(response.context["rows"]) == 20
    assert "q=faktura&amp;before=" in response.content.decode()


def test_r5_5_what_others_say_is_offered_to_nobody(log, contact):
    """A slip near a word of another customer's incident alone leads nowhere."""
    make.incident(title="Unobtainium", at=WEDNESDAY)
    vocabulary.learn()
    response = page(contact, "unobtainum")
    assert "meant" not in response.context or not response.context["meant"]
    assert "unobtainium" not in response.content.decode().lower()
    assert page(make.staff(), "unobtainum").context["meant"] == "unobtainium"


@pytest.mark.parametrize("theirs", ["Nordsterx", "Nordstery", "Fabrik"])
def test_r5_5_what_others_say_changes_nothing_that_a_contact_is_offered(log, contact, theirs):
    """Neither that they have her very word, nor that they have a nearer one."""
    log("Nordstjernen in Aarhus")
    make.incident(title=theirs, at=WEDNESDAY)
    vocabulary.learn()
    offered = page(contact, "nordsterx aarhus").context
    assert offered["meant"] == "nordstjernen aarhus"
    assert [row["title"] for row in offered["rows"]] == ["Nordstjernen in Aarhus"]


def test_the_beginning_of_a_known_word_is_no_slip(log, contact):
    log("Fakturering")
    assert Words("fakturer mangler", internal=True).respelt == []
    assert Words("xyzzyx", internal=True).respelt == []


def test_a_contact_reads_no_known_word(customer):
    with tenancy.as_contact(customer.pk):
        for statement in (
            "select * from tickets_knownword",
            "insert into tickets_knownword values ('a', '', '')",
        ):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                connection.cursor().execute(statement)


def test_nothing_is_read_where_nothing_was_written(log, django_assert_num_queries):
    log("Posting")
    while vocabulary.learn() or WordsRead.objects.get().before < WordsRead.objects.get().up_to:
        pass
    with django_assert_num_queries(2):
        assert vocabulary.learn() is False


def test_who_committed_late_is_read_by_the_next_run(log):
    """Its entry has a lower number than the last that was read."""
    log("Posting")
    read = WordsRead.objects.get()
    assert read.before < read.up_to
    KnownWord.objects.all().delete()
    vocabulary.learn()
    assert KnownWord.objects.filter(word="posting").exists()


def test_many_are_read_a_batch_at_a_time(customer, contact, monkeypatch):
    monkeypatch.setattr(vocabulary, "BATCH", 2)
    for word in ("anker", "bolt", "cirkel", "drivrem", "ejektor"):
        make.incident(customer, title=word, at=WEDNESDAY, contact=contact)
    runs = 1
    while vocabulary.learn():
        runs += 1
    assert runs > 2
    assert KnownWord.objects.filter(word__in=["anker", "bolt", "cirkel", "drivrem", "ejektor"]).count() == 5


def test_all_are_read_in_one_statement_where_they_were_written_at_once(log):
    log("Bogføringen crashes 4711")
    one_by_one = set(KnownWord.objects.values_list("word", "english", "danish"))
    KnownWord.objects.all().delete()
    vocabulary.learn_all()
    assert set(KnownWord.objects.values_list("word", "english", "danish")) == one_by_one
    assert vocabulary.learn() is False


def test_r5_5_a_word_that_no_incident_has_any_more_is_forgotten(log, monkeypatch):
    monkeypatch.setattr(vocabulary, "FORGOTTEN_OF", 1)
    incident = log("Posting for Svendsen")
    Incident.objects.filter(pk=incident.pk).update(title="Posting")
    tasks.forget_words()
    known = set(KnownWord.objects.values_list("word", flat=True))
    assert "svendsen" not in known
    assert "posting" in known


@given(st.text(max_size=60), st.booleans())
def test_whatever_is_typed_is_a_query(typed, internal):
    with tenancy.as_staff():
        words = Words(typed.replace("\x00", ""), internal)
        assert list(Incident.objects.filter(text__words=words.query)[:1]) == []
        search.snippets(words, [1])


def test_a_query_has_its_words_in_all_forms():
    written = in_all_forms("'crashes' & !'of'", {"crashes": {"crash", "crashed"}}, "AB")
    assert written == "( 'crashes':*AB | 'crash':AB | 'crashed':AB ) & !'of':AB"


def test_a_query_of_an_index_names_the_words_that_begin_with_one():
    begun = {"error": {"error", "errors", "error.log", "error'\\"}}
    written = in_all_forms("'error' & '4711'", {"error": {"err"}}, "AB", begun)
    assert (
        written
        == "( 'error':AB | 'err':AB | 'error''\\\\':AB | 'error.log':AB | 'errors':AB ) & ( '4711':*AB )"
    )


@pytest.mark.parametrize(
    ("said", "typed"),
    [
        ("The postings stop", "posting"),
        ("It is in posting.log", "posting"),
        ("Ask posting-desk@vendor.example", "posting"),
        ("The postingmotor2 stops", "posting"),
        ("The posting" + "x" * 40, "posting"),
        ("The posting" + "x" * 40, "posting" + "x" * 40),
        ("C:\\posting's\\own", "posting's"),
    ],
)
def test_r5_5_the_index_of_words_finds_every_beginning(log, monkeypatch, said, typed):
    """Of very many incidents the newest are looked through, the others asked for by the words that are known."""
    monkeypatch.setattr(search, "NEXT", 1)
    log("Posting")
    incident = log(said)
    log("Something else")
    assert incident.pk in found(typed, make.staff())
    tasks.forget_words()
    assert incident.pk in found(typed, make.staff())


def test_where_very_many_words_begin_with_one_the_index_is_asked_for_the_beginning(log, monkeypatch):
    monkeypatch.setattr(search, "NEXT", 1)
    many = (f"post{first}{second}" for first in "ab" for second in ascii_lowercase)
    incident = log("Very many", description=" ".join(many))
    log("Something else")
    assert Words("post", internal=True).read.begun == {}
    assert found("post", make.staff()) == [incident.pk]
