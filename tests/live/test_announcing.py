"""Every change of an incident is announced once after its commit, with where it stands now; no request waits."""

import inspect
import json
import os
import threading
import time
from datetime import timedelta
from types import ModuleType, SimpleNamespace

import pytest
import redis
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import connection, transaction

from notifications import outbox, reading
from notifications.signals import bell_changed
from subscriptions import errands
from subscriptions.models import StaffMember, User
from subscriptions.sign_in import sessions
from tests import factories as make
from tests.tickets.moments import moment
from tests.tickets.portal import signed_in
from tickets import (
    claiming,
    closing,
    correspondence,
    lifecycle,
    products,
    reminders,
    severity,
    silence,
    snoozing,
    unreachable,
)
from tickets.live import announcing, topics
from tickets.live.topics import Change, Ended, Gap, Told
from tickets.models import Incident, LifecycleRules, Status

pytestmark = pytest.mark.django_db

LOGGED = moment("2026-11-23 09:00 +01:00")
LATER = moment("2026-11-23 10:00 +01:00")
NOON = moment("2026-11-23 12:00 +01:00")
TOMORROW = moment("2026-11-24 10:00 +01:00")
SOON = 30  # seconds, at most, for what comes at once
LONG_AFTER = moment("2027-01-20 09:00 +01:00")


@pytest.fixture
def announced(monkeypatch):
    """The changes that Valkey carries while the test runs, on real connections; other workers' tests have another
    channel."""
    monkeypatch.setattr(topics, "CHANNEL", f"{topics.CHANNEL}:{os.getpid()}")
    valkey = redis.Redis.from_url(settings.REDIS_URL)
    with valkey.pubsub() as heard:
        heard.subscribe(topics.CHANNEL)
        assert heard.get_message(timeout=SOON)["type"] == "subscribe"

        def since(sort=Change):
            valkey.publish(topics.CHANNEL, "all of it")  # behind everything that was said
            found = []
            while (message := heard.get_message(timeout=SOON))["data"] != b"all of it":
                found.append(topics.read(message["data"]))
            return [said for said in found if isinstance(said, sort)]

        yield since


@pytest.fixture
def agent():
    return make.staff()


@pytest.fixture
def incident():
    return make.incident(at=LOGGED, severity=3)


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """Commits what its block does, and that alone."""

    def block():
        connection.run_on_commit.clear()
        return django_capture_on_commit_callbacks(execute=True)

    return block


def fresh(incident):
    return Incident.objects.get(pk=incident.pk)


def asked(incident, agent):
    correspondence.reply(incident, agent, "Which version?", asks=True, at=LATER)


def proposed(incident, agent):
    closing.propose_solution(incident, agent, "Install the fix.", at=LATER)


def closed(incident, agent):
    proposed(incident, agent)
    closing.accept(fresh(incident), incident.contact, at=LATER)


def taken(incident, agent):
    lifecycle.take(incident, agent, at=LATER)


def in_development(incident, agent):
    taken(incident, agent)
    lifecycle.wait_for_development(incident, agent, at=LATER)


def severity_asked(incident, agent):
    severity.ask_for_severity(incident, incident.contact, 2, "More people.", at=LATER)


def snoozed(incident, agent):
    snoozing.snooze(incident, agent, NOON, "Later.", at=LATER)


def tried(incident, agent):
    severity.change_severity(incident, agent, 1, "All users.", at=LOGGED, impact="All", phone="+45 70")
    for hours in range(3):
        correspondence.spoken(incident, agent, "", answered=False, at=LATER + timedelta(hours=hours))


def lowered(incident, agent):
    tried(incident, agent)
    unreachable.lower(incident, agent, at=LATER + timedelta(hours=2))


def another_covered(incident, agent):
    make.line(incident.customer, make.product("KNB"))


def untouched(incident, agent):
    pass


# Each verb of an incident: what was before, the verb, and whether its customer sees anything of it.
VERBS = {
    lifecycle.take: (untouched, lambda i, a: lifecycle.take(i, a, at=TOMORROW), True),
    lifecycle.assign: (untouched, lambda i, a: lifecycle.assign(i, a, a, at=TOMORROW), True),
    lifecycle.wait_for_development: (
        taken,
        lambda i, a: lifecycle.wait_for_development(i, a, at=TOMORROW),
        True,
    ),
    lifecycle.set_expected_date: (
        in_development,
        lambda i, a: lifecycle.set_expected_date(i, a, (TOMORROW + timedelta(days=9)).date(), at=TOMORROW),
        True,
    ),
    lifecycle.resume: (in_development, lambda i, a: lifecycle.resume(i, a, at=TOMORROW), True),
    closing.propose_solution: (
        untouched,
        lambda i, a: closing.propose_solution(i, a, "Try this.", at=TOMORROW),
        True,
    ),
    closing.accept: (proposed, lambda i, a: closing.accept(i, i.contact, at=TOMORROW), True),
    closing.reject: (proposed, lambda i, a: closing.reject(i, i.contact, "No.", at=TOMORROW), True),
    closing.close_without_solution: (
        untouched,
        lambda i, a: closing.close_without_solution(i, a, "not_covered", "It is not.", at=TOMORROW),
        True,
    ),
    closing.withdraw: (untouched, lambda i, a: closing.withdraw(i, i.contact, at=TOMORROW), True),
    closing.reopen: (closed, lambda i, a: closing.reopen(i, i.contact, "Again.", at=TOMORROW), True),
    closing.hold_open: (
        asked,
        lambda i, a: closing.hold_open(i, a, (TOMORROW + timedelta(days=5)).date(), "Away.", at=TOMORROW),
        None,
    ),
    correspondence.reply: (untouched, lambda i, a: correspondence.reply(i, a, "We look.", at=TOMORROW), True),
    correspondence.spoken: (untouched, lambda i, a: correspondence.spoken(i, a, "Spoke.", at=TOMORROW), True),
    correspondence.note: (untouched, lambda i, a: correspondence.note(i, a, "Like 7.", at=TOMORROW), False),
    correspondence.contact_reply: (
        asked,
        lambda i, a: correspondence.contact_reply(i, i.contact, "13.0", at=TOMORROW),
        True,
    ),
    severity.change_severity: (
        untouched,
        lambda i, a: severity.change_severity(i, a, 2, "Many.", at=TOMORROW),
        True,
    ),
    severity.ask_for_severity: (
        untouched,
        lambda i, a: severity.ask_for_severity(i, i.contact, 2, "Many.", at=TOMORROW),
        True,
    ),
    severity.decline_severity: (
        severity_asked,
        lambda i, a: severity.decline_severity(i, a, "It stays.", at=TOMORROW),
        True,
    ),
    products.change_product: (
        another_covered,
        lambda i, a: products.change_product(i, a, make.product("KNB"), "It is.", at=TOMORROW),
        True,
    ),
    unreachable.lower: (tried, lambda i, a: unreachable.lower(i, a, at=TOMORROW), True),
    unreachable.raise_again: (
        lowered,
        lambda i, a: unreachable.raise_again(i, i.contact, "+45 70", at=TOMORROW),
        True,
    ),
    claiming.take_next: (untouched, lambda i, a: claiming.take_next(a, at=TOMORROW), True),
    silence.step: (asked, lambda i, a: silence.step(i.pk, LONG_AFTER), True),
    snoozing.snooze: (untouched, lambda i, a: snoozing.snooze(i, a, NOON, "Later.", at=LATER), False),
    snoozing.wake_now: (snoozed, lambda i, a: snoozing.wake_now(i, a, at=LATER), False),
    snoozing.wake_due: (snoozed, lambda i, a: snoozing.wake_due(NOON), False),
    reminders.remind: (untouched, lambda i, a: reminders.remind(LONG_AFTER), True),
}

# Used inside a verb, which has the incident locked; the rest asks and changes nothing.
NO_VERBS = {
    lifecycle: {
        "changing",
        "saving",
        "move",
        "turn",
        "own",
        "back_to_work",
        "own_if_free",
        "check",
        "illegal",
    }
    | {"check_open", "ahead"},
    closing: {"close", "check_original", "may_reopen", "is_handed_over", "count_rejection"},
    correspondence: set(),
    severity: {"set_severity", "lacking"},
    products: {"set_product"},
    unreachable: {"may_raise_again", "tries", "missing", "allowed_from", "missing_words"},
    claiming: set(),
    silence: {"silent", "counted_from", "working_day", "steps"},
    snoozing: {"expected_first", "due_first"},
    reminders: {"escalate", "overdue_by", "heads_sooner", "tell_of_unseen"},
}


def test_the_verbs_below_are_all_there_are():
    def public(module: ModuleType):
        return {
            name: function
            for name, function in vars(module).items()
            if inspect.isfunction(function)
            and function.__module__ == module.__name__
            and not name.startswith("_")
        }

    verbs = {
        function
        for module, others in NO_VERBS.items()
        for name, function in public(module).items()
        if name not in others
    }
    assert verbs == set(VERBS)


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: f"{verb.__module__}.{verb.__name__}")
def test_r9_every_verb_is_announced_once_with_the_place_it_leaves(verb, incident, agent, announced, commit):
    before, act, public = VERBS[verb]
    before(incident, agent)
    with commit():
        act(fresh(incident), agent)
    row = fresh(incident)
    (change,) = announced()
    assert change.number == incident.pk
    assert change.place == announcing.place(row, overdue_first=False)
    assert (change.place == "") == (not row.is_for_work)
    assert public is None or change.public is public


def test_r9_logging_is_announced_with_its_place(announced, commit):
    with commit():
        incident = make.incident(at=LOGGED, severity=2)
    assert announced() == [
        Change(incident.pk, announcing.place(fresh(incident), overdue_first=False), public=True)
    ]


def test_what_is_taken_back_or_refused_is_not_announced(incident, agent, announced, commit):
    with commit(), transaction.atomic():
        severity.change_severity(incident, agent, 2, "–", at=LATER)
        transaction.set_rollback(True)
    assert announced() == []


def test_two_changes_of_a_transaction_are_announced_once_as_they_end(incident, agent, announced, commit):
    with commit():
        correspondence.note(incident, agent, "Like 7.", at=LATER)
        correspondence.reply(incident, agent, "Which version?", asks=True, at=LATER)
    assert announced() == [Change(incident.pk, "", public=True)]


def test_a_replay_of_the_past_is_not_announced(incident, agent, announced, commit):
    with commit(), outbox.silence():
        correspondence.reply(incident, agent, "We look.", at=LATER)
    assert announced() == []


def test_a_message_carries_nothing_but_number_place_and_whether_it_is_public(incident, commit, monkeypatch):
    sent = []
    monkeypatch.setattr(announcing, "_send", sent.extend)
    with commit():
        correspondence.reply(incident, make.staff(), "A secret text", at=LATER)
    told, (number, place, public, *lists) = sorted(map(json.loads, sent), key=len)
    assert (number, public, lists) == (incident.pk, True, [[], []])
    assert place.isdigit()
    assert told == {"told": [incident.contact_id]}


def test_r9_changes_of_requests_close_together_go_to_valkey_in_one_trip(incident, agent, commit, monkeypatch):
    trips, both_there, gone = [], threading.Event(), threading.Event()
    monkeypatch.setattr(announcing, "_send", trips.append)
    monkeypatch.setattr(errands, "_runner", None)
    monkeypatch.setattr(errands, "time", SimpleNamespace(sleep=lambda _gathering: both_there.wait(SOON)))
    errands.beside_requests()
    for text in ("Like 7.", "Like 8."):
        with commit():
            correspondence.note(fresh(incident), agent, text, at=LATER)
    both_there.set()
    errands.do(gone.set)
    assert gone.wait(SOON)
    [messages] = trips
    assert len(messages) == 2


def test_r9_who_is_told_something_is_named_once_after_the_commit(incident, agent, announced, commit):
    with commit():
        correspondence.reply(incident, agent, "We look.", at=LATER)
        correspondence.reply(incident, agent, "We found it.", at=LATER)
    assert announced(Told) == [Told(frozenset({incident.contact_id}))]


@pytest.fixture
def colleague():
    """One of the vendor's people, within a scope."""

    def within(**scope):
        person = make.staff("agent")
        StaffMember.objects.filter(user=person).update(**scope)
        return topics.of_queue(User.objects.get(pk=person.pk).scope)

    return within


def test_r9_lists_of_who_is_limited_hear_of_what_is_within_their_scope_alone(
    incident, agent, colleague, announced, commit
):
    here, there = incident.customer.region, make.region("pacific", "Australia/Melbourne", country="AU")
    of_region, of_product = (
        colleague(only_regions=[here.pk]),
        colleague(only_regions=[here.pk], only_products=[incident.product_id]),
    )
    colleague(only_regions=[there.pk])
    colleague(only_products=[make.product("ORV").pk])
    with commit():
        correspondence.note(fresh(incident), agent, "Like 7.", at=LATER)
    (change,) = announced()
    assert change.queues == {of_region, of_product}
    assert change.left == frozenset()


def test_r9_a_list_that_an_incident_leaves_for_another_product_hears_of_it_without_its_place(
    incident, agent, colleague, announced, commit
):
    another_covered(incident, agent)
    product = make.product("KNB")
    former, latter = (
        colleague(only_products=[incident.product_id]),
        colleague(only_products=[product.pk]),
    )
    with commit():
        products.change_product(fresh(incident), agent, product, "It is.", at=TOMORROW)
    (change,) = announced()
    assert (change.queues, change.left) == ({latter}, {former})
    places = dict(change.topics())
    assert places[former] == ""
    assert places[latter] == places[topics.QUEUE] == change.place != ""


def test_whose_pages_may_hear_of_other_things_is_named_after_the_commit(incident, agent, announced, commit):
    """She left a company, got another scope, or may not sign in any more; not when she only changes her name."""
    place = incident.contact.memberships.get()
    colleague = make.staff("lead")
    changes = (
        (place, {"ended_at": LATER}, True),
        (agent.staff, {"only_products": [incident.product_id]}, True),
        (colleague, {"is_active": False}, True),
        (make.contact(incident.customer), {"name": "Mette Holm"}, False),
    )
    for row, facts, is_told in changes:
        with commit():
            for name, value in facts.items():
                setattr(row, name, value)
            row.save()
        said = [ended.person for ended in announced(Ended)]
        assert said == ([getattr(row, "user_id", row.pk)] if is_told else []), row


def test_whose_sessions_are_ended_or_who_signs_out_listens_anew(incident, announced, commit):
    """A page that is still open hears nothing more by what it was given."""
    person = incident.contact
    here, there = signed_in(person), signed_in(person)
    UserSession.objects.create(
        user=person, session_key=there.session.session_key, ip="192.0.2.1", user_agent="Firefox"
    )
    announced(Ended)
    with commit():
        assert sessions.end_all(person, but=here.session.session_key) == 1
    assert [ended.person for ended in announced(Ended)] == [person.pk]
    with commit():
        assert sessions.end_all(person, but=here.session.session_key) == 0
    assert announced(Ended) == []
    with commit():
        here.post("/accounts/logout/")
    assert [ended.person for ended in announced(Ended)] == [person.pk]


def test_what_is_taken_back_rings_no_bell(incident, agent, announced, commit):
    with commit(), transaction.atomic():
        correspondence.reply(incident, agent, "We look.", at=LATER)
        transaction.set_rollback(True)
    assert announced(Told) == []


@pytest.mark.parametrize("aside", [outbox.silence, outbox.on_record])
def test_the_past_rings_no_bell(incident, agent, announced, commit, aside):
    with commit(), aside():
        correspondence.reply(incident, agent, "We look.", at=LATER)
    assert announced(Told) == []


def test_r9_reading_is_told_to_her_other_pages_where_there_was_something_to_read(incident, announced, commit):
    link = incident.get_absolute_url()
    with commit():
        reading.read_about(incident.contact, [link])
    assert announced(Told) == [Told(frozenset({incident.contact_id}))]
    with commit():
        reading.read_about(incident.contact, [link])
    assert announced(Told) == []


def test_more_people_than_are_named_are_everybody(announced, commit, monkeypatch):
    monkeypatch.setattr(topics, "MOST_PEOPLE", 2)
    with commit():
        bell_changed.send(sender=None, people=[1, 2])
        bell_changed.send(sender=None, people=[2, 3])
    assert announced(Told) == [Told(None)]


def test_r5_2_a_valkey_that_is_away_neither_fails_nor_delays_a_change(incident, agent, commit, monkeypatch):
    away, asked = redis.Redis(host="192.0.2.1", socket_timeout=0.3, socket_connect_timeout=0.3), []
    monkeypatch.setattr(announcing, "_valkey", lambda: asked.append("once") or away)
    monkeypatch.setattr(announcing, "_pause", announcing._Pause())
    monkeypatch.setattr(topics, "FIRST_PAUSE", 3_600)  # it ends with this process
    with commit():
        correspondence.reply(incident, agent, "We look.", at=LATER)
    for _ in range(20):
        with commit():
            correspondence.note(incident, agent, "Like 7.", at=LATER)
    assert asked == ["once"]
    assert fresh(incident).status == Status.IN_PROGRESS


def test_r9_what_one_slow_answer_left_out_is_made_good_by_sending_the_pages_to_look(
    incident, agent, announced, commit, monkeypatch
):
    """Nothing else tells them: the process that holds them hears Valkey all the time."""
    whole, slow = announcing._valkey(), redis.Redis(host="192.0.2.1", socket_connect_timeout=0.05)
    monkeypatch.setattr(topics, "ANNOUNCING_PAUSE", 3_600)  # of which the first pause is none
    monkeypatch.setattr(announcing, "_pause", announcing._Pause())
    monkeypatch.setattr(announcing, "_valkey", lambda: slow)
    for _ in range(2):
        with commit():
            correspondence.reply(incident, agent, "We look.", at=LATER)
    monkeypatch.setattr(announcing, "_valkey", lambda: whole)
    until = time.monotonic() + SOON
    while not (said := announced(object)) and time.monotonic() < until:
        time.sleep(0.05)
    assert said == [Gap()]
    with commit():
        correspondence.reply(incident, agent, "We found it.", at=LATER)
    assert len(announced()) == 1


def test_r9_a_valkey_that_is_slow_again_and_again_is_asked_less_and_less_often(monkeypatch):
    """Each gap sends every open page to look again."""
    pauses, answers = [], iter([False, False, False, False, True, True])

    def send(_messages):
        if not next(answers):
            raise redis.TimeoutError

    timer = SimpleNamespace(start=lambda: None)  # its end comes when the test says so
    monkeypatch.setattr(announcing.threading, "Timer", lambda length, _end: pauses.append(length) or timer)
    monkeypatch.setattr(announcing, "_send", send)
    pause = announcing._Pause()
    pause.begin()
    for _answer in range(5):
        pause._end()
    assert (pauses, pause.is_on) == ([0.5, 1, 2, 4, 5], False)
    pause.begin()
    pause._end()
    monkeypatch.setattr(announcing, "CALM", -1.0)  # it was calm for long
    pause.begin()
    assert pauses[5:] == [5, 0.5]


@pytest.mark.parametrize("overdue_first", [False, True])
def test_r15_3_places_sort_as_the_queue_does(overdue_first):
    product = make.product()
    for number, (tier, level) in enumerate(
        [("XT", 3), ("XTE", 3), ("XTP", 2), ("XT", 1), ("XTE", 4), ("XT", 2)]
    ):
        at = LOGGED + timedelta(minutes=number)
        made = make.incident(make.customer(), product, at=at, tier_code=tier, severity=level)
        Incident.objects.filter(pk=made.pk).update(lifted=number % 2)
    found = list(Incident.objects.in_work_order(overdue_first=overdue_first))
    places = [announcing.place(each, overdue_first=overdue_first) for each in found]
    assert places == sorted(places)
    assert len(set(places)) == 6


def test_the_rule_of_overdue_first_is_that_of_the_day(incident, agent, announced, commit):
    LifecycleRules.objects.update_or_create(pk=1, defaults={"overdue_first": True})
    Incident.objects.filter(pk=incident.pk).update(lifted=0)
    with commit():
        reminders.remind(LONG_AFTER)
    (change,) = announced()
    assert change.place[1] == "0"
