"""What becomes of a request for escalation: owner, answer, reminders, level 3, its end (LIFECYCLE.md, 4)."""

from datetime import timedelta

import pytest

from notifications.models import Notification
from subscriptions.models import Membership, User
from subscriptions.refusals import Forbidden, ReasonMissing
from tests import factories as make
from tests.desk.pages import signed_in
from tests.escalations.scene import AT, LATER, scene
from tests.tickets.moments import moment
from tickets.escalations import answering, ending
from tickets.escalations.models import EscalationRequest, Outcome
from tickets.escalations.refusals import (
    AnswerItFirst,
    EscalationAnswered,
    EscalationEnded,
    EscalationTaken,
    HighestLevel,
    NotProposed,
    NotTheAsker,
    NotToTheHeads,
    OutcomeNotChosen,
)
from tickets.escalations.watching import watch
from tickets.models import Escalation

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
DUE = moment("2026-11-23 14:00 +01:00")
HALF = moment("2026-11-23 12:00 +01:00")


@pytest.fixture
def found():
    return scene("XT")


def told(kind):
    rows = Notification.objects.filter(kind=kind, channel="in_app").order_by("recipient__name")
    return list(rows.values_list("recipient__name", flat=True))


def fresh():
    return EscalationRequest.objects.order_by("-number").first()


def test_the_answer_is_a_message_that_meets_what_waits_and_has_an_owner(found):
    request = found.ask()
    answering.answer(request, found.lead, "Dana and I, the query today, the count tomorrow.", LATER)
    assert (fresh().owner, fresh().next_at) == (found.lead, None)
    assert found.incident.timeline.filter(kind="message", author=found.lead, public=True).count() == 1
    assert found.incident.milestones.get(kind="first_response").result == "met"
    with pytest.raises(EscalationAnswered):
        answering.answer(request, found.manager, "Me too.", LATER)


def test_one_owns_it_and_only_those_who_lead_or_advise_may(found):
    request = found.ask()
    with pytest.raises(Forbidden):
        answering.take(request, found.agent, LATER)
    answering.take(request, found.lead, LATER)
    with pytest.raises(EscalationTaken):
        answering.take(request, found.manager, LATER)


def test_lifecycle_4_of_an_owner_who_may_not_sign_in_any_more_another_takes_it_over(found):
    request = found.ask()
    answering.take(request, found.lead, LATER)
    User.objects.filter(pk=found.lead.pk).update(is_active=False)
    page = signed_in(found.manager).get(request.get_absolute_url())
    assert f"{request.get_absolute_url()}take/" in page.text
    answering.take(request, found.manager, LATER)
    assert fresh().owner == found.manager
    User.objects.filter(pk=found.manager.pk).update(is_active=False)
    joanne = make.staff("support_manager", name="Birgit")
    answering.answer(request, joanne, "The query today, the count tomorrow.", LATER)
    assert fresh().owner == joanne


def test_lifecycle_4_without_an_answer_a_reminder_then_the_next_level_each_once(found):
    found.ask()
    watch(HALF - MINUTE)
    assert told("escalation_reminder") == []
    for _run in range(3):
        watch(HALF)
    assert told("escalation_reminder") == ["Torben"]
    for _run in range(3):
        watch(DUE)
    assert told("escalated") == ["Joanne", "Torben"]
    assert sorted(Escalation.objects.values_list("level", "cause")) == [
        (1, "request:1"),
        (2, "request_late:1"),
    ]


def test_lifecycle_4_of_an_owner_who_may_not_sign_in_any_more_those_of_the_level_are_reminded(found):
    answering.take(found.ask(), found.lead, LATER)
    other = make.staff("lead", name="Ida")
    found.lead.is_active = False
    found.lead.save()
    watch(HALF)
    assert told("escalation_reminder") == [other.name]


def test_beat_was_away_for_a_day_and_nothing_is_lost(found):
    found.ask()
    watch(DUE + timedelta(days=1))
    assert told("escalated") == ["Joanne", "Torben"]
    assert fresh().is_late(DUE + timedelta(days=1))


def test_who_answers_in_time_hears_nothing_more(found):
    answering.answer(found.ask(), found.lead, "We have a plan.", LATER)
    assert watch(DUE + timedelta(days=1)) == 0


def test_lifecycle_4_level_3_is_reached_through_the_support_manager_or_the_advisor():
    found = scene()
    request = found.ask()
    with pytest.raises(NotToTheHeads):
        answering.bring_to_heads(request, found.lead, LATER)
    answering.bring_to_heads(request, found.advisor, LATER)
    assert fresh().level == 3
    assert "Hanne" in told("escalated")
    with pytest.raises(HighestLevel):
        answering.bring_to_heads(request, found.manager, LATER)


@pytest.fixture
def answered(found):
    request = found.ask()
    answering.answer(request, found.lead, "We have a plan.", LATER)
    return request


def test_lifecycle_4_it_ends_when_the_asker_agrees(found, answered):
    ending.propose(answered, found.lead, "done", "64 of 64 pallets are found.", LATER)
    assert told("escalation_end_proposed") == ["Marisol"]
    assert fresh().is_open
    ending.agree(answered, found.contact, LATER)
    assert (fresh().outcome, fresh().ended_by) == (Outcome.DONE, found.contact)
    assert told("escalation_ended") == ["Torben"]


def test_lifecycle_4_of_an_asker_who_has_left_the_managers_are_asked_whether_it_may_end(found, answered):
    """They may agree in her place; else it would last for ever."""
    Membership.objects.filter(user=found.contact).update(ended_at=LATER)
    ending.propose(answered, found.lead, "done", "64 of 64 pallets are found.", LATER)
    assert told("escalation_end_proposed") == ["Priya"]
    ending.agree(answered, found.boss, LATER)
    assert fresh().outcome == Outcome.DONE


def test_lifecycle_4_the_asker_may_not_agree_and_it_goes_on(found, answered):
    ending.propose(answered, found.lead, "cannot", "It needs 8.0.", LATER)
    with pytest.raises(ReasonMissing):
        ending.disagree(answered, found.contact, " ", LATER)
    ending.disagree(answered, found.contact, "The drill is on Friday.", LATER)
    assert fresh().is_open
    assert not fresh().is_proposed
    assert told("escalation_goes_on") == ["Torben"]
    with pytest.raises(NotProposed):
        ending.agree(answered, found.contact, LATER)


def test_lifecycle_4_the_asker_may_end_it_herself_and_so_may_her_manager(found):
    request = found.ask()
    with pytest.raises(NotTheAsker) as refused:
        ending.end(request, found.colleague, LATER)
    assert "Marisol asked for it" in str(refused.value)
    ending.end(request, found.boss, LATER)
    assert fresh().outcome == Outcome.BY_ASKER
    with pytest.raises(EscalationEnded):
        ending.end(request, found.contact, LATER)


def test_nobody_proposes_an_end_before_the_answer_or_without_a_reason(found):
    request = found.ask()
    with pytest.raises(AnswerItFirst):
        ending.propose(request, found.lead, "done", "Fine.", LATER)
    answering.answer(request, found.lead, "We have a plan.", LATER)
    with pytest.raises(OutcomeNotChosen):
        ending.propose(request, found.lead, "raised", "Fine.", LATER)
    with pytest.raises(ReasonMissing):
        ending.propose(request, found.lead, "done", "", LATER)


def test_after_the_end_another_request_is_a_second_one(found):
    ending.end(found.ask(), found.contact, AT)
    assert found.ask(at=LATER).level == 2
