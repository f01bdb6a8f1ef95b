"""The experiments' own check sees what it is there to see, and docs/faults.md lists them all."""

from collections import Counter

import pytest

from notifications.models import Notification
from tests import factories as make
from tests.faults import experiments  # noqa: F401  puts them on the list
from tests.faults.experiment import EXPERIMENTS, chosen
from tests.faults.ledger import Expected, check, once_each
from tests.faults.rules import SAY, Rule, Rules
from tests.faults.sink import Taken
from tests.notifications.telling import numbered
from xtreme.embedded import addresses

pytestmark = pytest.mark.django_db


@pytest.fixture
def told():
    """Two people who were each told once, by the ledger, and their mails as the sink took them."""
    people = [make.staff(), make.staff()]
    for number, person in enumerate(people):
        numbered(person, number)
    Notification.objects.filter(channel="email").update(state="sent")
    return [taken(f"<{number}@x>", person) for number, person in enumerate(people)]


def taken(name, person):
    return Taken(name, person.email, "", 0.0)


def expected(mails, **facts):
    return Expected(once_each(mail.to for mail in mails), **facts)


def test_all_told_once_passes(told):
    found = check(expected(told), told)
    assert found.passed
    assert (found.told, found.lost, found.wrong, found.doubled, found.copies) == (2, 0, 0, 0, 0)


def test_one_that_did_not_come_is_lost_whatever_the_ledger_says(told):
    found = check(expected(told), told[:1])
    assert (found.lost, found.unlike, found.passed) == (1, 1, False)


def test_one_who_should_not_be_told_is_seen(told):
    found = check(expected(told[:1]), told)
    assert (found.wrong, found.passed) == (1, False)


def test_a_second_mail_under_another_id_is_one_too_many(told):
    found = check(expected(told), [*told, Taken("<other@x>", told[0].to, "", 0.0)])
    assert (found.wrong, found.passed) == (1, False)


def test_a_copy_counts_as_doubled_unless_it_was_undecided(told):
    twice = [*told, told[0]]
    assert (check(expected(told), twice).doubled, check(expected(told), twice).passed) == (1, False)
    found = check(expected(told, undecided=1), twice)
    assert (found.doubled, found.copies, found.passed) == (0, 1, True)


def test_of_one_undecided_mail_two_copies_are_one_too_many(told):
    found = check(expected(told, undecided=5), [*told, told[0], told[0]])
    assert (found.doubled, found.passed) == (2, False)


def test_what_is_still_to_be_sent_and_what_failed_unexpectedly_is_seen(told):
    numbered(make.staff(), 3)
    assert check(expected(told), told).passed is False
    Notification.objects.filter(state="waiting").update(state="set_aside")
    assert check(expected(told), told).passed is False
    assert check(expected(told, set_aside=1), told).passed


def test_a_rule_is_followed_so_often_in_all_and_for_each():
    rules = Rules([Rule("rcpt", SAY, say="450", each=1), Rule("end", SAY, "a", say="451", times=2)])
    said = Counter(address for address in "abab" if rules.for_("rcpt", address))
    assert said == {"a": 1, "b": 1}
    assert [bool(rules.for_("end", address)) for address in "abaaa"] == [True, False, True, False, False]
    assert rules.done == 4


def test_the_page_lists_every_experiment_and_nothing_else():
    page = (addresses.PROJECT / "docs" / "faults.md").read_text()
    listed = [line for line in page.splitlines() if line.startswith("| ")]
    rows = [f"| {each.subject} | {each.name} | {each.about} |" for each in EXPERIMENTS]
    assert listed[1:] == rows, "write the table anew: python -m tests.faults --list"


def test_r1_3_there_are_at_least_thirty_and_words_choose_among_them():
    assert len(EXPERIMENTS) >= 30
    assert chosen("") == EXPERIMENTS
    assert {each.subject for each in chosen("urgency")} == {"urgency"}
    assert [each.name for each in chosen("clock, four workers")][-1] == "four workers at once"
