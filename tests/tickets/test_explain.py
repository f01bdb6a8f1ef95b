"""R8.4: every due time in words. R8.8: never a guarantee."""

import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from entitlements.models import TargetPolicy
from notifications.models import Notification
from tests import factories as make
from tests.tickets.moments import moment
from tickets import correspondence, severity
from tickets.explain import explain

pytestmark = pytest.mark.django_db

COPENHAGEN, MELBOURNE = ZoneInfo("Europe/Copenhagen"), ZoneInfo("Australia/Melbourne")


def why(incident, kind="first_response", at=None, zone=COPENHAGEN, contact=True):
    milestone = incident.milestones.filter(kind=kind).last()
    return str(explain(milestone, at or incident.logged_at, zone, contact=contact))


def test_r8_4_it_names_rule_hours_start_and_due():
    product = make.product("LGF", name="Ledgerkant Finance")
    incident = make.incident(
        at=moment("2026-11-25 16:30 +01:00"), product=product, tier_code="XTE", severity=2
    )
    said = why(incident)
    assert "Severity 2, Elite, Ledgerkant Finance: first response within 1 covered hour." in said
    assert "Office hours in Copenhagen: Monday–Friday 08:00–17:00." in said
    assert "Started today 16:30." in said
    assert "Expected by tomorrow 08:30" in said


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "By the targets of 1 January 2000."), ("da", "Efter svarmålene fra 1. januar 2000.")],
)
def test_r8_4_it_names_the_version_of_the_targets_that_it_began_under(language, said):
    """R27.3: later targets leave it as it is."""
    incident = make.incident(at=moment("2026-11-25 16:30 +01:00"), severity=2)
    later = TargetPolicy.objects.create(name="Later", in_force_from=moment("2026-11-25 16:45 +01:00"))
    later.rules.create(tier=incident.tier, severity=2, milestone="first_response", amount=1)
    with translation.override(language):
        assert said in why(incident, at=moment("2026-11-25 17:00 +01:00"))
    newer = make.incident(incident.customer, at=moment("2026-11-25 16:50 +01:00"), severity=2)
    assert "By the targets of 25 November 2026." in why(newer)


@pytest.mark.parametrize(("language", "said"), [("da", "Alvorsgrad 2, "), ("en", "Severity 2, ")])
def test_r8_4_the_receipt_explains_it_in_the_contacts_language_whoever_logs_it(language, said):
    customer = make.customer()
    contact = make.contact(customer, language=language)
    with translation.override("en" if language == "da" else "da"):
        make.incident(customer, at=moment("2026-11-25 16:30 +01:00"), severity=2, contact=contact)
    receipt = Notification.objects.get(kind="receipt", channel="email")
    assert receipt.context["why"][0].startswith(said)


def test_w17_it_names_the_holidays_left_out():
    """D8: 25, 26 and 29 March."""
    incident = make.incident(at=moment("2027-03-24 16:00 +01:00"), severity=3)
    said = why(incident)
    assert all(day in said for day in ("25 Mar", "26 Mar", "29 Mar"))


def test_it_speaks_in_the_readers_zone():
    incident = make.incident(at=moment("2026-11-25 09:00 +01:00"), severity=2)
    assert "23:00" in why(incident, zone=MELBOURNE)
    assert "Melbourne" in why(incident, zone=MELBOURNE)


def test_r10_5_it_names_the_product_that_has_no_after_hours_support():
    product = make.product("TLB", name="Tallebord Analytics", after_hours_supported=False)
    incident = make.incident(
        at=moment("2026-11-28 10:00 +01:00"), product=product, tier_code="XTP", severity=1
    )
    assert "Tallebord Analytics is not supported outside office hours." in why(incident)


def test_r5_4_it_says_when_the_clock_starts():
    incident = make.incident(at=moment("2026-11-28 10:00 +01:00"), severity=3)
    assert "The clock runs from Mon 08:00." in why(incident)


@pytest.mark.parametrize(
    ("contact", "language", "reason"),
    [
        (True, "en", "waiting for you"),
        (False, "en", "waiting for customer"),
        (True, "da", "afventer jer"),
        (False, "da", "afventer kunden"),
    ],
)
def test_it_tells_pauses_with_their_reason_in_words_for_the_reader(contact, language, reason):
    incident = make.incident(at=moment("2026-11-23 09:00 +01:00"), severity=3)
    correspondence.reply(incident, make.staff(), "Which?", asks=True, at=moment("2026-11-23 10:00 +01:00"))
    correspondence.contact_reply(incident, incident.contact, "13", at=moment("2026-11-24 10:00 +01:00"))
    with translation.override(language):
        said = why(incident, "solution_goal", at=moment("2026-11-24 11:00 +01:00"), contact=contact)
    assert f"({reason})." in said
    if language == "en":
        assert f"Paused yesterday 10:00 to today 10:00 ({reason})." in said


def test_it_says_met_and_missed():
    incident = make.incident(at=moment("2026-11-23 09:00 +01:00"), severity=2)
    assert "missed" in why(incident, at=moment("2026-11-23 14:00 +01:00"))
    correspondence.reply(incident, make.staff(), "Yes.", at=moment("2026-11-23 10:00 +01:00"))
    assert "Met today 10:00." in why(incident, at=moment("2026-11-23 14:00 +01:00"))


def test_it_is_said_in_danish_too():
    incident = make.incident(at=moment("2026-11-25 16:30 +01:00"), tier_code="XTE", severity=2)
    with translation.override("da"):
        said = why(incident)
    assert "Alvorsgrad 2, Elite" in said
    assert "mandag–fredag 08.00–17.00" in said
    assert "Forventet senest i morgen 08.30" in said


def test_r8_8_no_page_and_no_mail_speaks_of_a_guarantee():
    root = Path(__file__).resolve().parent.parent.parent
    texts = [*root.glob("templates/**/*.*"), *root.glob("locale/*/LC_MESSAGES/*.po")]
    assert texts
    guilty = [path for path in texts if re.search(r"guarante|garant", path.read_text(), re.IGNORECASE)]
    assert guilty == []


def test_r8_4_it_says_why_less_than_the_target_is_left_after_a_raise():
    """R8.4, T5: 4 hours from 08:30 are not 09:00."""
    incident = make.incident(at=moment("2026-11-23 09:00 +01:00"), severity=3)
    at = moment("2026-11-24 08:30 +01:00")
    incident = severity.change_severity(incident, make.staff(), 2, "agreed", at)
    held = "What was expected before the change is earlier, and holds."
    assert f"Started today 08:30. {held} Expected by today 09:00" in why(incident, at=at)
    later = make.incident(at=at, product=make.product("STH"), severity=2)
    assert held not in why(later)
