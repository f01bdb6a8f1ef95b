"""What has been kept for long enough goes, by rules that are data; a dry run only says so."""

import json
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

from notifications import verification
from notifications.models import Notification
from subscriptions.personal_data import retention
from subscriptions.personal_data.models import RetentionPeriod
from tests.personal_data.conftest import EMAIL
from tests.satisfaction.scene import scene as satisfied
from tests.tickets.portal import WEDNESDAY, signed_in, text
from tickets import closing
from tickets.mailbox.models import IncomingMail
from tickets.models import Attachment, Incident
from tickets.phone import call_backs
from tickets.phone.call_backs import Wish

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def run(after, *options):
    out = StringIO()
    with time_machine.travel(WEDNESDAY + after, tick=False):
        call_command("apply_retention", *options, stdout=out)
    key = "would_remove" if options else "removed"
    return {line["rule"]: line[key] for line in map(json.loads, out.getvalue().splitlines())}


@pytest.fixture
def closed(person):
    incident = Incident.objects.get()
    closing.withdraw(incident, person, "No longer needed", at=WEDNESDAY)
    return incident


def files():
    return [each.name for each in Attachment.objects.filter(removed_at=None)]


def test_a_dry_run_says_how_much_and_removes_nothing(closed):
    after = 2000 * DAY
    said = run(after, "--dry-run")
    assert (said["attachments"], said["mail-originals"]) == (2, 1)
    assert len(files()) == 2
    assert run(after)["attachments"] == 2
    assert run(after)["attachments"] == 0


def test_attachments_go_five_years_after_their_incident_was_closed_and_their_names_stay(closed):
    name = Attachment.objects.first().file.name
    assert run(1825 * DAY)["attachments"] == 0
    assert run(1827 * DAY)["attachments"] == 2
    attachment = Attachment.objects.first()
    assert not attachment.file.storage.exists(name)
    page = signed_in(closed.contact).get(f"/incidents/{closed.pk}/")
    assert "mine.txt" in text(page)
    answer = signed_in(closed.contact).get(
        f"/incidents/{closed.pk}/files/{Attachment.objects.get(name='mine.txt').pk}/"
    )
    assert answer.status_code == 410
    assert "was removed because its incident has been closed for long" in text(answer)


def test_what_is_open_keeps_its_files(person):
    assert run(5000 * DAY)["attachments"] == 0


def test_how_long_is_data_and_nothing_set_is_for_ever(closed):
    RetentionPeriod.objects.create(code="attachments", days=10)
    assert run(9 * DAY)["attachments"] == 0
    RetentionPeriod.objects.update(days=None)
    assert run(5000 * DAY)["attachments"] == 0
    RetentionPeriod.objects.update(days=10)
    assert run(11 * DAY)["attachments"] == 2


def test_originals_of_mail_go_after_a_year_but_not_while_a_person_is_to_decide(person):
    assert run(364 * DAY)["mail-originals"] == 0
    IncomingMail.objects.update(state="held")
    assert run(366 * DAY)["mail-originals"] == 0
    IncomingMail.objects.update(state="taken")
    assert run(366 * DAY)["mail-originals"] == 1
    assert IncomingMail.objects.get().sender == EMAIL


def test_r6_numbers_and_texts_of_call_backs_go_400_days_after_they_ended(person, agent):
    customer = person.memberships.get().customer
    wish = Wish(customer=customer, contact=person, asked_by=person, number="+45 20 00 00 01", about="Printer")
    asked = call_backs.ask(wish, WEDNESDAY)
    assert run(401 * DAY)["call-backs"] == 0  # it waits
    call_backs.spoken(asked, agent, "She asked about training.", WEDNESDAY)
    assert run(399 * DAY)["call-backs"] == 0
    assert run(401 * DAY)["call-backs"] == 1
    asked.refresh_from_db()
    call = asked.calls.get()
    assert (asked.number, asked.about, call.number, call.said) == ("", "", "", "")
    assert call.outcome == "spoken"
    assert run(401 * DAY)["call-backs"] == 0


def test_l9_words_of_answers_on_satisfaction_go_and_the_answer_stays():
    made = satisfied()
    made.close()
    made.answer(satisfied=False, text="It took a week.")
    assert run(399 * DAY)["satisfaction"] == 0
    assert run(401 * DAY)["satisfaction"] == 1
    assert (made.question.text, made.question.satisfied) == ("", False)
    assert run(401 * DAY)["satisfaction"] == 0


def test_texts_of_mails_go_and_the_ledger_still_says_who_was_told(person):
    before = Notification.objects.filter(channel="email").count()
    assert run(399 * DAY)["mail-texts"] == 0
    assert run(401 * DAY)["mail-texts"] > 0
    assert Notification.objects.filter(channel="email").count() == before
    assert (
        not Notification.objects.filter(channel="email", sent_at__lt=WEDNESDAY + DAY)
        .exclude(text="")
        .exists()
    )


def test_the_check_of_the_ledger_finds_no_difference_afterwards(person):
    later = WEDNESDAY + 401 * DAY
    found = set(verification.differences(WEDNESDAY + DAY))
    run(401 * DAY)
    assert {line for line in verification.differences(WEDNESDAY + DAY) if "incident" in line} <= found
    assert later > WEDNESDAY


def test_lines_of_the_bell_go_after_400_days(person):
    Notification.objects.filter(channel="in_app").update(created_at=WEDNESDAY)
    assert run(399 * DAY)["bell"] == 0
    assert run(401 * DAY)["bell"] > 0


def test_sessions_go_when_they_have_ended(person):
    ends = Session.objects.get().expire_date
    with time_machine.travel(ends - timedelta(minutes=1), tick=False):
        call_command("apply_retention", stdout=StringIO())
    assert Session.objects.count() == 1
    with time_machine.travel(ends + timedelta(minutes=1), tick=False):
        call_command("apply_retention", stdout=StringIO())
    assert not Session.objects.exists()


def test_more_than_a_batch_goes_in_one_run(person, monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 2)
    for number in range(5):
        Session.objects.create(session_key=f"k{number}", session_data="", expire_date=WEDNESDAY - DAY)
    assert run(timedelta(0))["sessions"] >= 5


def test_an_administrator_sees_the_rules_and_changes_them(administrator, person):
    client = signed_in(administrator)
    page = client.get("/desk/data/kept/")
    assert "Attachments of incidents, after these are closed" in text(page)
    assert "1826 days" in text(page)
    assert client.get("/admin/personal_data/retentionperiod/").status_code == 200
    row = RetentionPeriod.objects.get(code="attachments")
    address = f"/admin/personal_data/retentionperiod/{row.pk}/change/"
    assert client.post(address, {"days": "30"}).status_code == 302
    row.refresh_from_db()
    assert row.days == 30
    assert row.history.count() == 2
    assert timezone.now() is not None


def test_nobody_else_sees_them(agent, person):
    assert signed_in(agent).get("/desk/data/kept/").status_code == 403
    assert signed_in(person).get("/desk/data/kept/").status_code == 404
