"""Asking for a remote session (R7.1, R7.8): what is kept, who is told, and what is refused at which field."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils.translation import override

from entitlements.refusals import NotEntitled
from notifications.mails import written
from notifications.models import Notification
from subscriptions.models import InstalledSystem, Membership, User
from subscriptions.refusals import Forbidden, Refusal
from tests import factories as make
from tests.remote_access.scene import AT, HOUR, MINUTE, fresh, scene
from tickets import closing
from tickets.conversation import timeline
from tickets.remote_access import asking
from tickets.remote_access.models import RemoteSession

pytestmark = pytest.mark.django_db


@pytest.fixture
def nordlys():
    return scene()


def told(kind):
    return sorted(set(Notification.objects.filter(kind=kind).values_list("recipient__name", flat=True)))


def refused(nordlys, code, field, **changes):
    with pytest.raises(Refusal) as raised:
        nordlys.ask(**changes)
    assert (raised.value.code, raised.value.field) == (code, field)
    assert not RemoteSession.objects.exists()


def test_r7_1_a_request_keeps_purpose_text_systems_and_window(nordlys):
    session = fresh(
        nordlys.ask(purpose="faster", systems=[nordlys.test], agents=[nordlys.agent, nordlys.colleague])
    )
    assert (session.get_purpose_display(), session.text) == (
        "give a faster answer",
        "Read the lock table with you.",
    )
    assert session.installed_systems == [nordlys.test]
    assert {person.name for person in session.people} == {"Torben", "Emil"}
    assert (session.opens_at, session.closes_at, session.state) == (AT, AT + 2 * HOUR, "asked")


def test_r7_1_only_the_two_purposes_are_asked_for(nordlys):
    refused(nordlys, "remote_unknown_choice", "purpose", purpose="install")


def test_those_who_may_approve_are_told_and_nobody_else(nordlys):
    nordlys.ask()
    assert told("remote_asked") == ["Mette"]


def test_r7_5_what_is_approved_is_read_in_the_readers_language_whoever_asks(nordlys):
    """The approver read "test system and …" in a Danish mail, of an agent who works in English."""
    User.objects.filter(pk=nordlys.mette.pk).update(language="da")
    nordlys.ask(agents=[nordlys.agent, nordlys.colleague])
    row = Notification.objects.get(kind="remote_asked", channel="email", recipient=nordlys.mette)
    read = written(row).text
    assert "testsystem" in read.lower()
    assert "test system" not in read.lower()
    assert "Emil og Torben" in read or "Torben og Emil" in read


def test_where_nobody_may_approve_the_manager_is_told_who_gives_the_permission(nordlys):
    Membership.objects.update(approves_remote_access=False)
    nordlys.ask()
    assert told("remote_asked") == ["Henrik"]


def test_a_request_is_on_the_timeline_which_the_customer_reads(nordlys):
    nordlys.ask()
    said = timeline(nordlys.incident, nordlys.contact)[-1]
    assert (said["words"], said["reason"]) == (
        "Torben asks for a remote session",
        "Read the lock table with you.",
    )
    with override("da"):
        assert timeline(nordlys.incident, nordlys.contact)[-1]["words"] == "Torben beder om en fjernsession"


def test_pressing_twice_asks_once(nordlys):
    submission = uuid4()
    first, second = (
        asking.ask(nordlys.incident, nordlys.wish(), nordlys.agent, AT, submission) for _press in range(2)
    )
    assert first == second
    assert RemoteSession.objects.count() == 1


def test_r7_8_production_without_a_reason_is_refused_and_with_one_taken(nordlys):
    refused(nordlys, "remote_production_reason", "production_reason", systems=[nordlys.production])
    both = [nordlys.test, nordlys.production]
    refused(nordlys, "remote_production_reason", "production_reason", systems=both, production_reason="  ")
    session = nordlys.ask(systems=both, production_reason="The dead session is there alone.")
    assert session.production_reason == "The dead session is there alone."


def test_r7_8_a_test_system_needs_no_reason_and_keeps_none(nordlys):
    assert nordlys.ask(production_reason="Not needed").production_reason == ""


def test_a_rule_of_the_manager_forbids_production_whatever_the_reason(nordlys):
    nordlys.rule(never_production=True)
    refused(
        nordlys, "remote_never_production", "systems", systems=[nordlys.production], production_reason="Why"
    )


def test_a_window_upside_down_passed_too_far_or_longer_than_the_rule_is_refused(nordlys):
    refused(nordlys, "remote_window_upside_down", "closes_at", closes_at=AT)
    past = {"opens_at": AT - 2 * HOUR, "closes_at": AT}
    refused(nordlys, "remote_window_passed", "closes_at", **past)
    far = AT + timedelta(days=61)
    refused(nordlys, "remote_window_too_far", "opens_at", opens_at=far, closes_at=far + HOUR)
    nordlys.rule(usual_minutes=60, longest_minutes=60)
    refused(nordlys, "remote_window_too_long", "closes_at", closes_at=AT + HOUR + MINUTE)
    nordlys.ask(closes_at=AT + HOUR)


def test_without_a_rule_a_window_may_have_a_day(nordlys):
    refused(nordlys, "remote_window_too_long", "closes_at", closes_at=AT + 24 * HOUR + MINUTE)
    nordlys.ask(closes_at=AT + 24 * HOUR)


def test_no_system_and_one_of_another_customer_are_refused(nordlys):
    refused(nordlys, "remote_no_system", "systems", systems=[])
    other = make.customer(name="Havblik")
    version = nordlys.test.version
    hers = InstalledSystem.objects.create(customer=other, product=version.product, version=version)
    refused(nordlys, "remote_system_elsewhere", "systems", systems=[nordlys.test, hers])


def test_agents_are_people_of_the_vendor_who_work_incidents(nordlys):
    refused(nordlys, "remote_no_agent", "agents", agents=[])
    refused(nordlys, "remote_no_agent", "agents", agents=[nordlys.agent, nordlys.contact])
    refused(nordlys, "remote_no_agent", "agents", agents=[make.staff("publisher")])


def test_who_does_not_work_incidents_asks_for_nothing(nordlys):
    with pytest.raises(Forbidden):
        nordlys.ask(by=make.staff("publisher"))
    assert not RemoteSession.objects.exists()


def test_an_incident_that_is_closed_has_no_session(nordlys):
    closing.withdraw(nordlys.incident, nordlys.contact, at=AT)
    with pytest.raises(Refusal) as raised:
        nordlys.ask()
    assert raised.value.code == "remote_incident_over"


def test_a_subscription_without_the_product_is_refused_with_its_own_sentence(nordlys):
    nordlys.customer.lines.update(ends_at=AT - HOUR)
    with pytest.raises(NotEntitled):
        nordlys.ask()


def test_r7_5_a_changed_request_keeps_what_is_asked_now_and_tells_who_may_approve(nordlys):
    session = nordlys.ask()
    wish = replace(nordlys.wish(), scope="change", agents=[nordlys.colleague])
    asking.change(session, wish, nordlys.agent, AT + MINUTE)
    changed = fresh(session)
    assert (changed.version, changed.scope, changed.people) == (2, "change", [nordlys.colleague])
    assert Notification.objects.filter(kind="remote_asked", context__again=True).exists()


def test_asking_for_the_same_again_changes_nothing(nordlys):
    session = nordlys.ask()
    asking.change(session, nordlys.wish(), nordlys.agent, AT + MINUTE)
    assert fresh(session).version == 1


def test_what_runs_is_not_changed(nordlys):
    session = nordlys.running()
    with pytest.raises(Refusal) as raised:
        asking.change(session, nordlys.wish(scope="change"), nordlys.agent, AT + MINUTE)
    assert raised.value.code == "remote_running"


def test_an_agent_who_needs_it_no_longer_takes_it_back(nordlys):
    session = nordlys.ready()
    asking.cancel(session, nordlys.agent, AT + MINUTE)
    assert fresh(session).state == "cancelled"
    assert "Mette" in told("remote_over")
