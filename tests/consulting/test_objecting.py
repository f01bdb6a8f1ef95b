"""A customer objects to a hand-over, and a person decides (R11.6, L14)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from notifications.models import Notification
from subscriptions.refusals import Forbidden, ReasonMissing
from tests.consulting.scene import AT, DECIDED, DUE, OBJECTED, scene
from tickets import closing, verification
from tickets.consulting import answering, objecting
from tickets.consulting.models import Objection, State
from tickets.consulting.refusals import (
    HandedOverByYou,
    NotHandedOver,
    ObjectedAlready,
    ObjectionDecided,
    ObjectionTooLate,
)
from tickets.consulting.watching import watch
from tickets.models import Escalation, Status

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
HALF = OBJECTED + timedelta(hours=4, minutes=30)


def told(kind):
    rows = Notification.objects.filter(kind=kind, channel="in_app").order_by("recipient__name")
    return list(rows.values_list("recipient__name", flat=True))


def test_r11_6_an_objection_is_due_within_one_office_day_of_the_regions_calendar():
    found = scene()
    assert found.objection().due_at == DUE
    assert told("objection") == ["Torben"]


def test_r11_6_over_a_weekend_the_office_day_ends_on_monday():
    from tests.tickets.moments import moment

    found = scene()
    made = found.objection(at=moment("2026-11-27 16:00 +01:00"))
    assert made.due_at == moment("2026-11-30 16:00 +01:00")


def test_l14_upheld_it_is_in_progress_with_its_clocks_and_the_customer_is_told():
    found = scene(severity=3)
    objection = found.objection()
    answering.take(found.newest, found.consultant, DECIDED)
    found.decide(objection, upheld=True)
    row = found.fresh()
    assert (row.status, found.newest.state) == (Status.IN_PROGRESS, State.RETURNED)
    running = set(row.milestones.running().values_list("kind", flat=True))
    assert running == {"next_reply", "solution_goal"}
    assert row.owner != found.consultant
    assert told("objection_upheld") == ["Arjun"]
    assert not list(verification.differences())


def test_r11_6_handed_over_again_after_an_upheld_objection_no_clock_differs():
    found = scene(severity=3)
    found.decide(found.objection(), upheld=True)
    later = DECIDED + timedelta(hours=3)
    found.hand_over(at=later)
    again = objecting.object_to(found.fresh(), found.contact, "Still a fault.", later + timedelta(hours=1))
    found.decide(again, upheld=True, at=later + timedelta(hours=2))
    assert not list(verification.differences())
    assert set(found.fresh().milestones.running().values_list("kind", flat=True)) == {
        "next_reply",
        "solution_goal",
    }


def test_r11_6_refused_it_stays_with_consulting_and_she_reads_why():
    found = scene()
    found.decide(
        found.objection(), upheld=False, reason="The option --cpus=32 helps; the rest is consulting's."
    )
    assert found.fresh().status == Status.CLOSED
    assert found.newest.state == State.WAITING
    entry = found.incident.timeline.latest("pk")
    assert (entry.public, entry.facts["reason"][:22]) == (True, "The option --cpus=32 h")
    assert told("objection_refused") == ["Arjun"]
    assert not list(verification.differences())


def test_r11_6_who_handed_it_over_does_not_decide():
    found = scene()
    objection = found.objection()
    with pytest.raises(HandedOverByYou):
        found.decide(objection, upheld=False, by=found.agent)
    with pytest.raises(Forbidden):
        found.decide(objection, upheld=False, by=found.consultant)
    assert not Objection.objects.get().is_decided


def test_r11_6_a_lead_who_handed_it_over_is_not_asked_to_decide():
    found = scene()
    found.hand_over(agent=found.lead)
    objecting.object_to(found.fresh(), found.contact, "A fault.", OBJECTED)
    assert told("objection") == ["Emil", "Ruby"]


def test_an_objection_twice_is_refused_with_a_sentence_and_by_the_database():
    found = scene()
    objection = found.objection()
    with pytest.raises(ObjectedAlready):
        objecting.object_to(found.fresh(), found.contact, "Again.", OBJECTED)
    objection.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        objection.save(force_insert=True)
    assert Objection.objects.count() == 1


def test_a_decision_twice_is_refused_naming_who_decided():
    found = scene()
    objection = found.objection()
    found.decide(objection, upheld=False)
    with pytest.raises(ObjectionDecided) as refused:
        found.decide(objection, upheld=True, by=found.lead)
    assert "Ruby has decided" in str(refused.value)
    assert found.fresh().status == Status.CLOSED


def test_what_cannot_be_objected_to():
    found = scene()
    with pytest.raises(NotHandedOver):
        objecting.object_to(found.incident, found.contact, "No.", AT)
    found.hand_over()
    with pytest.raises(ReasonMissing):
        objecting.object_to(found.fresh(), found.contact, " ", OBJECTED)
    with pytest.raises(ObjectionTooLate):
        objecting.object_to(found.fresh(), found.contact, "No.", AT + timedelta(days=31))


def test_an_objection_made_in_time_is_upheld_however_late_the_decision():
    found = scene()
    objection = found.objection(at=AT + timedelta(days=30))
    found.decide(objection, upheld=True, at=AT + timedelta(days=60))
    assert found.fresh().status == Status.IN_PROGRESS
    assert Objection.objects.get().is_late


def test_an_agent_who_reopens_it_upholds_the_objection():
    found = scene()
    found.objection()
    closing.reopen(found.fresh(), found.other, "It is ours.", DECIDED)
    objection = Objection.objects.get()
    assert (objection.upheld, objection.decided_by, objection.next_at) == (True, found.other, None)


def done_with(on):
    """Consulting has answered and is done with it; then the contact objects."""
    on.hand_over()
    answering.answer(on.newest, on.consultant, "Install it by the wizard.", AT)
    answering.done(on.newest, on.consultant, AT)
    return objecting.object_to(on.fresh(), on.contact, "The wizard stops: a fault.", OBJECTED)


def test_l14_an_objection_to_what_consulting_was_done_with_brings_it_back_to_support():
    on = scene()
    on.decide(done_with(on), upheld=True)
    assert (on.fresh().status, on.newest.state) == ("in_progress", "returned")


def test_l14_an_agent_who_reopens_what_consulting_was_done_with_upholds_the_objection():
    on = scene()
    objection = done_with(on)
    closing.reopen(on.fresh(), on.other, "It is a fault.", DECIDED)
    objection.refresh_from_db()
    assert (objection.upheld, objection.next_at, on.newest.state) == (True, None, "returned")
    assert watch(DUE + timedelta(days=1)) == 0


def test_r11_6_somebody_is_reminded_at_half_time_and_it_is_escalated_when_late_each_once():
    found = scene()
    found.objection()
    watch(HALF - MINUTE)
    assert told("objection_reminder") == []
    for _run in range(3):
        watch(HALF)
    assert told("objection_reminder") == ["Torben"]
    assert not Escalation.objects.exists()
    for _run in range(3):
        watch(DUE)
    assert told("escalated") == ["Joanne"]
    assert Escalation.objects.get().level == 2


def test_r11_6_beat_was_away_for_days_and_nothing_is_lost():
    found = scene()
    found.objection()
    for _run in range(3):
        watch(DUE + timedelta(days=3))
    assert told("escalated") == ["Joanne"]
    assert told("objection_reminder") == []


def test_r11_6_who_decides_in_time_hears_nothing_more():
    found = scene()
    found.decide(found.objection(), upheld=False)
    assert watch(DUE + timedelta(days=1)) == 0
    assert told("escalated") == []
