"""R6.5 at the desk: who is on duty, the page that waits for an acknowledgement, and the button for it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from subscriptions.models import SupportRegion
from tests import factories as make
from tests.desk.pages import get, post, signed_in, text
from tests.duty.rosters import roster, team
from tests.tickets.moments import moment
from tickets import lifecycle
from tickets.duty import paging
from tickets.duty.models import Page

pytestmark = pytest.mark.django_db

NIGHT = moment("2026-11-25 02:00 +01:00")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def rota():
    agents = team("Jens", "Ida", "Ole")
    roster(*agents)
    return agents


@pytest.fixture
def incident(rota):
    return make.incident(at=NIGHT, severity=1)


def page_of(person, incident, at=NIGHT + MINUTE):
    return text(get(signed_in(person), f"/desk/incidents/{incident.pk}/", at))


def press(person, incident, at):
    return post(signed_in(person), f"/desk/incidents/{incident.pk}/acknowledge/", at)


def test_r6_5_the_agent_who_is_paged_acknowledges_with_a_button(rota, incident):
    assert "Paged: Jens. Nobody has acknowledged yet." in page_of(rota[0], incident)
    assert f'action="/desk/incidents/{incident.pk}/acknowledge/"' in page_of(rota[0], incident)
    assert press(rota[0], incident, NIGHT + 2 * MINUTE).status_code == 302
    assert Page.objects.get().acknowledged_at == NIGHT + 2 * MINUTE
    after = page_of(rota[0], incident, NIGHT + 3 * MINUTE)
    assert "Jens acknowledged the page." in after
    assert "/acknowledge/" not in after
    assert "Jens acknowledges the page" in after  # on the timeline
    assert "Jens, on duty, is paged" in after


def test_r6_5_pressing_twice_is_no_error(rota, incident):
    for minute in (2, 3):
        assert press(rota[0], incident, NIGHT + minute * MINUTE).status_code == 302
    assert Page.objects.get().acknowledged_at == NIGHT + 2 * MINUTE


def test_r6_5_who_was_not_paged_sees_who_was_and_has_no_button(rota, incident):
    page = page_of(rota[1], incident)
    assert "Paged: Jens. Nobody has acknowledged yet." in page
    assert "/acknowledge/" not in page
    refused = press(rota[1], incident, NIGHT + MINUTE)
    assert refused.status_code == 409
    assert "“Acknowledge the page” is not possible now" in text(refused)
    assert Page.objects.get().acknowledged_at is None


def test_r6_5_once_somebody_owns_it_nothing_is_left_to_acknowledge(rota, incident):
    lifecycle.take(incident, rota[1], NIGHT + MINUTE)
    page = page_of(rota[0], incident, NIGHT + 2 * MINUTE)
    assert "Nobody has acknowledged yet" not in page
    assert press(rota[0], incident, NIGHT + 2 * MINUTE).status_code == 409


def test_r6_5_the_customer_reads_nothing_of_pages(rota, incident):
    paging.go_on(NIGHT + 10 * MINUTE)
    page = text(get(signed_in(incident.contact), f"/incidents/{incident.pk}/", NIGHT + 11 * MINUTE))
    assert "paged" not in page
    assert "Jens" not in page
    assert "Ida" not in page


def test_r6_5_a_severity_1_says_who_is_on_duty_and_until_when(rota, incident):
    assert "On duty: Jens until Mon 08:00" in page_of(rota[1], incident)
    quiet = make.incident(at=NIGHT, severity=3)
    assert "On duty" not in page_of(rota[1], quiet)


def test_r6_5_the_queue_says_who_is_on_duty_until_when(rota):
    monday = moment("2026-11-30 07:13 +01:00")
    assert "On duty: Jens until 08:00" in text(get(signed_in(rota[1]), "/desk/queue/", monday))
    later = moment("2026-11-30 08:13 +01:00")
    assert "On duty: Ida until 7 Dec 08:00" in text(get(signed_in(rota[1]), "/desk/queue/", later))


def test_r6_5_the_queue_says_so_where_the_roster_has_nobody():
    make.staff("lead", name="Torben")
    agent = make.staff()
    page = text(get(signed_in(agent), "/desk/queue/", NIGHT))
    assert "On duty: Torben, because the roster has nobody now" in page
    assert "On duty" not in text(get(signed_in(agent), "/desk/queue/", NIGHT + timedelta(hours=8)))


def test_r6_5_the_queue_asks_for_the_roster_once_a_minute(rota):
    client = signed_in(rota[0])

    def asked(at=NIGHT):
        with CaptureQueriesContext(connection) as queries:
            get(client, "/desk/queue/", at)
        return sum("duty_roster" in query["sql"] for query in queries)

    assert asked() > 0
    assert asked(NIGHT + timedelta(seconds=59)) == 0
    assert asked(NIGHT + MINUTE) > 0


def test_r6_5_who_has_no_region_sees_no_duty(rota):
    person = make.staff("administrator")
    person.staff.region = None
    person.staff.save()
    assert SupportRegion.objects.exists()
    assert "On duty" not in text(get(signed_in(person), "/desk/queue/", NIGHT))
