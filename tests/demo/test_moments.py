"""Whenever the demo is filled, its stories happen in order, in the past, and to their end."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from django.utils import timezone

from subscriptions.models import Customer, SupportRegion
from tests.demo.moment import PASSWORD
from tickets.models import Incident, Milestone, TimelineEntry
from tickets.verification import differences
from xtreme.demo.customers import COMPANIES
from xtreme.demo.fill import fill
from xtreme.demo.incidents import STORIES
from xtreme.demo.incidents.havblik import CANNOT_SIGN_IN
from xtreme.demo.moments import Now, in_order, office, worked

pytestmark = pytest.mark.django_db
REGION_OF = {company.number: company.region for company in COMPANIES}
START_OF_YEAR = datetime(timezone.now().year, 1, 1, tzinfo=UTC)
EVERY_THIRD_DAY = [
    START_OF_YEAR + timedelta(days=day, hours=day * 7 % 24, minutes=day) for day in range(0, 365, 3)
]


def test_every_story_is_told_to_its_end_on_any_day_of_the_year():
    regions = {region.code: region for region in SupportRegion.objects.all()}
    for at in EVERY_THIRD_DAY:
        seen = {code: Now(at, region) for code, region in regions.items()}
        for story in STORIES:
            told = in_order(seen[REGION_OF[story.customer]], [story.logged, *(s.at for s in story.steps)])
            assert all(a < b for a, b in pairwise(told)), (story.key, at)
            assert told[-1] <= at, (story.key, at)
            assert len(told) == 1 + len(story.steps) or story is CANNOT_SIGN_IN, (story.key, at)


def test_a_moment_of_the_office_falls_back_to_the_last_working_day():
    """Asked on Easter Monday: two days before was a Saturday, Friday and Thursday were holidays too."""
    nordic = SupportRegion.objects.get(code="nordic")
    year = timezone.now().year
    holidays = {h.date: h.name for h in nordic.calendar_at(START_OF_YEAR).holidays.filter(date__year=year)}
    easter_monday = next(day for day, name in holidays.items() if "Easter Monday" in name)
    now = Now(datetime.combine(easter_monday, datetime.min.time(), nordic.zone) + timedelta(hours=12), nordic)
    assert office(2, "10:12")(now, now.at).date() == easter_monday - timedelta(days=5)


def test_worked_time_is_counted_in_office_hours_back_from_now():
    nordic = SupportRegion.objects.get(code="nordic")
    monday = datetime(2026, 11, 23, 9, 0, tzinfo=nordic.zone)
    before = worked(hours=2)(Now(monday, nordic), monday).astimezone(nordic.zone)
    assert monday - before - timedelta(days=2, hours=17) < timedelta(seconds=2)  # Friday 16:00


@pytest.mark.parametrize(
    "at",
    [
        pytest.param(datetime(2027, 1, 1, 0, 30, tzinfo=UTC), id="New Year"),
        pytest.param(datetime(2026, 5, 3, 3, 0, tzinfo=UTC), id="a Sunday in Golden Week"),
    ],
)
def test_filled_at_an_odd_moment_it_is_as_sound(at):
    fill(at, PASSWORD)
    is_sound(at)


def test_before_monday_0120_the_severity_1_of_saturday_is_still_new():
    """At 00:50 in Aarhus, while it is Sunday in UTC."""
    fill(at := datetime(2026, 11, 22, 23, 50, tzinfo=UTC), PASSWORD)
    down = Incident.objects.get(title__contains="Kan ikke logge på")
    assert (down.status, down.due_at) == ("new", datetime(2026, 11, 23, 1, tzinfo=UTC))
    is_sound(at)


def is_sound(at):
    assert Customer.objects.count() == 9
    assert Incident.objects.count() == len(STORIES) + 1  # that a mail made (xtreme/demo/mail_in.py)
    assert list(differences()) == []
    assert not TimelineEntry.objects.filter(at__gt=at).exists()
    assert not Milestone.objects.running().filter(paused_at=None, next_reminder_at__lte=at).exists()
    assert not [i for i in Incident.objects.in_work_order() if i.due and i.due < at]
    assert Incident.objects.get(title__contains="Følgeseddel").silence_notices.count() == 2
    assert Incident.objects.get(title__contains="Interface queue").silence_notices.count() == 1
