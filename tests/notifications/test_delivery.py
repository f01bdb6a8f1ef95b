"""Sending what waits in the outbox, over real SMTP: each once, retried with back-off, visible when it fails."""

import re
import time
from collections import Counter
from datetime import time as time_of_day
from datetime import timedelta
from functools import partial

import psycopg
import pytest
import time_machine
from django.db import connection
from django.db.models.functions import Now
from django.utils import timezone

from notifications import addresses, delivery
from notifications.models import AddressMark, AddressReport, BounceRules, MailTimes, Notification
from subscriptions import tenancy
from tests import factories as make
from tests.notifications.telling import at_once, numbered, renewal
from tests.postbox import free_port, mailers
from tests.tickets.moments import moment
from xtreme.embedded import addresses as servers

pytestmark = pytest.mark.django_db

NOON = moment("2026-11-25 12:00 +01:00")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def person():
    return make.staff()


def deliver(at=NOON):
    with time_machine.travel(at, tick=False):
        return delivery.deliver_due()


def mail(person):
    return Notification.objects.get(recipient=person, channel="email")


def put_off(row, at=NOON):
    """How long after `at` it is tried again."""
    row.refresh_from_db()
    assert row.state == "waiting"
    return row.next_attempt_at - at


def undelivered(client):
    """The words of the page of undelivered mail."""
    client.force_login(make.staff("lead"))
    return client.get("/desk/outbox/").content.decode()


def test_it_is_sent_once_and_the_ledger_says_when_where_and_what(post, person):
    """R1.4"""
    numbered(person, 1, at=NOON)
    assert deliver() == 1
    assert deliver(NOON + MINUTE) == 0
    row = mail(person)
    assert (row.state, row.sent_at, row.address) == ("sent", NOON, person.email)
    assert post.to(person) == [row.subject]
    assert post.taken[0].text.splitlines() == row.text.splitlines()


def test_urgent_mail_goes_first(post, person):
    other = make.staff()
    numbered(person, 1, at=NOON)
    numbered(other, 2, at=NOON, priority=Notification.Priority.URGENT)
    deliver()
    assert [sent.to for sent in post.taken] == [other.email, person.email]


def test_r1_9_a_page_written_while_an_alert_goes_out_is_the_next_that_is_sent(post, monkeypatch):
    """Nor does an alert wait for what is not urgent."""
    monkeypatch.setattr(delivery, "BATCH", 2)
    readers, agent = [make.staff() for _ in range(6)], make.staff()
    numbered(make.staff(), 0, at=NOON)
    for number, reader in enumerate(readers):
        numbered(reader, number, at=NOON, priority=Notification.Priority.ALERT)
    with time_machine.travel(NOON, tick=False):
        delivery._deliver(delivery.lease(NOON, 2), delivery.mailers.default, float("inf"))
        numbered(agent, 7, at=NOON, priority=Notification.Priority.URGENT)
        delivery.deliver_due()
    assert [sent.to for sent in post.taken[:7]] == [
        each.email for each in (*readers[:2], agent, *readers[2:])
    ]


def test_r1_9_behind_a_slow_server_a_worker_looks_again_for_what_is_urgent(post, person, monkeypatch):
    """What it had leased and not begun is another's at once, and counts as no attempt."""
    monkeypatch.setattr(delivery, "LOOK_AGAIN", -1.0)
    others = [make.staff() for _ in range(3)]
    for number, each in enumerate((person, *others)):
        numbered(each, number, at=NOON)
    with time_machine.travel(NOON, tick=False):
        rows = delivery.lease(NOON)
        assert delivery._deliver(rows, delivery.mailers.default, float("inf")) == 0
        assert {(row.state, row.attempts) for row in Notification.objects.filter(channel="email")} == {
            ("waiting", 0)
        }


def test_mails_go_over_one_connection(post):
    """Signing in at the mail server for every mail would make an alert to thousands late (R1.9)."""
    for number in range(delivery.BATCH + 5):
        numbered(make.staff(), number, at=NOON)
    assert deliver() == delivery.BATCH + 5
    assert post.connections == 1


def test_more_is_leased_at_once_while_the_server_takes_it_all(post, monkeypatch):
    """Leasing is little of what a mail costs where it is fast; where it is slow few are held back from others."""
    monkeypatch.setattr(delivery, "BATCH", 2)
    monkeypatch.setattr(delivery, "MOST_AT_ONCE", 6)
    limits, lease, send = [], delivery.lease, delivery._deliver
    monkeypatch.setattr(delivery, "lease", lambda at, limit: limits.append(limit) or lease(at, limit))
    # Of the second lease one mail is not taken.
    monkeypatch.setattr(delivery, "_deliver", lambda rows, *more: send(rows, *more) - (len(limits) == 2))
    for number in range(13):
        numbered(make.staff(), number, at=NOON)
    assert deliver() == 12
    assert limits == [2, 4, 2, 4, 6, 6]


def test_those_who_may_not_be_written_to_any_more_do_not_hold_up_the_others(post, person):
    """R1.11: who left since it was written is not told; staff see why."""
    leaving = [make.contact(make.customer()) for _ in range(delivery.BATCH + 1)]
    for contact in leaving:
        renewal(contact, at=NOON)
        contact.memberships.update(ended_at=NOON)
    numbered(person, 1, at=NOON + MINUTE)
    assert deliver(NOON + 2 * MINUTE) == 1
    assert [sent.to for sent in post.taken] == [person.email]
    assert mail(leaving[0]).last_error == "The recipient is no longer a contact of this customer."


# What the mail server answers


@pytest.mark.parametrize("answer", ["450 4.2.0 Greylisted", "452 4.2.2 Mailbox full"])
def test_a_refusal_for_now_is_retried_later_and_arrives_once(client, post, person, answer):
    """R5.2"""
    numbered(person, 1, at=NOON)
    post.says[person.email] = answer
    assert deliver() == 0
    row = mail(person)
    assert timedelta(seconds=48) <= put_off(row) <= timedelta(seconds=72)
    assert row.last_error == answer
    assert answer in undelivered(client)
    assert deliver(NOON + timedelta(seconds=40)) == 0
    assert post.tried == [person.email]
    post.says.clear()
    assert [deliver(NOON + 2 * MINUTE), deliver(NOON + 3 * MINUTE)] == [1, 0]
    assert len(post.to(person)) == 1
    assert answer not in undelivered(client)


def test_it_is_retried_ever_more_rarely_and_at_last_set_aside_for_staff(client, post, person):
    """Minutes 1, 5, 15, 60, 120, 240, 480, each a fifth more or less."""
    numbered(person, 1, at=NOON)
    post.says[person.email] = "451 4.3.0 Try again later"
    at = NOON
    for minutes in (1, 5, 15, 60, 120, 240, 480):
        deliver(at)
        assert 0.8 <= put_off(mail(person), at) / timedelta(minutes=minutes) <= 1.2
        at = mail(person).next_attempt_at
    deliver(at)
    assert mail(person).state == "set_aside"
    assert len(post.tried) == 8
    assert "451 4.3.0 Try again later" in undelivered(client)


def test_a_refusal_for_good_is_set_aside_at_once_and_may_be_sent_again_by_staff(client, post, person):
    """R1.4; the others are not held up."""
    other = make.staff()
    numbered(person, 1, at=NOON)
    numbered(other, 2, at=NOON)
    post.says[person.email] = "550 5.1.1 No such mailbox"
    assert deliver() == 1
    assert post.to(other)
    row = mail(person)
    assert (row.state, row.last_error) == ("set_aside", "550 5.1.1 No such mailbox")
    assert deliver(NOON + timedelta(days=1)) == 0
    assert "550 5.1.1 No such mailbox" in undelivered(client)
    post.says.clear()
    addresses.confirm(person, person, NOON)
    client.post(f"/desk/outbox/{row.pk}/retry/")
    assert delivery.deliver_due() == 1
    assert len(post.to(person)) == 1


NEVER = "550 5.1.1 No such mailbox"


@pytest.fixture
def contact():
    return make.contact(make.customer())


def manager_of(contact):
    return make.contact(contact.memberships.get().customer, role="manager")


@pytest.mark.parametrize("answer", [NEVER, "550 No such user here", "553 5.1.3 Bad address"])
def test_an_unknown_recipient_marks_the_address_as_a_bounce_does_and_her_manager_is_told(
    post, contact, answer
):
    """What waits for her is set aside, and nothing more is tried."""
    manager = manager_of(contact)
    renewal(contact, "first", at=NOON)
    post.says[contact.email] = answer
    deliver()
    (mark,) = AddressMark.objects.standing()
    assert (mark.address, mark.why, mark.source, mark.fails) == (contact.email, answer, "session", True)
    told = Notification.objects.get(kind="address_failed", channel="email")
    assert (told.recipient, told.context["reason"]) == (manager, answer)
    renewal(contact, "second", at=NOON)
    deliver(NOON + MINUTE)
    assert post.tried == [contact.email, manager.email]
    assert mail_of(contact, "second").last_error == addresses.FAILS


@pytest.mark.parametrize("answer", ["550 5.7.1 Blocked by policy", "552 5.2.2 Mailbox full"])
def test_a_refusal_of_the_mail_counts_and_marks_only_when_it_comes_again_and_again(post, contact, answer):
    post.says[contact.email] = answer
    for number in range(BounceRules.current().failures):
        assert not AddressMark.objects.exists()
        renewal(contact, str(number), at=NOON)
        deliver()
    assert AddressMark.objects.get().fails


@pytest.mark.parametrize("answer", ["554 Transaction failed", "450 4.1.1 Unknown for now"])
def test_an_answer_that_says_nothing_against_the_address_does_not_mark_it(post, contact, answer):
    renewal(contact, at=NOON)
    post.says[contact.email] = answer
    deliver()
    assert not AddressReport.objects.exists()


def test_an_address_that_fails_again_after_it_was_said_to_work_is_marked_again(post, contact):
    post.says[contact.email] = NEVER
    for event in ("first", "second"):
        renewal(contact, event, at=NOON)
        deliver()
        assert AddressMark.objects.standing().count() == 1
        addresses.confirm(contact, contact, NOON)
    assert AddressMark.objects.count() == 2


def mail_of(person, event):
    return Notification.objects.get(recipient=person, channel="email", event=event)


# Quiet hours


EVENING = moment("2026-11-25 21:59 +01:00")
MORNING = moment("2026-11-26 07:00 +01:00")


@pytest.fixture
def quiet(contact):
    """Her quiet hours begin at 22 and end at 7."""
    MailTimes.objects.create(user=contact, quiet_from=time_of_day(22), quiet_to=time_of_day(7))
    return contact


@pytest.mark.parametrize("answer", ["450 4.2.0 Greylisted", "421 4.7.0 Too many messages"])
def test_what_was_put_off_into_quiet_hours_comes_after_them(post, quiet, answer):
    """Waiting for their end is no attempt."""
    renewal(quiet, at=EVENING)
    post.says[quiet.email] = answer
    deliver(EVENING)
    post.says.clear()
    assert deliver(EVENING + 2 * MINUTE) == 0
    row = mail(quiet)
    assert (row.state, row.attempts, row.next_attempt_at) == ("waiting", 1, MORNING)
    assert deliver(MORNING) == 1


def test_what_no_worker_sent_before_quiet_hours_comes_after_them(post, quiet):
    renewal(quiet, at=EVENING)
    assert deliver(EVENING + 2 * MINUTE) == 0
    assert mail(quiet).next_attempt_at == MORNING
    assert deliver(MORNING) == 1


def test_what_staff_try_again_at_night_comes_in_the_morning_and_they_are_told_so(client, post, quiet):
    renewal(quiet, at=EVENING)
    Notification.objects.filter(channel="email").update(state="set_aside")
    client.force_login(make.staff("lead"))
    with time_machine.travel(EVENING + 2 * MINUTE, tick=False):
        page = client.post(f"/desk/outbox/{mail(quiet).pk}/retry/", follow=True).content.decode()
    assert "after the quiet hours of its reader" in page
    assert put_off(mail(quiet), MORNING) == timedelta(0)


def test_r1_10_an_alert_keeps_to_no_quiet_hours_on_a_retry(post, quiet):
    renewal(quiet, at=EVENING, priority=Notification.Priority.ALERT)
    post.says[quiet.email] = "450 4.2.0 Greylisted"
    deliver(EVENING)
    post.says.clear()
    assert deliver(EVENING + 2 * MINUTE) == 1


def test_r6_5_a_page_at_night_does_not_wait_beside_what_keeps_to_quiet_hours(post, quiet):
    """Both are leased together: what waited into her quiet hours is put off alone."""
    renewal(quiet, "patient", at=EVENING)
    renewal(quiet, "urgent", at=EVENING + MINUTE, priority=Notification.Priority.URGENT)
    assert deliver(EVENING + 2 * MINUTE) == 1
    assert mail_of(quiet, "urgent").state == "sent"
    assert mail_of(quiet, "patient").next_attempt_at == MORNING


def test_r5_2_while_the_mail_server_is_away_everything_waits_visibly_and_arrives_once(
    client, post, person, settings
):
    """Connection refused says nothing against a mail: it is never given up, and tried every 15 minutes."""
    people = [person, *(make.staff() for _ in range(3))]
    for number, each in enumerate(people):
        numbered(each, number, at=NOON)
    settings.MAILERS = mailers(f"smtp://127.0.0.1:{free_port()}")
    at = NOON
    for _ in range(40):
        assert deliver(at) == 0
        at += 15 * MINUTE
    rows = Notification.objects.filter(channel="email")
    assert {row.state for row in rows} == {"waiting"}
    assert all(put_off(row, at) <= 18 * MINUTE for row in rows)
    assert "Connection refused" in undelivered(client)
    settings.MAILERS = mailers(post.url)
    assert deliver(at + 18 * MINUTE) == len(people)
    assert Counter(sent.to for sent in post.taken) == Counter(each.email for each in people)


def test_a_server_that_says_goodbye_in_between_loses_and_doubles_nothing(post):
    people = [make.staff() for _ in range(5)]
    for number, each in enumerate(people):
        numbered(each, number, at=NOON)
    post.says[people[2].email] = "421 4.7.0 Too many messages"
    deliver()
    post.says.clear()
    deliver(NOON + 2 * MINUTE)
    assert Counter(sent.to for sent in post.taken) == Counter(each.email for each in people)


def test_where_nobody_knows_whether_it_arrived_it_is_sent_again_under_the_same_id(post, person):
    """So that the reader's mail program shows it once."""
    numbered(person, 1, at=NOON)
    post.breaks_off.add(person.email)
    assert deliver() == 0
    post.breaks_off.clear()
    assert deliver(NOON + 2 * MINUTE) == 1
    assert len(post.taken) == 2
    assert len({sent.id for sent in post.taken}) == 1


def test_a_mail_that_cannot_be_written_does_not_hold_up_the_others(client, post, person):
    other = make.staff()
    numbered(person, 1, at=NOON)
    numbered(other, 2, at=NOON)
    Notification.objects.filter(recipient=person).update(context={})
    Notification.objects.filter(recipient=person, channel="email").update(kind="gone")
    assert deliver() == 1
    assert mail(person).state == "set_aside"
    assert "gone" in mail(person).last_error
    assert undelivered(client)


# Leases


def run_out(row):
    """The lease of this row ended a second ago, by the database's clock, which no test moves."""
    Notification.objects.filter(pk=row.pk).update(leased_until=Now() - timedelta(seconds=1))


def test_r1_3_a_lease_that_died_with_its_worker_is_taken_over_after_its_time(post, person):
    numbered(person, 1, at=NOON)
    (row,) = delivery.lease(NOON)  # and the worker is no more
    assert deliver() == 0
    run_out(row)
    assert deliver() == 1
    assert len(post.to(person)) == 1
    assert mail(person).attempts == 2


def test_r1_3_a_worker_whose_clock_is_ahead_takes_over_no_lease_that_lasts(post, person):
    """Leases are told by the database's clock: two machines need not agree on the hour."""
    numbered(person, 1, at=NOON)
    assert len(delivery.lease(NOON)) == 1
    assert deliver(NOON + timedelta(days=365)) == 0
    assert post.taken == []


def test_a_worker_that_was_held_up_sends_nothing_of_a_lease_that_is_nearly_over(post, person):
    numbered(person, 1, at=NOON)
    begun = time.monotonic() - delivery.LEASE.total_seconds()
    rows = delivery.lease(NOON)
    assert delivery._deliver(rows, delivery.mailers.default, begun + delivery.SENDING_SECONDS) == 0
    assert post.taken == []


def test_what_came_of_a_lost_lease_does_not_overwrite_the_new_one(post, person):
    numbered(person, 1, at=NOON)
    (old,) = delivery.lease(NOON)
    run_out(old)
    (new,) = delivery.lease(NOON)
    delivery._put_off(old, "too late to say", old.attempts)
    row = mail(person)
    assert (row.state, row.leased_until, row.last_error) == ("leased", new.leased_until, "")


def test_a_mail_that_ends_its_worker_each_time_is_set_aside(client, post, person):
    numbered(person, 1, at=NOON)
    for _ in range(delivery.ATTEMPTS):
        (row,) = delivery.lease(NOON)
        run_out(row)
    assert deliver() == 0
    assert mail(person).state == "set_aside"
    assert "Sending it ended a worker each time." in undelivered(client)


@pytest.mark.django_db(transaction=True)
def test_r1_3_what_was_taken_while_the_database_was_cut_off_is_put_on_record_all_the_same(post):
    """Else it would be sent again: the mail server has it, and only this worker knows."""
    with tenancy.as_staff():
        people = [make.staff() for _ in range(3)]
        for number, each in enumerate(people):
            numbered(each, number)
    post.on_taken[people[1].email] = cut_off
    assert delivery.deliver_due() == len(people)
    assert Counter(sent.to for sent in post.taken) == Counter(each.email for each in people)
    with tenancy.as_staff():
        rows = Notification.objects.filter(channel="email")
        assert {(row.state, row.attempts) for row in rows} == {("sent", 1)}


def cut_off():
    """End every session of this test's database."""
    address = {"host": str(servers.socket_dir()), "user": "postgres", "dbname": "postgres"}
    with psycopg.connect(**address, autocommit=True) as server:
        name = connection.settings_dict["NAME"]
        server.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = %s", [name]
        ).fetchall()


# The order of one person's mail


def test_one_persons_mail_arrives_in_the_order_written(post, person):
    for number in range(8):
        numbered(person, number, at=NOON)
    deliver()
    assert ordered(post, person) == list(range(8))


def test_a_later_mail_waits_for_an_earlier_one_that_was_put_off(post, person):
    """Also when the server comes back between the two."""
    numbered(person, 1, at=NOON)
    post.says[person.email] = "450 4.2.0 Greylisted"
    deliver()
    post.says.clear()
    numbered(person, 2, at=NOON)
    assert deliver(NOON + timedelta(seconds=30)) == 0
    deliver(NOON + 2 * MINUTE)
    assert ordered(post, person) == [1, 2]


def test_an_urgent_mail_waits_for_none_that_is_not(post, person):
    """R1.9"""
    numbered(person, 1, at=NOON)
    post.says[person.email] = "450 4.2.0 Greylisted"
    deliver()
    post.says.clear()
    numbered(person, 2, at=NOON, priority=Notification.Priority.URGENT)
    assert deliver(NOON + timedelta(seconds=30)) == 1
    assert ordered(post, person) == [2]


def test_one_that_is_refused_again_and_again_holds_up_the_next_for_half_an_hour_at_most(post, person):
    numbered(person, 1, at=NOON)
    Notification.objects.filter(channel="email").update(kind="gone")  # it cannot be written
    numbered(person, 2, at=NOON)
    for minute in range(30):
        deliver(NOON + minute * MINUTE)
    assert ordered(post, person) == [2]


def test_one_that_was_set_aside_holds_up_nothing(post, person):
    numbered(person, 1, at=NOON)
    post.says[person.email] = "550 5.7.1 Refused"
    deliver()
    post.says.clear()
    numbered(person, 2, at=NOON)
    deliver(NOON + MINUTE)
    assert ordered(post, person) == [2]


def ordered(post, person):
    """The numbers of the mails she got, in the order they came."""
    return [int(re.search(r"\d+", subject)[0]) for subject in post.to(person)]


# Several deliverers


@pytest.mark.django_db(transaction=True)
def test_r1_3_deliverers_at_once_send_each_message_once_and_each_persons_in_order(post, monkeypatch):
    monkeypatch.setattr(delivery, "BATCH", 20)
    post.slowly = 0.005
    with tenancy.as_staff():
        people = [make.staff() for _ in range(3 * delivery.BATCH)]
        for number in range(3):
            for person in people:
                numbered(person, number)
    sent = at_once(*[partial(delivery.deliver_due, 300)] * 4)
    assert sum(sent) == 3 * len(people)
    assert len([some for some in sent if some]) > 1, "one of them did it all: the test shows nothing"
    for person in people:
        assert ordered(post, person) == list(range(3))
    with tenancy.as_staff():
        rows = Notification.objects.filter(channel="email")
        assert {(row.state, row.attempts) for row in rows} == {("sent", 1)}
        assert not Notification.objects.due(timezone.now()).exists()
