"""Who follows an incident is told of it as its logger is; who may not see it any more is told nothing."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from notifications.kinds import KINDS
from notifications.models import Notification
from subscriptions import tenancy
from subscriptions.models import Membership
from tests import factories as make
from tests.desk.pages import signed_in, text
from tests.tickets.moments import moment
from tickets import closing, correspondence, followers, lifecycle, products, severity, unreachable
from tickets.models import Follower, Incident, LifecycleRules

pytestmark = pytest.mark.django_db

LOGGED = moment("2026-11-23 09:00 +01:00")
LATER = moment("2026-11-23 10:00 +01:00")


@pytest.fixture
def incident():
    return make.incident(at=LOGGED, severity=3)


@pytest.fixture
def agent():
    return make.staff()


@pytest.fixture
def colleague(incident):
    """Another contact of the company, who follows the incident."""
    person = make.contact(incident.customer)
    followers.follow(incident, person, LOGGED)
    return person


@pytest.fixture
def watcher(incident):
    """Somebody of the vendor who follows it."""
    person = make.staff()
    followers.follow(incident, person, LOGGED)
    return person


def told(person):
    """The kinds that her bell has, oldest first, and each thing once."""
    rows = Notification.objects.filter(recipient=person, channel="in_app").order_by("pk")
    return [row.kind for row in rows]


def fresh(incident):
    return Incident.objects.get(pk=incident.pk)


def test_a_follower_is_told_what_the_logger_is_told(incident, agent, colleague):
    before = told(incident.contact)
    lifecycle.take(incident, agent, at=LATER)
    correspondence.reply(fresh(incident), agent, "Which version?", asks=True, at=LATER)
    severity.change_severity(fresh(incident), agent, 2, "Many.", at=LATER)
    closing.propose_solution(fresh(incident), agent, "Install the fix.", at=LATER)
    closing.accept(fresh(incident), incident.contact, at=LATER)
    assert told(incident.contact)[len(before) :] == told(colleague)
    assert told(colleague) == ["taken", "reply", "severity_changed", "solution", "closed"]
    link = set(Notification.objects.filter(recipient=colleague).values_list("link", flat=True))
    assert link == {incident.get_absolute_url()}


def test_l6_l7_a_follower_is_told_what_the_logger_is_told_of_development_and_the_product(
    incident, agent, colleague
):
    correspondence.reply(incident, agent, "We have found the defect.", at=LATER)
    before, heard = len(told(incident.contact)), len(told(colleague))
    lifecycle.wait_for_development(fresh(incident), agent, defect_link="https://bugs.example/9", at=LATER)
    lifecycle.set_expected_date(fresh(incident), agent, date(2026, 12, 15), at=LATER)
    lifecycle.resume(fresh(incident), agent, at=LATER)
    other = make.product("ORV")
    make.line(incident.customer, other)
    products.change_product(fresh(incident), agent, other, "It is of the orders.", at=LATER)
    assert told(incident.contact)[before:] == told(colleague)[heard:]
    assert told(colleague)[heard:] == ["waiting_development", "expected_date", "resumed", "product_changed"]


def test_somebody_of_the_vendor_is_told_of_what_is_public_and_of_notes(incident, agent, watcher):
    correspondence.reply(incident, agent, "We look.", at=LATER)
    correspondence.note(fresh(incident), agent, "Like 7.", at=LATER)
    correspondence.contact_reply(fresh(incident), incident.contact, "It is urgent.", at=LATER)
    assert told(watcher) == ["followed", "followed", "followed_note", "contact_reply"]
    row = Notification.objects.filter(recipient=watcher, kind="followed", channel="in_app").latest("pk")
    assert KINDS["followed"].line(row.context) == f"You follow incident {incident.pk}, reply: Posting stops"
    assert row.link == f"/desk/incidents/{incident.pk}/"


def test_a_contact_who_follows_is_told_of_no_note(incident, agent, colleague):
    correspondence.note(incident, agent, "Like 7.", at=LATER)
    assert told(colleague) == []


def test_a_contact_who_follows_hears_of_what_a_colleague_does(incident, agent, colleague):
    correspondence.contact_reply(incident, incident.contact, "It is urgent.", at=LATER)
    closing.withdraw(fresh(incident), incident.contact, at=LATER)
    assert told(colleague) == ["followed_here", "followed_here"]


def test_nobody_is_told_of_what_she_did_herself(incident, colleague, watcher):
    correspondence.contact_reply(incident, colleague, "We see it too.", at=LATER)
    correspondence.note(fresh(incident), watcher, "Like 7.", at=LATER)
    assert told(colleague) == []
    assert told(watcher) == ["contact_reply"]


def test_who_follows_and_owns_it_is_told_once(incident, agent):
    followers.follow(incident, agent, LOGGED)
    lifecycle.take(incident, agent, at=LATER)
    correspondence.contact_reply(fresh(incident), incident.contact, "It is urgent.", at=LATER)
    assert told(agent) == ["contact_reply"]


def test_lifecycle_l5_what_an_owner_who_may_not_sign_in_any_more_would_hear_the_leads_hear(incident, agent):
    lead = make.staff("lead")
    lifecycle.take(incident, agent)
    agent.is_active = False
    agent.save()
    correspondence.contact_reply(incident, incident.contact, "It happens again.")
    assert "contact_reply" in {row.kind for row in Notification.objects.filter(recipient=lead)}


def test_r10_6_a_severity_that_is_lowered_is_news_to_followers(incident, agent, colleague):
    incident = make.incident(incident.customer, at=LOGGED, severity=1, contact=incident.contact)
    followers.follow(incident, colleague, LOGGED)
    for minutes in (0, 40, 80):
        at = LATER + timedelta(minutes=minutes)
        correspondence.spoken(fresh(incident), agent, "", answered=False, at=at)
    unreachable.lower(fresh(incident), agent, at=LATER + timedelta(minutes=81))
    assert told(colleague) == ["followed_here"]
    assert told(incident.contact)[-1] == "unreachable"


@pytest.mark.parametrize("gone", ["left", "inactive", "stopped"])
def test_who_may_not_see_it_any_more_or_has_stopped_is_never_told(incident, agent, colleague, gone):
    if gone == "left":
        Membership.objects.filter(user=colleague).update(ended_at=LOGGED)
    elif gone == "inactive":
        type(colleague).objects.filter(pk=colleague.pk).update(is_active=False)
    else:
        followers.stop(incident, colleague, LOGGED)
    correspondence.reply(incident, agent, "We look.", at=LATER)
    assert told(colleague) == []
    assert followers.shown(incident, agent).names == []


def test_who_goes_to_another_company_is_never_told_of_the_former_one(incident, agent, colleague):
    Membership.objects.filter(user=colleague).update(customer=make.customer())
    correspondence.reply(incident, agent, "We look.", at=LATER)
    assert told(colleague) == []


def test_who_is_no_longer_of_the_vendor_is_never_told(incident, agent, watcher):
    type(watcher).objects.filter(pk=watcher.pk).update(is_staff=False)
    correspondence.note(incident, agent, "Like 7.", at=LATER)
    assert told(watcher) == []


def test_whoever_writes_follows_where_the_rules_say_so_until_she_stops(incident, agent):
    incident.owner = owner = make.staff()
    incident.save()
    correspondence.note(incident, agent, "Like 7.", at=LATER)
    assert not Follower.objects.exists()
    LifecycleRules.objects.update_or_create(pk=1, defaults={"writers_follow": True})
    correspondence.note(incident, agent, "Like 8.", at=LATER)
    correspondence.note(incident, owner, "Mine.", at=LATER)
    colleague = make.contact(incident.customer)
    correspondence.contact_reply(fresh(incident), colleague, "We see it too.", at=LATER)
    assert followers.shown(incident, agent).names == sorted([agent.name, colleague.name])
    followers.stop(incident, agent, LATER)
    correspondence.note(incident, agent, "Like 9.", at=LATER)
    assert followers.shown(incident, agent).names == [colleague.name]


def test_a_verb_asks_for_followers_where_there_are_any(incident, django_assert_num_queries):
    colleague = make.contact(incident.customer)

    def locked():
        return Incident.objects.for_change().get(pk=incident.pk)

    row = locked()
    with django_assert_num_queries(0):
        assert followers.followers(row) == []
    followers.follow(row, colleague, LATER)
    assert followers.followers(row) == followers.followers(locked()) == [colleague]
    followers.stop(incident, colleague, LATER)
    assert followers.followers(locked()) == []


def test_following_twice_is_following_once(incident, colleague):
    followers.follow(incident, colleague, LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Follower.objects.create(incident=incident, customer=incident.customer, person=colleague, since=LATER)
    assert Follower.objects.count() == 1


def test_another_company_sees_no_row_of_it(incident, colleague):
    with tenancy.as_contact(make.customer().pk):
        assert not Follower.objects.exists()
    with tenancy.as_contact(incident.customer_id):
        assert Follower.objects.count() == 1


def test_a_contact_follows_and_stops_on_the_page_and_sees_only_her_colleagues(watcher):
    found = make.incident(at=timezone.now(), severity=3)
    followers.follow(found, watcher)
    person = make.contact(found.customer)
    client = signed_in(person)
    address = found.get_absolute_url()
    assert "Nobody follows this" in text(client.get(address))
    assert client.post(f"{address}follow/", {"do": "follow"}).status_code == 302
    shown = text(client.get(address))
    assert "1 follows this" in shown
    assert watcher.name not in shown
    client.post(f"{address}follow/", {"do": "stop"})
    assert "Nobody follows this" in text(client.get(address))
    hers = text(signed_in(found.contact).get(address))
    assert "Nobody else follows this" in hers
    assert "You are told of it anyway." in hers


def test_a_contact_of_another_company_cannot_follow(incident):
    client = signed_in(make.contact(make.customer()))
    assert client.post(f"{incident.get_absolute_url()}follow/", {"do": "follow"}).status_code == 404
    assert not Follower.objects.exists()


def test_staff_follow_any_incident_at_the_desk(incident, colleague):
    client = signed_in(make.staff("advisor", name="Ida Holm"))
    address = f"/desk/incidents/{incident.pk}/"
    client.post(f"{address}follow/", {"do": "follow"})
    shown = text(client.get(address))
    assert "2 follow this" in shown
    assert "Ida Holm" in shown
    client.post(f"{address}follow/", {"do": "stop"})
    assert "1 follows this" in text(client.get(address))


@pytest.mark.parametrize(
    "kind", ["followed", "followed_here", "followed_note", "mentioned", "mentioned_here"]
)
def test_what_followers_are_told_may_be_switched_off(kind):
    assert KINDS[kind].optional
