"""Two people at once: the last place, the same request, the same answer. The database decides; the loser gets a
sentence."""

from functools import partial

import pytest

from entitlements.models import AllowanceUse
from entitlements.special_events import scheduling
from entitlements.special_events.models import SpecialEvent, State, WeekendLoad, WeekendPlaces
from subscriptions import tenancy
from subscriptions.refusals import Refusal
from tests.notifications.telling import at_once
from tests.special_events.scene import AT, SATURDAY, scene

pytestmark = pytest.mark.django_db(transaction=True)


def trying(act, *args, **kwargs):
    try:
        with tenancy.as_staff():
            return act(*args, **kwargs)
    except Refusal as refusal:
        return refusal.code


def test_r23_10_of_six_who_confirm_the_last_free_place_at_once_one_has_it():
    with tenancy.as_staff():
        WeekendPlaces.objects.create(saturday=SATURDAY, places=1)
        scenes = [scene(name=f"Customer {number}") for number in range(6)]
        events = [each.ask() for each in scenes]
    pressed = at_once(
        *[partial(trying, each.confirm, event) for each, event in zip(scenes, events, strict=True)]
    )
    assert pressed.count("event_no_capacity") == 5
    with tenancy.as_staff():
        assert SpecialEvent.objects.filter(state=State.CONFIRMED).count() == 1
        assert WeekendLoad.objects.get(saturday=SATURDAY).taken == 1
        assert AllowanceUse.objects.count() == 1


def test_r23_1_of_five_contacts_who_ask_at_once_one_request_is_kept():
    with tenancy.as_staff():
        nordlys = scene()
    pressed = at_once(*[partial(trying, nordlys.ask) for _number in range(5)])
    assert pressed.count("event_asked") == 4
    with tenancy.as_staff():
        assert SpecialEvent.objects.count() == 1


def test_an_advisor_who_confirms_while_the_customer_cancels_finds_it_changed_or_is_cancelled():
    with tenancy.as_staff():
        nordlys = scene()
        event = nordlys.ask()
    at_once(
        partial(trying, nordlys.confirm, event),
        partial(trying, scheduling.cancel, event, nordlys.contact, at=AT),
    )
    with tenancy.as_staff():
        event.refresh_from_db()
        assert event.state == State.CANCELLED
        assert not AllowanceUse.objects.filter(released_at=None).exists()
        assert not WeekendLoad.objects.filter(taken__gt=0).exists()
