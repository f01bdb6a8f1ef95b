"""R6.5: who is called where the roster has nobody, and when it has: never nobody, and nobody who is not there."""

from datetime import date, time, timedelta

import pytest

from subscriptions.models import CalendarVersion
from tests import factories as make
from tests.duty.rosters import roster, team
from tests.tickets.moments import moment
from tickets.duty.models import Absence
from tickets.duty.rosters import called, gaps, on_duty

pytestmark = pytest.mark.django_db

NIGHT = moment("2026-11-25 02:00 +01:00")
DAY = moment("2026-11-25 10:00 +01:00")
SECOND = timedelta(seconds=1)


def away(person, first="2026-11-25", last="2026-11-25"):
    Absence.objects.create(
        person=person, first_day=date.fromisoformat(first), last_day=date.fromisoformat(last)
    )


def gone(person):
    person.is_active = False
    person.save()


def names(at=NIGHT, region=None):
    return [person.name for person in called(region or make.region(), at).everybody()]


def limited(person, region):
    """To another region than the one she works in."""
    person.staff.only_regions = [region.pk]
    person.staff.save()
    return person


def nights(made):
    """Duty from 17:00 to 08:00 on Monday and Tuesday alone."""
    for day in (0, 1):
        made.shifts.create(start_day=day, start_time=time(17), end_day=day + 1, end_time=time(8))


def test_r6_5_after_the_rota_come_the_leads_of_the_region_and_then_all_leads():
    elsewhere = make.staff("lead", name="Far")
    elsewhere.staff.region = make.region("americas", "America/Chicago")
    elsewhere.staff.save()
    make.staff("lead", name="Near")
    roster(*team("Jens", "Ida"))
    assert names() == ["Jens", "Ida", "Near", "Far"]


@pytest.mark.parametrize(
    ("at", "called_at"),
    [
        ("2026-11-24 23:59 +01:00", True),
        ("2026-11-25 00:00 +01:00", False),
        ("2026-11-25 23:59 +01:00", False),
        ("2026-11-26 00:00 +01:00", True),
    ],
)
def test_r6_5_a_lead_is_away_from_the_midnight_before_her_first_day_to_that_after_her_last(at, called_at):
    away(make.staff("lead", name="Near"))
    make.staff("lead", name="Other")
    assert names(moment(at)) == (["Near", "Other"] if called_at else ["Other"])


@pytest.mark.parametrize(
    ("at", "first"),
    [
        ("2026-11-26 02:00 +00:00", "Ida"),
        ("2026-11-26 05:59 +00:00", "Ida"),
        ("2026-11-26 06:00 +00:00", "Jens"),
    ],
)
def test_r6_5_an_agent_is_away_until_her_own_midnight_when_it_is_the_next_day_in_utc(at, first):
    jens, ida = team("Jens", "Ida", time_zone="America/Chicago")
    region = make.region("americas", "America/Chicago")
    roster(jens, ida, region=region)
    away(jens)
    assert names(moment(at), region)[0] == first


def test_r6_5_a_region_without_a_roster_calls_its_leads():
    make.staff("lead", name="Near")
    assert names() == ["Near"]
    shown = on_duty(make.region(), NIGHT)
    assert (shown.person.name, shown.until, shown.stands_in) == ("Near", None, True)


def test_r6_5_a_region_without_roster_and_leads_calls_all_leads():
    make.staff("lead", name="Near")
    assert names(region=make.region("japan", "Asia/Tokyo")) == ["Near"]


def test_r6_5_without_any_lead_somebody_is_called_all_the_same():
    administrator = make.staff("administrator", name="Asta")
    assert names() == ["Asta"]
    make.staff("agent", name="Anna")
    assert names() == ["Anna"]
    make.staff("head_of_support", name="Claus")
    assert names() == ["Claus"]
    away(administrator)


def test_r6_5_where_everybody_is_out_of_office_a_lead_is_called_all_the_same():
    away(make.staff("agent", name="Anna"))
    away(make.staff("lead", name="Near"))
    assert names() == ["Near"]


def test_r6_5_a_gap_is_filled_by_the_next_in_order_who_is_shown_as_standing_in():
    nights(roster(*team("Jens", "Ida")))
    gap = moment("2026-11-26 02:00 +01:00")
    assert names(gap) == ["Ida", "Jens"]  # the next shift is Ida's
    shown = on_duty(make.region(), gap)
    assert (shown.person.name, shown.stands_in) == ("Ida", True)


def test_w46_a_roster_hands_over_at_8_on_the_wall_before_and_after_the_clock_change():
    roster(*team("Jens", "Ida"), first_day=date(2027, 3, 22))
    for handover, after in [("2027-03-22 08:00 +01:00", "Jens"), ("2027-03-29 08:00 +02:00", "Ida")]:
        at = moment(handover)
        shown = [on_duty(make.region(), each).person.name for each in (at - SECOND, at)]
        assert shown == sorted({"Jens", "Ida"} - {after}) + [after]
        assert on_duty(make.region(), at - SECOND).until == at


def test_r6_5_in_office_hours_a_roster_of_nights_has_nobody_on_duty():
    nights(roster(*team("Jens", "Ida")))
    assert on_duty(make.region(), DAY) is None
    shown = on_duty(make.region(), NIGHT)
    assert (shown.person.name, shown.until) == ("Jens", moment("2026-11-25 08:00 +01:00"))


def test_r6_5_who_is_inactive_or_out_of_office_is_skipped():
    jens, ida, ole = team("Jens", "Ida", "Ole")
    roster(jens, ida, ole)
    gone(jens)
    away(ida)
    assert names() == ["Ole"]
    assert on_duty(make.region(), NIGHT).until == moment("2026-11-26 00:00 +01:00")
    assert names(moment("2026-11-26 00:00 +01:00")) == ["Ida", "Ole"]


def test_r6_5_an_absence_is_whole_days_in_the_zone_of_the_person():
    kenji = make.staff(name="Kenji", time_zone="Australia/Melbourne")
    jens = make.staff(name="Jens")
    roster(kenji, jens)
    away(kenji, "2026-11-26", "2026-11-26")
    starts, ends = moment("2026-11-26 00:00 +11:00"), moment("2026-11-27 00:00 +11:00")
    assert [on_duty(make.region(), at).person.name for at in (starts, ends)] == ["Jens", "Kenji"]
    before = moment("2026-11-25 23:59 +11:00")
    assert on_duty(make.region(), before).until == starts


def test_r6_5_who_left_the_vendor_is_skipped():
    jens, ida = team("Jens", "Ida")
    roster(jens, ida)
    jens.is_staff = False
    jens.save()
    assert names() == ["Ida"]


def test_r6_5_who_does_not_work_the_queue_any_more_is_skipped():
    """She could neither acknowledge a page nor take the incident."""
    jens, _ida = people = team("Jens", "Ida")
    roster(*people)
    jens.staff.roles = ["publisher"]
    jens.staff.save()
    assert names() == ["Ida"]
    found = on_duty(make.region(), NIGHT)
    assert found
    assert found.person.name == "Ida"


def test_r6_5_the_next_and_the_others_of_those_called():
    roster(*team("Jens", "Ida", "Ole"))
    make.staff("lead", name="Near")
    found = called(make.region(), NIGHT)
    jens, ida, ole, near = found.everybody()
    assert found.following([]) == jens
    assert found.following([jens.pk]) == ida
    assert found.others([jens.pk]) == [ida, ole]
    assert found.others([jens.pk, ida.pk, ole.pk]) == [near]
    everybody = [person.pk for person in found.everybody()]
    assert found.following(everybody) == jens
    assert found.others(everybody) == [jens]


def test_r6_5_gaps_are_those_outside_office_hours_alone():
    made = roster(*team("Jens"))
    nights(made)
    found = gaps(made, moment("2026-11-23 08:00 +01:00"), moment("2026-11-26 12:00 +01:00"))
    assert [(gap.start, gap.end) for gap in found] == [
        (moment("2026-11-25 17:00 +01:00"), moment("2026-11-26 08:00 +01:00"))
    ]
    made.shifts.all().delete()
    assert gaps(made, moment("2026-11-23 08:00 +01:00"), moment("2026-12-23 08:00 +01:00")) == []


def test_r6_5_gaps_are_those_outside_the_hours_of_the_calendar_in_force_then():
    """They were outside today's: a calendar of shorter hours from the next day on left a gap that nobody saw."""
    made = roster()
    before = made.region.calendar_at(DAY)
    CalendarVersion.objects.create(
        region=made.region,
        in_force_from=moment("2026-11-26 00:00 +01:00"),
        time_zone=before.time_zone,
        weekly={str(day): [["10:00", "15:00"]] for day in range(5)},
        critical_days=before.critical_days,
    )
    found = gaps(made, moment("2026-11-25 12:00 +01:00"), moment("2026-11-26 18:00 +01:00"))
    assert [(gap.start, gap.end) for gap in found] == [
        (moment("2026-11-25 17:00 +01:00"), moment("2026-11-26 10:00 +01:00")),
        (moment("2026-11-26 15:00 +01:00"), moment("2026-11-26 18:00 +01:00")),
    ]


def test_r6_5_a_roster_without_agents_falls_back_and_is_all_gap_out_of_office():
    make.staff("lead", name="Near")
    made = roster()
    assert names() == ["Near"]
    found = gaps(made, moment("2026-11-25 00:00 +01:00"), moment("2026-11-26 00:00 +01:00"))
    assert [(gap.start, gap.end) for gap in found] == [
        (moment("2026-11-25 00:00 +01:00"), moment("2026-11-25 08:00 +01:00")),
        (moment("2026-11-25 17:00 +01:00"), moment("2026-11-26 00:00 +01:00")),
    ]


def test_r6_5_who_is_limited_to_other_regions_is_not_on_duty_in_this_one():
    jens, ida = team("Jens", "Ida")
    made = roster(jens, ida)
    limited(jens, make.region("japan", "Asia/Tokyo"))
    assert on_duty(make.region(), NIGHT).person == ida
    assert names() == ["Ida"]
    limited(ida, make.region("japan", "Asia/Tokyo"))
    assert gaps(made, NIGHT, NIGHT + SECOND)


def test_r6_5_where_the_limits_leave_nobody_of_the_rota_and_no_lead_somebody_is_called_all_the_same():
    elsewhere = make.region("japan", "Asia/Tokyo")
    roster(limited(make.staff(name="Jens"), elsewhere))
    limited(make.staff("lead", name="Near"), elsewhere)
    make.staff("administrator", name="Asta")
    assert names() == ["Asta"]
