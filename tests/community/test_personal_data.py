"""What is given out and erased of a member."""

import pytest

from entitlements.community.models import Member, Question
from entitlements.community.personal_data import BLANK
from subscriptions.models import Membership
from subscriptions.personal_data import erasing, parts
from tests import factories as make
from tests.community.scene import AT, fresh, scene

pytestmark = pytest.mark.django_db


def test_an_export_holds_what_she_wrote_and_shows():
    here = scene()
    question = here.ask()
    here.answer(question)
    rows = {
        part.code: list(part.of_person(here.mette.user)) for part in parts.PARTS if "community" in part.code
    }
    assert rows["community-questions"] == [question]
    assert rows["community-answers"] == []
    assert len(rows["community-profiles"]) == 1


def test_who_is_erased_cannot_be_found_behind_her_posts_any_more():
    here = scene()
    question = here.ask()
    Membership.objects.filter(user=here.mette.user).update(ended_at=AT)
    admin = make.staff("administrator")
    seen = erasing.preview(here.mette.user).digest
    erasing.erase(here.mette.user, admin, "She asked for it.", seen)
    assert not Member.objects.filter(user=here.mette.user).exists()
    assert str(fresh(question).author) == "former member"
    assert Question.objects.get().body in (question.body, BLANK)
