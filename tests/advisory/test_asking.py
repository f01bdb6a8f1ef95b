"""Senior resources: a contact asks, the advisor alone arranges or declines (R20)."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import get_resolver

from entitlements.refusals import NeedsElite
from notifications.mails import written
from subscriptions.refusals import ReasonMissing
from tests import factories as make
from tests.advisory.scene import AT, DAY, STARTS, away, fresh, scene, told
from tickets.advisory import arranging, asking
from tickets.advisory.asking import Wish
from tickets.advisory.models import IdentifiedResource, Meeting, SeniorRequest
from tickets.advisory.refusals import (
    ColleagueLimited,
    NeedsSenior,
    NotHerAdvisor,
    RequestAnswered,
    TopicMissing,
    ViaAdvisor,
    WhyMissing,
)

pytestmark = pytest.mark.django_db


def wish(**changes):
    return Wish(**{"topic": "Period locks", "why": "We close in four days", "kind": "development"} | changes)


def asked(nordlys, **changes):
    return asking.ask(nordlys.customer, nordlys.contact, wish(**changes), AT)


def test_r20_1_the_customer_asks_and_the_advisor_is_told_and_nobody_meets_by_that():
    nordlys = scene()
    asked(nordlys, wished_times="Tuesday")
    (row,) = told("senior_asked")
    assert (row.recipient, row.context["topic"], row.context["wished"]) == (
        nordlys.advisor,
        "Period locks",
        "Tuesday",
    )
    assert not Meeting.objects.exists()


def test_r20_1_while_the_advisor_is_away_the_deputy_is_told():
    nordlys = scene()
    away(nordlys.advisor, AT.date(), AT.date())
    asked(nordlys)
    assert [row.recipient for row in told("senior_asked")] == [nordlys.deputy]


def test_r20_1_only_advisor_and_deputy_answer():
    nordlys = scene()
    request = asked(nordlys)
    seniors = [nordlys.ours.person]
    for by, refusal in (
        (nordlys.contact, ViaAdvisor),
        (make.staff("support_manager"), NotHerAdvisor),
        (nordlys.ours.person, NotHerAdvisor),
    ):
        with pytest.raises(refusal):
            asking.arrange(request, nordlys.wanted(), seniors, by, AT)
        with pytest.raises(refusal):
            asking.decline(request, by, "Not now", AT)
    asking.arrange(request, nordlys.wanted(), seniors, nordlys.deputy, AT)
    assert fresh(request).state == "arranged"


def test_r20_1_a_contact_has_no_address_that_makes_a_meeting():
    """Every address of the room that a contact may post to asks, answers an invitation or ticks a task."""
    posts = {
        str(pattern.pattern)
        for included in get_resolver().url_patterns
        if getattr(included, "app_name", "") == "advisory"
        for pattern in included.url_patterns
        if not str(pattern.pattern).startswith("desk/")
    }
    assert posts == {
        "advisor/",
        "advisor/senior/",
        "advisor/meetings/<int:number>/",
        "advisor/meetings/<int:number>/respond/",
        "advisor/meetings/<int:number>/calendar/",
        "action-plans/<int:number>/",
        "action-plans/tasks/<int:number>/tick/",
    }


@pytest.mark.parametrize(
    ("kind", "role", "enough"),
    [
        ("development", "head_of_development", True),
        ("development", "product_manager", True),
        ("development", "head_of_support", False),
        ("development", "agent", False),
        ("support", "head_of_support", True),
        ("support", "lead", True),
        ("support", "head_of_development", False),
    ],
)
def test_r20_2_a_meeting_has_a_named_senior_person_of_the_kind_asked_for(kind, role, enough):
    nordlys = scene()
    IdentifiedResource.objects.filter(pk=nordlys.ours.pk).update(person=nordlys.advisor)
    nordlys.ours = fresh(nordlys.ours)
    request, person = asked(nordlys, kind=kind), make.staff(role, name="Senior")
    if not enough:
        with pytest.raises(NeedsSenior):
            asking.arrange(request, nordlys.wanted(), [person], nordlys.advisor, AT)
        assert (fresh(request).state, Meeting.objects.count()) == ("asked", 0)
        return
    done = asking.arrange(request, nordlys.wanted(), [person], nordlys.advisor, AT)
    assert person in [each.resource.person for each in done.meeting.participants.all()]
    (row,) = told("senior_arranged", nordlys.contact)
    assert row.context["people"] == "Senior"


def test_r20_2_the_named_people_are_listed_in_the_readers_language():
    nordlys = scene()
    seniors = [make.staff("head_of_support", name="Senior"), make.staff("head_of_support", name="Elder")]
    asking.arrange(asked(nordlys, kind="support"), nordlys.wanted(), seniors, nordlys.advisor, AT)
    (row,) = told("senior_arranged", nordlys.contact)
    row.recipient.language = "da"
    assert " og " in written(row).text.partition(" med ")[2].partition(".")[0]


def test_r20_2_a_senior_person_who_is_identified_already_is_enough():
    nordlys = scene()
    done = asking.arrange(asked(nordlys), nordlys.wanted(), [], nordlys.advisor, AT)
    assert done.meeting.kind == "senior"


def test_r20_2_a_senior_person_who_would_not_see_the_customer_is_not_named():
    nordlys = scene()
    dorte = make.limited(nordlys.ours.person, regions=[make.region("pacific")])
    with pytest.raises(ColleagueLimited) as refused:
        asking.arrange(asked(nordlys), nordlys.wanted(), [dorte], nordlys.advisor, AT)
    assert (refused.value.field, Meeting.objects.count()) == ("seniors", 0)


def test_r20_2_a_meeting_that_is_changed_keeps_a_senior_person_of_the_kind_asked_for():
    nordlys = scene()
    done = asking.arrange(asked(nordlys), nordlys.wanted(), [], nordlys.advisor, AT)
    agent = nordlys.identify(person=make.staff("agent", name="Emil"))
    without = nordlys.wanted(participants=[nordlys.hers, agent], starts_at=STARTS + DAY)
    with pytest.raises(NeedsSenior) as refused:
        arranging.change(done.meeting, without, nordlys.advisor, AT)
    assert (refused.value.field, fresh(done.meeting).starts_at) == ("participants", STARTS)
    arranging.change(done.meeting, nordlys.wanted(starts_at=STARTS + DAY), nordlys.advisor, AT)
    assert fresh(done.meeting).starts_at == STARTS + DAY


def test_r20_1_she_declines_with_a_reason_that_the_contact_reads():
    nordlys = scene()
    request = asked(nordlys)
    with pytest.raises(ReasonMissing):
        asking.decline(request, nordlys.advisor, " ", AT)
    asking.decline(request, nordlys.advisor, "The fix comes on Friday.", AT)
    (row,) = told("senior_declined", nordlys.contact)
    assert (row.context["advisor"], row.context["reason"]) == ("Line", "The fix comes on Friday.")
    with pytest.raises(RequestAnswered) as refused:
        asking.arrange(request, nordlys.wanted(), [], nordlys.deputy, AT)
    assert str(refused.value) == "This request is declined already; somebody was quicker."


def test_r20_without_elite_it_is_refused_with_the_next_step():
    havblik = scene(tier="XTP", name="Havblik")
    with pytest.raises(NeedsElite):
        asked(havblik)
    assert not SeniorRequest.objects.exists()


def test_what_says_nothing_is_not_asked_and_pressing_twice_asks_once():
    nordlys, submission = scene(), uuid4()
    for changes, refusal in (({"topic": " "}, TopicMissing), ({"why": ""}, WhyMissing)):
        with pytest.raises(refusal):
            asked(nordlys, **changes)
    assert asked(nordlys, submission=submission) == asked(nordlys, submission=submission)
    assert (SeniorRequest.objects.count(), len(told("senior_asked"))) == (1, 1)


def test_the_database_takes_no_request_that_is_arranged_without_a_meeting():
    request = asked(scene())
    with pytest.raises(IntegrityError, match="answered_one_way"), transaction.atomic():
        SeniorRequest.objects.filter(pk=request.pk).update(state="arranged")
