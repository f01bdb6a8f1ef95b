"""How due times read (R8.1, R8.4)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from django.utils import translation

from subscriptions import wording

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)  # Tuesday 10:00 in Copenhagen


def words(minutes=0, used=None, language="en", **more):
    with translation.override(language):
        return wording.due_words(NOW + timedelta(minutes=minutes), NOW, COPENHAGEN, used, **more)


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (0.5, "1 min"),
        (11, "11 min"),
        (80, "1 h 20 min"),
        (120, "2 h"),
        (390, "Today 16:30"),
        (24 * 60 + 15, "Tomorrow 10:15"),
        (2 * 24 * 60 + 390, "Thu 16:30"),
        (9 * 24 * 60 + 390, "3 Dec 16:30"),
        (60 * 24 * 60, "23 Jan 2027 10:00"),
    ],
)
def test_a_due_time_reads_as_what_is_left_or_as_an_instant(minutes, expected):
    assert words(minutes).words == expected


@pytest.mark.parametrize(
    ("minutes", "expected"), [(-0.5, "1 min late"), (-4.9, "4 min late"), (-125, "2 h 5 min late")]
)
def test_a_missed_target_says_by_how_much(minutes, expected):
    due = words(minutes, used=0.99)
    assert (due.words, due.level, due.used) == (expected, "late", 100)


def test_a_target_answered_at_the_due_instant_is_not_late():
    """TARGETS.md, 5.5: met at the due time is met."""
    assert words(0, used=1).level == "warn"


@pytest.mark.parametrize(("used", "level"), [(0.74, "good"), (0.75, "warn"), (1.0, "warn"), (None, "good")])
def test_it_warns_from_three_quarters_of_the_covered_time(used, level):
    assert words(30, used).level == level


def test_a_paused_target_is_never_late():
    """W30: paused over the old due time is not missed."""
    assert words(-60, 0.4, paused=True) == wording.Due("Paused", "paused", 40)


def test_the_hour_is_the_readers_and_says_its_city_where_asked():
    there = ZoneInfo("America/Sao_Paulo")
    assert wording.moment_words(NOW, NOW, there, zone_name=True) == "today 06:00 (Sao Paulo)"


def test_danish_parts_hours_and_minutes_with_a_dot():
    with translation.override("da"):
        moment = NOW + timedelta(days=2, hours=6, minutes=30)
        assert wording.moment_words(moment, NOW, COPENHAGEN).endswith("16.30")
        assert wording.moment_words(NOW + timedelta(days=9), NOW, COPENHAGEN) == "3. dec 10.00"


def test_the_city_of_a_zone_is_named_in_the_readers_language():
    with translation.override("da"):
        assert wording.zone_words(COPENHAGEN) == "København"
    assert wording.zone_words(ZoneInfo("America/Argentina/Buenos_Aires")) == "Buenos Aires"


def test_every_zone_of_the_world_has_a_name():
    for key in available_timezones():
        assert wording.zone_words(ZoneInfo(key))
