"""How a session ends: by the agent with what was done, by the customer at any moment, by its window (R7.3,
R7.7)."""

import pytest
from django.forms.models import model_to_dict

from notifications.models import Notification
from subscriptions import tenancy
from subscriptions.refusals import Refusal
from tests.remote_access.scene import AT, HOUR, MINUTE, fresh, scene
from tickets import closing
from tickets.conversation import timeline
from tickets.remote_access import approving, asking, running, tasks, watching
from tickets.remote_access.models import ConnectionDetails

pytestmark = pytest.mark.django_db

CLOSES = AT + 2 * HOUR


@pytest.fixture
def nordlys():
    return scene()


def code_of(act, *args, **words):
    with pytest.raises(Refusal) as raised:
        act(*args, **words)
    return raised.value.code


def said(nordlys):
    return [(entry["words"], entry["reason"]) for entry in timeline(nordlys.incident, nordlys.contact)[1:]]


def clocks(nordlys):
    row = type(nordlys.incident).objects.get(pk=nordlys.incident.pk)
    place = (row.severity, row.tier_rank, row.due_at, row.status, row.status_since)
    return place, [model_to_dict(each) for each in nordlys.incident.milestones.order_by("pk")]


def told(kind):
    found = Notification.objects.filter(kind=kind, channel="email").order_by("recipient__name")
    return list(found.values_list("recipient__name", flat=True))


def scan(at):
    return sum(watching.step(session, at) for session in watching.due(at))


@pytest.mark.parametrize("runs", [True, False])
def test_r7_4_a_session_ends_with_its_incident_and_its_secrets_are_erased(nordlys, runs):
    """Withdrawn by the contact, with the connection already given: it lay there until the window ended."""
    session = nordlys.running() if runs else nordlys.ready()
    closing.withdraw(nordlys.incident, nordlys.contact, "It works again", AT + MINUTE)
    over = fresh(session)
    assert (over.state, over.ended_at, over.next_at) == ("ended" if runs else "cancelled", AT + MINUTE, None)
    assert not ConnectionDetails.objects.exists()
    assert said(nordlys)[-1] == ("The remote session ends with the incident; the connection is erased", "")
    assert told("remote_stopped") == ["Torben"]
    assert "Mette" in told("remote_over")
    assert code_of(running.look, over, nordlys.agent, AT + MINUTE) == "remote_connection_not_shown"
    if runs:
        running.note(over, nordlys.agent, "Nothing was changed.", AT + HOUR)
        assert fresh(session).done == "Nothing was changed."


def test_r7_3_start_end_participants_and_what_was_done_are_on_the_incident(nordlys):
    session = nordlys.running()
    running.end(session, nordlys.agent, "Read the lock table; 12 sessions wait.", AT + HOUR)
    ended = fresh(session)
    assert (ended.state, ended.started_at, ended.ended_at) == ("ended", AT, AT + HOUR)
    assert (ended.started_by, ended.ended_by) == (nordlys.agent, nordlys.agent)
    person = nordlys.contact.name
    assert said(nordlys)[-2:] == [
        (f"Torben has started the remote session; {person} is ready to discuss the matter", ""),
        ("Torben has ended the remote session", "Read the lock table; 12 sessions wait."),
    ]
    assert "Mette" in told("remote_over")


def test_it_is_ended_by_one_it_names_with_what_was_done(nordlys):
    session = nordlys.running()
    assert code_of(running.end, session, nordlys.colleague, "Nothing", AT) == "remote_not_named"
    assert code_of(running.end, session, nordlys.agent, " ", AT) == "empty_text"
    assert code_of(running.end, nordlys.ask(), nordlys.agent, "Nothing", AT) == "remote_not_open"


@pytest.mark.parametrize("begun", [False, True], ids=["asked for", "running"])
def test_r7_3_the_customer_withdraws_at_any_moment_also_while_it_runs(nordlys, begun):
    session = nordlys.running() if begun else nordlys.ready()
    approving.withdraw(session, nordlys.contact, "Auditors are here", AT + MINUTE)
    assert fresh(session).state == "withdrawn"
    assert said(nordlys)[-1] == (
        f"{nordlys.contact.name} withdraws the remote session",
        "Auditors are here",
    )
    assert told("remote_stopped") == ["Torben"]
    assert code_of(nordlys.start, session, at=AT + 2 * MINUTE) == "remote_not_open"


def test_r7_7_a_refusal_is_noted_with_its_reason_and_changes_no_clock(nordlys):
    before = clocks(nordlys)
    session = nordlys.ask()
    assert code_of(approving.decline, session, nordlys.mette, " ", AT) == "reason_missing"
    approving.decline(session, nordlys.mette, "Not during month-end", AT + MINUTE)
    assert clocks(nordlys) == before
    assert (fresh(session).state, fresh(session).reason) == ("declined", "Not during month-end")
    assert said(nordlys)[-1] == ("Mette declines the remote session", "Not during month-end")


def test_r7_7_no_step_of_a_session_changes_a_clock(nordlys):
    before = clocks(nordlys)
    session = nordlys.running()
    running.end(session, nordlys.agent, "Looked", AT + MINUTE)
    assert clocks(nordlys) == before


def test_r7_6_who_may_not_approve_does_not_decline_either(nordlys):
    assert code_of(approving.decline, nordlys.ask(), nordlys.contact, "No", AT) == "not_approver"


def test_r7_3_both_sides_are_told_once_before_the_window_ends(nordlys):
    nordlys.running()
    assert scan(CLOSES - 11 * MINUTE) == 0
    assert scan(CLOSES - 10 * MINUTE) == 1
    assert scan(CLOSES - 9 * MINUTE) == 0
    assert "Mette" in told("remote_ending")
    assert told("remote_ending_staff") == ["Torben"]


def test_r7_3_a_session_ends_with_its_window(nordlys):
    session = nordlys.running()
    scan(CLOSES)
    ended = fresh(session)
    assert (ended.state, ended.ended_at, ended.ended_by) == ("expired", CLOSES, None)
    assert said(nordlys)[-1][0].startswith("The window of the remote session ended")
    assert scan(CLOSES + HOUR) == 0


def test_r7_3_after_a_day_without_beat_it_ended_with_its_window_and_is_told_once(nordlys):
    session = nordlys.ready()
    late = CLOSES + 24 * HOUR
    assert scan(late) == 1
    assert scan(late + MINUTE) == 0
    assert fresh(session).ended_at == CLOSES
    assert told("remote_ending") == []
    assert told("remote_stopped") == ["Torben"]


def test_a_window_that_was_moved_is_told_of_again(nordlys):
    session = nordlys.ready()
    scan(CLOSES - 10 * MINUTE)
    longer = nordlys.wish(closes_at=CLOSES + HOUR)
    asking.change(session, longer, nordlys.agent, CLOSES - 9 * MINUTE)
    assert scan(CLOSES) == 0
    assert scan(CLOSES + 50 * MINUTE) == 1
    assert len(told("remote_ending_staff")) == 2


def test_an_agent_who_ends_it_late_ends_what_ended_with_its_window(nordlys):
    session = nordlys.running()
    running.end(session, nordlys.agent, "Looked", CLOSES + MINUTE)
    ended = fresh(session)
    assert (ended.state, ended.ended_at, ended.done) == ("expired", CLOSES, "Looked")


def test_r7_3_what_was_done_is_said_of_a_session_that_was_withdrawn_too_once(nordlys):
    session = nordlys.running()
    approving.withdraw(session, nordlys.contact, "", AT + MINUTE)
    running.note(session, nordlys.agent, "Read one table", AT + HOUR)
    assert said(nordlys)[-1][1] == "Read one table"
    assert code_of(running.note, session, nordlys.agent, "Again", AT + HOUR) == "remote_not_open"
    never = nordlys.ask()
    approving.withdraw(never, nordlys.contact, "", AT + MINUTE)
    assert code_of(running.note, never, nordlys.agent, "Nothing", AT + HOUR) == "remote_not_open"


def test_beat_calls_it_in_the_vendors_role(nordlys, monkeypatch):
    session = nordlys.running()
    monkeypatch.setattr(tasks.timezone, "now", lambda: CLOSES)
    tasks.watch()
    with tenancy.as_staff():
        assert fresh(session).state == "expired"
