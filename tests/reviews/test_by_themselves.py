"""Reviews make themselves, alarm when overdue, and are kept as they were sent (R18.1, R18.2)."""

from datetime import date, timedelta

import pytest
import time_machine

from notifications.models import Notification
from subscriptions.models import ProductLine
from tests import factories as make
from tests.advisory.scene import mail_of
from tests.reviews.scene import AT, BEGAN, DAY, HOUR, MINUTE, OVER, QUARTER, scene
from tests.tickets.moments import moment
from tickets import closing
from tickets.advisory import arranging, board, identifying
from tickets.advisory.arranging import Invitation
from tickets.advisory.identifying import Named
from tickets.advisory.models import Meeting
from tickets.advisory.reviews import alarms, archiving, cadence, holding, listing, preparing, tasks
from tickets.advisory.reviews.models import Review, ReviewAlarm, ReviewCadence, ReviewFile, ReviewPicture
from tickets.advisory.reviews.personal_data import STEPS
from tickets.advisory.reviews.refusals import MeetingArranged, NotHerAdvisor, SentAlready

pytestmark = pytest.mark.django_db
DUE = moment("2026-10-31 00:00 +01:00")  # the first instant after the day by which it is to be held


@pytest.fixture
def nordlys():
    return scene()


def told(kind):
    rows = Notification.objects.filter(kind=kind, channel="email").order_by("pk")
    return [row.recipient.name for row in rows]


def at(instant, task):
    with time_machine.travel(instant, tick=False):
        task()


def invitation(nordlys):
    named = Named(person=nordlys.advisor, role="Advisor")
    ours = identifying.identify(nordlys.customer, named, nordlys.advisor, AT)
    place = "https://meet.example/n"
    return Invitation(subject="Review", starts_at=AT + DAY, minutes=60, place=place, participants=[ours])


def test_r18_2_a_review_makes_itself_when_the_quarter_is_over_each_once(nordlys):
    at(BEGAN, tasks.prepare)
    at(OVER - MINUTE, tasks.prepare)
    assert not Review.objects.exists()
    for _run in range(3):
        at(OVER, tasks.prepare)
    review = Review.objects.get()
    assert (review.first_day, review.last_day) == (QUARTER.first_day, QUARTER.last_day)
    assert review.due_on == date(2026, 10, 30)
    assert told("review_prepared") == ["Line"]
    assert "Hvad der er planlagt på begge sider" in review.agenda


def test_r18_2_what_beat_missed_is_made_up_period_by_period(nordlys):
    at(BEGAN, tasks.prepare)
    at(OVER + 200 * DAY, tasks.prepare)
    assert list(Review.objects.order_by("first_day").values_list("first_day", flat=True)) == [
        date(2026, 7, 1),
        date(2026, 10, 1),
        date(2027, 1, 1),
    ]


def test_r18_2_the_cadence_is_the_customers_own_and_its_default_data(nordlys):
    at(BEGAN, tasks.prepare)
    assert ReviewCadence.objects.get().months == 3
    cadence.change(nordlys.customer, nordlys.advisor, 1, date(2026, 7, 1), BEGAN)
    at(moment("2026-08-01 00:00 +02:00"), tasks.prepare)
    assert Review.objects.get().last_day == date(2026, 7, 31)


def test_r18_without_elite_no_review_makes_itself(nordlys):
    scene("XTP", name="Havblik")
    at(BEGAN, tasks.prepare)
    assert ReviewCadence.objects.get().customer == nordlys.customer
    ProductLine.objects.update(tier=make.tier("XT"))
    at(OVER, tasks.prepare)
    assert not Review.objects.exists()
    assert not ReviewCadence.objects.exists()


def test_r18_2_an_overdue_review_alarms_the_advisor_once_a_step(nordlys):
    review = nordlys.review()
    at(DUE - MINUTE, tasks.alarm)
    assert told("review_overdue") == []
    for _run in range(3):
        at(DUE, tasks.alarm)
    assert told("review_overdue") == ["Line"]
    at(DUE + 7 * DAY, tasks.alarm)
    assert told("review_overdue") == ["Line", "Line"]
    assert list(ReviewAlarm.objects.values_list("days", flat=True)) == [1, 7]
    assert alarms.overdue(review, DUE) == 1


def test_r18_2_after_a_standstill_the_latest_step_is_told_alone(nordlys):
    nordlys.review()
    at(DUE + 30 * DAY, tasks.alarm)
    at(DUE + 31 * DAY, tasks.alarm)
    assert told("review_overdue") == ["Line"]
    assert ReviewAlarm.objects.get().days == 14


def test_r18_2_while_the_advisor_is_away_her_deputy_is_told(nordlys):
    from tickets.duty.models import Absence

    nordlys.review()
    Absence.objects.create(person=nordlys.advisor, first_day=date(2026, 10, 1), last_day=date(2026, 12, 31))
    at(DUE, tasks.alarm)
    assert told("review_overdue") == ["Tim"]


def test_r18_2_a_review_that_was_held_alarms_nobody(nordlys):
    sent = nordlys.sent()
    holding.keep_minutes(sent, nordlys.deputy, date(2026, 10, 6), "We met.", at=AT + 2 * DAY)
    at(DUE + 30 * DAY, tasks.alarm)
    assert told("review_overdue") == []


def test_r18_1_what_was_sent_is_kept_whatever_changes_later(nordlys):
    incident = nordlys.solved(QUARTER.ends_at - 2 * DAY, title="Posting stops")
    sent = nordlys.sent()
    archiving.finish(sent.pk, AT)
    before = Review.objects.get(pk=sent.pk)
    pictures = list(ReviewPicture.objects.order_by("pk").values_list("svg", flat=True))
    closing.reopen(incident, nordlys.contact, "Again", AT + DAY)
    type(incident).objects.filter(pk=incident.pk).update(title="Another title", severity=1)
    nordlys.log(BEGAN + HOUR)
    at(AT + 2 * DAY, tasks.finish)
    after = Review.objects.get(pk=sent.pk)
    assert after.figures == before.figures
    assert after.kept.totals.opened == 1
    assert list(ReviewPicture.objects.order_by("pk").values_list("svg", flat=True)) == pictures
    kept = [(row.incident.title, row.incident.severity, row.status) for row in listing.as_sent(after)]
    assert kept == [("Posting stops", 3, "closed")]


def test_r18_1_the_worker_makes_pictures_and_files_in_both_languages_and_tells_once(nordlys):
    nordlys.solved()
    sent = nordlys.sent()
    for _run in range(2):
        at(AT, tasks.finish)
    assert set(ReviewFile.objects.values_list("kind", "language")) == {
        ("pdf", "en"),
        ("pdf", "da"),
        ("xlsx", "en"),
        ("xlsx", "da"),
    }
    assert ReviewPicture.objects.filter(review=sent, language="da").count() == 5
    assert told("review_sent") == ["Henrik"]


def test_identified_people_of_the_customer_are_told_too(nordlys):
    identifying.identify(
        nordlys.customer,
        Named(person=nordlys.contact, role="Finance", phone="+45 20 00 00 01"),
        nordlys.advisor,
        AT,
    )
    sent = nordlys.sent()
    archiving.finish(sent.pk, AT)
    assert sorted(told("review_sent")) == ["Henrik", "Mette"]


def test_r18_1_two_at_once_send_it_once(nordlys):
    review = nordlys.review()
    holding.send(review, nordlys.advisor, AT)
    with pytest.raises(SentAlready):
        holding.send(review, nordlys.deputy, AT)


def test_only_her_advisor_sends(nordlys):
    with pytest.raises(NotHerAdvisor):
        holding.send(nordlys.review(), make.staff("advisor"), AT)


def test_r18_1_minutes_and_decisions_are_kept_and_told_once(nordlys):
    sent = nordlys.sent()
    held_on = date(2026, 10, 6)
    for minutes in ("We met.", "We met, all of us."):
        holding.keep_minutes(sent, nordlys.advisor, held_on, minutes, "More staff", at=AT + 2 * DAY)
    kept = Review.objects.get(pk=sent.pk)
    assert (kept.state, kept.minutes, kept.decisions) == ("held", "We met, all of us.", "More staff")
    assert told("review_minutes") == ["Henrik"]


def test_r18_1_the_meeting_is_arranged_with_the_agenda_and_held_with_the_minutes(nordlys):
    sent = nordlys.sent()
    ours = identifying.identify(
        nordlys.customer, Named(person=nordlys.advisor, role="Advisor"), nordlys.advisor, AT
    )
    wanted = Invitation(
        subject="Review", starts_at=AT + DAY, minutes=60, place="https://meet.example/n", participants=[ours]
    )
    review = holding.arrange(sent, wanted, nordlys.advisor, AT)
    assert [point.text for point in review.meeting.agenda.all()][-1].startswith("Hvad der er planlagt")
    with pytest.raises(MeetingArranged):
        holding.arrange(sent, wanted, nordlys.advisor, AT)
    holding.keep_minutes(sent, nordlys.advisor, date(2026, 10, 6), "We met.", at=AT + 2 * DAY)
    meeting = Meeting.objects.get(pk=review.meeting.pk)
    assert (meeting.state, meeting.notes) == ("held", "We met.")


def test_r18_1_a_meeting_to_come_leaves_the_calendars_of_a_review_that_was_held_before_it(nordlys):
    sent = nordlys.sent()
    review = holding.arrange(sent, invitation(nordlys), nordlys.advisor, AT)
    holding.keep_minutes(sent, nordlys.advisor, date(2026, 10, 5), "We met today.", at=AT + HOUR)
    meeting = Meeting.objects.get(pk=review.meeting.pk)
    assert (meeting.state, meeting.notes) == ("cancelled", "")
    assert meeting.cancel_reason == "Gennemgangen af supportaktivitet er allerede holdt 5. oktober 2026."


def test_r18_1_minutes_that_a_manager_keeps_in_the_advisors_place_end_the_meeting_that_was_arranged(nordlys):
    sent = nordlys.sent()
    review = holding.arrange(sent, invitation(nordlys), nordlys.advisor, AT)
    holding.keep_minutes(sent, make.staff("support_manager"), date(2026, 10, 6), "We met.", at=AT + 2 * DAY)
    meeting = Meeting.objects.get(pk=review.meeting.pk)
    assert (meeting.state, meeting.notes) == ("held", "We met.")


def test_a_meeting_that_was_cancelled_may_be_arranged_anew(nordlys):
    sent = nordlys.sent()
    ours = identifying.identify(
        nordlys.customer, Named(person=nordlys.advisor, role="Advisor"), nordlys.advisor, AT
    )
    wanted = Invitation(
        subject="Review", starts_at=AT + DAY, minutes=60, place="https://meet.example/n", participants=[ours]
    )
    first = holding.arrange(sent, wanted, nordlys.advisor, AT).meeting
    arranging.cancel(first, nordlys.advisor, "Ill", AT + HOUR)
    assert holding.arrange(sent, wanted, nordlys.advisor, AT + HOUR).meeting != first


def test_an_erasure_makes_the_files_anew_without_her_name(nordlys):
    nordlys.solved()
    sent = nordlys.sent()
    archiving.finish(sent.pk, AT)
    step = STEPS[0]
    assert step.count(nordlys.contact) == 4
    step.erase(nordlys.contact)
    assert not ReviewFile.objects.exists()
    at(AT + timedelta(minutes=1), tasks.finish)
    assert ReviewFile.objects.count() == 4
    assert told("review_sent") == ["Henrik"]


def test_two_workers_prepare_one_review(nordlys):
    review = nordlys.review()
    row = ReviewCadence.objects.get()
    assert preparing.make(row, QUARTER, AT) is None
    assert Review.objects.get() == review


def test_r17_3_the_advisors_page_shows_what_is_to_be_held(nordlys):
    nordlys.review()
    seen = board.seen_by(nordlys.advisor, DUE + DAY)
    lines = {each.section.code: each.lines for each in board.sections(seen)}["activity_reviews"]
    assert [(line.when, line.tone) for line, _customer in lines] == [("2 days overdue", "late")]


def test_r18_1_the_mail_names_the_period_by_its_dates_alone():
    found = scene(language="en")
    found.manager.language = "en"
    found.manager.save()
    found.sent()
    at(AT, tasks.finish)
    mail = mail_of(Notification.objects.get(kind="review_sent", channel="email"))
    assert mail["Subject"] == "Your activity review of 1 July 2026 to 30 September 2026"
