"""The question of a closing, and who answers it (LIFECYCLE.md, L9)."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection

from notifications.models import Notification
from subscriptions import tenancy
from subscriptions.models import User
from subscriptions.personal_data import erasing
from subscriptions.refusals import TextTooLong
from tests import factories as make
from tests.satisfaction.scene import AT, CLOSED, LAST, LATER, OVER, PROPOSED, scene
from tickets import closing, correspondence, followers, silence
from tickets.models import CloseReason, SilenceNotice, Status
from tickets.satisfaction import asking, figures
from tickets.satisfaction.models import SatisfactionQuestion
from tickets.satisfaction.refusals import AnswerMissing, NotAsked

pytestmark = pytest.mark.django_db


@pytest.fixture
def found():
    return scene()


@pytest.fixture
def closed(found):
    found.close()
    return found


def told(kind):
    rows = Notification.objects.filter(kind=kind, channel="in_app").order_by("recipient__name")
    return [row.recipient.name for row in rows]


def said(found):
    return [
        entry.facts["code"] for entry in found.incident.timeline.filter(kind="information").order_by("pk")
    ]


def test_l9_what_is_closed_as_solved_asks_its_contact(closed):
    question = closed.question
    assert (question.contact, question.asked_at, question.satisfied) == (closed.contact, CLOSED, None)
    assert question.customer_id == closed.incident.customer_id


@pytest.mark.parametrize("at", [CLOSED, AT, LAST, OVER])
@pytest.mark.parametrize("reopened", [False, True], ids=["as it was left", "reopened"])
def test_l9_what_her_first_page_asks_is_what_she_may_answer(closed, at, reopened):
    """The list asks the database, a question at hand is asked itself: both say the same."""
    if reopened:
        correspondence.contact_reply(closed.fresh(), closed.contact, "It stops again.", at=AT)
    row, question = closed.fresh(), closed.question
    for person in (closed.contact, closed.colleague):
        listed = question in SatisfactionQuestion.objects.open_to(person, at)
        assert listed == asking.may_answer(question, row, person, at)
    assert SatisfactionQuestion.objects.open_to(closed.contact, at).exists() == (at != OVER and not reopened)


def test_l9_what_silence_closes_asks_too(found):
    row = found.incident
    SilenceNotice.objects.create(
        incident=row,
        customer_id=row.customer_id,
        status=row.status,
        status_since=row.status_since,
        number=2,
        sent_at=PROPOSED + timedelta(days=12),
    )
    at = PROPOSED + timedelta(days=20)
    assert silence.step(row.pk, at)
    assert found.fresh().close_reason == CloseReason.SOLVED
    assert found.question.asked_at == at


def test_l9_nothing_else_that_is_closed_asks(found):
    closing.reject(found.incident, found.contact, "It stops again.", CLOSED)
    closing.close_without_solution(
        found.fresh(), found.agent, CloseReason.NOT_COVERED, "It is not covered.", at=AT
    )
    assert found.fresh().status == Status.CLOSED
    assert found.question is None


def test_l9_the_mail_of_the_closing_asks_the_contact_and_not_those_who_follow(found):
    followers.follow(found.incident, found.colleague, PROPOSED)
    found.close()
    rows = Notification.objects.filter(kind="closed", channel="email")
    assert {row.recipient.name: row.context["asks"] for row in rows} == {"Mette": True, "Henrik": False}


def test_l9_nobody_is_asked_in_the_place_of_a_contact_who_has_left(found):
    User.objects.filter(pk=found.contact.pk).update(is_active=False)
    closing.accept(found.fresh(), found.contact, CLOSED)
    assert found.question is None


def test_l9_the_vendor_reads_on_the_timeline_that_she_answered(closed):
    closed.answer(True, "Quick.")
    assert (closed.question.satisfied, closed.question.text, closed.question.answered_at) == (
        True,
        "Quick.",
        AT,
    )
    assert said(closed) == ["satisfied"]
    assert not closed.incident.timeline.get(facts__code="satisfied").public


def test_l9_of_a_no_the_owner_and_the_lead_are_told_of_a_yes_nobody(closed):
    closed.answer(True)
    assert told("not_satisfied") == []
    closed.answer(False, "Too long.", at=LATER)
    assert told("not_satisfied") == ["Emil", "Torben"]
    assert Notification.objects.filter(kind="not_satisfied").first().context["body"] == "Too long."


def test_l9_the_same_answer_again_changes_nothing(closed):
    closed.answer(False, "Too long.")
    closed.answer(False, "Too long.", at=LATER)
    assert said(closed) == ["not_satisfied"]
    assert closed.question.answered_at == AT


def test_l9_she_may_answer_for_thirty_days_and_change_her_answer(closed):
    closed.answer(False)
    closed.answer(True, at=LAST)
    assert closed.question.satisfied
    with pytest.raises(NotAsked):
        closed.answer(False, at=OVER)
    assert closed.question.satisfied


def test_l9_nobody_else_answers_for_her(closed):
    for other in (closed.colleague, closed.agent):
        with pytest.raises(NotAsked):
            closed.answer(by=other)
    assert not closed.question.is_answered


@pytest.mark.parametrize(
    ("satisfied", "text", "refusal"), [(None, "", AnswerMissing), (True, "x" * 2001, TextTooLong)]
)
def test_l9_what_is_refused_keeps_nothing(closed, satisfied, text, refusal):
    with pytest.raises(refusal):
        closed.answer(satisfied, text)
    assert not closed.question.is_answered
    assert said(closed) == []


def test_l11_reopening_leaves_the_answer_and_a_second_closing_asks_again(closed):
    closed.answer(False, "Too long.")
    closing.reopen(closed.fresh(), closed.contact, "It stops again.", LATER)
    with pytest.raises(NotAsked):
        closed.answer(True, at=LATER)
    closing.propose_solution(closed.fresh(), closed.agent, "Install 13.0.", at=LATER + timedelta(hours=1))
    closed.close(LATER + timedelta(hours=2))
    closed.answer(True, at=LATER + timedelta(hours=3))
    answers = SatisfactionQuestion.objects.order_by("pk").values_list("satisfied", "text")
    assert list(answers) == [(False, "Too long."), (True, "")]


def test_l9_no_clock_moves_by_an_answer(closed, capsys):
    before = list(closed.incident.milestones.order_by("pk").values())
    closed.answer(False)
    assert list(closed.incident.milestones.order_by("pk").values()) == before
    call_command("verify_clocks")


def test_l9_a_contact_reads_and_writes_her_own_companys_alone(closed):
    other = make.customer(name="Havblik")
    with tenancy.as_contact(other.pk):
        assert not SatisfactionQuestion.objects.exists()
        assert not SatisfactionQuestion.objects.update(satisfied=True, answered_at=AT)
    with tenancy.as_contact(closed.incident.customer_id):
        closed.answer(True)
    assert closed.question.satisfied


def test_r28_her_words_are_erased_with_her_and_the_answer_stays(closed):
    closed.answer(False, "I am Mette and I waited.")
    User.objects.filter(pk=closed.contact.pk).update(is_active=False)
    closed.contact.refresh_from_db()
    manager = make.staff("administrator")
    erasing.erase(closed.contact, manager, "Asked for", erasing.preview(closed.contact).digest)
    assert (closed.question.satisfied, closed.question.text) == (False, "")


def test_the_figure_counts_those_asked_in_ninety_days_from_an_index(closed):
    assert figures.of_late(closed.lead, AT) == (1, 0, 0)
    assert figures.of_late(closed.lead, AT).percent is None
    closed.answer(True)
    assert figures.of_late(closed.lead, LATER) == (1, 1, 1)
    assert figures.of_late(closed.lead, LATER).percent == 100
    assert figures.of_late(closed.lead, CLOSED + timedelta(days=90)) == (0, 0, 0)
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off; set local enable_bitmapscan = off")
        asked = SatisfactionQuestion.objects.filter(asked_at__gt=CLOSED).order_by().values_list("satisfied")
        assert "satisfaction_asked" in asked.explain()
