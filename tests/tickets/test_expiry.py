"""R26.5: after the end new incidents are refused, open ones are worked on, severity 1 is always taken and shown."""

from datetime import timedelta

import pytest

from entitlements.refusals import SubscriptionExpired
from notifications.models import Notification
from subscriptions.life.renewals import reinstate
from tests import factories as make
from tests.desk.pages import signed_in
from tests.tickets.moments import moment
from tests.tickets.portal import get, text
from tickets import closing, correspondence
from tickets.models import Incident

pytestmark = pytest.mark.django_db

START, END = moment("2026-01-01 00:00 +01:00"), moment("2027-01-01 00:00 +01:00")
DAY = timedelta(days=1)
IN_GRACE, OVER = moment("2027-01-12 10:00 +01:00"), moment("2027-02-12 10:00 +01:00")


@pytest.fixture
def owner():
    return make.staff("account_owner", name="Ida Holm")


@pytest.fixture
def customer(owner):
    made = make.customer(name="Fellgate", account_owner=owner)
    make.line(made, make.product(), starts_at=START, ends_at=END)
    return made


@pytest.fixture
def contact(customer):
    return make.contact(customer)


@pytest.fixture
def incident(customer, contact):
    return make.incident(customer, at=END - 3 * DAY, contact=contact)


def test_r26_5_new_incidents_are_refused_with_how_to_renew(customer, contact):
    with pytest.raises(SubscriptionExpired, match=r"expired on 31 December 2026.*Renew with Ida Holm"):
        make.incident(customer, at=IN_GRACE, contact=contact, severity=2)


def test_r26_5_severity_1_is_taken_and_the_account_owner_hears_of_it_by_mail_and_bell(customer, contact):
    make.incident(customer, at=IN_GRACE, contact=contact, severity=1)
    rows = Notification.objects.filter(kind="logged_after_expiry")
    assert set(rows.values_list("recipient__name", "channel")) == {
        ("Ida Holm", "email"),
        ("Ida Holm", "in_app"),
    }
    assert rows.first().context["ends_on"] == "2026-12-31"


def test_r26_5_without_an_account_owner_somebody_hears_of_it(customer, contact, owner):
    type(customer).objects.update(account_owner=None)
    customer.refresh_from_db()
    make.incident(customer, at=IN_GRACE, contact=contact, severity=1)
    assert Notification.objects.filter(kind="logged_after_expiry", recipient=owner).exists()


@pytest.mark.parametrize("at", [IN_GRACE, OVER])
def test_r26_5_what_is_open_is_worked_on_and_replies_are_taken(incident, contact, at):
    agent = make.staff()
    correspondence.contact_reply(incident, contact, "It still happens.", at=at)
    correspondence.reply(incident, agent, "We look at it.", at=at)
    closing.propose_solution(incident, agent, "Install the fix.", at=at)
    closing.accept(incident, contact, at=at)
    assert Incident.objects.get(pk=incident.pk).status == "closed"


@pytest.mark.parametrize(
    ("at", "said"),
    [(IN_GRACE, "Open incidents are worked on until 30 January 2027."),
     (OVER, "The time in which open incidents are worked on is over; your replies still reach us.")],
)  # fmt: skip
def test_r26_1_the_banner_says_what_has_expired_until_when_it_is_worked_on_and_how_to_renew(
    incident, contact, at, said
):
    page = text(get(signed_in(contact), "/", at))
    assert "Your subscription expired on 31 December 2026.</b> Product LGF." in page
    assert said in page
    assert "Renew with Ida Holm" in page


@pytest.mark.parametrize("at", [IN_GRACE, OVER])
def test_r26_1_contacts_read_their_history(incident, contact, at):
    assert "It stops with error 4711." in text(get(signed_in(contact), f"/incidents/{incident.pk}/", at))


@pytest.mark.parametrize(
    ("at", "said"),
    [(IN_GRACE, "Grace time: open incidents are worked on until 30 January 2027."),
     (OVER, "Grace time over since 30 January 2027")],
)  # fmt: skip
def test_r26_5_an_agent_sees_the_grace_time(incident, at, said):
    desk = signed_in(make.staff())
    for page in (f"/desk/incidents/{incident.pk}/", f"/desk/customers/{incident.customer.number}/"):
        assert said in text(get(desk, page, at))


def test_r26_5_the_account_owner_sees_what_is_open_after_the_end(customer, contact, owner):
    make.incident(customer, at=IN_GRACE, contact=contact, severity=1)
    page = text(get(signed_in(owner), "/desk/renewals/", IN_GRACE))
    assert "Ended and not renewed" in page
    assert "1 critical" in page


def test_r26_5_reinstatement_takes_new_incidents_at_once(customer, contact):
    reinstate(customer.subscriptions.get(), None, OVER, joined=False)
    assert make.incident(customer, at=OVER, contact=contact, severity=3).line.starts_at > END
