"""The starting data of a new installation (DEMO.md, 1; TARGETS.md, 2 and 4)."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from entitlements.models import ComparisonRow, Footnote, Grant, Service, TargetPolicy, TargetRule
from subscriptions.models import CalendarVersion, Holiday, SupportRegion, Tier
from subscriptions.starting_data import add_holidays

pytestmark = pytest.mark.django_db
FILLED = (Tier, SupportRegion, CalendarVersion, Holiday, Service, Grant, ComparisonRow, Footnote, TargetRule)


def counts():
    return {model: model.objects.count() for model in FILLED}


def test_it_changes_nothing_when_it_runs_again():
    before = counts()
    call_command("load_starting_data")
    assert counts() == before
    assert all(before.values())


def test_an_administrators_edit_stays():
    Tier.objects.filter(code="XTP").update(name="Gold")
    Grant.objects.filter(tier__code="XTE", service__code="special_events").delete()
    Service.objects.filter(code="advisor").update(name_da="Rådgiver")
    SupportRegion.objects.filter(code="dach").update(name="Zentral")
    before = counts()
    call_command("load_starting_data")
    assert Tier.objects.get(code="XTP").name == "Gold"
    assert Service.objects.get(code="advisor").name_da == "Rådgiver"
    assert SupportRegion.objects.get(code="dach").name == "Zentral"
    assert counts() == before


def test_a_holiday_taken_away_stays_away_and_a_new_year_is_filled():
    calendar = SupportRegion.objects.get(code="nordic").calendar_at(timezone.now())
    this_year = timezone.now().year
    calendar.holidays.filter(date=date(this_year, 12, 24)).delete()
    calendar.holidays.filter(date__year=this_year + 3).delete()
    call_command("load_starting_data")
    assert not calendar.holidays.filter(date=date(this_year, 12, 24)).exists()
    assert calendar.holidays.filter(date__year=this_year + 3).exists()


def test_what_is_missing_is_filled():
    Grant.objects.filter(service__code="how_to").delete()
    Service.objects.get(code="how_to").delete()
    call_command("load_starting_data")
    assert Grant.objects.filter(service__code="how_to").count() == 3
    assert ComparisonRow.objects.filter(service__code="how_to").count() == 1


def test_the_highest_tier_has_rank_one():
    names = ["Xtreme Elite Support", "Xtreme Premium Support", "Xtreme Support"]
    assert [t.name for t in Tier.objects.order_by("rank")] == names
    assert [t.short_name for t in Tier.objects.order_by("rank")] == ["Elite", "Premium", "Support"]


@pytest.mark.parametrize(
    ("code", "zone", "hours"),
    [
        ("nordic", "Europe/Copenhagen", ["08:00", "17:00"]),
        ("dach", "Europe/Berlin", ["08:00", "17:00"]),
        ("uk", "Europe/London", ["08:00", "17:00"]),
        ("americas", "America/Chicago", ["08:00", "17:00"]),
        ("brazil", "America/Sao_Paulo", ["08:00", "17:00"]),
        ("india", "Asia/Kolkata", ["09:00", "18:00"]),
        ("japan", "Asia/Tokyo", ["08:00", "17:00"]),
        ("anz", "Australia/Melbourne", ["08:00", "17:00"]),
    ],
)
def test_each_region_has_office_hours_and_five_critical_days(code, zone, hours):
    region = SupportRegion.objects.get(code=code)
    calendar = region.calendar_at(timezone.now())
    assert region.time_zone == calendar.time_zone == zone
    assert calendar.weekly == {str(day): [hours] for day in range(5)}
    assert calendar.critical_days == [0, 1, 2, 3, 4]
    calendar.full_clean()


@pytest.mark.parametrize(
    ("code", "day"),
    [
        ("nordic", date(2026, 12, 24)),
        ("nordic", date(2026, 12, 31)),
        ("nordic", date(2027, 3, 25)),
        ("dach", date(2026, 6, 4)),  # Corpus Christi, in Hesse
        ("uk", date(2026, 8, 31)),  # England, not Scotland
        ("anz", date(2026, 11, 3)),  # Melbourne Cup, Victoria
        ("brazil", date(2026, 11, 20)),
        ("japan", date(2026, 5, 6)),
        ("americas", date(2026, 11, 26)),
    ],
)
def test_public_holidays_are_those_of_the_region_and_its_state(code, day):
    add_holidays(CalendarVersion.objects.get(region__code=code), range(2026, 2028))
    assert Holiday.objects.filter(version__region__code=code, date=day).exists()


def test_holidays_reach_400_days_ahead_everywhere():
    ahead = timezone.now().date() + timedelta(days=400)
    for version in CalendarVersion.objects.all():
        assert version.holidays.filter(date__gt=ahead).exists(), version


def test_days_that_depend_on_the_moon_are_marked_estimated():
    add_holidays(CalendarVersion.objects.get(region__code="india"), range(2027, 2028))
    festival = Holiday.objects.get(version__region__code="india", date=date(2027, 3, 10))
    assert festival.estimated
    assert festival.name == "Eid al-Fitr"
    assert not Holiday.objects.filter(version__region__code="nordic", estimated=True).exists()


@pytest.mark.parametrize(
    ("code", "day", "name"),
    [
        ("nordic", date(2026, 12, 25), "Juledag (Christmas Day)"),
        ("nordic", date(2026, 12, 24), "Juleaftensdag (Christmas Eve)"),
        ("dach", date(2026, 6, 4), "Fronleichnam (Corpus Christi)"),
        ("uk", date(2026, 12, 25), "Christmas Day"),
    ],
)
def test_a_public_holiday_is_named_as_its_country_calls_it_and_in_english(code, day, name):
    """TARGETS.md, 4: a Danish administrator and an English one read the same calendar, which was in English."""
    calendar = CalendarVersion.objects.get(region__code=code)
    calendar.holidays.all().delete()
    add_holidays(calendar, range(2026, 2027))
    assert calendar.holidays.get(date=day).name == name


def test_the_first_targets_are_those_of_the_default_matrix():
    """TARGETS.md, 2, written by hand."""
    table = """
        1 XT 2h 4h 24h    1 XTP 1h 2h 12h   1 XTE 30min 1h 8h
        2 XT 4h 1d 5d     2 XTP 2h 8h 3d    2 XTE 1h 4h 2d
        3 XT 1d 3d 15d    3 XTP 4h 2d 10d   3 XTE 2h 1d 8d
        4 XT 2d 5d –      4 XTP 8h 5d –     4 XTE 4h 3d –
    """
    words = iter(table.split())
    policy = TargetPolicy.objects.get()
    expected = {
        (int(severity), tier): {"first_response": fr, "next_reply": nr, "solution_goal": sg}
        for severity, tier, fr, nr, sg in zip(words, words, words, words, words, strict=True)
    }
    found = {case: dict.fromkeys(milestones, "–") for case, milestones in expected.items()}
    for rule in policy.rules.select_related("tier"):
        found[rule.severity, rule.tier.code][rule.milestone] = f"{rule.amount}{rule.unit}"
    assert policy.name == "xtreme-default"
    assert found == expected
