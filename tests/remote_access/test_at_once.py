"""Two at once: the database decides, and the loser gets a sentence."""

from functools import partial

import pytest

from subscriptions import tenancy
from subscriptions.refusals import Refusal
from tests.notifications.telling import at_once
from tests.remote_access.scene import AT, MINUTE, approver, fresh, scene
from tickets.remote_access import approving, asking, running
from tickets.remote_access.models import Approval, ConnectionDetails

pytestmark = pytest.mark.django_db(transaction=True)

LATER = AT + MINUTE


def trying(act, *args):
    try:
        with tenancy.as_staff():
            return act(*args) and "done"
    except Refusal as refusal:
        return refusal.code


def made(build):
    with tenancy.as_staff():
        nordlys = scene()
        return nordlys, build(nordlys)


def stands(session):
    with tenancy.as_staff():
        return fresh(session)


def test_r7_2_two_approvers_at_once_are_two_approvals_and_one_who_presses_twice_is_one():
    nordlys, session = made(lambda nordlys: nordlys.ask())
    with tenancy.as_staff():
        people = [nordlys.mette, nordlys.mette, approver(nordlys.customer, name="Anders")]
    pressed = at_once(*[partial(trying, approving.approve, session, each, 1, LATER) for each in people])
    assert sorted(pressed) == ["done", "done", "remote_approved"]
    with tenancy.as_staff():
        assert Approval.objects.count() == 2


def test_r7_5_who_approves_while_the_agent_changes_has_approved_what_she_read_or_nothing():
    nordlys, session = made(lambda nordlys: nordlys.ready())
    with tenancy.as_staff():
        other = approver(nordlys.customer, name="Anders")
        wish = nordlys.wish(scope="change")
    at_once(
        partial(trying, approving.approve, session, other, 1, LATER),
        partial(trying, asking.change, session, wish, nordlys.agent, LATER),
    )
    after = stands(session)
    assert after.version == 2
    assert after.approvers() == []
    assert trying(running.start, session, nordlys.agent, LATER) == "remote_not_ready"


def test_r7_3_a_withdrawal_while_it_starts_wins_in_the_end():
    nordlys, session = made(lambda nordlys: nordlys.ready())
    started, withdrawn = at_once(
        partial(trying, running.start, session, nordlys.agent, LATER),
        partial(trying, approving.withdraw, session, nordlys.contact, "", LATER),
    )
    assert withdrawn == "done"
    assert started in ("done", "remote_not_open")
    assert stands(session).state == "withdrawn"
    with tenancy.as_staff():
        assert not ConnectionDetails.objects.exists()


def test_of_the_agent_who_ends_and_the_customer_who_withdraws_at_once_one_has_done_it():
    nordlys, session = made(lambda nordlys: nordlys.running())
    pressed = at_once(
        partial(trying, running.end, session, nordlys.agent, "Looked", LATER),
        partial(trying, approving.withdraw, session, nordlys.contact, "", LATER),
    )
    assert sorted(pressed) == ["done", "remote_not_open"]
    assert stands(session).state in ("ended", "withdrawn")


def test_two_agents_who_start_at_once_have_one_session():
    def build(nordlys):
        return nordlys.ready(agents=[nordlys.agent, nordlys.colleague])

    nordlys, session = made(build)
    pressed = at_once(
        *[partial(trying, running.start, session, each, LATER) for each in (nordlys.agent, nordlys.colleague)]
    )
    assert sorted(pressed) == ["done", "remote_not_open"]
    with tenancy.as_staff():
        assert session.incident.timeline.filter(facts__code="remote_started").count() == 1
