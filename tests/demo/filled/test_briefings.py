"""The demo's briefings (DEMO.md, 8)."""

from datetime import timedelta

from django.db.models import Sum

from entitlements.briefings.models import BriefingRequest, Recording, Session
from notifications.models import Notification
from tests.demo.moment import T
from xtreme.demo import briefings
from xtreme.demo.customers import SERRA_CLARA, WATTLEBIRD
from xtreme.demo.moments import Now


def test_r13_1_the_four_recordings_have_a_film_chapters_and_what_is_said():
    found = Recording.objects.published()
    assert {made.title for made in found} == {
        "Year-end close in 40 minutes",
        "Reading an MRP log",
        "E-faktura i Danmark: SAF-T og modtagelse",
        "From 7.2 to 8.0: what changes on the floor",
    }
    for made in found:
        assert made.video_type == "video/webm"
        assert made.video_size < 2_000_000
        assert made.chapters.count() >= 4
        assert made.captions.get().language == made.language
        assert made.published_at <= T


def test_r13_2_the_requests_stand_as_they_were_answered():
    payday, brazil, kubernetes = BriefingRequest.objects.order_by("pk")
    assert (payday.topic, payday.state, payday.companies) == ("Payday Super step by step", "asked", 7)
    assert payday.joins.get(first=True).customer.number == WATTLEBIRD
    assert (brazil.topic, brazil.state) == ("Brazil IBS/CBS test invoices", "accepted")
    assert brazil.joins.get().customer.number == SERRA_CLARA
    assert (kubernetes.topic, kubernetes.state) == ("Installing on Kubernetes", "declined")
    assert "consulting" in kubernetes.answer


def test_r16_1_two_sessions_come_one_with_two_seats_left_and_one_full_with_five_who_wait():
    payroll, clinic = Session.objects.coming(T)
    assert (payroll.title, payroll.capacity, payroll.taken) == (
        "Ask the payroll team before the new tax year",
        40,
        38,
    )
    assert (clinic.title, clinic.free) == ("Performance clinic: planning", 0)
    assert clinic.sign_ups.waiting().count() == 5
    assert [round((each.starts_at - T) / timedelta(days=1)) for each in (payroll, clinic)] == [10, 17]
    for session in (payroll, clinic):
        assert session.sign_ups.seated().aggregate(seats=Sum("seats"))["seats"] == session.taken


def test_r16_1_the_past_session_has_its_recording_and_17_answered_questions():
    past = Session.objects.past(T).get()
    assert past.recording.title == "Reading an MRP log"
    assert past.questions.filter(answered_at__isnull=False).count() == past.questions.count() == 17
    assert all(each.votes == each.voters.count() for each in past.questions.all())
    assert all(row.attended is not None for row in past.sign_ups.seated())


def test_filled_again_it_changes_nothing_and_nobody_is_told():
    def counted():
        models = (Recording, BriefingRequest, Session)
        return [model.objects.count() for model in models]

    before = counted()
    briefings.fill(Now(T))
    assert counted() == before
    assert not Notification.objects.filter(kind__startswith="session").exists()
