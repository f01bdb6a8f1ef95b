"""An administrator edits rosters, absences and minutes: what is wrong has a sentence, gaps are named (R6.5)."""

from datetime import date, time

import pytest
import time_machine
from django.utils.translation import override

from subscriptions.models import StaffMember, User
from tests import factories as make
from tests.admin.pages import marks, press, saved, signed_in
from tests.desk.pages import text
from tests.duty.rosters import roster, team
from tests.tickets.moments import moment
from tickets.duty.models import Absence, DutyRules, Page, Replacement, Roster

pytestmark = pytest.mark.django_db

NOW = moment("2026-11-25 09:00 +01:00")
ADD = "/admin/duty/roster/add/"
ABSENCE = "/admin/duty/absence/add/"


@pytest.fixture(autouse=True)
def on_a_wednesday():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def admin():
    person = make.staff(StaffMember.Role.ADMINISTRATOR, name="Asta Holm", time_zone="Asia/Tokyo")
    return signed_in(person)


@pytest.fixture
def rota():
    return roster(*team("Jens", "Ida"))


def page_of(made):
    return f"/admin/duty/roster/{made.pk}/change/"


def rows(prefix, *typed):
    """The fields of new inline rows."""
    fields = {f"{prefix}-TOTAL_FORMS": str(len(typed)), f"{prefix}-INITIAL_FORMS": "0"}
    for number, row in enumerate(typed):
        fields |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return fields


def place(position, agent, rotation=1):
    return {"rotation": rotation, "position": position, "agent": agent.pk}


def shift(start_day, start_time, end_day, end_time, **fields):
    return {
        "start_day": start_day,
        "start_time": start_time,
        "end_day": end_day,
        "end_time": end_time,
        "rotation": 1,
        "place": 0,
    } | fields


def stand_in(agent, begins, ends, instead_of=""):
    return {"agent": agent.pk, "instead_of": instead_of and instead_of.pk, "begins": begins, "ends": ends}


def test_r6_5_a_roster_is_made_with_its_rotation_shifts_and_replacements(admin):
    jens, ida = team("Jens", "Ida")
    page = press(
        admin,
        ADD,
        region=make.region().pk,
        time_zone="Europe/Copenhagen",
        handover_day="0",
        handover_time="08:00",
        first_day="2026-11-23",
        **rows("places", place(1, jens), place(2, ida)),
        **rows("shifts", shift(0, "17:00", 1, "08:00"), shift(4, "17:00", 0, "08:00")),
        **rows("replacements", stand_in(ida, "2026-12-24T17:00", "2026-12-25T08:00", jens)),
    )
    assert saved(page)
    made = Roster.objects.get()
    assert [place.agent for place in made.places.all()] == [jens, ida]
    assert [str(each) for each in made.shifts.all()] == [
        "Monday 17:00 – Tuesday 08:00",
        "Friday 17:00 – Monday 08:00",
    ]
    replaced = made.replacements.get()
    assert (replaced.starts_at, replaced.ends_at) == (
        moment("2026-12-24 17:00 +01:00"),
        moment("2026-12-25 08:00 +01:00"),
    )


def test_r6_5_a_zone_that_does_not_exist_is_refused_with_a_sentence(admin, rota):
    page = press(
        admin,
        page_of(rota),
        time_zone="Europe/Aarhus",
        **rows("replacements", stand_in(rota.places.first().agent, "2026-12-24T17:00", "2026-12-25T08:00")),
    )
    assert marks(page)["time_zone"] == ["There is no time zone “Europe/Aarhus”."]


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        (
            [shift(0, "17:00", 1, "08:00"), shift(1, "07:00", 1, "12:00")],
            "shifts-1-start_day",
            "This shift and Monday 17:00 – Tuesday 08:00 overlap: end one where the other begins.",
        ),
        (
            [shift(2, "17:00", 2, "09:00")],
            "shifts-0-end_day",
            "A shift ends before it begins, or runs over the hand-over on Monday 08:00: part it there.",
        ),
        (
            [shift(6, "17:00", 0, "09:00")],
            "shifts-0-end_day",
            "A shift ends before it begins, or runs over the hand-over on Monday 08:00: part it there.",
        ),
        ([shift(0, "25:00", 1, "08:00")], "shifts-0-start_time", "Enter a valid time."),
    ],
    ids=["overlapping", "reversed", "over the hand-over", "no time"],
)
def test_r6_5_shifts_that_cannot_be_are_refused_with_a_sentence(admin, rota, typed, field, sentence):
    page = press(admin, page_of(rota), **rows("shifts", *typed))
    assert marks(page)[field] == [sentence]
    assert not rota.shifts.exists()


def test_r6_5_who_does_not_work_the_queue_is_not_put_on_a_roster(admin, rota):
    """She could neither acknowledge a page nor take the incident."""
    contact = make.contact(make.customer())
    gone = make.staff(is_active=False)
    for person in (contact, gone, make.staff("consultant"), make.staff("administrator")):
        page = press(
            admin,
            page_of(rota),
            **rows("replacements", stand_in(person, "2026-12-24T17:00", "2026-12-25T08:00")),
        )
        assert marks(page)["replacements-0-agent"] == ["Choose somebody who works the queue and may sign in."]
    page = press(admin, ABSENCE, person=contact.pk, first_day="2026-12-01", last_day="2026-12-02")
    assert marks(page)["person"] == ["Choose somebody of the vendor's staff who may sign in."]


def test_r6_5_a_roster_with_somebody_who_left_can_still_be_saved(admin, rota):
    jens = rota.places.first().agent
    jens.is_active = False
    jens.save()
    assert saved(press(admin, page_of(rota), handover_time="09:00"))
    rota.refresh_from_db()
    assert rota.handover_time == time(9)


@pytest.mark.parametrize(
    ("begins", "ends", "field", "sentence"),
    [
        ("2026-12-25T08:00", "2026-12-24T17:00", "ends", "It ends before it begins."),
        ("2026-12-25T08:00", "2026-12-25T08:00", "ends", "It ends before it begins."),
        (
            "2027-03-28T02:30",
            "2027-03-28T08:00",
            "begins",
            "2027-03-28 02:30 does not exist in Europe/Copenhagen: the clock is put forward over it.",
        ),
        ("0001-01-01T00:00", "2027-03-28T08:00", "begins", "Choose a day in the years 1900 to 2999."),
        ("2027-03-28T08:00", "9999-12-31T23:59", "ends", "Choose a day in the years 1900 to 2999."),
        ("tomorrow", "2027-03-28T08:00", "begins", "Write a day and a time, e.g. 2026-12-24T08:00."),
        ("", "2027-03-28T08:00", "begins", "This field is required."),
    ],
)
def test_r6_5_a_replacement_that_cannot_be_is_refused_with_a_sentence(
    admin, rota, begins, ends, field, sentence
):
    agent = rota.places.last().agent
    page = press(admin, page_of(rota), **rows("replacements", stand_in(agent, begins, ends)))
    assert marks(page)[f"replacements-0-{field}"] == [sentence]
    assert not Replacement.objects.exists()


def test_r6_5_what_is_wrong_with_a_shift_says_times_as_its_reader_writes_them(admin, rota):
    User.objects.update(language="da")
    over, twice = (
        shift(4, "17:00", 0, "09:00"),
        [shift(0, "17:00", 1, "08:00"), shift(0, "20:00", 1, "06:00")],
    )
    with override("da"):
        (said,) = marks(press(admin, page_of(rota), **rows("shifts", over)))["shifts-0-end_day"]
        assert "vagtskiftet mandag 08.00" in said
        (said,) = marks(press(admin, page_of(rota), **rows("shifts", *twice)))["shifts-1-start_day"]
        assert "mandag 17.00 – tirsdag 08.00" in said


def test_r6_5_two_replacements_of_one_agent_never_overlap(admin, rota):
    jens, ida = (place.agent for place in rota.places.all())
    ole = make.staff(name="Ole")
    page = press(
        admin,
        page_of(rota),
        **rows(
            "replacements",
            stand_in(ida, "2026-12-24T17:00", "2026-12-25T08:00", jens),
            stand_in(ole, "2026-12-25T07:00", "2026-12-25T09:00", jens),
        ),
    )
    assert marks(page)["replacements-1-begins"] == [
        "Ida stands in from Thu 24 Dec 17:00 to Fri 25 Dec 08:00 already: two for one agent never overlap."
    ]


def test_r6_5_that_two_replacements_clash_is_told_beside_an_agent_who_is_wrong(admin, rota):
    jens, ida = (place.agent for place in rota.places.all())
    nobody = make.staff("publisher")
    first = stand_in(nobody, "2026-12-24T17:00", "2026-12-25T08:00", jens)
    second = stand_in(ida, "2026-12-25T07:00", "2026-12-25T09:00", jens)
    said = marks(press(admin, page_of(rota), **rows("replacements", first, second)))
    assert said["replacements-0-agent"] == ["Choose somebody who works the queue and may sign in."]
    (clash,) = said["replacements-1-begins"]
    assert clash.startswith("Another agent stands in from Thu 24 Dec 17:00 to Fri 25 Dec 08:00 already")
    said = marks(press(admin, page_of(rota), **rows("replacements", second, first)))
    assert said["replacements-1-begins"][0].startswith("Ida stands in from Fri 25 Dec 07:00")


def test_r6_5_nobody_stands_in_for_herself_and_no_two_have_one_place(admin, rota):
    jens = rota.places.first().agent
    page = press(
        admin,
        page_of(rota),
        **rows("replacements", stand_in(jens, "2026-12-24T17:00", "2026-12-25T08:00", jens)),
    )
    assert "Nobody stands in for herself" in marks(page)["replacements-0-instead_of"][0]
    rota.places.create(position=3, agent=make.staff(name="Ole"))
    page = press(admin, page_of(rota), **{"places-2-position": 1})
    assert marks(page) == {"places-2-position": ["Two agents have this place: give each a place of her own."]}


def test_r6_5_weekdays_and_weekends_are_of_two_rotations(admin):
    jens, ida, ole, ane = team("Jens", "Ida", "Ole", "Ane")
    page = press(
        admin,
        ADD,
        region=make.region().pk,
        time_zone="Europe/Copenhagen",
        handover_day="0",
        handover_time="08:00",
        first_day="2026-11-23",
        **rows("places", place(1, jens), place(2, ida), place(1, ole, rotation=2), place(2, ane, rotation=2)),
        **rows("shifts", shift(0, "08:00", 4, "17:00"), shift(4, "17:00", 0, "08:00", rotation=2)),
    )
    assert saved(page)
    made = Roster.objects.get()
    shown = text(admin.get(page_of(made)))
    assert "Fri 27 Nov 17:00 – Mon 30 Nov 08:00</th> <td>Ole</td>" in shown
    assert "Mon 30 Nov 08:00 – Fri 4 Dec 17:00</th> <td>Ida</td>" in shown
    assert "Fri 4 Dec 17:00 – Mon 7 Dec 08:00</th> <td>Ane</td>" in shown
    assert "Gap: nobody" not in shown


def test_r6_5_shifts_of_two_rotations_never_overlap(admin, rota):
    typed = [shift(0, "08:00", 4, "17:00"), shift(4, "16:00", 0, "08:00", rotation=2)]
    page = press(admin, page_of(rota), **rows("shifts", *typed))
    assert marks(page)["shifts-1-start_day"] == [
        "This shift and Monday 08:00 – Friday 17:00 overlap: end one where the other begins."
    ]


def test_r6_5_a_rotation_without_shifts_and_shifts_without_agents_are_named_on_saving(admin, rota):
    ole = make.staff(name="Ole")
    rota.places.create(rotation=2, position=1, agent=ole)
    assert saved(press(admin, page_of(rota)))
    listed = text(admin.get("/admin/duty/roster/"))
    assert "Rotation 2 has no shift: nobody of it is ever on duty." in listed
    rota.places.filter(rotation=2).delete()
    press(
        admin,
        page_of(rota),
        **rows("shifts", shift(0, "08:00", 4, "17:00"), shift(4, "17:00", 0, "08:00", rotation=2)),
    )
    listed = text(admin.get("/admin/duty/roster/"))
    assert "Rotation 2 has shifts and no agents: nobody is on duty then." in listed
    assert "Nobody of the roster is on duty: Fri 27 Nov 17:00 – Mon 30 Nov 08:00" in listed


def test_r6_5_what_is_wrong_with_one_row_hides_nothing_that_is_wrong_with_others(admin, rota):
    """Shifts, places and replacements alike: what can be compared is, and all is said at once."""
    jens, ida = (place.agent for place in rota.places.all())
    ole, ane = team("Ole", "Ane")
    page = press(
        admin,
        page_of(rota),
        **rows(
            "shifts",
            shift(0, "25:00", 1, "08:00"),
            shift(1, "17:00", 2, "08:00"),
            shift(2, "07:00", 3, "08:00", rotation=0),
            shift(4, "17:00", 4, "09:00"),
        ),
        **rows(
            "replacements",
            stand_in(ole, "2026-12-24T17:00", "soon", jens),
            stand_in(ole, "2026-12-24T17:00", "2026-12-25T08:00", ida),
            stand_in(ane, "2026-12-25T07:00", "2026-12-25T09:00", ida),
            stand_in(ida, "2026-12-28T08:00", "2026-12-27T08:00", ida),
        ),
        **{"places-0-position": "none", "places-1-position": "3"},
        **{
            "places-TOTAL_FORMS": "3",
            "places-2-rotation": "1",
            "places-2-position": "3",
            "places-2-agent": ole.pk,
        },
    )
    said = marks(page)
    assert said.keys() == {
        "shifts-0-start_time",
        "shifts-2-start_day",
        "shifts-2-rotation",
        "shifts-3-end_day",
        "replacements-0-ends",
        "replacements-2-begins",
        "replacements-3-instead_of",
        "replacements-3-ends",
        "places-0-position",
        "places-2-position",
    }
    assert not rota.shifts.exists()


@pytest.mark.parametrize("number", ["0", "10", "-1", "weekend", ""])
def test_r6_5_a_rotation_is_a_number_from_1_to_9(admin, rota, number):
    page = press(admin, page_of(rota), **rows("shifts", shift(0, "08:00", 4, "17:00", rotation=number)))
    assert marks(page)["shifts-0-rotation"]
    assert not rota.shifts.exists()


def test_r6_5_two_agents_change_places(admin, rota):
    page = press(admin, page_of(rota), **{"places-0-position": 2, "places-1-position": 1})
    assert saved(page)
    assert [place.agent.name for place in rota.places.all()] == ["Ida", "Jens"]


def test_r6_5_the_page_shows_the_coming_two_weeks(admin, rota):
    page = text(admin.get(page_of(rota)))
    assert "Wed 25 Nov 09:00 – Mon 30 Nov 08:00" in page
    assert "Mon 30 Nov 08:00 – Mon 7 Dec 08:00" in page
    assert page.index(">Jens<") < page.index(">Ida<", page.index("On duty in the coming"))
    assert "Gap: nobody" not in page


def test_r6_5_gaps_are_named_on_the_page_in_the_list_and_on_saving(admin, rota):
    page = press(admin, page_of(rota), **rows("shifts", shift(0, "08:00", 4, "08:00")))
    assert saved(page)
    listed = text(admin.get("/admin/duty/roster/"))
    gap = "Fri 27 Nov 17:00 – Mon 30 Nov 08:00"
    assert f"Nobody of the roster is on duty: {gap}; Fri 4 Dec 17:00" in listed
    overnight = [shift(day, "08:00", day, "20:00") for day in (0, 1, 2)]
    rota.shifts.all().delete()
    press(admin, page_of(rota), **rows("shifts", *overnight))
    listed = text(admin.get("/admin/duty/roster/"))

    assert listed.count("; and 7 more") == 2  # in the message and in the list
    shown = text(admin.get(page_of(rota)))
    assert "Gap: nobody" in shown
    assert gap in shown
    assert "Fri 27 Nov 08:00 –" not in shown.split("coming-title")[2]  # office hours


def test_r6_5_a_replacement_that_is_not_touched_keeps_its_instants(admin, rota):
    ida = rota.places.last().agent
    starts, ends = moment("2026-12-24 17:00 +01:00"), moment("2026-12-25 08:00 +01:00")
    rota.replacements.create(agent=ida, starts_at=starts, ends_at=ends)
    assert saved(press(admin, page_of(rota), time_zone="Europe/London"))
    kept = rota.replacements.get()
    assert (kept.starts_at, kept.ends_at) == (starts, ends)


def test_r6_5_an_absence_is_typed_in_days(admin):
    ida = make.staff(name="Ida")
    days = {"person": ida.pk, "first_day": "2026-12-24", "last_day": "2026-12-31"}
    assert saved(press(admin, ABSENCE, **days))
    assert Absence.objects.get().last_day == date(2026, 12, 31)
    page = press(admin, ABSENCE, **days | {"first_day": "2026-12-30", "last_day": "2027-01-02"})
    assert marks(page)["first_day"] == [
        "24 December 2026 to 31 December 2026 is known already: change that absence instead."
    ]
    page = press(admin, ABSENCE, **days | {"last_day": "2026-12-23"})
    assert marks(page)["last_day"] == ["The last day is before the first day."]


@pytest.mark.parametrize(
    ("address", "field", "typed"),
    [
        (ABSENCE, "last_day", "9999-12-31"),
        (ABSENCE, "first_day", "0001-01-01"),
        (ADD, "first_day", "0001-01-01"),
    ],
)
def test_r6_5_a_day_at_the_edge_of_the_calendar_is_refused_because_who_is_on_duty_is_reckoned_from_it(
    admin, address, field, typed
):
    """One absence "until 9999-12-31" was saved, and whoever was looked for then was an error."""
    page = press(admin, address, **{field: typed})
    assert marks(page)[field] == ["Choose a day in the years 1900 to 2999."]


def test_r6_5_the_minutes_are_edited_and_none_is_refused(admin):
    address = admin.get("/admin/duty/dutyrules/").url
    assert saved(press(admin, address, first_minutes="8", then_minutes="4"))
    assert (DutyRules.current().first_minutes, DutyRules.current().then_minutes) == (8, 4)
    page = press(admin, address, first_minutes="0")
    assert marks(page)["first_minutes"] == ["Ensure this value is greater than or equal to 1."]


def test_r6_5_the_pages_are_shown_and_cannot_be_typed(admin, rota):
    make.incident(at=moment("2026-11-25 02:00 +01:00"), severity=1)
    row = Page.objects.get()
    assert "Jens" in text(admin.get("/admin/duty/page/"))
    assert admin.get(f"/admin/duty/page/{row.pk}/change/").status_code == 200
    assert admin.post(f"/admin/duty/page/{row.pk}/change/", {"round": "9"}).status_code == 403
    assert admin.get("/admin/duty/page/add/").status_code == 403


def test_r27_3_the_history_says_who_changed_the_roster(admin, rota):
    press(admin, page_of(rota), handover_time="09:00")
    history = text(admin.get(f"/admin/duty/roster/{rota.pk}/history/"))
    assert "Asta Holm" in history
    assert "9:00" in history


def test_r6_5_the_overview_names_regions_without_a_roster_and_gaps(admin, rota):
    page = text(admin.get("/admin/"))
    assert "No duty roster:" in page
    assert "Nobody is on duty" not in page
    rota.shifts.create(start_day=0, start_time=time(8), end_day=4, end_time=time(8))
    page = text(admin.get("/admin/"))
    assert "Nobody is on duty in Nordic from Fri 27 Nov 17:00." in page
    assert f'href="{page_of(rota)}"' in page
