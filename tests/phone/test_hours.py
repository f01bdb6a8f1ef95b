"""R6.1, R6.4: whether a call is taken, and when the line opens next."""

from datetime import date, timedelta

import pytest
from django.utils import timezone, translation

from entitlements.models import Severity
from tests import factories as make
from tests.phone.scene import MONDAY_0, MONDAY_8, SATURDAY_10, TUESDAY_10, scene
from tests.tickets.moments import moment
from tickets import cover
from tickets.cover import Hours
from tickets.phone import board
from tickets.phone import hours as phone_hours
from tickets.phone.hours import Covered

pytestmark = pytest.mark.django_db

CLOSED = (
    "Phone support is closed now. The line opens {opens} (Copenhagen). You can log the incident in the portal"
    " around the clock."
)
FIVE_DAYS = (
    " Your subscription covers severity 1 around the clock Monday to Friday. Xtreme Premium Support covers all days"
    " of the week."
)


def said(answer, language="en", zone="Europe/Copenhagen"):
    with translation.override(language), timezone.override(zone):
        return str(answer.refusal)


@pytest.mark.parametrize("severity", Severity.values)
def test_r6_4_in_office_hours_every_severity_is_connected(severity):
    answer = Covered.of(scene().customer, TUESDAY_10).answer(severity)
    assert answer.is_taken
    if severity != Severity.CRITICAL:
        assert answer.hours.changes_at == moment("2026-11-24 17:00 +01:00")


@pytest.mark.parametrize("severity", [2, 3, 4])
def test_r6_4_outside_office_hours_only_severity_1_is_connected(severity):
    evening = moment("2026-11-24 21:00 +01:00")
    covered = Covered.of(scene().customer, evening)
    assert covered.answer(Severity.CRITICAL).is_taken
    refused = covered.answer(severity)
    assert refused.hours.changes_at == moment("2026-11-25 08:00 +01:00")
    assert said(refused) == CLOSED.format(opens="Wednesday at 08:00")


def test_r6_4_xt_on_a_saturday_is_refused_even_for_severity_1_with_monday_0_00():
    answer = Covered.of(scene("XT").customer, SATURDAY_10).answer(Severity.CRITICAL)
    assert answer.hours.changes_at == MONDAY_0
    assert answer.refusal.code == "phone_closed"
    assert said(answer) == CLOSED.format(opens="Monday at 00:00") + FIVE_DAYS


@pytest.mark.parametrize(
    ("days", "english", "danish"),
    [
        ([0, 1, 2, 3, 6], "Sunday to Thursday", "søndag til torsdag"),
        ([0, 2, 4], "on Monday, Wednesday and Friday", "mandag, onsdag og fredag"),
    ],
)
def test_r10_3_which_days_are_covered_is_what_the_region_has(days, english, danish):
    """The week of Cairo was "Monday to Sunday", which it is not."""
    made = scene("XT")
    made.customer.region.calendar_versions.update(critical_days=days)
    answer = Covered.of(made.customer, SATURDAY_10).answer(Severity.CRITICAL)
    assert f"covers severity 1 around the clock {english}. " in said(answer)
    assert f"dækker alvorsgrad 1 døgnet rundt {danish}. " in said(answer, "da")


def test_r6_3_what_is_read_aloud_is_in_the_callers_language_throughout():
    """R26.5: the day of the end was in the agent's."""
    made = scene("XT", language="da")
    made.customer.lines.update(ends_at=moment("2026-11-01 00:00 +01:00"))
    row = board.rows(Covered.of(made.customer, TUESDAY_10), made.contact)[-1]
    assert "Jeres abonnement udløb 31. oktober 2026." in row.aloud


def test_r6_4_premium_severity_1_on_a_saturday_is_connected_the_others_wait_for_monday():
    covered = Covered.of(scene("XTP").customer, SATURDAY_10)
    assert covered.answer(Severity.CRITICAL).is_taken
    assert covered.answer(Severity.CRITICAL).hours.changes_at is None
    other = covered.answer(Severity.HIGH)
    assert other.hours.changes_at == MONDAY_8
    assert said(other) == CLOSED.format(opens="Monday at 08:00")


def test_r6_3_the_refusal_in_danish_is_the_contracts_to_the_letter():
    answer = Covered.of(scene("XT").customer, SATURDAY_10).answer(Severity.CRITICAL)
    assert said(answer, "da") == (
        "Telefonsupporten er lukket nu. Linjen åbner mandag kl. 00.00 (København). Du kan logge hændelsen i"
        " portalen døgnet rundt. Jeres abonnement dækker alvorsgrad 1 døgnet rundt mandag til fredag. Xtreme"
        " Premium Support dækker alle ugens dage."
    )


def test_r6_1_a_contact_in_melbourne_sees_melbourne_times():
    answer = Covered.of(scene().customer, moment("2026-11-27 17:30 +01:00")).answer(Severity.MEDIUM)
    assert "Monday at 18:00 (Melbourne)" in said(answer, zone="Australia/Melbourne")


def test_r6_1_an_opening_that_is_far_off_has_its_date():
    made = scene()
    version = made.customer.region.calendar_at(TUESDAY_10)
    for days in range(9):
        version.holidays.get_or_create(date=date(2026, 12, 24) + timedelta(days), defaults={"name": "closed"})
    answer = Covered.of(made.customer, moment("2026-12-24 10:00 +01:00")).answer(Severity.LOW)
    assert "opens Monday 4 January 2027 at 08:00" in said(answer)


def test_r6_4_of_two_lines_each_product_has_its_own_hours():
    made = scene("XTP")
    other = make.product("STH", name="Stakhus Warehouse")
    make.line(made.customer, other, "XT")
    covered = Covered.of(made.customer, SATURDAY_10)
    assert covered.answer(1, made.product).is_taken
    assert not covered.answer(1, other).is_taken
    assert covered.answer(1).is_taken  # the best line
    rows = board.rows(covered)
    assert [(row.severities, row.products, row.is_open) for row in rows] == [
        ("1", ("Ledgerkant Finance",), True),
        ("1", ("Stakhus Warehouse",), False),
        ("2–4", ("Ledgerkant Finance", "Stakhus Warehouse"), False),
    ]


def test_r26_5_after_expiry_only_severity_1_is_taken():
    made = scene("XT")
    made.customer.lines.update(ends_at=moment("2026-11-01 00:00 +01:00"))
    covered = Covered.of(made.customer, TUESDAY_10)
    assert covered.answer(Severity.CRITICAL).is_taken
    assert covered.answer(Severity.HIGH).refusal.code == "subscription_expired"


def test_r10_5_a_product_without_support_after_hours_has_office_hours_for_severity_1():
    made = scene("XTP")
    made.product.after_hours_supported = False
    made.product.save()
    answer = Covered.of(made.customer, SATURDAY_10).answer(Severity.CRITICAL)
    assert answer.hours.changes_at == MONDAY_8
    assert said(answer) == CLOSED.format(opens="Monday at 08:00")


def test_a_public_holiday_closes_the_office_line_and_not_severity_1():
    made = scene("XT")
    made.customer.region.calendar_at(TUESDAY_10).holidays.create(date=date(2026, 11, 24), name="holiday")
    covered = Covered.of(made.customer, TUESDAY_10)
    assert covered.answer(1).is_taken
    assert covered.answer(2).hours.changes_at == moment("2026-11-25 08:00 +01:00")


@pytest.mark.parametrize("hours", [("10:00", "15:00"), None])
def test_r6_1_the_next_opening_is_by_the_hours_that_are_in_force_then(hours):
    """Other hours, or a day that is closed, from a version that begins overnight."""
    made, evening = scene("XT"), moment("2026-11-24 21:00 +01:00")
    now = made.customer.region.calendar_at(evening)
    weekly = now.weekly | ({"2": [list(hours)]} if hours else {"2": []})
    made.customer.region.calendar_versions.create(
        in_force_from=moment("2026-11-25 00:00 +01:00"),
        time_zone=now.time_zone,
        weekly=weekly,
        critical_days=now.critical_days,
        day_length=now.day_length,
    )
    opens = moment("2026-11-25 10:00 +01:00") if hours else moment("2026-11-26 08:00 +01:00")
    assert Covered.of(made.customer, evening).answer(2).hours == Hours(False, opens)
    incident = made.incident(severity=2)
    assert phone_hours.of_incident(incident, evening).opens_at == opens
    noon = Covered.of(made.customer, TUESDAY_10).answer(2).hours
    assert noon == Hours(True, moment("2026-11-24 17:00 +01:00"))
    assert cover.hours(made.customer.region, "office", evening) == Hours(False, opens)


def test_any_number_of_answers_asks_the_database_a_fixed_number_of_times(django_assert_max_num_queries):
    made = scene("XTP")
    for code in "ABCDEF":
        make.line(made.customer, make.product(code), "XT")
    list(Covered.of(made.customer, SATURDAY_10).each())
    with django_assert_max_num_queries(12):
        answers = list(Covered.of(made.customer, SATURDAY_10).each())
    assert len(answers) == 7 * 4


def test_r6_4_an_incident_has_the_hours_of_its_own_severity():
    made = scene("XTP")
    low = made.incident(severity=4)
    critical = made.incident(severity=1)
    assert phone_hours.of_incident(low, SATURDAY_10).opens_at == MONDAY_8
    assert phone_hours.of_incident(critical, SATURDAY_10) is None
