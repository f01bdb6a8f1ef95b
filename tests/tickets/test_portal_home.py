"""The portal's first page: what is covered now, who helps, what waits, critical alerts first."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from entitlements.targets import policy_at
from notifications.alerts import withdraw
from notifications.models import Acknowledgement
from subscriptions.life.non_renewal import decline_renewal
from subscriptions.life.renewals import renew
from subscriptions.models import AdvisorAssignment, Subscription
from tests import factories as make
from tests.tickets.moments import moment
from tests.tickets.portal import SATURDAY, WEDNESDAY, company, get, queries, signed_in, text
from tickets import closing, correspondence

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer():
    made = company(name="Nordlys Energiudstyr")
    type(made.region).objects.update(phone="+45 70 00 00 99")
    return made


def home(client, at=WEDNESDAY):
    return text(get(client, "/", at))


def ending(customer):
    """Her subscription, which ends within 60 days."""
    ends_at = WEDNESDAY + timedelta(days=60)
    customer.lines.update(ends_at=ends_at)
    Subscription.objects.filter(customer=customer).update(ends_at=ends_at)
    return Subscription.objects.get(customer=customer)


def alert(product, title="Period lock is not released", at=WEDNESDAY, **fields):
    return make.alert(
        product, title=title, symptom="It stops.", action="Install it.", published_at=at, **fields
    )


def test_it_greets_her_by_name_and_says_her_tier_and_until_when(client):
    shown = home(client)
    assert "Good morning, Mette" in shown
    assert "Nordlys Energiudstyr · Xtreme Support until 1 January 2035" in shown


def test_r25_1_who_has_no_subscription_reads_whom_to_ask_and_is_promised_nothing(customer, client):
    customer.lines.all().delete()
    Subscription.objects.all().delete()
    shown = home(client)
    assert "Your company has no subscription. Contact " in shown
    assert "log it: around the clock" not in shown
    assert "/incidents/new/" not in shown
    assert "What is covered now" not in shown


def test_r26_1_who_has_an_expired_one_is_not_promised_that_all_is_taken(customer, client):
    ends_at = WEDNESDAY - timedelta(days=3)
    customer.lines.update(ends_at=ends_at)
    Subscription.objects.filter(customer=customer).update(ends_at=ends_at)
    shown = home(client)
    assert "New ones are taken only in severity 1." in shown
    assert "log it: around the clock" not in shown
    assert "/incidents/new/" in shown


def test_it_shows_whether_the_phone_is_open_and_until_when(client):
    """R6.1"""
    shown = home(client)
    assert "Open now" in shown
    assert "until today 17:00" in shown
    assert "+45 70 00 00 99" in shown


def test_on_saturday_it_says_when_the_phone_opens_and_when_severity_1_is_covered_again(client):
    """R6.1, R6.4: XT is covered from Monday 00:00."""
    shown = home(client, SATURDAY)
    assert "Closed now" in shown
    assert "opens Mon 08:00" in shown
    assert "again from Mon 00:00" in shown


def test_at_night_the_phone_is_open_for_severity_1_where_that_is_covered(customer, client):
    """R6.1, R10.1: it said closed, and a number that is answered was not called."""
    tonight, sunday = WEDNESDAY.replace(hour=23, minute=40), SATURDAY + timedelta(days=1)
    shown = home(client, tonight)
    assert ("Open for severity 1" in shown, "Closed now" in shown) == (True, False)
    assert "severity 2 to 4 from tomorrow 08:00" in shown
    make.line(customer, make.product("FMP", name="Formsmed Production"), "XTE")
    assert "for Formsmed Production · severity 2 to 4 from tomorrow 08:00" in home(client, sunday)


def test_the_hours_are_those_of_her_own_zone(customer):
    """R6.1: Copenhagen opens at 08:00, which is 18:00 in Melbourne."""
    client = signed_in(make.contact(customer, time_zone="Australia/Melbourne"))
    assert "opens Mon 18:00" in home(client, SATURDAY)


def test_two_tiers_are_shown_with_their_products(customer, client):
    """R8.6"""
    make.line(customer, make.product("FMP", name="Formsmed Production"), "XTP")
    shown = home(client)
    assert "Severity 1 · Premium" in shown
    assert "Formsmed Production" in shown
    assert "response expected within 1 covered hour" in shown
    assert "response expected within 2 covered hours" in shown


def test_r8_2_severity_1_of_a_product_with_a_target_of_its_own_is_said_by_itself(customer, client):
    """R8.1: what the first page says is what an incident of the product would be promised."""
    stock = make.product("STH", name="Stakhus Warehouse")
    make.line(customer, stock, "XT")
    own = {"tier": make.tier("XT"), "severity": 1, "milestone": "first_response", "product": stock}
    policy_at(WEDNESDAY).rules.create(**own, amount=30, unit="min")
    shown = home(client)
    assert "response expected within 2 covered hours" in shown
    assert "response expected within 30 covered minutes" in shown


def test_the_advisor_and_her_deputy_are_named(customer, client):
    """R17.1"""
    advisor, deputy = make.staff("advisor", name="Sofie Lund"), make.staff("advisor", name="Per Dahl")
    AdvisorAssignment.objects.create(
        customer=customer, advisor=advisor, deputy=deputy, starts_on=date(2026, 1, 1)
    )
    shown = home(client)
    assert "Sofie Lund" in shown
    assert "deputy Per Dahl" in shown


def test_what_waits_for_her_company_comes_before_her_own_open_incidents(customer, contact, client):
    colleague = make.contact(customer)
    asked = make.incident(customer, at=WEDNESDAY, contact=colleague, title="Label lacks the location")
    correspondence.reply(asked, make.staff(), "Which printer?", asks=True, at=WEDNESDAY)
    make.incident(customer, at=WEDNESDAY, contact=contact, title="Posting stops")
    make.incident(customer, at=WEDNESDAY, contact=colleague, title="Somebody else's")
    shown = home(client)
    assert shown.index("Waiting for you") < shown.index("Label lacks the location")
    assert "Waiting for you" in text(get(client, "/incidents/"))
    assert shown.index("Label lacks the location") < shown.index("Your open incidents")
    assert "Answer the question" in shown
    assert "Somebody else's" not in shown


def test_an_open_incident_shows_when_a_response_is_expected(customer, contact, client):
    make.incident(customer, at=WEDNESDAY - timedelta(hours=1), contact=contact, severity=2)
    shown = home(client)
    assert "3 h" in shown or "today 12:00" in shown
    assert '<progress value="25" max="100"' in shown


def test_another_companys_incidents_are_not_there(client):
    make.incident(at=WEDNESDAY, title="Secret of another company")
    assert "Secret" not in home(client)


def test_critical_alerts_of_covered_products_come_first_the_unread_before_the_read(customer, contact, client):
    """R1.1, R1.3"""
    read = alert(make.product(), "Read before", at=WEDNESDAY)
    Acknowledgement.objects.create(customer=customer, alert=read, user=contact, at=WEDNESDAY)
    alert(make.product(), "Not read yet", at=WEDNESDAY - timedelta(days=3))
    alert(make.product("VDL"), "Of a product that is not covered")
    alert(make.product(), "Not published yet", at=WEDNESDAY + timedelta(hours=1))
    shown = home(client)
    assert shown.index("Not read yet") < shown.index("Good morning") < shown.index("Read before")
    assert "not covered" not in shown
    assert "Not published yet" not in shown


def test_an_alert_after_the_end_of_the_subscription_is_not_shown(customer, client):
    """R1.11: past alerts stay readable."""
    customer.lines.update(ends_at=moment("2026-11-25 00:00 +01:00"))
    alert(make.product(), "Before the end", at=moment("2026-11-24 12:00 +01:00"))
    alert(make.product(), "After the end", at=moment("2026-11-25 00:05 +01:00"))
    shown = home(client)
    assert "Before the end" in shown
    assert "After the end" not in shown


def test_an_alert_that_was_withdrawn_is_not_shown(client):
    """R1.5"""
    withdrawn = alert(make.product(), "Withdrawn since")
    withdraw(withdrawn, make.staff("publisher"), "It was no fault.", at=WEDNESDAY)
    assert "Withdrawn since" not in home(client)


@pytest.mark.parametrize(("days", "said"), [(119, True), (121, False)])
def test_it_says_when_the_subscription_ends_within_120_days(customer, client, days, said):
    """R26.2"""
    customer.lines.update(ends_at=WEDNESDAY + timedelta(days=days))
    assert ("119 days are left" in home(client)) is said


@pytest.mark.parametrize(
    ("last", "said"), [("2026-12-01", "7 days are left"), ("2026-11-25", "1 day is left")]
)
def test_r26_2_it_counts_calendar_days_as_the_reminder_does(customer, client, last, said):
    customer.lines.update(ends_at=moment(f"{last} 00:00 +01:00") + timedelta(days=1))
    assert said in home(client)


def test_r26_2_it_says_nothing_of_the_end_once_the_next_period_is_agreed(customer, client):
    period = ending(customer)
    assert "60 days are left" in home(client)
    renew(period, None, WEDNESDAY)
    assert "days are left" not in home(client)


def test_r26_2_it_says_by_whom_and_when_it_was_said_that_it_will_not_be_renewed(customer, client):
    decline_renewal(ending(customer), make.staff("account_owner", name="Ida Holm"), "Closing", WEDNESDAY)
    assert "Ida Holm said on 25 November 2026 that it will not be renewed." in home(client)


def test_after_expiry_it_says_so_and_with_whom_to_renew(customer, client):
    """R26.1"""
    type(customer).objects.update(account_owner=make.staff("account_owner", name="Ida Holm"))
    customer.lines.update(ends_at=moment("2026-11-13 00:00 +01:00"))
    shown = home(client)
    assert "Your subscription expired on 12 November 2026." in shown
    assert "Renew with Ida Holm" in shown


def test_staff_are_sent_to_the_queue():
    assert get(signed_in(make.staff()), "/")["Location"] == "/desk/queue/"


def test_somebody_who_left_her_company_is_told_so(contact, client):
    contact.memberships.update(ended_at=timezone.now())
    answer = get(client, "/")
    assert answer.status_code == 403
    assert "Your account belongs to no company any more." in text(answer)


def test_a_stranger_is_sent_to_sign_in(client):
    client.logout()
    assert get(client, "/")["Location"] == "/accounts/login/?next=/"


def test_the_page_takes_the_same_queries_however_many_incidents(customer, contact, client):
    def fill(count):
        for _each in range(count):
            asked = make.incident(customer, at=WEDNESDAY, contact=contact)
            closing.propose_solution(asked, agent, "Try this.", at=WEDNESDAY)
            make.incident(customer, at=WEDNESDAY, contact=contact)

    agent = make.staff()
    fill(1)
    few = queries(lambda: home(client))
    fill(8)
    assert queries(lambda: home(client)) == few


def test_it_reads_in_danish(customer):
    client = signed_in(make.contact(customer, name="Mette Nygaard", language="da"))
    shown = home(client)
    assert "Godmorgen, Mette" in shown
    assert "Åben nu" in shown
    assert '<html lang="da"' in shown
