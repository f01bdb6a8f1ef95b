"""The figures of a period: every incident, who logged it, targets, times (R18.1, R18.3)."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from subscriptions.models import Tier
from tests import factories as make
from tests.properties import one_after_another
from tests.reviews.scene import AT, BEGAN, DAY, HOUR, MINUTE, OVER, QUARTER, ZONE, scene
from tests.tickets.moments import moment
from tickets import closing
from tickets.advisory.reviews import counting, listing
from tickets.advisory.reviews.figures import Figures
from tickets.advisory.reviews.periods import Period
from tickets.advisory.reviews.report import Report
from tickets.models import Incident, Milestone, TimelineEntry
from tickets.models.incidents import ENDED

pytestmark = pytest.mark.django_db


@pytest.fixture
def nordlys():
    return scene()


def counted(nordlys, period=QUARTER, at=AT):
    return counting.count(nordlys.customer, period, at)


def test_r18_1_logged_closed_withdrawn_and_open_are_counted_where_they_belong(nordlys):
    before = nordlys.log(QUARTER.starts_at - DAY)
    nordlys.solved(QUARTER.starts_at - 30 * DAY)
    nordlys.solved()
    withdrawn = nordlys.log()
    closing.withdraw(withdrawn, nordlys.contact, "Found it", BEGAN + DAY)
    open_ = nordlys.log(QUARTER.ends_at - MINUTE)
    nordlys.log(QUARTER.ends_at)
    totals = counted(nordlys).totals
    assert (totals.opened, totals.closed, totals.withdrawn) == (3, 1, 1)
    assert (totals.open_before, totals.open_after) == (1, 2)
    listed = listing.now(nordlys.customer, QUARTER, AT)
    assert {before.pk, withdrawn.pk, open_.pk} < {each.pk for each in listed}
    assert len(listed) == totals.all == 4


def test_r18_1_what_was_closed_and_opened_again_since_is_where_it_was_then(nordlys):
    incident = nordlys.solved(QUARTER.ends_at - 2 * DAY)
    closing.reopen(incident, nordlys.contact, "Again", QUARTER.ends_at + DAY)
    totals = counted(nordlys).totals
    assert (totals.closed, totals.open_after) == (1, 0)
    assert [each.status for each in listing.now(nordlys.customer, QUARTER, AT)] == ["closed"]


def test_r18_1_what_was_reopened_in_the_period_belongs_to_it(nordlys):
    incident = nordlys.solved(QUARTER.starts_at - 5 * DAY)
    closing.reopen(incident, nordlys.contact, "Again", BEGAN)
    totals = counted(nordlys).totals
    assert (totals.opened, totals.reopened, totals.open_before, totals.open_after) == (0, 1, 0, 1)


def test_r18_1_targets_met_and_missed_come_from_the_ledger_by_severity(nordlys):
    nordlys.solved(minutes=20)
    nordlys.solved(at=BEGAN + DAY, minutes=30)
    nordlys.solved(at=BEGAN + 2 * DAY, minutes=200)
    unanswered = nordlys.log(BEGAN + 3 * DAY, severity=2)
    figures = counted(nordlys)
    assert [(t.severity, t.met, t.missed) for t in figures.targets if t.kind == "first_response"] == [
        (2, 0, 1),
        (3, 2, 1),
    ]
    assert unanswered.milestones.get(kind="first_response").result == ""


def test_r18_1_a_target_that_was_missed_before_its_severity_changed_stays_missed(nordlys):
    from tickets import severity

    incident = nordlys.log(severity=2)
    severity.change_severity(incident, nordlys.agent, 3, "Not so urgent", BEGAN + 2 * DAY)
    assert counted(nordlys).missed() >= 1


def test_r18_1_times_are_covered_time_as_a_distribution(nordlys):
    for minutes in (10, 20, 40, 100):
        nordlys.solved(minutes=minutes)
    late_on_friday = BEGAN + 4 * DAY + 7 * HOUR + 50 * MINUTE  # 16:50
    incident = nordlys.log(late_on_friday)
    nordlys.answer(incident, late_on_friday + 3 * DAY - 8 * HOUR - 45 * MINUTE)  # Monday 08:05
    response = counted(nordlys).response
    assert response.counts == (2, 1, 1, 1, 0, 0, 0)
    assert (response.median, response.ninetieth) == (20 * 60, 100 * 60)


def test_r18_3_who_logged_is_the_person_also_on_behalf_and_after_she_left(nordlys):
    anders = make.contact(nordlys.customer, name="Anders")
    nordlys.solved(contact=anders, logged_by=nordlys.agent, channel="phone")
    nordlys.solved()
    anders.memberships.update(ended_at=BEGAN + 30 * DAY)
    figures = counted(nordlys)
    assert {(each.key, each.opened, each.on_behalf) for each in figures.contacts} == {
        (anders.pk, 1, 1),
        (nordlys.contact.pk, 1, 0),
    }
    assert figures.totals.people == 2
    listed = {each.incident.contact.name: each.incident.logged_by.name for each in _listed(nordlys)}
    assert listed == {"Anders": "Emil", "Mette": "Mette"}


def test_an_empty_period_counts_nothing_and_divides_by_nothing(nordlys):
    figures = counted(nordlys)
    assert figures.is_empty
    assert figures.response.median is None
    assert [month.opened for month in figures.months] == [0] * 6


def test_another_customers_incidents_are_not_counted(nordlys):
    scene(name="Havblik").solved()
    assert counted(nordlys).is_empty


def test_a_period_that_still_runs_is_counted_up_to_now(nordlys):
    nordlys.log(BEGAN)
    assert counted(nordlys, at=BEGAN - MINUTE).totals.opened == 0
    assert counted(nordlys, at=BEGAN + MINUTE).totals.opened == 1


def test_figures_are_read_as_they_were_written(nordlys):
    nordlys.solved()
    figures = counted(nordlys)
    assert Figures.read(figures.written()) == figures


def test_r8_9_targets_count_as_shown_where_the_tier_shows_them(nordlys):
    nordlys.solved()
    report = Report.of(counted(nordlys), QUARTER)
    assert (report.met, report.figures.met(shown=False)) == (1, 2)
    Tier.objects.update(shows_solution_goal=True)
    report = Report.of(counted(nordlys), QUARTER)
    assert (report.met, report.figures.met(shown=False)) == (2, 1)
    assert "All 2 response targets were met." in report.headlines


def test_r18_1_the_number_of_statements_does_not_grow_with_incidents(nordlys):
    def statements():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            counted(nordlys)
            _listed(nordlys)
        return len(asked)

    nordlys.solved()
    counted(nordlys)
    few = statements()
    for day in range(1, 8):
        nordlys.solved(BEGAN + day * DAY, contact=make.contact(nordlys.customer))
    assert statements() == few <= 16


def test_w15_what_a_review_says_is_what_plain_sql_counts(nordlys):
    """R18.1: by severity, product and result of a target."""
    stock = make.product("STH")
    make.line(nordlys.customer, stock, "XTE")
    for day in range(6):
        nordlys.solved(BEGAN + day * DAY, minutes=30 if day % 2 else 6 * 60, severity=2 + day % 3)
    make.incident(nordlys.customer, stock, at=BEGAN, contact=nordlys.contact)
    make.incident(make.customer(), nordlys.product, at=BEGAN)  # another company's
    nordlys.log(QUARTER.starts_at - DAY)  # open since before
    figures = counted(nordlys)

    def plainly(what, of, where, group):
        bounds = [nordlys.customer.pk, QUARTER.starts_at, QUARTER.ends_at]
        within = f"i.customer_id = %s and {what} >= %s and {what} < %s"
        sql = f"select {group}, count(*) from {of} where {within} {where} group by 1"
        with connection.cursor() as cursor:
            cursor.execute(sql, bounds)
            return dict(cursor.fetchall())

    logged = "tickets_incident i"
    by_severity = plainly("i.logged_at", logged, "", "i.severity")
    assert {int(key): number for key, number in figures.severities.items()} == by_severity
    by_product = plainly("i.logged_at", logged, "", "i.product_id")
    assert {each.key: each.opened for each in figures.products} == by_product
    assert plainly("i.status_since", logged, "and status = 'closed'", "1") == {1: figures.totals.closed}
    targets = "tickets_milestone m join tickets_incident i on i.id = m.incident_id"
    met = plainly("m.ended_at", targets, "and m.kind = 'first_response' and m.result = 'met'", "m.severity")
    missed = plainly(
        "m.due_at", targets, "and m.kind = 'first_response' and m.result in ('', 'missed')", "m.severity"
    )
    of_first = [each for each in figures.targets if each.kind == "first_response"]
    assert {each.severity: each.met for each in of_first if each.met} == met != {}
    assert {each.severity: each.missed for each in of_first if each.missed} == missed != {}


@pytest.mark.parametrize(
    ("logged", "month"),
    [
        ("2026-10-31 23:30 +01:00", "2026-10-01"),
        ("2026-11-01 00:30 +01:00", "2026-11-01"),
        ("2026-09-30 23:30 +02:00", "2026-09-01"),
    ],
)
def test_w19_an_incident_near_midnight_is_in_the_month_of_the_customers_clock(nordlys, logged, month):
    """R18.1: UTC says 22:30 of the same day, 23:30 of the day before, 21:30."""
    autumn = Period(date(2026, 9, 1), date(2026, 11, 30), ZONE)
    nordlys.log(moment(logged))
    counts = {
        each.month: each.opened for each in counted(nordlys, autumn, autumn.ends_at).months if each.opened
    }
    assert counts == {month: 1}
    october = Period(date(2026, 10, 1), date(2026, 10, 31), ZONE)
    assert counted(nordlys, october, autumn.ends_at).totals.opened == int(month == "2026-10-01")
    assert len(listing.now(nordlys.customer, october, autumn.ends_at)) == 1 - int(month == "2026-11-01")


STORIES = st.lists(
    st.tuples(
        st.integers(-40, 100),  # the day it is logged, from the first of the quarter on
        st.integers(5, 400),  # minutes to the answer; the last ones are never answered
        st.sampled_from(["answer", "close", "withdraw", "reopen", "nothing"]),
        st.integers(0, 60),  # days until that
        st.sampled_from([2, 3, 4]),
    ),
    max_size=7,
)


@settings(one_after_another, max_examples=12)
@given(STORIES)
def test_r18_1_counts_equal_a_naive_count_over_all_rows(db, stories):
    nordlys = scene(name="Random")
    for day, minutes, what, later, severity in stories:
        _tell(nordlys, QUARTER.starts_at + day * DAY + 9 * HOUR, minutes, what, later, severity)
    figures = counted(nordlys, at=OVER + 200 * DAY)
    totals = figures.totals
    incidents = list(Incident.objects.filter(customer=nordlys.customer))
    now, then = (
        [_status(i, QUARTER.ends_at) for i in incidents],
        [_status(i, QUARTER.starts_at) for i in incidents],
    )
    within = [QUARTER.starts_at <= i.logged_at < QUARTER.ends_at for i in incidents]
    assert (
        totals.opened
        == sum(within)
        == Incident.objects.filter(
            customer=nordlys.customer, logged_at__gte=QUARTER.starts_at, logged_at__lt=QUARTER.ends_at
        ).count()
    )
    assert totals.open_before == sum(s is not None and s[0] not in ENDED for s in then)
    assert totals.open_after == sum(s is not None and s[0] not in ENDED for s in now)
    ended = [s for s in now if s and s[0] in ENDED and s[1] >= QUARTER.starts_at]
    assert Counter(s[0] for s in ended) == +Counter(closed=totals.closed, withdrawn=totals.withdrawn)
    assert (
        totals.open_before + totals.opened + totals.reopened
        == totals.closed + totals.withdrawn + totals.open_after
    )
    assert sum(each.opened for each in figures.contacts) == totals.opened
    assert sum(each.opened for each in figures.products) == totals.opened
    assert sum(month.opened for month in figures.months[3:]) == totals.opened
    assert sum(figures.severities.values()) == totals.opened
    for result in ("met", "missed"):
        assert sum(getattr(each, result) for each in figures.targets) == _naive(nordlys, result)


def _tell(nordlys, at, minutes, what, later, severity):
    incident = nordlys.log(at, severity=severity)
    if what == "nothing":
        return
    nordlys.answer(incident, at + timedelta(minutes=minutes))
    end = at + timedelta(minutes=minutes) + later * DAY + HOUR
    if what == "withdraw":
        closing.withdraw(incident, nordlys.contact, "Never mind", end)
    elif what in ("close", "reopen"):
        nordlys.close(incident, end)
    if what == "reopen":
        closing.reopen(incident, nordlys.contact, "Again", end + DAY)


def _status(incident, at):
    """Where it stood at `at` and since when, walked through its timeline; None where it was not logged yet."""
    if incident.logged_at >= at:
        return None
    status, since = "new", incident.logged_at
    for entry in TimelineEntry.objects.filter(incident=incident, kind="status").order_by("at", "pk"):
        if entry.at < at:
            status, since = entry.facts["to"], entry.at
    return status, since


def _naive(nordlys, result):
    found = 0
    for each in Milestone.objects.filter(customer=nordlys.customer):
        missed = each.is_missed(QUARTER.ends_at)
        at = (each.missed_at or each.due_at) if missed else each.ended_at
        if result == ("missed" if missed else each.result) and at:
            found += QUARTER.starts_at <= at < QUARTER.ends_at
    return found


def _listed(nordlys):
    return listing.now(nordlys.customer, QUARTER, AT)
