"""Reports, and what moderators do about them (R12.1)."""

import pytest

from entitlements.community import moderating, profiles, writing
from entitlements.community.access import Person
from entitlements.community.models import Group, Moderation, Report
from entitlements.community.refusals import DoneAlready, MovedNowhere, NotYours, ReportedAlready
from entitlements.models import Document
from notifications.models import Notification
from subscriptions.refusals import Forbidden, ReasonMissing
from tests import factories as make
from tests.community.scene import AT, fresh, scene
from tests.desk.pages import get, signed_in

pytestmark = pytest.mark.django_db


def told(person, kind):
    return Notification.objects.filter(recipient=person.user, kind=kind, channel="in_app").count()


def test_r12_1_a_report_reaches_those_who_moderate_and_not_the_author():
    here = scene()
    question = here.ask()
    moderating.report(here.vikram, question, None, "It names a customer.", AT)
    assert told(here.agent, "community_reported") == 1
    assert not Notification.objects.filter(recipient=here.mette.user).exists()
    with pytest.raises(ReportedAlready):
        moderating.report(here.vikram, question, None, "Again.", AT)
    with pytest.raises(ReasonMissing):
        moderating.report(here.mette, question, None, " ", AT)


def test_r12_1_a_report_is_mailed_to_the_team_leads_and_leads_to_the_answer_that_is_meant():
    here = scene()
    lead, question = make.staff("lead"), here.ask()
    given = here.answer(question)
    here.answer(question, body="Another.")
    writing.accept(here.mette, question, given.pk, AT)
    moderating.report(here.mette, question, given, "It names a customer.", AT)
    told_of_it = Notification.objects.filter(kind="community_reported")
    assert {each.recipient_id for each in told_of_it} == {lead.pk}
    place = f"/desk/community/questions/{question.pk}/#answer-{given.pk}"
    assert {each.link for each in told_of_it} == {place}
    desk = signed_in(here.agent.user)
    assert f'href="{place}"' in get(desk, "/desk/community/", AT).content.decode()
    page = get(desk, f"/desk/community/questions/{question.pk}/", AT).content.decode()
    assert f'href="#answer-{given.pk}"' in page
    assert f'id="answer-{given.pk}"' in page
    assert page.count("accepted answer") == 1


def test_r12_1_the_asker_accepts_and_of_the_vendor_who_moderates():
    here = scene()
    question = here.ask()
    given = here.answer(question)
    advisor = Person(make.staff("advisor"))
    profiles.staff_member(advisor)
    with pytest.raises(NotYours):
        writing.accept(advisor, question, given.pk, AT)
    address = question.get_absolute_url()
    assert "for the asker" not in get(signed_in(advisor.user), address, AT).content.decode()
    assert "Accept it for the asker" in get(signed_in(here.agent.user), address, AT).content.decode()
    assert "Accept this answer" in get(signed_in(here.mette.user), address, AT).content.decode()
    writing.accept(here.agent, question, given.pk, AT)
    assert fresh(question).accepted == given


def test_r12_1_what_is_hidden_is_found_by_nobody_and_its_author_told_why():
    here = scene()
    question = here.ask()
    moderating.report(here.vikram, question, None, "It names a customer.", AT)
    assert Document.objects.filter(kind="question", key=question.pk).exists()
    moderating.hide(here.agent.user, question, None, "It names a customer.", AT)
    assert not Document.objects.filter(kind="question", key=question.pk).exists()
    assert told(here.mette, "community_moderated") == 1
    assert Report.objects.get().settled_at == AT
    assert Moderation.objects.get().reason == "It names a customer."
    with pytest.raises(DoneAlready):
        moderating.hide(here.agent.user, question, None, "Again.", AT)
    moderating.show(here.agent.user, question, None, "It does not.", AT)
    assert Document.objects.filter(kind="question", key=question.pk).exists()
    assert told(here.mette, "community_moderated") == 2


def test_r12_1_a_hidden_answer_is_neither_counted_nor_accepted_nor_searched():
    here = scene()
    question = here.ask()
    given = here.answer(question, body="Buy zebrastripes of me.")
    writing.accept(here.mette, question, given.pk, AT)
    assert "zebrastripes" in Document.objects.get(kind="question").body
    moderating.hide(here.agent.user, question, given, "It advertises.", AT)
    assert fresh(question).answers_shown == 0
    assert fresh(question).accepted is None
    assert "zebrastripes" not in Document.objects.get(kind="question").body
    assert told(here.vikram, "community_moderated") == 1
    moderating.show(here.agent.user, question, given, "It does not.", AT)
    assert fresh(question).answers_shown == 1


def test_r12_1_a_question_is_locked_and_moved_with_a_reason():
    here = scene()
    question = here.ask()
    other = Group.objects.create(code="other", way="industry", name_en="Other")
    with pytest.raises(MovedNowhere):
        moderating.move(here.agent.user, question, here.group, "There.", AT)
    moderating.move(here.agent.user, question, other, "It is about food.", AT)
    moderating.lock(here.agent.user, question, "Settled.", locked=True, at=AT)
    with pytest.raises(ReasonMissing):
        moderating.lock(here.agent.user, question, "", locked=False, at=AT)
    assert (fresh(question).group, fresh(question).locked_at) == (other, AT)
    assert list(Moderation.objects.values_list("act", flat=True).order_by("pk")) == ["moved", "locked"]


@pytest.mark.parametrize("role", ["consultant", "account_owner", "administrator", "auditor"])
def test_r12_1_who_does_not_moderate_is_told_whom_to_ask(role):
    here = scene()
    question = here.ask()
    person = make.staff(role)
    for act in (
        lambda: moderating.hide(person, question, None, "Why", AT),
        lambda: moderating.lock(person, question, "Why", locked=True, at=AT),
        lambda: moderating.move(person, question, here.group, "Why", AT),
        lambda: moderating.settle(person, question, AT),
        lambda: moderating.name_article(person, question, "5"),
    ):
        with pytest.raises(Forbidden):
            act()
