"""Synthetic data for measuring: any amount, always the same for a seed, with clocks as the verbs keep them."""

import json
from datetime import UTC, date, datetime, time, timedelta
from io import StringIO
from itertools import pairwise
from random import Random

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import Count
from hypothesis import given, settings
from hypothesis import strategies as st

from entitlements import starting_data as what_is_granted
from entitlements.knowledge import finding
from entitlements.knowledge.models import Article
from entitlements.models import Document
from subscriptions import starting_data, tenancy
from subscriptions.calendars import SupportCalendar, around_the_clock
from subscriptions.life import words
from subscriptions.models import Customer, SupportRegion
from subscriptions.models.regions import Clock
from tests import factories
from tests.taken_back import taken_back
from tickets import targets
from tickets.dashboards import counting
from tickets.dashboards.models import SUMS
from tickets.models import Incident, IncidentText, Milestone, TimelineEntry, texts
from tickets.models.incidents import ENDED, Kind, Status
from tickets.verification import differences
from xtreme.demo.synthetic import filling
from xtreme.demo.synthetic.courses import STATUSES, drawn
from xtreme.demo.synthetic.timetable import Timetable

FOUND_BY = [field.name for field in Document._meta.concrete_fields if field.name != "id"]
NOW = datetime(2026, 11, 25, 10, 30, tzinfo=UTC)
FIRST, LAST = datetime(2025, 1, 1, tzinfo=UTC), datetime(2027, 6, 1, tzinfo=UTC)
OFFICE = SupportCalendar(
    "Europe/Copenhagen",
    {day: [(time(8), time(17))] for day in range(5)},
    {date(2026, 12, 24), date(2026, 12, 25)},
)
FIVE_DAYS = around_the_clock("Australia/Melbourne")
TABLES = {calendar: Timetable(calendar, FIRST, LAST) for calendar in (OFFICE, FIVE_DAYS)}


@given(
    st.sampled_from([OFFICE, FIVE_DAYS]),
    st.integers(int(FIRST.timestamp()), int(LAST.timestamp()) - 200 * 86400),
    st.integers(0, 60 * 3600),
)
@settings(max_examples=300)
def test_the_table_of_covered_time_is_the_calendar(calendar, start, covered):
    """R8.3"""
    table = TABLES[calendar]
    begin = datetime.fromtimestamp(start, UTC)
    assert table.passed(start) == calendar.covered_between(FIRST, begin).total_seconds()
    if covered:
        due = datetime.fromtimestamp(table.add(start, covered), UTC)
        assert due == calendar.add(begin, timedelta(seconds=covered))


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker):
    with taken_back(django_db_blocker):
        yield filling.fill(incidents=600, customers=12, seed=7, now=NOW)


def test_it_makes_what_was_asked_for(filled):
    assert (Incident.objects.count(), Customer.objects.count()) == (600, 12)
    assert filled["rows"]["tickets_incident"] == 600
    assert filled["rows"]["tickets_timelineentry"] == TimelineEntry.objects.count()


def test_r26_every_subscription_has_its_timeline(filled):
    """Begun, then renewed, in words that the verbs' own entries have."""
    for customer in Customer.objects.all():
        entries = list(customer.subscription_entries.all())
        assert [entry.kind for entry in entries] == ["begun", "renewed", "renewed"]
        first, *_more, last = sentences = [words.sentence(entry) for entry in entries]
        assert first.startswith("The subscription begins: ")
        assert last.startswith("The subscription is renewed: ")
        assert len(set(sentences)) == 3
        assert entries[1].subscription == entries[0].subscription


def test_every_clock_is_what_its_ledger_says(filled):
    """R8.3"""
    assert list(differences()) == []


@pytest.mark.django_db
def test_it_counts_with_the_holidays_that_it_adds_itself():
    """R10.2: where somebody has asked for the calendars before, which are kept."""
    starting_data.load(NOW.date())
    what_is_granted.load()
    for region in SupportRegion.objects.all():
        region.calendar_at(NOW).calendar(Clock.OFFICE)
    filling.fill(incidents=400, customers=5, seed=3, now=NOW)
    assert list(differences()) == []


def test_about_a_third_is_open_in_every_status_severity_and_kind(filled):
    open_ones = Incident.objects.exclude(status__in=ENDED).count()
    assert 0.22 < open_ones / 600 < 0.38
    assert set(Incident.objects.values_list("status", flat=True)) == set(Status.values)
    assert set(Incident.objects.values_list("severity", flat=True)) == {1, 2, 3, 4}
    assert set(Incident.objects.values_list("kind", flat=True)) == set(Kind.values)
    assert set(Incident.objects.values_list("tier__code", flat=True)) == {"XT", "XTP", "XTE"}


def test_there_are_about_three_messages_an_incident(filled):
    messages = TimelineEntry.objects.filter(kind="message").count()
    assert 2 < messages / 600 < 4


def test_the_status_is_where_the_timeline_leads(filled):
    for incident in Incident.objects.prefetch_related("timeline"):
        moves = [entry.facts for entry in incident.timeline.all() if entry.kind == "status"]
        assert all(a["to"] == b["from"] for a, b in pairwise(moves))
        assert (moves[-1]["to"] if moves else "new") == incident.status
        assert (incident.owner is None) == (incident.status == Status.NEW)


def test_each_stands_in_the_queue_where_the_verbs_would_put_it(filled):
    """R9.1"""
    for incident in Incident.objects.exclude(status__in=ENDED):
        stored = incident.due_milestone_id, incident.due_at, incident.at_risk, incident.lifted
        targets.place(incident)
        assert (
            incident.due_milestone and incident.due_milestone.pk,
            incident.due_at,
            incident.at_risk,
            incident.lifted,
        ) == stored


def test_its_words_are_those_that_the_triggers_write(filled):
    words = IncidentText.objects.order_by("pk").values_list("pk", "words")
    of_the_filling = list(words)
    with transaction.atomic(), tenancy.as_owner(), connection.cursor() as cursor:
        for table in ("incident", "timelineentry", "incidenttext"):
            cursor.execute(f"alter table tickets_{table} no force row level security")
        cursor.execute(texts.WRITE.format(which="true"))
        assert list(words.all()) == of_the_filling
        assert len(of_the_filling) == Incident.objects.count()
        transaction.set_rollback(True)


def test_nothing_happens_in_the_future_and_no_old_reminder_waits(filled):
    assert not TimelineEntry.objects.filter(at__gt=NOW).exists()
    running = Milestone.objects.running().filter(paused_at=None)
    assert not running.filter(next_reminder_at__lte=NOW).exists()


def test_every_incident_is_covered_when_it_is_logged(filled):
    for incident in Incident.objects.select_related("line"):
        assert incident.line.product_id == incident.product_id
        assert incident.line.customer_id == incident.customer_id
        assert incident.line.starts_at <= incident.logged_at < incident.line.ends_at


def test_numbers_rise_with_time(filled):
    logged = list(Incident.objects.order_by("pk").values_list("logged_at", flat=True))
    assert logged == sorted(logged)


def test_the_first_customers_have_more_incidents(filled):
    counts = Incident.objects.values("customer__number").annotate(n=Count("pk")).order_by("customer__number")
    assert counts.first()["n"] > counts.last()["n"]


def test_keys_go_on_after_it(filled):
    next_one = factories.incident(at=NOW)
    assert next_one.pk > Incident.objects.exclude(pk=next_one.pk).latest("pk").pk
    milestones = Milestone.objects.order_by("pk")
    assert milestones.filter(incident=next_one).first().pk > milestones.exclude(incident=next_one).last().pk


def test_the_sums_of_the_dashboards_hold_all_of_it(filled):
    assert all(sums.objects.exists() for sums in SUMS)
    assert counting.differences() == []


@pytest.mark.django_db
def test_the_same_seed_gives_the_same_data():
    def filled_and_undone():
        fields = ("title", "status", "severity", "logged_at", "due_at", "customer__number", "owner__name")
        with transaction.atomic():
            filling.fill(incidents=40, customers=3, seed=5, now=NOW)
            rows = list(Incident.objects.order_by("pk").values_list(*fields))
            transaction.set_rollback(True)
        return rows

    first = filled_and_undone()
    assert len(first) == 40
    assert filled_and_undone() == first


@pytest.mark.django_db
def test_its_articles_are_read_and_found_as_publishing_has_them():
    counts = filling.fill(incidents=5, customers=3, seed=4, now=NOW, articles=60)
    assert (counts["articles"], counts["rows"]["knowledge_article"]) == (60, 60)
    articles = list(Article.objects.order_by("pk"))
    of_the_filling = list(Document.objects.order_by("key", "language").values_list(*FOUND_BY))
    assert len(of_the_filling) > 60, "some are in Danish as well"
    assert {row["visibility"] for row in Document.objects.values("visibility")} > {"public", "covered"}
    for article in articles:
        finding.keep(article)
    assert list(Document.objects.order_by("key", "language").values_list(*FOUND_BY)) == of_the_filling
    assert [article.published_at for article in articles] == sorted(each.published_at for each in articles)
    assert articles[-1].published_at < NOW


@pytest.mark.django_db
def test_it_refuses_to_mix_with_other_data_unless_told():
    factories.customer(number="X-1")
    with pytest.raises(CommandError, match="--add"):
        call_command("fill", incidents=5, customers=2)
    assert not Incident.objects.exists()
    filling.fill(incidents=5, customers=2, seed=1, now=NOW, add=True)
    filling.fill(incidents=5, customers=2, seed=2, now=NOW, add=True)
    numbers = list(Customer.objects.order_by("number").values_list("number", flat=True))
    assert numbers == ["S-00001", "S-00002", "S-00003", "S-00004", "X-1"]


@pytest.mark.django_db
def test_the_demo_is_left_out_in_peace_after_it():
    """`make run` fills the demo at every start, also after a filling for measuring."""
    filling.fill(incidents=5, customers=2, seed=1, now=NOW, add=True)
    said = StringIO()
    call_command("fill_demo", password="a-demo-password", stdout=said)
    assert "customers that are not the demo's" in said.getvalue()
    assert set(Customer.objects.values_list("number", flat=True)) == {"S-00001", "S-00002"}


@pytest.mark.django_db(transaction=True)
def test_the_command_prints_one_line_and_writes_beside_its_own_connection():
    out = StringIO()
    call_command("fill", incidents=30, customers=3, seed=1, stdout=out)
    told = json.loads(out.getvalue())
    assert told["incidents"] == told["rows"]["tickets_incident"] == 30
    with tenancy.as_staff():
        assert Incident.objects.count() == 30


@pytest.mark.parametrize("options", [{"incidents": -1}, {"customers": 0}])
def test_nonsense_amounts_are_refused(options):
    with pytest.raises(CommandError, match="or more"):
        call_command("fill", **options)


def test_shares_are_drawn_as_they_are_written():
    random = Random(1)
    places = [drawn(random, STATUSES) for _ in range(10_000)]
    assert abs(places.count(0) / 10_000 - 0.67) < 0.02
