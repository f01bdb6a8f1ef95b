"""The numbers that are kept of questions are counted anew (R12.1)."""

import pytest

from entitlements.community import counts, moderating, voting
from entitlements.community.models import Question
from tests.community.scene import AT, scene

pytestmark = pytest.mark.django_db


def test_r12_1_answers_shown_and_who_has_a_question_too_are_those_there_are():
    here = scene()
    question = here.ask()
    here.answer(question)
    moderating.hide(here.agent.user, question, here.answer(question), "It sells something.", AT)
    voting.same_here(here.vikram, question, AT)
    assert list(counts.differences()) == []
    Question.objects.update(answers_shown=2, same_here=0)
    assert list(counts.differences()) == [
        f"question {question.pk}: 2 answers_shown, not 1",
        f"question {question.pk}: 0 same_here, not 1",
    ]
