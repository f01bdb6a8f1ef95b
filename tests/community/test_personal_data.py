"""What is given out and erased of a member."""

import pytest

from entitlements.community import moderating, voting
from entitlements.community.models import Member, Question, Report
from entitlements.community.personal_data import BLANK
from subscriptions.models import Membership
from subscriptions.personal_data import erasing, parts
from tests import factories as make
from tests.community.scene import AT, fresh, member, scene

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


def erase(person):
    Membership.objects.filter(user=person.user).update(ended_at=AT)
    seen = erasing.preview(person.user).digest
    erasing.erase(person.user, make.staff("administrator"), "She asked for it.", seen)


def test_r12_1_two_who_reported_the_same_post_can_both_be_erased():
    here = scene()
    question, ole = here.ask(), member("Ole Hansen", "Havblik")
    for person in (here.vikram, ole):
        moderating.report(person, question, None, "It names a customer of ours.", AT)
        erase(person)
    assert list(Report.objects.values_list("member", "settled_at")) == [(None, None)] * 2


def test_r12_1_who_is_erased_has_the_question_no_more():
    here = scene()
    question, ole = here.ask(), member("Ole Hansen", "Havblik")
    for person in (here.vikram, ole):
        voting.same_here(person, question, AT)
    erase(here.vikram)
    assert fresh(question).same_here == 1
