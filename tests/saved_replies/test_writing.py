"""Who writes, changes and deletes saved replies, and what is refused of them."""

import pytest

from subscriptions import tenancy
from subscriptions.personal_data import erasing, parts
from subscriptions.refusals import Forbidden, TextTooLong
from tests import factories as make
from tests.desk.pages import LATER, WEDNESDAY
from tests.isolation.test_walls import denied
from tickets.saved_replies import writing
from tickets.saved_replies.models import SavedReply
from tickets.saved_replies.refusals import (
    ChangedBeforeDeletion,
    DeletedMeanwhile,
    NoSuchWord,
    SavedReplyChangedMeanwhile,
    TextMissing,
    TitleMissing,
)
from tickets.saved_replies.writing import Words

pytestmark = pytest.mark.django_db


def words(**fields):
    return Words(**{"title": "Ask for the log", "text_en": "Dear {contact}, please send the log."} | fields)


def test_a_saved_reply_of_her_own_is_seen_by_her_alone(agent, lead):
    hers = writing.write(words(), agent, WEDNESDAY)
    assert list(SavedReply.objects.visible_to(agent)) == [hers]
    assert list(SavedReply.objects.visible_to(lead)) == []


def test_what_a_lead_shares_is_seen_by_everybody_at_the_desk(agent, lead):
    shared = writing.write(words(shared=True), lead, WEDNESDAY)
    assert list(SavedReply.objects.visible_to(agent)) == [shared]


def test_an_agent_shares_none_and_is_told_whom_to_ask(agent, lead):
    with pytest.raises(Forbidden) as refused:
        writing.write(words(shared=True), agent)
    assert "Ask a team lead: Torben Krag." in str(refused.value)
    hers = writing.write(words(), agent)
    with pytest.raises(Forbidden):
        writing.change(hers, words(shared=True), agent)
    hers.refresh_from_db()
    assert hers.owner == agent


def test_an_agent_changes_and_deletes_none_that_is_shared(agent, lead):
    shared = writing.write(words(shared=True), lead)
    for press in (lambda: writing.change(shared, words(), agent), lambda: writing.delete(shared, agent)):
        with pytest.raises(Forbidden):
            press()
    shared.refresh_from_db()
    assert (shared.is_shared, shared.edition) == (True, 1)


def test_who_reads_only_writes_none():
    with pytest.raises(Forbidden):
        writing.write(words(), make.staff("publisher"))


def test_nobody_changes_anothers_own(agent, lead):
    hers = writing.write(words(), agent)
    with pytest.raises(DeletedMeanwhile):
        writing.change(hers, words(title="Mine now"), lead)
    writing.delete(hers, lead)
    assert SavedReply.objects.get().title == "Ask for the log"


def test_a_change_keeps_who_made_it_and_when(lead):
    shared = writing.write(words(shared=True), lead, WEDNESDAY)
    other = make.staff("lead")
    writing.change(shared, words(shared=True, text_da="Kære {contact}"), other, edition=1, at=LATER)
    assert (shared.changed_by, shared.changed_at, shared.edition) == (other, LATER, 2)
    assert shared.texts == {"en": "Dear {contact}, please send the log.", "da": "Kære {contact}"}


def test_two_people_at_once_do_not_write_over_each_other(lead):
    shared, other = writing.write(words(shared=True), lead), make.staff("lead", name="Ida Bro")
    writing.change(shared, words(shared=True, title="Hers"), other, edition=1)
    with pytest.raises(SavedReplyChangedMeanwhile) as refused:
        writing.change(shared, words(shared=True, title="Late"), lead, edition=1)
    assert str(refused.value).startswith("Ida Bro has changed")
    with pytest.raises(ChangedBeforeDeletion):
        writing.delete(shared, lead, edition=1)
    assert SavedReply.objects.get().title == "Hers"


@pytest.mark.parametrize(
    ("typed", "refusal", "field"),
    [
        ({"title": " \n"}, TitleMissing, "title"),
        ({"title": "x" * 81}, TextTooLong, "title"),
        ({"text_en": " \u200b"}, TextMissing, "text_en"),
        ({"text_da": "x" * 10_001}, TextTooLong, "text_da"),
        ({"text_da": "Kære {kontakt}"}, NoSuchWord, "text_da"),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_field(agent, typed, refusal, field):
    with pytest.raises(refusal) as refused:
        writing.write(words(**typed), agent)
    assert refused.value.field == field
    assert not SavedReply.objects.exists()


def test_a_word_that_does_not_exist_is_refused_with_those_that_do(agent):
    with pytest.raises(NoSuchWord) as refused:
        writing.write(words(text_en="Dear {name}, {contact}"), agent)
    assert str(refused.value) == (
        "Nothing is filled in for {name}. These words are: {contact}, {customer}, {incident}, {product}, {agent}."
        " Braces around anything but one word stay as they are typed."
    )


def test_braces_around_anything_but_one_word_are_kept_as_typed(agent):
    typed = 'Set {"trace": 2}, {}, {0}, { contact } and ${LOG_DIR}.'
    assert writing.write(words(text_en=typed), agent).text_en == typed


def test_a_contact_reads_none_of_them_whatever_she_asks_the_database(lead):
    writing.write(words(shared=True), lead)
    customer = make.customer()
    with denied(), tenancy.as_contact(customer.pk):
        SavedReply.objects.count()


def test_her_own_are_given_out_and_erased_with_her_and_shared_ones_stay(agent, lead):
    writing.write(words(), lead)
    shared = writing.write(words(shared=True), lead)
    part = next(each for each in parts.PARTS if each.code == "saved-replies")
    assert [each.owner for each in part.of_person(lead)] == [lead]
    step = next(each for each in erasing.STEPS if each.code == "saved-replies")
    assert (step.count(lead), step.count(agent)) == (1, 0)
    step.erase(lead)
    assert SavedReply.objects.get() == shared
