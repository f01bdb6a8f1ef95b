"""The four conditions of a how-to question, each with its own sentence (R11.4), and the modified part (R11.5)."""

from dataclasses import replace

import pytest

from subscriptions.models import InstalledSystem
from tests import factories as make
from tests.consulting.scene import AT, scene
from tickets.consulting import asked_parts, conditions, examining
from tickets.consulting.conditions import Condition, Question
from tickets.consulting.refusals import PartNotAsked, PartNotChosen

PLAIN = Question(product="Formsmed Production", version="10.0", is_installation=False)


def of(question):
    return {each.condition: each for each in conditions.examine(question)}


def test_r11_4_each_of_the_four_has_a_sentence_of_its_own_whether_it_holds_or_not():
    good, bad = (
        of(PLAIN),
        of(
            Question(
                "FMP", "9 beta", True, "Own planning board", True, "Not covered.", generally_available=False
            )
        ),
    )
    assert list(good) == list(Condition)
    sentences = [each.sentence for found in (good, bad) for each in found.values()]
    assert len(set(sentences)) == 8
    assert [each.holds for each in good.values()] == [None, True, True, True]
    assert [each.holds for each in bad.values()] == [False] * 4


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, ""),
        ({"is_installation": True}, "installation_is_consulting"),
        ({"modified": "Own board", "on_modified": True}, "modified_system"),
        ({"generally_available": False}, "not_generally_available"),
    ],
)
def test_r11_4_the_condition_that_fails_gives_the_reason_of_the_hand_over(change, reason):
    assert conditions.failing(replace(PLAIN, **change)) == reason


def test_r11_5_a_question_on_the_unmodified_part_is_served():
    found = of(replace(PLAIN, modified="Own board", on_modified=False))[Condition.UNMODIFIED]
    assert found.holds is True
    assert "unmodified part" in found.sentence


def test_r11_5_of_a_modified_system_it_is_not_known_until_she_says_it():
    assert of(replace(PLAIN, modified="Own board"))[Condition.UNMODIFIED].holds is None


@pytest.fixture
def modified():
    found = scene(kind="how_to")
    InstalledSystem.objects.create(
        customer=found.incident.customer,
        product=found.product,
        version=make.version(found.product, "10.0", generally_available=True),
        modified="Own planning board",
    )
    return found


@pytest.mark.django_db
def test_r11_5_what_is_modified_is_declared_per_customer_and_product(modified):
    question = examining.question(modified.incident, AT)
    assert (question.modified, question.on_modified, question.not_covered) == ("Own planning board", None, "")


@pytest.mark.django_db
def test_r11_5_the_contact_says_which_part_and_her_last_word_counts(modified):
    incident, contact = modified.incident, modified.contact
    assert asked_parts.is_asked(incident)
    asked_parts.say(incident, contact, True, "The board", AT)
    asked_parts.say(modified.fresh(), contact, False, "", AT)
    assert examining.question(modified.fresh(), AT).on_modified is False
    assert not asked_parts.is_asked(modified.fresh())


@pytest.mark.django_db
def test_r11_5_nobody_asks_where_nothing_is_modified_or_nothing_was_chosen(modified):
    with pytest.raises(PartNotChosen):
        asked_parts.say(modified.incident, modified.contact, None, "", AT)
    InstalledSystem.objects.update(modified="")
    with pytest.raises(PartNotAsked):
        asked_parts.say(modified.incident, modified.contact, True, "", AT)


@pytest.mark.django_db
def test_r11_1_a_general_question_on_a_standard_product_that_is_covered_is_served():
    """It has a target, the three conditions that a machine can see hold, none speaks for consulting."""
    on = scene(kind="how_to", severity=4)
    on.incident.version = make.version(on.product)
    assert on.incident.milestones.running().filter(kind="first_response", due_at__isnull=False).exists()
    asked = examining.question(on.incident, AT)
    assert [each.holds for each in conditions.examine(asked)] == [None, True, True, True]
    assert conditions.failing(asked) == ""
