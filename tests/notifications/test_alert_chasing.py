"""What staff do after an alert is published: chase who has not acknowledged, see what was late, take the ledger."""

import csv
import io
from datetime import timedelta
from functools import partial

import pytest
import time_machine
from django.utils import timezone

from notifications import alerts, chasing, delivery, ledger, preferences
from notifications.models import AlertRules, Notification
from notifications.refusals import AlertNotPublished, AlertWithdrawn, NobodyToRemind, Refusal
from subscriptions import tenancy
from subscriptions.models import Membership, ProductLine
from subscriptions.refusals import Forbidden
from tests import factories as make
from tests.notifications.company import (
    DAY,
    NOW,
    both,
    in_app,
    of,
    person,
    publish,
    publisher,
    registered,
    rule,
    told,
)
from tests.notifications.telling import at_once

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def product():
    return make.product("LGF", name="Ledgerkant")


@pytest.fixture
def people(product):
    """Two who were told."""
    return [registered(person(product), product) for _ in range(2)]


@pytest.fixture
def alert(product, people):
    return publish(make.alert(product))


# Chasing


def test_r1_4_the_list_names_by_customer_who_has_not_acknowledged(client, alert, people):
    acknowledged, waiting = people
    alerts.acknowledge(alert, acknowledged, of(acknowledged))
    client.force_login(make.staff("agent"))
    page = client.get(f"/desk/alerts/{alert.pk}/unacknowledged/").content.decode()
    assert waiting.email in page
    assert of(waiting).name in page
    assert acknowledged.email not in page


def test_r1_4_those_are_reminded_and_nobody_else_once_a_day(client, alert, people):
    acknowledged, waiting = people
    alerts.acknowledge(alert, acknowledged, of(acknowledged))
    client.force_login(publisher())
    for _ in range(2):
        client.post(f"/desk/alerts/{alert.pk}/remind/")
    assert told(alert, "alert_reminder") == both(waiting)


def test_r1_4_a_day_later_she_is_reminded_again_and_not_a_minute_earlier(alert, people):
    first = NOW + timedelta(hours=3)
    assert chasing.remind(alert, publisher(), first) == 2
    with pytest.raises(NobodyToRemind):
        chasing.remind(alert, publisher(), first + DAY - MINUTE)
    assert chasing.remind(alert, publisher(), first + DAY) == 2
    assert len(told(alert, "alert_reminder")) == 8


def test_r1_6_who_wants_no_mail_or_has_left_since_is_reminded_in_the_app_alone(product, alert, people):
    """R1.2: after unsubscribing no mail about the product's alerts comes."""
    left, stays = people
    alerts.deregister(left, of(left), product)
    chasing.remind(alert, publisher(), NOW + DAY)
    assert told(alert, "alert_reminder") == sorted(in_app(left) + both(stays))
    rule("security", "everyone")
    choosy = person(product)
    preferences.mail_alerts(choosy, wanted=False)
    security = publish(make.alert(product, alert_class="security"))
    chasing.remind(security, publisher(), NOW + DAY)
    assert [row for row in told(security, "alert_reminder") if row[0] == choosy.pk] == in_app(choosy)


def test_r1_11_who_is_no_longer_covered_or_left_is_not_reminded(alert, people):
    former, gone = people
    ProductLine.objects.filter(customer=of(former)).update(ends_at=NOW + MINUTE)
    Membership.objects.filter(user=gone).update(ended_at=NOW)
    with pytest.raises(NobodyToRemind):
        chasing.remind(alert, publisher(), NOW + DAY)


def test_a_draft_and_a_withdrawn_alert_remind_nobody(client, product, alert):
    with pytest.raises(AlertNotPublished):
        chasing.remind(make.alert(product), publisher())
    alerts.withdraw(alert, publisher(), "It made it worse.")
    with pytest.raises(AlertWithdrawn):
        chasing.remind(alert, publisher())
    client.force_login(publisher())
    assert "nobody is reminded" in client.get(f"/desk/alerts/{alert.pk}/unacknowledged/").content.decode()


def test_an_agent_reads_the_list_and_may_not_remind(client, alert):
    with pytest.raises(Forbidden):
        chasing.remind(alert, make.staff("agent"))
    client.force_login(make.staff("agent"))
    assert client.post(f"/desk/alerts/{alert.pk}/remind/").status_code == 403


@pytest.mark.parametrize("page", ["unacknowledged/", "ledger.csv"])
def test_a_draft_has_no_such_page_and_neither_has_a_contact(client, product, alert, people, page):
    draft = make.alert(product)
    client.force_login(publisher())
    assert client.get(f"/desk/alerts/{draft.pk}/{page}").status_code == 404
    client.force_login(people[0])
    assert client.get(f"/desk/alerts/{alert.pk}/{page}").status_code == 404


def test_r1_4_two_who_remind_at_once_remind_once(transactional_db):
    with tenancy.as_staff():
        product = make.product("LGF")
        people = [registered(person(product), product) for _ in range(5)]
        alert, first, second = publish(make.alert(product)), publisher(), publisher()

    def press(by):
        with tenancy.as_staff():
            try:
                return chasing.remind(alert, by)
            except Refusal as refusal:
                return refusal.code

    came = at_once(partial(press, first), partial(press, second))
    assert sorted(came, key=str) == [5, "nobody_to_remind"]
    with tenancy.as_staff():
        assert told(alert, "alert_reminder") == both(*people)


# Late


def test_r1_9_with_the_scheduler_off_for_an_hour_what_waits_and_what_went_late_is_counted(
    client, product, post
):
    people = [registered(person(product), product) for _ in range(3)]
    client.force_login(make.staff("lead"))
    begun = timezone.now()
    alert = publish(make.alert(product), at=begun)
    assert ledger.counts(alert, begun + 15 * MINUTE).late == 0
    assert ledger.counts(alert, begun + 16 * MINUTE).late == 3
    with time_machine.travel(begun + 60 * MINUTE, tick=True):
        delivery.deliver_due()
        assert Notification.objects.filter(alert=alert, channel="email", state="sent").count() == len(people)
        assert ledger.counts(alert, timezone.now()).late == 3
        assert "3 sent late" in client.get("/desk/alerts/").content.decode()
        assert (
            "more than 15 minutes after publishing"
            in client.get(f"/desk/alerts/{alert.pk}/").content.decode()
        )


def test_r1_9_what_was_sent_in_time_is_not_late_whenever_one_looks(client, alert):
    Notification.objects.filter(alert=alert, channel="email").update(state="sent", sent_at=NOW + 15 * MINUTE)
    assert ledger.counts(alert, NOW + DAY).late == 0
    client.force_login(make.staff("lead"))
    assert "sent late" not in client.get("/desk/alerts/").content.decode()


def test_r1_9_the_minutes_are_a_setting(alert):
    AlertRules(pk=1, sent_within_minutes=30).save()
    assert ledger.counts(alert, NOW + 29 * MINUTE).late == 0
    assert ledger.counts(alert, NOW + 31 * MINUTE).late == 2


# The ledger as a file


def table(client, alert, delimiter=","):
    answer = client.get(f"/desk/alerts/{alert.pk}/ledger.csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return answer, list(csv.reader(io.StringIO(text), delimiter=delimiter))


def test_r1_4_the_ledger_goes_out_row_by_row_with_who_what_when_and_why_it_failed(client, alert, people):
    mails = Notification.objects.filter(alert=alert, channel="email")
    mails.filter(recipient=people[0]).update(state="set_aside", attempts=8, last_error="550 no such user")
    alerts.acknowledge(alert, people[1], of(people[1]), NOW + MINUTE)
    client.force_login(make.staff("lead", time_zone="Europe/Copenhagen"))
    answer, (heading, *rows) = table(client, alert)
    assert answer["Content-Disposition"] == f'attachment; filename="alert-{alert.pk}-ledger.csv"'
    assert heading[:4] == ["Person", "E-mail", "Customer number", "Customer"]
    assert len(rows) == 4
    failed = [row for row in rows if "550 no such user" in row]
    assert [row[:2] for row in failed] == [[people[0].name, people[0].email]]
    assert {row[-1] for row in rows if row[0] == people[1].name} == {"2026-11-26 10:01:00+01:00"}


def test_r1_4_what_was_written_after_her_acknowledgement_is_not_acknowledged_by_it(alert, people):
    alerts.acknowledge(alert, people[0], of(people[0]), NOW + MINUTE)
    alerts.correct(alert, publisher(), "Only version 10.0 is affected.", NOW + 2 * MINUTE)
    hers = ledger.rows(alert).filter(recipient=people[0], channel="email")
    assert {row.kind: row.acknowledged_at for row in hers} == {
        "alert": NOW + MINUTE,
        "alert_corrected": None,
    }


def test_the_file_is_in_the_readers_language(client, alert):
    client.force_login(make.staff("lead", language="da"))
    answer, (heading, *rows) = table(client, alert, ";")
    assert f"varsel-{alert.pk}-journal.csv" in answer["Content-Disposition"]
    assert heading[:4] == ["Person", "E-mail", "Kundenummer", "Kunde"]
    assert len(rows) == 4


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(client, alert, people, name):
    type(people[0]).objects.filter(pk=people[0].pk).update(name=name)
    client.force_login(make.staff("lead"))
    _answer, rows = table(client, alert)
    assert f"'{name}" in {row[0] for row in rows}
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
