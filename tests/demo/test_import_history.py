"""A log of another system is replayed through the verbs at its own times, telling nobody (docs/import.md)."""

import json
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from notifications.models import Notification
from subscriptions.models import Customer, Membership, ProductLine, StaffMember, SubscriptionEntry, User
from tests import factories
from tickets.models import Incident, Milestone, TimelineEntry
from tickets.verification import differences

LOG = Path(__file__).with_name("small-log.csv")

pytestmark = pytest.mark.django_db


def load(path=LOG, **options):
    out = StringIO()
    call_command("import_history", str(path), stdout=out, **options)
    return json.loads(out.getvalue())


def at(day, hour, minute=0):
    return datetime(2022, 3, day, hour, minute, tzinfo=UTC)


def incident(number):
    return Incident.objects.get(external_number=number)


def changed(tmp_path, old, new, count=1):
    text = LOG.read_text()
    assert old in text
    path = tmp_path / "log.csv"
    path.write_text(text.replace(old, new, count))
    return path


def test_every_row_is_accepted_or_rejected_with_a_reason():
    told = load()
    assert told["accepted"] == 6
    assert told["rejected"] == told["already_there"] == 0
    assert told["rows"] == {"read": 23, "accepted": 20, "already_there": 0, "rejected": 3}
    assert told["reasons"] == {"before_it_was_opened": 1, "illegal_move": 1, "unknown_state": 1}
    assert told["by_status"] == {"closed": 3, "in_progress": 2, "waiting_customer": 1}


def test_every_incident_ends_in_the_state_the_log_ends_in():
    load()
    ends = dict(Incident.objects.values_list("external_number", "status"))
    assert ends == {
        "LOG0001": "closed",
        "LOG0002": "in_progress",
        "LOG0003": "closed",
        "LOG0004": "closed",
        "LOG0005": "waiting_customer",
        "LOG0006": "in_progress",
    }


def test_events_happen_at_the_times_of_the_log():
    load()
    first = incident("LOG0001")
    assert (first.logged_at, first.closed_at) == (at(7, 9), at(16, 14))
    moves = first.timeline.filter(kind="status").values_list("at", "facts__to")
    assert list(moves) == [
        (at(7, 10), "in_progress"),
        (at(7, 11), "waiting_customer"),
        (at(9, 11), "in_progress"),
        (at(9, 14), "solution_proposed"),
        (at(16, 14), "closed"),
    ]


def test_times_are_read_in_the_zone_that_is_named():
    load(zone="Europe/Copenhagen")
    assert incident("LOG0001").logged_at == at(7, 8)


def test_waiting_for_the_caller_pauses_the_solution_goal():
    """R8.3: the two days that the log waits for user info are not counted."""
    load()
    goal = incident("LOG0001").milestones.get(kind="solution_goal")
    pause = goal.pauses.first()
    assert (pause.started_at, pause.ended_at) == (at(7, 11), at(9, 11))
    assert goal.result == Milestone.Result.MET


def test_asking_and_proposing_meet_the_first_response_and_taking_does_not():
    """R8.7: Active alone is no response; the question of 11:00 is."""
    load()
    assert incident("LOG0001").milestones.get(kind="first_response").ended_at == at(7, 11)
    assert not incident("LOG0002").milestones.get(kind="first_response", severity=2).result


def test_every_clock_is_what_its_ledger_says():
    load()
    assert list(differences()) == []


def test_a_changed_priority_is_a_changed_severity_with_its_reason():
    """R8.10: the old target is superseded, with both values on the timeline."""
    load()
    second = incident("LOG0002")
    assert second.severity == 2
    assert second.milestones.filter(kind="first_response", result="superseded").count() == 1
    assert second.timeline.get(kind="severity").facts["from"] == 3


def test_a_change_that_moves_nothing_is_an_internal_note():
    load()
    note = incident("LOG0002").timeline.get(kind="note")
    assert note.body == "assignment_group: Group A → Group B"
    assert not note.public


def test_resolved_and_active_again_is_a_rejected_solution():
    load()
    fourth = incident("LOG0004")
    assert fourth.rejections == 1
    assert fourth.owner.name == "Solver Lee"


def test_callers_become_contacts_and_the_others_agents_whom_nothing_is_sent_to():
    load()
    customer = Customer.objects.get(number="IMPORTED")
    contacts = Membership.objects.filter(customer=customer).values_list("user__name", flat=True)
    assert sorted(contacts) == ["Caller Ada", "Caller Bo", "Caller Cy", "Caller Dee", "Unknown caller"]
    agents = StaffMember.objects.values_list("user__name", flat=True)
    assert {"Clerk 1", "Clerk 2", "Solver Kim", "Solver Lee"} <= set(agents)
    assert not User.objects.filter(email__endswith="imported.invalid", is_active=True).exists()
    assert not Membership.objects.active().exists()


def test_names_without_latin_letters_are_people_of_their_own(tmp_path):
    path = changed(tmp_path, "Caller Ada", "田中", -1)
    path.write_text(path.read_text().replace("Caller Bo", "山田"))
    load(path)
    assert incident("LOG0001").contact.name == "田中"
    assert incident("LOG0002").contact.name == "山田"


def test_who_logged_it_is_the_person_also_on_the_phone():
    """R18.3: the clerk typed it, the caller reported it."""
    load()
    first = incident("LOG0001")
    assert (first.channel, first.contact.name, first.logged_by.name) == ("phone", "Caller Ada", "Clerk 1")
    assert incident("LOG0005").logged_by.name == "Unknown caller"
    assert incident("LOG0002").channel == "mail"


def test_nobody_is_told_and_no_old_reminder_is_left_to_tell():
    load()
    assert not Notification.objects.exists()
    waiting = Milestone.objects.running().filter(paused_at=None, next_reminder_at__lte=datetime.now(UTC))
    assert not waiting.exists()


def test_the_same_file_twice_adds_nothing():
    load()
    before = [model.objects.count() for model in (Incident, TimelineEntry, Milestone, User, ProductLine)]
    told = load()
    assert (told["accepted"], told["already_there"]) == (0, 6)
    assert told["rows"] == {"read": 23, "accepted": 0, "already_there": 23, "rejected": 0}
    assert told["by_status"] == {"closed": 3, "in_progress": 2, "waiting_customer": 1}
    assert before == [
        model.objects.count() for model in (Incident, TimelineEntry, Milestone, User, ProductLine)
    ]


def test_the_same_numbers_of_another_customer_are_other_incidents():
    load()
    assert load(customer="OTHER")["accepted"] == 6


def test_a_subscription_that_does_not_cover_the_time_rejects_the_incident():
    company, thing = factories.customer(number="C-77"), factories.product("LGF")
    factories.line(company, thing, starts_at=at(9, 0), ends_at=at(9, 0) + timedelta(days=300))
    told = load(customer="C-77", product="LGF")
    assert (told["accepted"], told["rejected"]) == (2, 4)
    assert told["reasons"]["product_not_covered"] == 15
    assert sum(told["rows"][kind] for kind in ("accepted", "rejected")) == told["rows"]["read"]


BROKEN = {
    "a column is missing": (",priority,", ",urgent,", "the column priority is missing"),
    "a date is none": (
        "07-03-2022 10:00",
        "31-02-2022 10:00",
        "line 3: “31-02-2022 10:00” in sys_updated_at",
    ),
    "a date is written otherwise": ("07-03-2022 10:00", "2022-03-07 10:00", "line 3"),
    "a number is missing": ("\nLOG0003,", "\n?,", "line 11 has no number"),
    "a count is none": ("LOG0003,Closed,FALSE,0,0,0", "LOG0003,Closed,FALSE,0,0,x", "“x” in sys_mod_count"),
    "a number is endless": ("\nLOG0003,", f"\n{'LOG' * 20},", "line 11 holds something that is no text"),
    "a zero byte is in it": ("Caller Bo", "Caller\0Bo", "line 8 holds something that is no text"),
    "a quote is left open": ("LOG0003", '"LOG0003', "cannot be read as CSV"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_file_gives_one_sentence_and_leaves_nothing(tmp_path, what):
    old, new, sentence = BROKEN[what]
    with pytest.raises(CommandError, match="was not imported") as refused:
        load(changed(tmp_path, old, new))
    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value)
    assert not Incident.objects.exists()
    assert not Customer.objects.exists()


@pytest.mark.parametrize("missing", [3, 40, 200])
def test_a_file_cut_off_in_the_middle_of_a_line_is_refused(tmp_path, missing):
    path = tmp_path / "cut.csv"
    path.write_text(LOG.read_text()[:-missing].replace(",?,?\n", ",?,01-01-2023 10:00\n"))
    with pytest.raises(CommandError, match="line 24"):
        load(path)
    assert not Incident.objects.exists()


def test_another_encoding_is_refused(tmp_path):
    path = tmp_path / "latin.csv"
    path.write_bytes(LOG.read_text().replace("Solver Kim", "Solver Kjær").encode("latin-1"))
    with pytest.raises(CommandError, match="line 3 is not UTF-8 text"):
        load(path)


@pytest.mark.parametrize("content", ["", "\n\n", LOG.read_text().splitlines()[0]])
def test_an_empty_file_is_refused(tmp_path, content):
    path = tmp_path / "empty.csv"
    path.write_text(content)
    with pytest.raises(CommandError, match="was not imported"):
        load(path)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(CommandError, match="it cannot be read"):
        load(tmp_path / "nothing.csv")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"zone": "Mars/Olympus"}, "time zone"),
        ({"region": "moon"}, "support region"),
        ({"tier": "GOLD"}, "tier"),
    ],
)
def test_an_option_that_names_nothing_is_refused_and_leaves_nothing(options, sentence):
    with pytest.raises(CommandError, match=sentence):
        load(**options)
    assert not Customer.objects.exists()


def test_r26_the_subscription_that_covers_the_log_has_its_timeline():
    load()
    (entry,) = SubscriptionEntry.objects.all()
    assert (entry.kind, entry.by, entry.at) == ("begun", None, entry.subscription.starts_at)
    assert entry.facts["lines"]
