"""In the weekend pages say that every severity is covered, and until when (R23.9, R6.1)."""

import pytest

from tests import factories as make
from tests.special_events.scene import MONDAY_8, scene
from tests.tickets.moments import moment
from tests.tickets.portal import get, signed_in, text

pytestmark = pytest.mark.django_db

SUNDAY, LATER = moment("2026-12-13 10:00 +01:00"), moment("2026-12-20 10:00 +01:00")


@pytest.fixture
def nordlys():
    made = scene(time_zone="Europe/Copenhagen")
    make.line(made.customer, make.product("KNB", name="Knudebro Integration"), "XTE")
    made.confirmed()
    return made


@pytest.mark.parametrize(("language", "words"), [("en", "Every severity"), ("da", "Alle alvorsgrader")])
def test_r23_9_the_portals_first_page_says_so_and_the_phone_is_open(nordlys, language, words):
    client = signed_in(make.contact(nordlys.customer, name="Kirsten", language=language))
    page = text(get(client, "/", SUNDAY))
    assert words in page
    assert "for Ledgerkant Finance" in page
    assert ("Closed now" in page, "Lukket nu" in page) == (False, False)
    assert words not in text(get(client, "/", LATER))
    assert words not in text(get(client, "/", MONDAY_8))


def test_r23_9_so_do_the_customer_and_the_incident_at_the_desk(nordlys):
    agent, words = signed_in(make.staff("agent")), "Every severity until tomorrow 08:00: Ledgerkant Finance"
    asked = make.incident(nordlys.customer, nordlys.product, at=SUNDAY, severity=4, contact=nordlys.contact)
    other = make.incident(
        nordlys.customer, make.product("KNB"), at=SUNDAY, severity=4, contact=nordlys.contact
    )
    assert words in text(get(agent, f"/desk/customers/{nordlys.customer.number}/", SUNDAY))
    assert words in text(get(agent, f"/desk/incidents/{asked.pk}/", SUNDAY))
    assert "Every severity" not in text(get(agent, f"/desk/incidents/{other.pk}/", SUNDAY))
    assert words not in text(get(agent, f"/desk/customers/{nordlys.customer.number}/", LATER))
