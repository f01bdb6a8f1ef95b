"""What must be there before a session starts (R7.2), and what makes an approval void (R7.5, R7.6)."""

from dataclasses import replace
from itertools import product

import pytest
from django.utils import timezone
from django.utils.translation import override

from notifications.models import Notification
from subscriptions.models import Membership
from subscriptions.refusals import Refusal
from tests import factories as make
from tests.remote_access.scene import AT, HOUR, MINUTE, approver, fresh, scene
from tickets import closing
from tickets.remote_access import approving, asking, supplying
from tickets.remote_access.models import Approval

pytestmark = pytest.mark.django_db

LATER = AT + MINUTE
WORDS = {
    "approval": "godkendelse",
    "connection": "forbindelse",
    "a person ready to discuss the matter": "en person, der er klar til at drøfte sagen",
}


@pytest.fixture
def nordlys():
    return scene()


def why_not(act, *args, **words):
    with pytest.raises(Refusal) as raised:
        act(*args, **words)
    return raised.value


@pytest.mark.parametrize("given", product([False, True], repeat=3))
def test_r7_2_of_the_eight_combinations_of_approval_connection_and_person_one_starts(nordlys, given):
    session = nordlys.ask()
    gives = (nordlys.approve, nordlys.supply, nordlys.name_person)
    for there, give in zip(given, gives, strict=True):
        if there:
            give(session)
    if all(given):
        assert nordlys.start(session).state == "running"
        return
    missing = [word for word, there in zip(WORDS, given, strict=True) if not there]
    refusal = why_not(nordlys.start, session)
    assert refusal.code == "remote_not_ready"
    assert str(refusal) == f"Remote access cannot start yet. Missing: {', '.join(missing)}."
    with override("da"):
        danish = ", ".join(WORDS[word] for word in missing)
        said = str(why_not(nordlys.start, session))
        assert said == f"Fjernadgang kan ikke startes endnu. Der mangler: {danish}."
    assert fresh(session).state == "asked"


def test_the_agents_are_told_when_nothing_is_missing_any_more(nordlys):
    session = nordlys.ask(agents=[nordlys.agent, nordlys.colleague])
    nordlys.name_person(session)
    nordlys.approve(session)
    assert not Notification.objects.filter(kind="remote_ready").exists()
    nordlys.supply(session)
    told = Notification.objects.filter(kind="remote_ready", channel="email")
    assert sorted(told.values_list("recipient__name", flat=True)) == ["Emil", "Torben"]


@pytest.mark.parametrize(
    "changes",
    [
        lambda nordlys: {"closes_at": AT + 2 * HOUR + MINUTE},
        lambda nordlys: {"opens_at": AT - MINUTE},
        lambda nordlys: {"scope": "change"},
        lambda nordlys: {"agents": [nordlys.agent, nordlys.colleague]},
        lambda nordlys: {"systems": [nordlys.production], "production_reason": "Not reproducible"},
        lambda nordlys: {"text": "And the journal"},
    ],
    ids=["a minute longer", "a minute earlier", "change", "another agent", "another system", "text"],
)
def test_r7_5_a_change_of_window_scope_people_or_systems_voids_the_approval(nordlys, changes):
    session = nordlys.ready()
    asking.change(session, replace(nordlys.wish(), **changes(nordlys)), nordlys.agent, LATER)
    assert "Missing: approval." in str(why_not(nordlys.start, session, at=LATER))
    nordlys.approve(session, at=LATER)
    assert nordlys.start(session, at=LATER).state == "running"
    assert Approval.objects.count() == 2, "the void one stays on record"


def test_r7_5_the_approval_keeps_systems_scope_window_and_people_in_words_of_both_languages(nordlys):
    session = nordlys.ask(
        systems=[nordlys.production], production_reason="Only there", agents=[nordlys.agent]
    )
    nordlys.approve(session)
    kept = Approval.objects.get()
    assert kept.words_en.splitlines() == [
        "Purpose: Solve a complex issue. Read the lock table with you.",
        "Systems: Ledgerkant Finance 13.0 (LEDGER01, production)",
        "Why not on a test system: Only there",
        "What may be done: Look, change nothing",
        "People: Torben",
        "Window: 25 November 2026 12:00 to 14:00 (Europe/Copenhagen)",
    ]
    assert "Hvad der må gøres: Se, intet ændre" in kept.words_da
    assert "Tidsrum: 25. november 2026" in kept.words_da


def test_r7_5_what_was_changed_meanwhile_is_not_approved_by_an_old_page(nordlys):
    session = nordlys.ask()
    asking.change(session, nordlys.wish(scope="change"), nordlys.agent, LATER)
    assert why_not(approving.approve, session, nordlys.mette, 1, LATER).code == "remote_changed"
    assert not Approval.objects.exists()


def test_r7_6_a_contact_without_the_permission_is_told_who_can(nordlys):
    session = nordlys.ask()
    approver(nordlys.customer, name="Anders")
    refusal = why_not(nordlys.approve, session, nordlys.contact)
    assert (refusal.code, refusal.status) == ("not_approver", 403)
    assert str(refusal) == "You cannot approve remote access. These people can: Anders and Mette."
    with override("da"):
        said = str(why_not(nordlys.approve, session, nordlys.contact))
        assert said == "Du kan ikke godkende fjernadgang. Det kan: Anders og Mette."


def test_r7_6_a_manager_without_the_permission_and_an_agent_cannot_approve(nordlys):
    session = nordlys.ask()
    assert why_not(nordlys.approve, session, nordlys.manager).code == "not_approver"
    assert why_not(nordlys.approve, session, nordlys.agent).code == "not_approver"
    assert why_not(nordlys.approve, session, approver(make.customer())).code == "not_approver"


def test_where_nobody_may_approve_it_is_said_who_gives_the_permission(nordlys):
    session = nordlys.ask()
    Membership.objects.update(approves_remote_access=False)
    assert "Its manager gives the permission." in str(why_not(nordlys.approve, session))


@pytest.mark.parametrize(
    "lost",
    [{"ended_at": timezone.now()}, {"approves_remote_access": False}],
    ids=["left the company", "lost the permission"],
)
def test_r7_6_an_approval_of_one_who_left_or_lost_the_permission_counts_no_more(nordlys, lost):
    session = nordlys.ready()
    Membership.objects.filter(user=nordlys.mette).update(**lost)
    assert "Missing: approval." in str(why_not(nordlys.start, session))
    assert why_not(nordlys.approve, session).code == "not_approver"


def test_r7_2_a_person_who_has_left_is_not_available(nordlys):
    session = nordlys.ready()
    Membership.objects.filter(user=nordlys.contact).update(ended_at=AT)
    assert "a person ready to discuss the matter" in str(why_not(nordlys.start, session))


def test_a_rule_that_two_people_approve_wants_two_of_them(nordlys):
    nordlys.rule(two_approvers=True)
    session = nordlys.ready()
    assert "Missing: approval." in str(why_not(nordlys.start, session))
    assert why_not(nordlys.approve, session).code == "remote_approved"
    nordlys.approve(session, approver(nordlys.customer, name="Anders"))
    assert nordlys.start(session).state == "running"


def test_the_rules_win_at_approval_and_at_start_whatever_was_asked_before(nordlys):
    asked = nordlys.ask(systems=[nordlys.production], production_reason="Only there")
    ready = nordlys.ready(systems=[nordlys.production], production_reason="Only there")
    nordlys.rule(never_production=True)
    assert why_not(nordlys.approve, asked).code == "remote_never_production"
    assert why_not(nordlys.start, ready).code == "remote_never_production"
    nordlys.rule(never_production=False, usual_minutes=60, longest_minutes=60)
    assert why_not(nordlys.approve, asked).code == "remote_window_too_long"
    assert why_not(nordlys.start, ready).code == "remote_window_too_long"
    nordlys.rule(never_production=False, longest_minutes=180, two_approvers=True)
    assert why_not(nordlys.start, ready).code == "remote_not_ready"


def test_r7_8_a_test_system_that_has_gone_live_since_needs_a_reason_before_it_starts(nordlys):
    """Its manager keeps the list; with the reason it is another request, approved anew."""
    session = nordlys.ready()
    nordlys.test.environment = "production"
    nordlys.test.save()
    assert why_not(nordlys.start, fresh(session)).code == "remote_production_reason"
    wish = nordlys.wish(production_reason="It went live yesterday; it happens there alone.")
    asking.change(fresh(session), wish, nordlys.agent, LATER)
    assert why_not(nordlys.start, fresh(session), at=LATER).code == "remote_not_ready"
    nordlys.approve(session, at=LATER)
    assert nordlys.start(fresh(session), at=LATER).state == "running"


def test_r7_3_it_starts_inside_its_window_only(nordlys):
    session = nordlys.ready(opens_at=AT + HOUR, closes_at=AT + 2 * HOUR)
    assert why_not(nordlys.start, session, at=AT + HOUR - MINUTE).code == "remote_too_early"
    assert why_not(nordlys.start, session, at=AT + 2 * HOUR).code == "approval_expired"
    assert nordlys.start(session, at=AT + 2 * HOUR - MINUTE).state == "running"


def test_r7_3_what_has_expired_is_neither_approved_nor_started_though_nobody_looked(nordlys):
    session = nordlys.ready()
    assert fresh(session).stands(AT + 2 * HOUR) == "expired"
    assert why_not(nordlys.approve, session, at=AT + 2 * HOUR).code == "remote_window_over"
    assert why_not(approving.withdraw, session, nordlys.contact, at=AT + 2 * HOUR).code == "remote_not_open"


def test_r7_5_one_whom_the_request_does_not_name_starts_nothing(nordlys):
    session = nordlys.ready()
    refusal = why_not(nordlys.start, session, nordlys.colleague)
    assert (refusal.code, str(refusal)) == (
        "remote_not_named",
        "Only those whom the request names do this: Torben.",
    )


def test_a_session_of_an_incident_that_is_closed_meanwhile_does_not_start(nordlys):
    session = nordlys.ready()
    closing.withdraw(nordlys.incident, nordlys.contact, at=LATER)
    assert why_not(nordlys.start, session, at=LATER).code == "remote_incident_over"


def test_a_second_session_of_the_incident_waits_for_the_first_to_end(nordlys):
    nordlys.running()
    second = nordlys.ready()
    assert why_not(nordlys.start, second).code == "remote_another_runs"


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "http://meet.example/1",
        "https://",
        "https:///path",
        "https://user:pw@meet.example/",
        "https://meet example/",
        "data:text/html,x",
        "https://[::1",
        "",
    ],
)
def test_only_a_plain_https_link_is_a_connection(nordlys, link):
    session = nordlys.ask()
    refusal = why_not(nordlys.supply, session, connection=supplying.Connection(kind="link", link=link))
    assert (refusal.code, refusal.field) == ("remote_link", "link")
    assert fresh(session).connection_at is None


def test_a_vpn_or_host_needs_its_address(nordlys):
    session = nordlys.ask()
    for kind in ("vpn", "host"):
        refusal = why_not(nordlys.supply, session, connection=supplying.Connection(kind=kind, host="a b"))
        assert (refusal.code, refusal.field) == ("remote_host", "host")
    assert why_not(nordlys.supply, session, connection=supplying.Connection(kind="fax")).field == "kind"


def test_r7_2_the_person_is_a_contact_of_the_customer_with_a_phone(nordlys):
    session = nordlys.ask()
    elsewhere = Membership.objects.get(user=make.contact(make.customer()))
    for person in (None, elsewhere):
        refusal = why_not(supplying.name_person, session, nordlys.contact, person, "+45 1", AT)
        assert (refusal.code, refusal.field) == ("remote_person", "person")
    member = nordlys.member(nordlys.mette)
    assert why_not(supplying.name_person, session, nordlys.contact, member, " ", AT).field == "phone"
    supplying.name_person(session, nordlys.contact, member, "+45 20 00 00 02", AT)
    assert (fresh(session).person, fresh(session).person_phone) == (nordlys.mette, "+45 20 00 00 02")
