"""Telling: each event, person and channel once, together with what happened, by the channels she wants."""

from contextlib import suppress
from datetime import timedelta
from functools import partial
from threading import Event
from time import monotonic, sleep

import pytest
import time_machine
from django.db import connection, transaction
from kombu.exceptions import OperationalError

from notifications import digests, leasing, ledger, outbox, preferences, unsubscribing
from notifications.kinds import KINDS
from notifications.models import MailTimes, Notification, Preference
from notifications.tasks import deliver
from subscriptions import tenancy
from subscriptions.models import Membership
from tests import factories as make
from tests.notifications.telling import ESCALATED, RENEWAL, at_once, renewal
from tests.tickets.moments import moment
from xtreme.celery import app

pytestmark = pytest.mark.django_db

NIGHT = moment("2026-11-25 23:00 +01:00")
WEEK = list(range(7))
DIGESTS = {"digest_at": "08:00", "digest_day": "0"}
OPTIONAL = {"number": 1, "title": "x", "severity": 2, "customer": "y", "product": "z"}


@pytest.fixture
def contact():
    return make.contact(make.customer())


def rows(**which):
    return sorted(Notification.objects.filter(**which).values_list("recipient", "channel"))


def both(*people):
    return sorted((person.pk, channel) for person in people for channel in ("email", "in_app"))


def test_r1_3_told_three_times_it_is_one_message_a_person_and_channel(contact):
    for _ in range(3):
        renewal(contact, "once")
    assert rows() == both(contact)


def test_another_event_is_another_message(contact):
    renewal(contact, "first")
    renewal(contact, "second")
    assert Notification.objects.count() == 4


def test_what_is_taken_back_is_not_told(contact):
    """R5.2: both happen, or neither does."""
    with suppress(ZeroDivisionError), transaction.atomic():
        renewal(contact)
        raise ZeroDivisionError
    assert rows() == []


def test_a_person_who_may_not_sign_in_is_not_told(contact):
    contact.is_active = False
    renewal(contact)
    assert rows() == []


def test_a_person_without_an_address_is_told_in_the_app_and_staff_see_why_no_mail_went(client, contact):
    contact.email = "nobody"
    contact.save()
    renewal(contact)
    mail = Notification.objects.get(channel="email")
    assert (mail.state, mail.last_error) == ("set_aside", "The address is none.")
    client.force_login(make.staff("lead"))
    assert "The address is none." in client.get("/desk/outbox/").content.decode()


def test_a_kind_that_nobody_knows_or_that_lacks_a_word_is_an_error_and_tells_nobody(contact):
    with pytest.raises(KeyError):
        outbox.tell("gossip", [contact], "e", context={})
    with pytest.raises(ValueError, match="renewal needs days in its context"):
        outbox.tell("renewal", [contact], "e", context={k: v for k, v in RENEWAL.items() if k != "days"})
    assert rows() == []


def test_inside_silence_nobody_is_told_and_on_record_nothing_is_sent(contact):
    with outbox.silence():
        renewal(contact, "silent")
    with outbox.on_record():
        renewal(contact, "past")
    assert rows(event="silent") == []
    assert rows(event="past", state="sent") == both(contact)


def test_several_tellings_of_a_transaction_wake_a_worker_once_and_after_it(
    contact, monkeypatch, django_capture_on_commit_callbacks
):
    woken = []
    monkeypatch.setattr(app, "send_task", lambda _task: woken.append(Notification.objects.count()))
    with django_capture_on_commit_callbacks(execute=True):
        renewal(contact, "first")
        renewal(contact, "second")
        assert woken == []
    assert woken == [4]


def test_r5_2_after_a_failed_nudge_the_next_are_spared_for_a_while(
    contact, monkeypatch, django_capture_on_commit_callbacks
):
    asked = []

    def away(task):
        asked.append(task)
        raise ConnectionRefusedError

    monkeypatch.setattr(app, "send_task", away)
    monkeypatch.setattr(outbox, "_paused_until", 0.0)
    for event in ("first", "second", "third"):
        with django_capture_on_commit_callbacks(execute=True):
            renewal(contact, event)
    assert asked == [deliver.name]
    assert Notification.objects.filter(channel="email", state="waiting").count() == 3


def test_r5_2_a_nudge_to_a_broker_that_is_away_fails_at_once(tmp_path):
    """A process that has no connection yet tries to make one."""
    begun = monotonic()
    with app.connection_for_write(f"redis+socket://{tmp_path}/nobody.sock") as nobody:
        with pytest.raises(OperationalError):
            deliver.apply_async(connection=nobody)
        assert monotonic() - begun < 1


# Preferences


def choose(client, person, *wanted, **times):
    """Have these optional kinds mailed at once and no others."""
    paces = {code: "at_once" if code in wanted else "off" for code in preferences.choices(person)}
    client.force_login(person)
    assert client.post("/notifications/settings/", paces | DIGESTS | times).status_code == 302


def test_a_kind_switched_off_comes_in_the_app_only(client, contact):
    colleague = make.contact(contact.memberships.get().customer)
    choose(client, contact, "waiting_development")
    words = OPTIONAL | {"owner": "Anna", "expected": None}
    for kind in ("taken", "waiting_development"):
        outbox.tell(kind, [contact, colleague], kind, customer=None, context=words)
    assert rows(kind="taken") == sorted([(contact.pk, "in_app"), *both(colleague)])
    assert rows(kind="waiting_development") == both(contact, colleague)


def test_switched_on_again_it_comes_by_mail_again(client, contact):
    words = OPTIONAL | {"owner": "Anna"}
    choose(client, contact)
    choose(client, contact, "taken")
    outbox.tell("taken", [contact], "e", context=words)
    assert rows() == both(contact)


def test_a_new_person_gets_everything_by_mail(contact):
    outbox.tell("taken", [contact], "e", context=OPTIONAL | {"owner": "Anna"})
    assert rows() == both(contact)


@pytest.mark.parametrize("kind", [code for code, kind in KINDS.items() if not kind.optional])
def test_r1_10_what_must_not_be_switched_off_is_mailed_whatever_is_chosen(client, kind):
    """R8.1, R8.11, R1.10: receipts, replies, misses and alerts reach whoever they concern."""
    about = KINDS[kind]
    person = make.staff() if about.staff else make.contact(make.customer())
    choose(client, person, **{kind: "off"})
    assert not Preference.objects.filter(kind=kind).exists()
    Preference.objects.create(user=person, kind=kind, channel="email", wanted=False)
    outbox.tell(kind, [person], "e", context=dict.fromkeys(about.words, ""))
    assert (person.pk, "email") in rows()


def test_somebody_elses_choice_is_hers_alone(client, contact):
    choose(client, make.contact(contact.memberships.get().customer))
    outbox.tell("taken", [contact], "e", context=OPTIONAL | {"owner": "Anna"})
    assert rows() == both(contact)


# Two at once


@pytest.fixture
def people(transactional_db):
    with tenancy.as_staff():
        return [make.user() for _ in range(300)]


def is_waited_for():
    """Whether a transaction of this database waits for another's end."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select exists (select from pg_stat_activity"
            " where datname = current_database() and wait_event_type = 'Lock')"
        )
        return cursor.fetchone()[0]


@pytest.mark.parametrize("first_stays", [True, False])
def test_r1_3_two_transactions_that_tell_the_same_write_one_row_a_person_and_channel(people, first_stays):
    """The second waits for the first, and tells where the first is taken back."""
    told, waited_for = Event(), Event()

    def first():
        with suppress(ZeroDivisionError), tenancy.as_staff():
            outbox.tell("escalated", people, "the same", context=ESCALATED)
            told.set()
            assert waited_for.wait(20)
            if not first_stays:
                raise ZeroDivisionError

    def second():
        assert told.wait(20)
        with tenancy.as_staff():
            outbox.tell("escalated", people, "the same", context=ESCALATED)

    def watch():
        assert told.wait(20)
        while not is_waited_for():
            sleep(0.01)
        waited_for.set()

    at_once(first, second, watch)
    with tenancy.as_staff():
        assert rows() == both(*people)


def test_two_transactions_that_tell_many_in_different_order_do_not_end_each_other(people):
    """A deadlock would take back what one of them did."""

    def tell(order, event):
        with tenancy.as_staff():
            outbox.tell("escalated", order, event, context=ESCALATED)

    for event in ("first", "second", "third", "fourth", "fifth"):
        at_once(partial(tell, people, event), partial(tell, people[::-1], event))
    with tenancy.as_staff():
        assert Notification.objects.count() == 5 * len(both(*people))


# How soon, and when


@pytest.mark.parametrize(
    ("kind", "at_once"),
    [("taken", False), ("alert", True), ("receipt", False), ("page", True)],
)
def test_r1_10_in_quiet_hours_only_what_is_urgent_and_alerts_come_at_once(client, kind, at_once):
    about = KINDS[kind]
    person = make.staff() if about.staff else make.contact(make.customer())
    choose(
        client, person, *preferences.choices(person), quiet_from="22:00", quiet_to="07:00", quiet_days=WEEK
    )
    words = dict.fromkeys(about.words, "")
    outbox.tell(kind, [person], "e", context=words, at=NIGHT)
    row = Notification.objects.get(recipient=person, channel="email")
    assert row.next_attempt_at == (NIGHT if at_once else moment("2026-11-26 07:00 +01:00"))
    assert ledger.oldest_waiting(NIGHT) == (NIGHT if at_once else None)


def test_a_severity_1_comes_in_quiet_hours(client, contact):
    choose(client, contact, quiet_from="22:00", quiet_to="07:00", quiet_days=WEEK)
    words = dict.fromkeys(KINDS["reply"].words, "")
    outbox.tell("reply", [contact], "e", context=words, at=NIGHT, priority=Notification.Priority.URGENT)
    assert Notification.objects.get(channel="email").next_attempt_at == NIGHT


def test_what_waits_for_the_end_of_quiet_hours_follows_when_they_change(client, contact):
    choose(client, contact, quiet_from="22:00", quiet_to="07:00", quiet_days=WEEK)
    with time_machine.travel(NIGHT, tick=False):
        renewal(contact)
        choose(client, contact)
    assert Notification.objects.get(channel="email").next_attempt_at == NIGHT


def test_r1_10_what_she_wants_daily_comes_in_one_mail_at_her_time(client, post):
    contact = make.contact(make.customer())
    choose(client, contact, taken="daily")
    for number in (1, 2):
        words = OPTIONAL | {"owner": "Anna", "title": f"No. {number}"}
        customer = contact.memberships.get().customer
        outbox.tell("taken", [contact], f"e{number}", customer=customer, context=words, at=NIGHT)
    eight = moment("2026-11-26 08:00 +01:00")
    with time_machine.travel(eight - timedelta(seconds=1), tick=False):
        assert deliver() == 0
    with time_machine.travel(eight, tick=False):
        assert deliver() == 1
        assert deliver() == 0
    [mail] = post.taken
    assert mail.subject == "Your digest: 2 messages"
    assert "Anna works on incident 1: No. 1" in mail.text.replace("\n", " ")
    assert rows(state="gathered") == [(contact.pk, "email")] * 2


def test_one_thing_alone_in_a_digest_comes_as_its_own_mail(client, post, contact):
    choose(client, contact, taken="weekly")
    customer = contact.memberships.get().customer
    outbox.tell("taken", [contact], "e", customer=customer, context=OPTIONAL | {"owner": "Anna"}, at=NIGHT)
    with time_machine.travel(moment("2026-11-29 12:00 +01:00"), tick=False):
        assert deliver() == 0
    with time_machine.travel(moment("2026-11-30 08:00 +01:00"), tick=False):
        assert deliver() == 1
    assert post.to(contact) == ["Anna works on incident 1: x"]


@pytest.mark.parametrize("leave", [lambda client, contact: choose(client, contact, taken="off"), None])
def test_r1_10_what_waits_for_a_digest_does_not_come_once_its_kind_is_switched_off(
    client, post, contact, leave
):
    """By the page of choices, and by one click in a mail (RFC 8058)."""
    choose(client, contact, taken="weekly")
    customer = contact.memberships.get().customer
    for event in ("a", "b"):
        outbox.tell("taken", [contact], event, customer=customer, context=OPTIONAL | {"owner": "A"}, at=NIGHT)
    if leave:
        leave(client, contact)
    else:
        client.post(unsubscribing.url(Notification.objects.filter(channel="email").first(), KINDS["taken"]))
    with time_machine.travel(moment("2026-11-30 08:00 +01:00"), tick=False):
        assert deliver() == 0
    assert rows(state="set_aside") == [(contact.pk, "email")] * 2


@pytest.mark.parametrize(
    ("now", "comes"),
    [
        ({"taken": "daily", "digest_at": "14:30"}, "2026-11-25 14:30 +01:00"),
        ({"taken": "weekly", "digest_at": "14:30", "digest_day": "4"}, "2026-11-27 14:30 +01:00"),
        ({"taken": "at_once"}, "2026-11-25 10:00 +01:00"),
    ],
)
def test_r1_10_what_waits_for_a_digest_comes_at_the_time_chosen_since(client, contact, now, comes):
    ten = moment("2026-11-25 10:00 +01:00")
    choose(client, contact, taken="daily")
    customer = contact.memberships.get().customer
    outbox.tell("taken", [contact], "e", customer=customer, context=OPTIONAL | {"owner": "A"}, at=ten)
    row = Notification.objects.get(channel="email")
    assert row.next_attempt_at == moment("2026-11-26 08:00 +01:00")
    with time_machine.travel(ten, tick=False):
        choose(client, contact, **now)
    row.refresh_from_db()
    assert row.next_attempt_at == moment(comes)


@pytest.mark.parametrize("taken", ["off", "at_once"])
def test_r1_10_her_choice_holds_for_what_waits_of_each_company_that_she_acts_for(client, contact, taken):
    """She chooses once, acting for one of them."""
    ten, other = moment("2026-11-25 10:00 +01:00"), make.customer()
    Membership.objects.create(customer=other, user=contact)
    choose(client, contact, taken="daily")
    for customer in (contact.memberships.earliest("pk").customer, other):
        outbox.tell(
            "taken",
            [contact],
            f"e{customer.pk}",
            customer=customer,
            context=OPTIONAL | {"owner": "A"},
            at=ten,
        )
    with time_machine.travel(ten, tick=False):
        choose(client, contact, taken=taken)
    waiting = Notification.objects.filter(channel="email")
    if taken == "off":
        assert set(waiting.values_list("state", flat=True)) == {"set_aside"}
    else:
        assert set(waiting.values_list("next_attempt_at", flat=True)) == {ten}


def limited_elsewhere(person):
    person.staff.only_regions = [make.region("japan", "Asia/Tokyo").pk]
    person.staff.save()


def test_a_mail_about_what_its_reader_is_limited_from_since_is_not_sent(post):
    """On its way, in her quiet hours or behind a server that is away, much may change."""
    agent, incident = make.staff(), make.incident(at=NIGHT)
    words = dict.fromkeys(KINDS["reminder"].words, "") | {"number": incident.pk}
    outbox.tell("reminder", [agent], "e", customer=incident.customer, context=words, at=NIGHT)
    limited_elsewhere(agent)
    with time_machine.travel(NIGHT + timedelta(minutes=1), tick=False):
        assert deliver() == 0
    assert post.to(agent) == []
    [row] = Notification.objects.filter(recipient=agent, channel="email", kind="reminder")
    assert (row.state, row.last_error) == ("set_aside", leasing.OUT_OF_SCOPE)


def test_a_digest_names_nothing_that_its_reader_is_limited_from_since(post):
    agent, here = make.staff(), make.incident(at=NIGHT)
    region = make.region("japan", "Asia/Tokyo")
    there = [make.incident(make.customer(region=region), at=NIGHT) for _each in range(2)]
    for incident in (here, *there):
        words = dict.fromkeys(KINDS["reminder"].words, "") | {
            "number": incident.pk,
            "title": "x",
            "severity": 2,
        }
        outbox.tell(
            "reminder", [agent], f"e{incident.pk}", customer=incident.customer, context=words,
            priority=Notification.Priority.DIGEST, at=NIGHT,
        )  # fmt: skip
    limited_elsewhere(agent)
    assert digests.gather(NIGHT + timedelta(minutes=5)) == 1
    digest = Notification.objects.get(kind="digest")
    assert {line["number"] for line in digest.context["lines"]} == {incident.pk for incident in there}
    told = Notification.objects.get(recipient=agent, channel="email", event=f"e{here.pk}")
    assert (told.state, told.last_error) == ("set_aside", leasing.OUT_OF_SCOPE)


def test_what_is_told_late_stands_by_severity_also_where_not_all_is_named(monkeypatch):
    """The mail said that the most urgent came first, and they came as they had been passed."""
    monkeypatch.setattr(digests, "LINES", 2)
    agent, incident = make.staff(), make.incident(at=NIGHT)
    for severity in (3, 2, 1):
        words = dict.fromkeys(KINDS["reminder"].words, "") | {"number": incident.pk, "severity": severity}
        outbox.tell(
            "reminder", [agent], f"e{severity}", customer=incident.customer, context=words,
            priority=Notification.Priority.DIGEST, at=NIGHT,
        )  # fmt: skip
    digests.gather(NIGHT + timedelta(minutes=5))
    told = Notification.objects.get(kind="digest").context
    assert ([line["severity"] for line in told["lines"]], told["more"]) == ([1, 2], 1)


def test_r1_11_a_contact_who_left_gets_no_digest_of_her_company(client, post, contact):
    choose(client, contact, taken="daily")
    customer = contact.memberships.get().customer
    for event in ("a", "b"):
        outbox.tell("taken", [contact], event, customer=customer, context=OPTIONAL | {"owner": "A"}, at=NIGHT)
    contact.memberships.update(ended_at=NIGHT)
    with time_machine.travel(moment("2026-11-26 08:00 +01:00"), tick=False):
        assert deliver() == 0
    assert post.taken == []


@pytest.mark.parametrize(
    ("times", "said"),
    [
        ({"quiet_from": "22:00"}, "Say when the quiet hours end, or leave both empty."),
        ({"quiet_to": "07:00"}, "Say when the quiet hours begin, or leave both empty."),
        ({"quiet_from": "07:00", "quiet_to": "07:00"}, "Quiet hours end at another time than they begin."),
        ({"digest_at": "25:00"}, "Enter a valid time."),
        ({"taken": "hourly"}, "hourly is not one of the available choices."),
    ],
)
def test_times_that_are_none_are_refused_at_their_field_and_nothing_is_saved(client, contact, times, said):
    client.force_login(contact)
    paces = dict.fromkeys(preferences.choices(contact), "off")
    page = client.post("/notifications/settings/", paces | DIGESTS | times)
    assert page.status_code == 422
    assert said in page.content.decode()
    assert not Preference.objects.exists()
    assert not MailTimes.objects.exists()
