"""DEMO.md: a roster covers every hour of every region, and who says she was on duty was."""

from datetime import timedelta

from subscriptions.models import SupportRegion
from tests.demo.moment import PASSWORD, T
from tickets.duty.models import Page, Paging, Roster
from tickets.duty.rosters import gaps, on_duty, rota_of
from tickets.models import Escalation, Incident
from xtreme.demo.fill import fill
from xtreme.demo.people import KENJI, RUBY


def incident(title):
    return Incident.objects.get(title__contains=title)


def test_r6_5_a_roster_covers_every_hour_of_every_region():
    assert Roster.objects.count() == SupportRegion.objects.count() == 8
    for roster in Roster.objects.all():
        assert gaps(roster, T, T + timedelta(days=60)) == []
        assert len(rota_of(roster).rotations[1]) >= 2
        assert not on_duty(roster.region, T).stands_in


def test_r6_5_tsukimoris_night_reached_the_agent_on_duty():
    line = incident("Production orders not released")
    page = line.pages.get()
    assert (page.agent.email, page.at, page.acknowledged_at) == (
        KENJI,
        line.logged_at,
        line.logged_at + timedelta(minutes=3),
    )
    assert line.english_handling is False  # it was written in English
    assert not Escalation.objects.filter(incident=line).exists()


def test_r10_1_havbliks_weekend_paged_ruby_when_the_clock_started():
    down = incident("Kan ikke logge på")
    page = down.pages.get()
    assert page.agent.email == RUBY
    begins = down.timeline.get(facts__code="outside_your_cover").facts["begins"]
    assert page.at.isoformat() == begins


def test_r6_5_no_page_of_the_past_is_left_to_send():
    assert not Paging.objects.running().exists()
    assert Page.objects.exists()


def test_r6_5_run_again_no_roster_is_made_twice():
    before = Roster.objects.count(), Page.objects.count()
    fill(T + timedelta(hours=3), PASSWORD)
    assert (Roster.objects.count(), Page.objects.count()) == before
