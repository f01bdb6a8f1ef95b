"""The advisor's one page over all her customers (R17.3)."""

from datetime import UTC, date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from entitlements.special_events.models import SpecialEvent
from subscriptions.models import AdvisorAssignment
from tests import factories as make
from tests.advisory.scene import AT, DAY, STARTS, away, scene
from tests.desk.pages import get, signed_in, text
from tests.tickets.moments import moment
from tickets import reminders
from tickets.advisory import access, asking, board, sections, summary
from tickets.advisory.asking import Wish
from tickets.advisory.board import Line, Section

pytestmark = pytest.mark.django_db
PAGE = "/desk/advisor/"


def lines(seen, code):
    return [
        line.words
        for found in board.sections(seen)
        if found.section.code == code
        for line, _customer in found.lines
    ]


def test_r17_3_her_own_customers_and_those_she_deputises_for_while_their_advisor_is_away():
    nordlys, prairie = scene(), scene(name="Prairie Lantern")
    AdvisorAssignment.objects.filter(customer=prairie.customer).update(deputy=nordlys.advisor)
    assert [each.name for each in board.seen_by(nordlys.advisor, AT).customers.values()] == ["Nordlys"]
    away(prairie.advisor, AT.date(), AT.date())
    seen = board.seen_by(nordlys.advisor, AT)
    assert [each.name for each in seen.customers.values()] == ["Nordlys", "Prairie Lantern"]
    assert seen.deputised == {prairie.customer.pk}
    assert list(board.seen_by(nordlys.advisor, AT + DAY).customers) == [nordlys.customer.pk]


def test_r17_3_her_page_has_a_customer_from_the_day_on_which_she_advises_her_by_her_calendar():
    """In Melbourne the first of December begins at 13:00 UTC of the day before."""
    wattlebird = scene(name="Wattlebird", time_zone="Australia/Melbourne")
    (before,) = AdvisorAssignment.objects.filter(customer=wattlebird.customer)
    AdvisorAssignment.objects.filter(pk=before.pk).update(ends_on=date(2026, 11, 30))
    ruby = make.staff("advisor", name="Ruby")
    AdvisorAssignment.objects.create(customer=wattlebird.customer, advisor=ruby, starts_on=date(2026, 12, 1))
    midnight = moment("2026-12-01 00:00 +11:00").astimezone(UTC)  # as the clock gives it
    for at, hers in ((midnight - timedelta(minutes=1), wattlebird.advisor), (midnight, ruby)):
        for person in (wattlebird.advisor, ruby):
            assert access.advises(wattlebird.customer, person, at) is (person == hers)
            assert bool(board.seen_by(person, at).customers) is (person == hers)


def test_r17_3_open_incidents_at_risk_and_missed_are_counted_by_customer():
    nordlys, other = scene(), scene(name="Havblik")
    for severity in (1, 2, 3):
        make.incident(nordlys.customer, at=AT, tier_code="XTE", severity=severity)
    make.incident(other.customer, at=AT)
    after = AT + timedelta(minutes=50)  # severity 1 is missed, severity 2 at risk
    reminders.remind(after)
    (row,) = summary.rows(board.seen_by(nordlys.advisor, after))
    assert (row.open, row.critical, row.risky, row.missed) == (3, 1, 1, 1)
    page = text(get(signed_in(nordlys.advisor), PAGE, after))
    assert "Nordlys" in page
    assert "Havblik" not in page.partition("<main")[2]


def test_r17_3_a_customer_of_whom_nobody_wrote_for_thirty_days_is_quiet():
    nordlys = scene()
    make.incident(nordlys.customer, at=AT)
    for days, quiet in ((29, False), (30, True)):
        (row,) = summary.rows(board.seen_by(nordlys.advisor, AT + days * DAY))
        assert row.quiet is quiet
        assert row.last_word == AT


def test_r17_3_tasks_meetings_requests_renewals_and_alerts_are_there():
    nordlys = scene()
    nordlys.plan(owners=[nordlys.hers])
    nordlys.meeting()
    wish = Wish(topic="Locks", why="We close", kind="support")
    asking.ask(nordlys.customer, nordlys.contact, wish, AT)
    nordlys.customer.subscriptions.update(ends_at=AT + 100 * DAY)
    nordlys.customer.lines.update(ends_at=AT + 100 * DAY)
    alert_for(nordlys)
    seen = board.seen_by(nordlys.advisor, AT)
    assert lines(seen, "tasks") == ["Task 1 – Mette"]
    assert lines(seen, "meetings") == ["Posting and the period lock"]
    assert lines(seen, "requests") == ["Locks"]
    assert lines(seen, "renewals") == ["The subscription ends"]
    assert lines(seen, "alerts") == ["Period lock stays"]
    after = board.seen_by(nordlys.advisor, STARTS + DAY)
    assert lines(after, "meetings") == ["Minutes are missing: Posting and the period lock"]


def test_r17_3_a_renewal_is_due_by_the_last_day_of_the_period_as_every_other_page_says():
    nordlys = scene()
    ends = moment("2027-01-01 00:00 +01:00")
    nordlys.customer.subscriptions.update(ends_at=ends)
    nordlys.customer.lines.update(ends_at=ends)
    (line,) = sections.renewals(board.seen_by(nordlys.advisor, AT))
    assert line.when == "31 December 2026"


def alert_for(nordlys):
    from notifications.outbox import tell

    alert = make.alert()
    words = {
        "title": alert.title,
        "product": "Ledgerkant Finance",
        "affected": [],
        "alert_class": "production_stop",
        "action_kind": "fix",
        "required_by": None,
    }
    tell("alert", [nordlys.contact], "alert:1", customer=nordlys.customer, context=words, alert=alert, at=AT)


def test_r17_3_special_events_stand_there_with_what_is_to_be_done():
    nordlys = scene()
    SpecialEvent.objects.create(
        customer=nordlys.customer,
        subscription=nordlys.customer.subscriptions.get(),
        saturday=date(2026, 12, 12),
        starts_at=AT + 16 * DAY,
        ends_at=AT + 19 * DAY,
        purpose="upgrade",
        asked_by=nordlys.contact,
        english_contact=nordlys.contact,
        asked_at=AT,
    )
    assert lines(board.seen_by(nordlys.advisor, AT), "events") == ["Asked for; waits for an answer"]


def test_rooms_above_add_sections_of_their_own(monkeypatch):
    nordlys = scene()
    monkeypatch.setattr(board, "_sections", [])
    board.register(
        Section(
            "reviews", "Reviews due", "x", lambda seen: [Line(key, "Review", "/") for key in seen.customers]
        )
    )
    with pytest.raises(ValueError, match="reviews"):
        board.register(Section("reviews", "Again", "x", lambda seen: []))
    assert lines(board.seen_by(nordlys.advisor, AT), "reviews") == ["Review"]


def statements(client):
    get(client, PAGE, AT)  # what is kept of the settings is read
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert get(client, PAGE, AT).status_code == 200
    return len(asked)


def test_r17_3_the_page_asks_the_same_whatever_the_number_of_customers():
    nordlys = scene()
    client = signed_in(nordlys.advisor)

    def fill(each):
        each.plan(owners=[each.hers])
        each.meeting()
        make.incident(each.customer, at=AT, severity=1, tier_code="XTE")

    fill(nordlys)
    one = statements(client)
    for number in range(4):
        more = scene(name=f"Customer {number}")
        fill(more)
        AdvisorAssignment.objects.filter(customer=more.customer).update(advisor=nordlys.advisor)
    assert statements(client) == one


def test_one_customers_page_has_the_same_sections():
    nordlys = scene()
    nordlys.plan(owners=[nordlys.hers])
    page = text(get(signed_in(nordlys.deputy), f"{PAGE}customers/{nordlys.customer.number}/", AT))
    assert all(word in page for word in ("Task 1", "The lock", "Dorte", "Arrange a meeting"))
