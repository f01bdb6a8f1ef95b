"""Who is told what (R12.1): each once, of what was written for her."""

import pytest

from entitlements.community import profiles, writing
from notifications import mails
from notifications.models import Notification
from tests.community.scene import AT, member, scene

pytestmark = pytest.mark.django_db


def kinds(person):
    return sorted(
        Notification.objects.filter(recipient=person.user, channel="in_app").values_list("kind", flat=True)
    )


def test_r12_1_asker_follower_and_who_is_mentioned_are_told_of_an_answer_once_each():
    here = scene()
    ida, ole = member("Ida Krog"), member("Ole Bang")
    question = here.ask()
    for follower in (ida, here.mette, here.vikram):
        writing.follow(follower, question, wanted=True, at=AT)
    here.answer(question, body="As @ole.b and @mette.s know.")
    assert kinds(here.mette) == ["community_answer"]
    assert kinds(ole) == ["community_mention"]
    assert kinds(ida) == ["community_followed"]
    assert kinds(here.vikram) == []
    writing.follow(ida, question, wanted=False, at=AT)
    here.answer(question)
    assert kinds(ida) == ["community_followed"]


def test_r12_1_the_mail_quotes_an_answer_without_marks_of_markdown():
    here = scene()
    here.answer(here.ask(), body="Set **both** switches:\n\n- `a_b`\n- [page](https://a.example/)")
    told = Notification.objects.get(kind="community_answer", channel="email")
    assert told.context["body"] == "Set both switches:\n\n- a_b\n- page (https://a.example/)"


def test_r12_1_who_gave_the_accepted_answer_is_told():
    here = scene()
    question = here.ask()
    given = here.answer(question, by=here.agent)
    writing.accept(here.mette, question, given.pk, AT)
    assert kinds(here.agent) == ["community_accepted_staff"]


def test_r12_3_who_has_left_is_told_nothing():
    here = scene()
    question = here.ask()
    profiles.leave(here.mette, AT)
    here.answer(question)
    assert kinds(here.mette) == []


def test_r12_1_a_later_mention_is_told_once():
    here = scene()
    question = here.ask(body="For @vikram.k.")
    writing.edit_question(here.mette, question, question.title, "For @vikram.k, again.", AT)
    assert kinds(here.vikram) == ["community_mention"]


def test_r12_1_the_mail_says_that_it_is_answered_on_the_page():
    here = scene()
    here.answer(here.ask())
    row = Notification.objects.get(recipient=here.mette.user, channel="email")
    mail = mails.written(row)
    assert "an answer to this mail does not come into the community" in " ".join(mail.text.split())
    assert "+" not in mails.reply_to(row)
