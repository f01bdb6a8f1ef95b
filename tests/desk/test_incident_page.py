"""The page of one incident at the desk: what it shows, and what it never shows to the other side."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from notifications.models import AddressMark, Notification
from subscriptions.models import AdvisorAssignment, InstalledSystem, Membership
from tests import factories as make
from tests.desk.pages import LATER, WEDNESDAY, get, signed_in, text
from tickets import closing, correspondence, severity

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident():
    customer = make.customer(name="Nordlys Energiudstyr", number="C-1001")
    contact = make.contact(customer, name="Mette Nygaard", phone="+45 70 00 00 01")
    return make.incident(customer, at=WEDNESDAY, tier_code="XTE", severity=2, contact=contact)


def page(desk, incident, at=LATER):
    return get(desk, f"/desk/incidents/{incident.pk}/", at)


def test_it_shows_number_product_severity_subscription_status_and_who_logged_it(desk, incident):
    shown = text(page(desk, incident))
    assert f"{incident.pk} · Product LGF · logged today 09:00 by Mette Nygaard, portal" in shown
    assert "<b>2</b> High" in shown
    assert "tier tier-1" in shown
    assert "Nobody yet" in shown


def test_r8_4_running_targets_are_explained_and_past_ones_keep_their_result(desk, agent, incident):
    shown = text(page(desk, incident))
    assert "Severity 2, Elite, Product LGF: first response within 1 covered hour." in shown
    assert "Expected by today 10:00 (Copenhagen)." in shown
    correspondence.reply(incident, agent, "We look at it.", at=WEDNESDAY + timedelta(minutes=31))
    shown = text(page(desk, incident))
    assert "1 past target" in shown
    assert "Met today 09:31." in shown
    assert "next reply within" in shown


def test_the_customer_stands_beside_it_with_all_an_agent_needs(desk, agent, incident):
    customer, product = incident.customer, incident.product
    make.line(customer, make.product("STH"), "XT")
    advisor = make.staff("advisor", name="Line Dahlgaard")
    AdvisorAssignment.objects.create(
        customer=customer,
        advisor=advisor,
        deputy=make.staff("advisor", name="Harriet"),
        starts_on=date(2026, 1, 1),
    )
    customer.account_owner = make.staff("account_owner", name="Nanna Friis")
    customer.save()
    version = make.version(product, "13.0")
    InstalledSystem.objects.create(customer=customer, product=product, version=version, site="Aalborg")
    make.incident(customer, product, at=WEDNESDAY, severity=1, contact=incident.contact)
    shown = text(page(desk, incident))
    assert "Yes, until today 17:00" in shown  # office hours
    assert ">Yes, always<" in shown  # severity 1 of Elite
    for words in ("C-1001", "Line Dahlgaard", "Harriet", "Nanna Friis", "Product LGF 13.0", "Aalborg"):
        assert words in shown
    assert '<a class="with-icon" href="tel:+4570000001">' in shown
    assert "2 incidents" in shown
    assert "1 critical" in shown


def test_a_subscription_that_ended_is_said_so(desk, incident):
    incident.customer.lines.update(ends_at=WEDNESDAY - timedelta(days=1))
    assert "ended 24 November 2026" in text(page(desk, incident))


def test_r10_4_english_handling_is_tagged(desk):
    night = WEDNESDAY + timedelta(hours=17)
    dark = make.incident(at=night, tier_code="XTP", severity=1, language="da")
    assert dark.english_handling
    assert "English handling" in text(page(desk, dark, night))


def test_a_note_is_marked_and_never_reaches_the_portal_the_mail_or_the_files_of_the_customer(
    desk, agent, incident
):
    from django.core.files.uploadedfile import SimpleUploadedFile

    secret = SimpleUploadedFile("dump.log", b"inside")
    entry = correspondence.note(incident, agent, "Same as 10391 at Rio Verde.", files=[secret], at=WEDNESDAY)
    shown = text(page(desk, incident))
    assert "Same as 10391" in shown
    assert "not seen by the customer" in shown
    portal = signed_in(incident.contact)
    seen = text(get(portal, f"/incidents/{incident.pk}/"))
    assert "Same as 10391" not in seen
    assert "dump.log" not in seen
    file = entry.attachments.get()
    assert get(portal, f"/incidents/{incident.pk}/files/{file.pk}/").status_code == 404
    assert get(desk, f"/incidents/{incident.pk}/files/{file.pk}/").status_code == 200
    assert not Notification.objects.filter(kind="reply").exists()


def test_a_severity_that_was_asked_for_is_to_be_decided(desk, incident):
    severity.ask_for_severity(incident, incident.contact, 1, "Month-end.", at=WEDNESDAY)
    shown = text(page(desk, incident))
    assert "Mette Nygaard asks for severity 1." in shown
    assert "Keep the severity" in shown


def test_a_mail_that_failed_is_shown_where_it_belongs(desk, agent, incident):
    correspondence.reply(incident, agent, "We look at it.", at=WEDNESDAY)
    Notification.objects.filter(kind="reply", channel="email").update(
        state="set_aside", attempts=5, last_error="550 no such person"
    )
    other = make.incident(incident.customer, incident.product, at=WEDNESDAY, contact=incident.contact)
    assert "550 no such person" in text(page(desk, incident))
    assert "550 no such person" not in text(page(desk, other))


def test_links_lead_to_duplicates_and_follow_ups(desk, agent, incident):
    other = make.incident(incident.customer, incident.product, at=WEDNESDAY, contact=incident.contact)
    closing.close_without_solution(
        other, agent, "duplicate", "It is the same.", duplicate_of=incident, at=WEDNESDAY
    )
    assert f"duplicate: {other.pk}" in text(page(desk, incident))
    assert f"duplicate of {incident.pk}" in text(page(desk, other))


def test_a_contact_that_left_or_speaks_no_english_is_marked(desk, incident):
    Membership.objects.update(speaks_english=False)
    assert "no English" in text(page(desk, incident))
    Membership.objects.update(ended_at=WEDNESDAY)
    assert ">left<" in text(page(desk, incident))


def test_it_asks_the_same_number_of_questions_for_2_and_for_40_entries(desk, agent, incident):
    def questions():
        with CaptureQueriesContext(connection) as asked:
            page(desk, incident)
        return len(asked)

    correspondence.note(incident, agent, "First.", at=WEDNESDAY)
    questions()
    few = questions()
    for _ in range(40):
        correspondence.note(incident, agent, "Another.", at=WEDNESDAY)
    assert questions() == few <= 13


def test_an_unknown_number_is_not_found(desk):
    assert get(desk, "/desk/incidents/999999/").status_code == 404


def test_r1_4_the_composer_says_by_which_way_the_contact_is_reached(desk, incident):
    """It promised mail also to an address at which nothing arrives, and to who has left."""
    by_mail = "Mette Nygaard gets this by mail and sees it in the portal."
    assert by_mail in text(page(desk, incident))
    mark = AddressMark.objects.create(address=incident.contact.email.lower(), state="fails", since=WEDNESDAY)
    limited = signed_in(make.limited(make.staff(), regions=[incident.region]))
    for reader in (desk, limited):
        shown = text(page(reader, incident))
        assert "Mail to Mette Nygaard fails: she sees this in the portal and is told of it there" in shown
        assert by_mail not in shown
    AddressMark.objects.filter(pk=mark.pk).update(state="complained")
    assert by_mail in text(page(desk, incident))
    Membership.objects.filter(user=incident.contact).update(ended_at=WEDNESDAY)
    shown = text(page(desk, incident))
    assert "Mette Nygaard has left Nordlys Energiudstyr and is told of nothing." in shown
    assert by_mail not in shown
