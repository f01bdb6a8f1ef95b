"""Who sees which dashboard, and what stands on it."""

from datetime import timedelta

import pytest

from subscriptions.models import Tier
from tests import factories as make
from tests.tickets.portal import WEDNESDAY, company, get, queries, signed_in, text
from tickets import correspondence, reminders

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer():
    return company(name="Nordlys")


@pytest.fixture
def answered(customer):
    incident = make.incident(customer, at=WEDNESDAY)
    correspondence.reply(incident, make.staff("agent"), "Which version?", at=WEDNESDAY + timedelta(minutes=5))
    return incident


def test_those_who_lead_see_the_queue_in_pictures_and_numbers(answered):
    lead = signed_in(make.staff("lead"))
    page = get(lead, "/desk/dashboard/?region=nordic", WEDNESDAY + timedelta(hours=1))
    assert page.content.decode().count('<svg class="chart"') >= 2
    assert "Nothing in the work order is older than a week." in text(page)
    assert queries(lambda: get(lead, "/desk/dashboard/")) <= 16


def test_promises_are_shown_by_subscription_region_and_product_and_given_out(answered):
    head = signed_in(make.staff("head_of_support"))
    page = get(head, "/desk/dashboard/promises/", WEDNESDAY + timedelta(hours=1))
    assert "100.0 % of 1 target was met." in text(page)
    assert "Nordic" in text(page)
    sheet = get(head, "/desk/dashboard/promises.csv", WEDNESDAY + timedelta(hours=1))
    assert "By product" in b"".join(sheet.streaming_content).decode()


def test_an_agent_is_told_whom_to_ask(answered):
    assert get(signed_in(make.staff("agent")), "/desk/dashboard/").status_code == 403


def test_a_manager_reads_her_own_companys_statement(customer, answered):
    manager = signed_in(make.contact(customer, role="manager"))
    page = get(manager, "/subscription/promises/", WEDNESDAY + timedelta(hours=1))
    assert "First responses to Nordlys in twelve months" in text(page)
    assert "100.0 %" in text(page)
    sheet = get(manager, "/subscription/promises.csv", WEDNESDAY + timedelta(hours=1))
    assert "1" in b"".join(sheet.streaming_content).decode()
    assert get(signed_in(make.contact(customer)), "/subscription/promises/").status_code == 403


def test_a_company_without_any_incident_has_an_empty_statement(customer):
    manager = signed_in(make.contact(customer, role="manager"))
    assert "No target fell due in these months." in text(get(manager, "/subscription/promises/"))


def test_r8_9_her_statement_counts_the_targets_that_her_tier_shows_her(customer, answered):
    manager = signed_in(make.contact(customer, role="manager"))
    later = WEDNESDAY + timedelta(days=20)
    reminders.remind(later)
    assert "of 1 target was met" in text(get(manager, "/subscription/promises/", later))
    Tier.objects.update(shows_next_reply=True)
    page = text(get(manager, "/subscription/promises/", later))
    assert "50.0 % of 2 targets were met." in page
    assert "Targets that Nordlys is shown, in twelve months" in page
