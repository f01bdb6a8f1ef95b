"""Calendars and regions: hours typed as hours, holidays by date, versions instead of edits."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from subscriptions.models import CalendarVersion, Holiday, SupportRegion, User
from subscriptions.models.regions import Clock
from tests import factories as make
from tests.admin.pages import marks, messages, press, saved, typed
from tests.desk.pages import text

pytestmark = pytest.mark.django_db

ADD = "/admin/subscriptions/calendarversion/add/"
REGION_ADD = "/admin/subscriptions/supportregion/add/"
TOMORROW = timedelta(days=1)


def page_of(version, what="change"):
    return f"/admin/subscriptions/calendarversion/{version.pk}/{what}/"


def from_newest(region):
    return f"{ADD}?from={region.calendar_at(timezone.now()).pk}"


def day(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


@pytest.fixture
def nordic():
    return SupportRegion.objects.get(code="nordic")


@pytest.fixture
def coming(admin, nordic):
    assert saved(press(admin, from_newest(nordic), from_day=day(30), note="summer hours"))
    return nordic.calendar_versions.get(note="summer hours")


def test_a_calendar_in_force_is_shown_and_cannot_be_edited(admin, nordic):
    version = nordic.calendar_at(timezone.now())
    page = admin.get(page_of(version))
    assert "Mon–Fri 08:00-17:00" in page.content.decode()
    assert "_save" not in page.content.decode()
    assert "is or was in force and is not edited. Make a new version from it" in page.content.decode()
    assert admin.post(page_of(version), {"monday": "09:00-10:00"}).status_code == 403


def test_w13_a_new_version_copies_hours_and_coming_holidays_and_holds_from_its_day(admin, nordic):
    old = nordic.calendar_at(timezone.now())
    hours = {"monday": "08:00-12:00, 13:00-17:00", "saturday": "22:00-24:00"}
    assert saved(press(admin, from_newest(nordic), from_day=day(10), **hours))
    made = nordic.calendar_versions.latest("in_force_from")
    assert made.weekly["0"] == [["08:00", "12:00"], ["13:00", "17:00"]]
    assert made.weekly["5"] == [["22:00", "24:00"]]
    assert made.weekly["1"] == old.weekly["1"]
    assert set(made.holidays.values_list("date")) == set(
        old.holidays.filter(date__year__gte=timezone.now().year).values_list("date")
    )
    midnight = datetime.combine(timezone.localdate() + timedelta(days=10), datetime.min.time(), nordic.zone)
    assert made.in_force_from == midnight
    assert nordic.calendar_at(timezone.now()) == old


@pytest.mark.parametrize(
    ("field", "hours", "sentence"),
    [
        ("tuesday", "17:00-08:00", "17:00-08:00 ends before it starts"),
        ("tuesday", "08:00-12:00, 11:00-17:00", "08:00-12:00 and 11:00-17:00 overlap on the same day."),
        ("friday", "all day", "“all day” is no span of hours"),
        ("friday", "08:00-25:00", "There is no 25:00 on the clock."),
        ("friday", "08:70-09:00", "There is no 08:70 on the clock."),
        ("time_zone", "Europe/Atlantis", "There is no time zone “Europe/Atlantis”."),
        ("time_zone", "localtime", "There is no time zone “localtime”."),
        ("time_zone", "Factory", "There is no time zone “Factory”."),
        ("day_length", "1:75", "Write hours and minutes"),
        ("from_day", "9999-12-31", "Choose a day in the years 1900 to 2999."),
        ("day_length", "a while", "Write hours and minutes"),
        ("day_length", "25", "Write hours and minutes"),
        ("from_day", "2020-01-01", "This day has passed"),
        ("critical_days", None, "This field is required."),
    ],
)
def test_hours_that_cannot_be_are_refused_at_their_field_and_stay_typed(
    admin, nordic, field, hours, sentence
):
    number = CalendarVersion.objects.count()
    page = press(admin, from_newest(nordic), note="kept", **{field: hours})
    assert list(marks(page)) == [field]
    assert sentence in marks(page)[field][0]
    assert typed(page)["note"] == "kept"
    assert hours is None or typed(page)[field] == hours
    assert CalendarVersion.objects.count() == number


def test_a_calendar_without_any_hours_is_refused(admin, nordic):
    closed = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), "")
    page = press(admin, from_newest(nordic), **closed)
    assert "Give at least one day hours" in marks(page)["monday"][0]


def test_r8_3_holidays_that_leave_no_hours_for_400_days_are_refused_at_the_first_of_them(admin, nordic):
    """TARGETS.md, 5.7: no due time is found in such a calendar, and incidents would have none."""
    fridays = {**dict.fromkeys(("monday", "tuesday", "wednesday", "thursday"), ""), "friday": "08:00-17:00"}
    first = timezone.localdate() + timedelta(days=10)
    first += timedelta(days=(4 - first.weekday()) % 7)
    days = [(first + timedelta(weeks=week)).isoformat() for week in range(60)]
    closed = {"holidays-TOTAL_FORMS": str(len(days))} | {
        f"holidays-{n}-name": "shut" for n in range(len(days))
    }
    closed |= {f"holidays-{n}-date": each for n, each in enumerate(days)}
    page = press(admin, from_newest(nordic), **fridays, **closed)
    assert list(marks(page)) == ["holidays-0-date"]
    assert "no office hours for more than 400 days" in marks(page)["holidays-0-date"][0]
    assert saved(press(admin, from_newest(nordic), **fridays | {"thursday": "08:00-09:00"}, **closed))


def test_hours_and_zone_that_are_wrong_together_are_both_marked(admin, nordic):
    page = press(admin, from_newest(nordic), tuesday="17:00-08:00", time_zone="Nowhere")
    assert set(marks(page)) == {"tuesday", "time_zone"}


def test_r27_3_a_version_made_beside_another_does_not_undo_it_unseen(admin, nordic):
    """Two administrators start from the same version: the second would have taken back the first one's holiday."""
    hers = typed(admin.get(from_newest(nordic))) | {"_save": "1", "friday": "08:00-15:00", "from_day": day(6)}
    assert saved(press(admin, from_newest(nordic), from_day=day(5), note="bridge day"))
    first = nordic.calendar_versions.get(note="bridge day")
    page = admin.post(from_newest(nordic), hers)
    assert "This has changed since you opened this page" in marks(page)["__all__"][0]
    assert typed(page)["friday"] == "08:00-15:00"
    assert nordic.calendar_versions.latest("pk") == first
    assert saved(press(admin, f"{ADD}?from={first.pk}", from_day=day(6), friday="08:00-15:00"))


def test_r27_3_a_version_of_another_region_meanwhile_is_none_of_its_business(admin, nordic):
    other = SupportRegion.objects.exclude(pk=nordic.pk).filter(calendar_versions__isnull=False).first()
    hers = typed(admin.get(from_newest(nordic))) | {"_save": "1", "from_day": day(6)}
    assert saved(press(admin, from_newest(other), from_day=day(5)))
    assert saved(admin.post(from_newest(nordic), hers))


def test_r10_3_the_five_days_are_chosen_by_name(admin, nordic):
    assert saved(press(admin, from_newest(nordic), from_day=day(5), critical_days=["6", "0", "1", "2", "3"]))
    made = nordic.calendar_versions.latest("in_force_from")
    sunday = datetime(2027, 1, 10, 12, tzinfo=UTC)
    assert made.calendar(Clock.FIVE_DAYS).is_covered(sunday)
    assert not made.calendar(Clock.FIVE_DAYS).is_covered(sunday - 2 * TOMORROW)


def test_w41_a_preview_shows_when_an_hour_has_passed_and_writes_nothing(admin, nordic):
    number = CalendarVersion.objects.count()
    with time_machine.travel(datetime(2026, 11, 25, 15, 30, tzinfo=UTC), tick=False):
        page = press(admin, from_newest(nordic), "_preview", monday="10:00-17:00")
    assert 'aria-labelledby="preview-title" tabindex="0"' in page.content.decode()  # it scrolls on a phone
    rows = dict(page.context["examples"]["rows"])
    assert rows["1 h"] == ["Thu 26 Nov 08:30", "Mon 30 Nov 10:30", "Mon 30 Nov 11:00"]
    assert "Nothing has been saved" in page.content.decode()
    assert CalendarVersion.objects.count() == number


def test_r8_4_a_preview_says_days_as_its_reader_writes_them(admin, administrator, nordic):
    User.objects.filter(pk=administrator.pk).update(language="da")
    with time_machine.travel(datetime(2026, 11, 25, 15, 30, tzinfo=UTC), tick=False):
        page = press(admin, from_newest(nordic), "_preview", monday="10:00-17:00")
    rows = dict(page.context["examples"]["rows"])
    assert rows["1 t"] == ["tor 26. nov 08.30", "man 30. nov 10.30", "man 30. nov 11.00"]


def test_w41_adding_a_holiday_never_makes_a_due_time_earlier(admin, nordic):
    with time_machine.travel(datetime(2026, 11, 25, 15, 30, tzinfo=UTC), tick=False):
        plain = press(admin, from_newest(nordic), "_preview")
        number = int(typed(plain)["holidays-TOTAL_FORMS"])
        more = {
            "holidays-TOTAL_FORMS": number + 1,
            f"holidays-{number}-date": "2026-11-30",
            f"holidays-{number}-name": "Moving house",
        }
        closed = press(admin, from_newest(nordic), "_preview", **more)
    before, after = (dict(page.context["examples"]["rows"])["1 h"] for page in (plain, closed))
    assert before[1] == "Mon 30 Nov 08:30"
    assert after[1] == "Tue 1 Dec 08:30"


def test_the_public_holidays_of_the_next_years_are_filled_in_and_saved_only_on_save(admin, nordic):
    page = press(admin, f"{ADD}?region={nordic.pk}", "_holidays", monday="08:00-17:00")
    filled = typed(page)
    year = timezone.now().year
    dates = {value for name, value in filled.items() if name.endswith("-date")}
    assert {f"{year}-12-24", f"{year + 3}-12-25"} <= dates
    assert not nordic.calendar_versions.filter(in_force_from__gt=timezone.now() - TOMORROW).exists()

    assert saved(admin.post(f"{ADD}?region={nordic.pk}", filled | {"from_day": day(3), "_save": "1"}))
    made = nordic.calendar_versions.latest("in_force_from")
    assert made.holidays.filter(date=date(year + 3, 12, 25)).exists()


def test_holidays_filled_in_twice_are_there_once(admin, coming):
    once = typed(press(admin, page_of(coming), "_holidays"))
    again = typed(press(admin, page_of(coming), "_holidays"))
    assert once["holidays-TOTAL_FORMS"] == again["holidays-TOTAL_FORMS"]


def test_days_that_depend_on_the_moon_are_marked_as_estimated(admin):
    india = SupportRegion.objects.get(code="india")
    filled = typed(press(admin, f"{ADD}?region={india.pk}", "_holidays", monday="09:00-18:00"))
    assert any(name.endswith("-estimated") for name in filled)


def test_two_holidays_on_one_date_are_refused(admin, coming):
    number = coming.holidays.count()
    twice = coming.holidays.first().date.isoformat()
    row = {f"holidays-{number}-date": twice, f"holidays-{number}-name": "Again"}
    page = press(admin, page_of(coming), **row, **{"holidays-TOTAL_FORMS": number + 1})
    assert page.status_code == 200
    assert coming.holidays.count() == number


def test_w14_a_calendar_in_use_cannot_be_deleted_and_says_why(admin, nordic, coming):
    version = nordic.calendar_at(timezone.now())
    page = admin.post(page_of(version, "delete"), {"post": "yes"}, follow=True)
    assert "is or was in force, so it stays" in messages(page)[-1]
    assert CalendarVersion.objects.filter(pk=version.pk).exists()
    admin.post(page_of(coming, "delete"), {"post": "yes"})
    assert not CalendarVersion.objects.filter(pk=coming.pk).exists()


def test_a_region_that_is_used_cannot_be_deleted_and_says_by_what(admin, nordic):
    make.customer(region=nordic)
    page = admin.post(f"/admin/subscriptions/supportregion/{nordic.pk}/delete/", {"post": "yes"}, follow=True)
    assert "“Nordic” stays: it is used by" in messages(page)[-1]
    assert "1 calendar" in messages(page)[-1]
    assert "1 customer" in messages(page)[-1]


def test_a_new_region_leads_on_to_its_calendar(admin):
    page = press(
        admin, REGION_ADD, code="iceland", name="Iceland", time_zone="Atlantic/Reykjavik", country="is"
    )
    region = SupportRegion.objects.get(code="iceland")
    assert region.country == "IS"
    assert page.url == f"{ADD}?region={region.pk}"
    assert typed(admin.get(page.url))["time_zone"] == "Atlantic/Reykjavik"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("time_zone", "Mars/Olympus", "There is no time zone"),
        ("country", "QQ", "No public holidays are known for “QQ”"),
        ("subdivision", "NOPE", "“NOPE” is none of"),
        ("code", "nordic", "already exists"),
    ],
)
def test_a_region_with_what_does_not_exist_is_refused_at_its_field(admin, field, value, sentence):
    right = {"code": "north", "name": "North", "time_zone": "Europe/Berlin", "country": "DE"}
    page = press(admin, REGION_ADD, **right | {field: value})
    assert sentence in marks(page)[field][0]


def test_holidays_are_only_shown_in_their_own_list(admin):
    row = Holiday.objects.filter(version__region__code="nordic").first()
    shown = text(admin.get("/admin/subscriptions/holiday/"))
    assert "press “New version from this one”, and change its holidays there" in shown
    assert "Nordic, 1 January 2000" in shown
    assert admin.get("/admin/subscriptions/holiday/add/").status_code == 403
    assert admin.post(f"/admin/subscriptions/holiday/{row.pk}/delete/", {"post": "yes"}).status_code == 403
