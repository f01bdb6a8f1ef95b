"""The demo as it stands after one command: customers, people, incidents and alerts."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.db.models import Count

from entitlements.renewal.models import RenewalNotice, UpgradeRequest
from notifications import alerts
from notifications.models import Acknowledgement, Alert, AlertChange, Notification
from subscriptions import coverage, kept_numbers
from subscriptions.models import (
    AdvisorAssignment,
    Customer,
    Membership,
    ProductLine,
    StaffMember,
    SubscriptionEntry,
    User,
)
from tests import factories
from tests.demo.moment import PASSWORD, T
from tickets import followers
from tickets.models import Incident, LifecycleRules, Milestone, TimelineEntry
from tickets.models.incidents import Channel, Kind, Status
from tickets.satisfaction.asking import may_answer
from tickets.satisfaction.models import SatisfactionQuestion
from tickets.silence import steps
from tickets.verification import differences
from xtreme.demo import people
from xtreme.demo.fill import OtherCustomers, PasswordMissing, fill
from xtreme.demo.incidents import STORIES


def incident(title):
    return Incident.objects.get(title__contains=title)


def rows():
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def test_the_ten_accounts_can_sign_in_and_nobody_else():
    for email in people.ACCOUNTS:
        assert authenticate(username=email, email=email, password=PASSWORD), email
    usable = [user.email for user in User.objects.all() if user.has_usable_password()]
    assert sorted(usable) == sorted(people.ACCOUNTS)


def test_everybody_has_a_confirmed_address():
    confirmed = EmailAddress.objects.filter(verified=True, primary=True)
    assert set(confirmed.values_list("user", "email")) == set(User.objects.values_list("pk", "email"))


def test_run_again_it_changes_nothing():
    before = rows()
    fill(T + timedelta(hours=3), PASSWORD)
    assert rows() == before


def test_r9_3_one_incident_is_snoozed_and_stays_so():
    """Also over the longest holidays: nothing wakes it before two weeks have passed."""
    (snoozed,) = Incident.objects.snoozed()
    assert snoozed.title.startswith("Wunsch:")
    assert snoozed.status == Status.IN_PROGRESS
    assert snoozed.snoozed_until > T + timedelta(days=2)


def test_incident_1_is_followed_by_a_colleague_and_by_the_advisor():
    found = incident("Month-end posting stops")
    assert {person.email for person in followers.followers(found)} == {
        "manager@nordlys.example",
        people.ADVISOR,
    }


def test_there_is_an_incident_of_every_status_severity_kind_and_channel():
    for field, values in {
        "status": Status.values,
        "severity": [1, 2, 3, 4],
        "kind": Kind.values,
        "channel": Channel.values,
    }.items():
        assert set(Incident.objects.values_list(field, flat=True)) == set(values), field


def test_every_clock_is_what_its_ledger_says():
    """R8.3"""
    assert list(differences()) == []


def test_every_number_that_is_kept_is_what_it_counts():
    assert kept_numbers.differences() == []


# What the demo keeps as told at its own instants, on record alone.
ON_RECORD = "renewal|upgrade|event|meeting|task|plan|senior|review|programme|discount"


def test_nothing_is_told_but_what_the_ledger_of_alerts_remembers():
    others = Notification.objects.filter(alert=None).exclude(kind__regex=f"^({ON_RECORD})")
    assert not others.exists()
    assert not Notification.objects.exclude(state=Notification.State.SENT).exists()


def test_clocks_that_run_go_on_from_now():
    """R8.5: no threshold of the past is left for a worker to tell of."""
    running = Milestone.objects.running().filter(paused_at=None)
    assert running.exists()
    assert not running.filter(next_reminder_at__lte=T).exists()


def test_every_entry_has_its_own_past_instant():
    assert not TimelineEntry.objects.filter(at__gt=T).exists()
    assert not Incident.objects.filter(logged_at__gt=T).exists()
    for incident in Incident.objects.prefetch_related("timeline"):
        by_people = {
            entry.at for entry in incident.timeline.all() if entry.kind in ("message", "note", "call")
        }
        told = [entry for entry in incident.timeline.all() if entry.kind in ("message", "note", "call")]
        assert len(by_people) == len(told), incident


def test_every_customer_has_a_manager_contacts_and_one_approver():
    for customer in Customer.objects.all():
        members = Membership.objects.active().filter(customer=customer)
        assert members.filter(role="manager").count() == 1, customer
        assert members.filter(approves_remote_access=True).count() == 1, customer
        assert members.count() >= 3, customer


def test_staff_are_as_many_as_a_duty_roster_needs():
    def holding(role):
        return StaffMember.objects.filter(roles__contains=[role]).count()

    assert holding("agent") == 9  # eight agents, and the lead who works the queue too
    assert (holding("lead"), holding("advisor")) == (2, 3)
    for role in ("support_manager", "head_of_support", "head_of_development", "product_manager"):
        assert holding(role) == 1, role


def test_each_advisor_is_the_deputy_of_another():
    """R17.1"""
    assignments = AdvisorAssignment.objects.all()
    elite = ProductLine.objects.active(T).filter(tier__code="XTE").values("customer")
    assert {a.customer_id for a in assignments} == {row["customer"] for row in elite}
    assert {a.advisor_id for a in assignments} == {a.deputy_id for a in assignments}


def test_one_customer_has_two_tiers_and_one_has_expired():
    """R8.6, R26.1"""
    lines = ProductLine.objects.active(T)
    mixed = lines.filter(customer__number="C-1003").values_list("product__code", "tier__code")
    assert dict(mixed) == {"FMP": "XTP", "LGF": "XTP", "STH": "XT"}
    assert not lines.filter(customer__number="C-1009").exists()
    ended = ProductLine.objects.filter(customer__number="C-1009").latest("ends_at").ends_at
    assert ended == datetime(2026, 11, 13, 0, tzinfo=UTC)


def test_havbliks_period_ends_in_twenty_days():
    ends = ProductLine.objects.filter(customer__number="C-1002").latest("ends_at").ends_at
    assert ends == datetime(2026, 12, 14, 23, tzinfo=UTC)  # midnight in Svendborg


def test_the_month_end_was_answered_after_22_minutes():
    stops = incident("Month-end posting stops")
    first = stops.milestones.get(kind="first_response")
    assert (first.result, first.ended_at - stops.logged_at) == ("met", timedelta(minutes=22))
    assert stops.status == Status.IN_PROGRESS


def test_a_severity_1_of_the_lowest_tier_waits_from_saturday_for_monday():
    """R10.1, D2"""
    down = incident("Kan ikke logge på")
    assert down.logged_at == datetime(2026, 11, 21, 9, tzinfo=UTC)
    first = down.milestones.get(kind="first_response")
    assert first.due_at == datetime(2026, 11, 23, 1, tzinfo=UTC)  # Monday 02:00
    assert first.ended_at == datetime(2026, 11, 23, 0, 20, tzinfo=UTC)
    facts = down.timeline.get(facts__code="outside_your_cover").facts
    assert facts["begins"] == "2026-11-22T23:00:00+00:00"


def test_one_waits_for_its_customer_since_the_first_reminder_and_one_since_the_second():
    """LIFECYCLE, 3: the second is closed in two days."""
    note = incident("Følgeseddel")
    assert list(note.silence_notices.values_list("number", flat=True)) == [1, 2]
    closing = steps(note, LifecycleRules.current(), T)[2]
    assert closing == date(2026, 11, 27)
    queue = incident("Interface queue")
    assert list(queue.silence_notices.values_list("number", flat=True)) == [1]


def test_the_line_that_stood_was_lowered_after_the_workaround():
    """R10.7"""
    line = incident("Production orders not released")
    assert (line.severity, line.timeline.get(kind="severity").facts["from"]) == (2, 1)
    assert line.milestones.filter(result="superseded").count() == 2


@pytest.mark.parametrize(
    ("title", "status", "reason"),
    [
        ("Pay run doubled overtime", "solution_proposed", ""),
        ("MRP run takes 9 h", "waiting_development", ""),
        ("Scanners lose session", "in_progress", ""),
        ("Lot trace report", "in_progress", ""),
        ("NF-e sent without", "waiting_customer", ""),
        ("E-invoice older", "in_progress", ""),
        ("Cycle count screen", "in_progress", ""),
        ("How do I close one", "closed", "solved"),
        ("retry back-off", "in_progress", ""),
        ("Can you install 10.0", "closed", "consulting"),
        ("XRechnung-Vorschau", "in_progress", ""),
        ("P32 totals wrong", "in_progress", ""),
        ("Frete calculado", "closed", "duplicate"),
        ("Pluklabel mangler", "withdrawn", ""),
        ("Freight is charged twice", "in_progress", ""),
        ("Which course covers", "new", ""),
    ],
)
def test_incidents_stand_where_the_demo_needs_them(title, status, reason):
    found = incident(title)
    assert (found.status, found.close_reason) == (status, reason)


@pytest.mark.parametrize(
    ("title", "number", "system", "severity", "kind", "channel"),
    [
        ("Month-end posting stops", "C-1001", "LGF 13.0", 1, "fault", "portal"),
        ("Production orders not released", "C-1005", "FMP 10.0", 2, "fault", "portal"),
        ("Kan ikke logge på", "C-1002", "LGF 12.1", 1, "fault", "portal"),
        ("Pay run doubled overtime", "C-1008", "LNT 2026.2", 1, "fault", "portal"),
        ("MRP run takes 9 h", "C-1003", "FMP 10.0", 2, "fault", "portal"),
        ("Scanners lose session", "C-1003", "STH 8.0", 2, "fault", "portal"),
        ("Lot trace report omits", "C-1004", "STH 7.2", 2, "fault", "portal"),
        ("NF-e sent without", "C-1006", "LGF 13.0", 2, "fault", "portal"),
        ("E-invoice older", "C-1007", "LGF 13.0", 3, "fault", "portal"),
        ("Interface queue shows", "C-1001", "KNB 3.4", 3, "fault", "portal"),
        ("Følgeseddel udskrives", "C-1002", "ORV 6.0", 3, "fault", "portal"),
        ("Cycle count screen", "C-1008", "STH 8.0", 3, "fault", "portal"),
        ("How do I close one", "C-1004", "LGF 13.0", 4, "how_to", "portal"),
        ("retry back-off", "C-1005", "KNB 3.4", 4, "how_to", "portal"),
        ("Can you install 10.0", "C-1007", "FMP 10.0", 4, "installation", "portal"),
        ("XRechnung-Vorschau", "C-1003", "LGF 13.0", 4, "enhancement", "portal"),
        ("P32 totals wrong", "C-1009", "LNT 2026.1", 2, "fault", "portal"),
        ("Frete calculado", "C-1006", "ORV 6.0", 3, "fault", "mail"),
        ("Pluklabel mangler", "C-1001", "STH 8.0", 3, "fault", "phone"),
        ("Freight is charged twice", "C-1006", "ORV 6.0", 3, "fault", "portal"),
        ("Which course covers", "C-1004", "LNT 2026.2", 4, "education", "api"),
    ],
)
def test_incidents_are_those_of_the_list(title, number, system, severity, kind, channel):
    """DEMO.md, 5: a fault by the portal where the list says nothing else."""
    found = incident(title)
    assert found.version, title
    of = f"{found.product.code} {found.version.name}"
    assert (found.customer.number, of) == (number, system)
    assert (found.severity, found.kind, found.channel) == (severity, kind, channel)


def test_the_urgent_ones_are_not_late():
    """What is in the work order now is due ahead of now: the demo opens without an alarm of its own making."""
    assert not [i for i in Incident.objects.in_work_order() if i.due and i.due < T]


def test_a_new_one_is_twenty_covered_minutes_old():
    course = incident("Which course covers")
    calendar = course.region.calendar_at(T).calendar("office")
    passed = calendar.covered_between(course.logged_at, T)
    assert abs(passed - timedelta(minutes=20)) < timedelta(seconds=2)


def test_it_is_told_in_four_languages():
    wish = incident("XRechnung-Vorschau")
    assert wish.language == "de"
    assert "Wir wünschen uns" in wish.description
    assert wish.timeline.filter(body__contains="Wish: a readable preview").exists()
    assert incident("Frete calculado").language == "pt"
    assert {"da", "en"} <= set(Incident.objects.values_list("language", flat=True))


def test_the_duplicate_is_of_the_same_customer():
    assert incident("Frete calculado").duplicate_of == incident("Freight is charged twice")


def test_the_phone_call_was_logged_for_the_caller():
    """R18.3"""
    label = incident("Pluklabel mangler")
    assert (label.contact.name, label.logged_by.email) == ("Anders Thorup", people.AGENT)


def test_the_last_quarter_of_nordlys_counts_as_its_review_will():
    """R18.1: 23 incidents, 4 people, 2 targets missed."""
    start, end = datetime(2026, 6, 30, 22, tzinfo=UTC), datetime(2026, 9, 30, 22, tzinfo=UTC)
    quarter = Incident.objects.filter(customer__number="C-1001", logged_at__range=(start, end))
    assert quarter.count() == 23
    assert set(quarter.values_list("status", flat=True)) == {"closed"}
    assert quarter.values("contact").distinct().count() == 4
    assert Milestone.objects.filter(incident__in=quarter, result="missed").count() == 2


def test_nobody_is_registered_for_one_product():
    """R1.7"""
    missing = set(alerts.without_registrant(T).values_list("code", flat=True))
    assert missing == {"ORV"}


def test_the_ledger_of_alerts_has_an_acknowledgement_a_retry_and_a_correction():
    """R1.4, R1.5"""
    lock = Alert.objects.get(title__startswith="LGF-13.0-0117")
    assert lock.ledger.filter(attempts=2, last_error__startswith="451").count() == 1
    assert Acknowledgement.objects.filter(alert=lock).count() == 1
    corrected = AlertChange.objects.get(kind="corrected").alert
    told = corrected.ledger.values("event").annotate(n=Count("pk")).values_list("n", flat=True)
    assert len(told) == 2
    assert len(set(told)) == 1


def test_an_expired_or_uncovered_customer_got_no_alert():
    """R1.11"""
    assert not Notification.objects.filter(customer__number="C-1009", kind="alert").exists()


def test_it_refuses_an_installation_with_other_customers():
    other = factories.customer(number="X-1", name="Somebody")
    with pytest.raises(OtherCustomers, match="Somebody"):
        fill(T, PASSWORD)
    before = rows()
    fill(T, PASSWORD, force=True)
    assert rows() == before
    other.delete()


def test_it_refuses_to_invent_a_password():
    with pytest.raises(PasswordMissing):
        fill(T, "")


@pytest.mark.parametrize("contact", ["jonas@havblik.example", "duo@brueckentor.example"])
def test_a_danish_and_an_english_account_are_asked_whether_they_are_satisfied(contact):
    """L9"""
    question = SatisfactionQuestion.objects.get(contact__email=contact, answered_at=None)
    incident = Incident.objects.get(pk=question.incident_id)
    assert may_answer(question, incident, question.contact, T)


def test_stories_have_their_own_keys():
    assert len({story.key for story in STORIES}) == len(STORIES) == 46


def test_havblik_was_reminded_three_times_and_fellgate_each_time_in_vain():
    """R26.2"""

    def reminded(number):
        return list(RenewalNotice.objects.filter(customer__number=number).values_list("days", flat=True))

    assert (reminded("C-1002"), reminded("C-1009")) == ([120, 90, 30], [120, 90, 30, 7])
    told = Notification.objects.filter(customer__number="C-1002", kind="renewal", channel="email")
    assert {(row.recipient.name, row.state) for row in told} == {("Birthe Munk", "sent")}


def test_fellgates_open_incident_is_worked_on_for_eighteen_days_more():
    """R26.5"""
    fellgate = Customer.objects.get(number="C-1009")
    ended = coverage.expiry(fellgate, T)
    assert coverage.in_grace_time(fellgate, T + timedelta(days=17))
    assert coverage.worked_on_until(ended, fellgate) == datetime(2026, 12, 13, 0, tzinfo=UTC)


def test_every_period_was_agreed_by_a_verb_before_it_began():
    """R26"""
    for customer in Customer.objects.all():
        entries = list(SubscriptionEntry.objects.filter(customer=customer).values_list("kind", flat=True))
        assert entries == ["begun", "renewed"], customer


def test_havblik_asks_for_premium_and_nobody_has_decided():
    wish = UpgradeRequest.objects.get()
    assert (wish.customer.number, wish.wanted_tier.code, wish.state) == ("C-1002", "XTP", "asked")


def test_r1_3_whoever_should_have_been_told_was_told():
    with time_machine.travel(T, tick=False):
        call_command("verify_deliveries")


def test_r11_6_the_installation_was_objected_to_and_stays_with_consulting():
    asked = incident("Can you install 10.0")
    handed = asked.hand_overs.get()
    assert (handed.state, handed.reason) == ("answered", "installation_is_consulting")
    assert (handed.objection.upheld, handed.objection.decided_by.email) == (False, people.LEAD)
    assert not handed.objection.is_late


def test_the_recall_drill_is_escalated_by_the_customer_for_the_day_after_tomorrow():
    drill = incident("Lot trace report")
    request = drill.escalation_requests.get()
    assert (request.is_open, request.level, request.answered_by.name) == (True, 1, "Joanne Beck")
    assert request.answered_at <= request.due_at
    assert request.critical_on == (T + timedelta(days=2)).astimezone(drill.customer.zone).date()
