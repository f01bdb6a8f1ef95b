"""Asking and answering, and what is refused (R12.1, R12.3)."""

from random import randrange

import pytest

from entitlements.community import moderating, voting, writing
from entitlements.community.access import Person
from entitlements.community.models import Question, Revision
from entitlements.community.refusals import (
    GroupArchived,
    GroupMissing,
    NobodyMentioned,
    NoProfile,
    NotItsAnswer,
    NotYours,
    OwnQuestion,
    PostHidden,
    QuestionLocked,
    ReadOnly,
    TitleWrong,
    TooManyMentioned,
    VersionOfAnother,
    VotedAlready,
)
from entitlements.refusals import SlowDown
from subscriptions.models import Membership, ProductLine
from subscriptions.refusals import EmptyText, TextTooLong
from tests import factories as make
from tests.community.scene import AT, fresh, scene
from tests.tickets.moments import moment
from tickets.models import Milestone

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _as_fast_as_it_likes(settings):
    settings.COMMUNITY_POSTS_PER_MINUTE = 1_000_000


def test_r12_1_a_question_is_asked_answered_and_its_answer_accepted():
    here = scene()
    question = here.ask()
    given = here.answer(question)
    writing.accept(here.mette, question, given.pk, AT)
    assert fresh(question).accepted == given
    assert fresh(question).answers_shown == 1


def test_r12_1_support_may_accept_too_and_nobody_else():
    here = scene()
    question = here.ask()
    given = here.answer(question)
    with pytest.raises(NotYours):
        writing.accept(here.vikram, question, given.pk, AT)
    writing.accept(here.agent, question, given.pk, AT)
    assert fresh(question).accepted == given
    writing.accept(here.mette, question, None, AT)
    assert fresh(question).accepted is None


def test_r12_1_an_answer_of_another_question_is_not_accepted_by_the_database_either():
    from django.db import IntegrityError, connection, transaction

    here = scene()
    question, other = here.ask(), here.ask(title="Another")
    given = here.answer(other)
    with pytest.raises(NotItsAnswer):
        writing.accept(here.mette, question, given.pk, AT)
    with connection.cursor() as cursor:
        cursor.execute("set constraints accepted_answer_is_its_own immediate")
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.filter(pk=question.pk).update(accepted=given)


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        ({"title": "  "}, TitleWrong),
        ({"title": "x" * 201}, TitleWrong),
        ({"body": " \x00 "}, EmptyText),
        ({"body": "x" * 20_001}, TextTooLong),
        ({"group": None}, GroupMissing),
        ({"body": "Ask @nobody.here."}, NobodyMentioned),
        ({"body": " ".join(f"@name{n}" for n in range(11))}, TooManyMentioned),
    ],
)
def test_r12_1_what_cannot_be_asked_is_refused_with_a_sentence(words, refusal):
    here = scene()
    with pytest.raises(refusal) as refused:
        here.ask(**words)
    assert str(refused.value)
    assert not Question.objects.exists()


def test_r12_1_a_version_of_another_product_is_refused():
    here = scene()
    version = make.version(make.product("STH"), "8.0")
    with pytest.raises(VersionOfAnother):
        here.ask(product=make.product("LGF"), version=version)
    assert here.ask(version=version).product == make.product("STH")


def test_r12_1_a_name_in_code_is_no_mention():
    here = scene()
    here.ask(body="Use `@angular/core`, and\n\n    @indented.code\n")


def test_r12_1_nothing_is_added_to_what_is_locked_or_hidden():
    here = scene()
    question = here.ask()
    given = here.answer(question)
    moderating.lock(here.agent.user, question, "Settled.", locked=True, at=AT)
    for act in (
        lambda: here.answer(question),
        lambda: writing.edit_answer(here.vikram, given, "Changed", AT),
        lambda: writing.accept(here.mette, question, given.pk, AT),
    ):
        with pytest.raises(QuestionLocked):
            act()
    moderating.lock(here.agent.user, question, "Open again.", locked=False, at=AT)
    moderating.hide(here.agent.user, question, None, "It names a customer.", AT)
    for act in (
        lambda: here.answer(question),
        lambda: writing.edit_question(here.mette, question, "T", "B", AT),
        lambda: voting.same_here(here.vikram, fresh(question), AT),
    ):
        with pytest.raises(PostHidden):
            act()


def test_r12_1_a_vote_counts_once_and_not_for_oneself():
    here = scene()
    question = here.ask()
    voting.same_here(here.vikram, question, AT)
    with pytest.raises(VotedAlready):
        voting.same_here(here.vikram, question, AT)
    with pytest.raises(OwnQuestion):
        voting.same_here(here.mette, question, AT)
    assert fresh(question).same_here == 1


def test_r12_1_only_its_author_edits_and_the_earlier_text_is_kept():
    here = scene()
    question = here.ask()
    with pytest.raises(NotYours):
        writing.edit_question(here.vikram, question, "Mine", "Mine", AT)
    writing.edit_question(here.mette, question, "With one licence?", "How?", AT)
    assert (fresh(question).title, fresh(question).edited_at) == ("With one licence?", AT)
    kept = Revision.objects.get()
    assert (kept.title, kept.body) == ("How do you test a service pack?", "One licence.")


def test_r12_3_only_contacts_with_an_active_subscription_write_to_the_letter():
    here = scene()
    question = here.ask()
    ProductLine.objects.filter(customer=here.vikram.customer).update(ends_at=AT)
    for act in (
        lambda: here.answer(question),
        lambda: here.ask(by=here.vikram),
        lambda: voting.same_here(here.vikram, question, AT),
        lambda: moderating.report(here.vikram, question, None, "Why", AT),
    ):
        with pytest.raises(ReadOnly) as refused:
            act()
        assert str(refused.value) == (
            "Only contacts with an active subscription can write. You can still read."
        )
    assert refused.value.code == "read_only"


def test_r12_3_the_refusal_in_danish_to_the_letter():
    from django.utils import translation

    with translation.override("da"):
        assert str(ReadOnly()) == (
            "Kun kontaktpersoner med et aktivt abonnement kan skrive. Du kan stadig læse."
        )


def test_r12_3_nobody_writes_under_a_name_that_she_has_not_chosen():
    here = scene()
    colleague = Person(make.contact(here.mette.customer), here.mette.customer)
    with pytest.raises(NoProfile):
        here.ask(by=colleague)


def test_r12_3_posts_of_someone_who_left_stand_under_former_member():
    here = scene()
    question = here.ask()
    place = Membership.objects.get(user=here.mette.user)
    place.ended_at = AT
    place.save(update_fields=["ended_at"])
    author = Question.objects.select_related("author").get(pk=question.pk).author
    assert str(author) == "former member"
    assert (author.name, author.handle, author.company) == ("", "", "")


def test_r12_3_when_a_whole_company_has_left_all_of_it_are_former_members():
    here = scene()
    question = here.ask()
    Membership.objects.filter(customer=here.mette.customer).update(ended_at=AT)
    assert str(fresh(question).author) == "former member"
    assert str(here.answer(question).author) == "Vikram K."


def test_r12_3_who_may_not_sign_in_any_more_has_left():
    here = scene()
    question = here.ask()
    here.mette.user.is_active = False
    here.mette.user.save()
    assert str(fresh(question).author) == "former member"


def test_r12_4_no_target_runs_for_a_question():
    here = scene()
    here.ask()
    assert not Milestone.objects.exists()


def test_r12_1_whoever_writes_too_fast_is_told_when_to_go_on(settings):
    settings.COMMUNITY_POSTS_PER_MINUTE = 2
    here = scene()
    at = moment(f"20{27 + randrange(8)}-11-25 09:{randrange(60):02} +01:00")  # nobody else's minute
    question = here.ask(at=at)
    here.ask(at=at)
    with pytest.raises(SlowDown) as refused:
        here.ask(at=at)
    assert refused.value.retry_after(at) == 60
    here.answer(question)  # another member


def test_r12_1_pressing_twice_asks_once():
    from uuid import uuid4

    here, once = scene(), uuid4()
    assert here.ask(submission=once) == here.ask(submission=once)
    question = fresh(here.ask())
    assert here.answer(question, submission=once) == here.answer(question, submission=once)


def test_r12_2_nothing_is_asked_in_an_archived_group():
    here = scene()
    here.group.archived_at = AT
    with pytest.raises(GroupArchived):
        here.ask()
