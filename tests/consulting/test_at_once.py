"""Two people at the same instant: the database decides, the loser gets a sentence."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from subscriptions import tenancy
from subscriptions.refusals import Refusal
from tests.consulting.scene import DECIDED, OBJECTED, scene
from tickets import verification
from tickets.consulting import objecting
from tickets.consulting.models import HandOver, Objection

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """What each act, in a thread of its own, did: "" or the code of its refusal."""

    def act(press):
        try:
            with tenancy.as_staff():
                press()
            return ""
        except Refusal as refusal:
            return refusal.code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as threads:
        return sorted(threads.map(act, acts))


def test_r11_6_two_decide_at_once_and_one_decision_counts():
    with tenancy.as_staff():
        found = scene()
        objection = found.objection()
    done = at_once(
        lambda: found.decide(objection, upheld=True, by=found.other),
        lambda: found.decide(objection, upheld=False, by=found.lead),
    )
    assert done == ["", "objection_decided"]
    with tenancy.as_staff():
        row = Objection.objects.get()
        assert found.fresh().status == ("in_progress" if row.upheld else "closed")
        assert found.incident.timeline.filter(at=DECIDED).exists()
        assert not list(verification.differences())


def test_r11_2_two_hand_over_at_once_and_consulting_has_it_once():
    with tenancy.as_staff():
        found = scene()
    done = at_once(lambda: found.hand_over(), lambda: found.hand_over(agent=found.other))
    assert done == ["", "already_handed_over"]
    with tenancy.as_staff():
        assert HandOver.objects.count() == 1


def test_two_object_at_once_and_one_objection_stands():
    with tenancy.as_staff():
        found = scene()
        found.hand_over()
    act = lambda: objecting.object_to(found.fresh(), found.contact, "A fault.", OBJECTED)  # noqa: E731
    assert at_once(act, act) == ["", "objected_already"]
    with tenancy.as_staff():
        assert Objection.objects.count() == 1
