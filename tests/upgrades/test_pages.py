"""Upgrade plans on their pages (R22)."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from notifications.models import Notification
from subscriptions.models import User
from tests import factories as make
from tests.desk.pages import signed_in, text
from tests.upgrades.scene import AFTER_CALL, AT, CALL, DUE, RESULTS, fresh, scene
from tickets.advisory.upgrades import plans
from tickets.advisory.upgrades.models import UpgradePlan

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(AT, tick=False) as travel:
        yield travel


@pytest.fixture
def on():
    made = scene()
    User.objects.filter(pk=made.contact.pk).update(language="en")
    return made


def typed(on, **changes):
    words = {
        "system": on.system.pk,
        "to_version": on.versions["13.0"].pk,
        "planned_on": "2026-12-15",
        "phone": "+45 20 00 00 01",
        "purpose": "The branch follows",
    }
    return words | changes


def test_r22_1_a_contact_plans_and_sees_what_it_meets(on):
    client = signed_in(on.contact)
    incident = make.incident(on.customer, on.system.product, at=AT)
    said = text(client.post("/upgrades/new/", typed(on), follow=True))
    assert "The upgrade is planned" in said
    assert incident.title in said
    assert "We call +45 20 00 00 01" in said


def test_what_cannot_be_planned_stands_at_its_field_and_what_was_typed_stays(on):
    words = typed(on, to_version=on.versions["12.0"].pk)
    answer = signed_in(on.contact).post("/upgrades/new/", words)
    assert answer.status_code == 422
    assert "12.0 is older than 12.1" in text(answer)
    assert "The branch follows" in answer.content.decode()


def test_r22_1_r22_4_what_a_plan_needs_is_not_called_optional_and_all_that_is_missing_is_said_at_once(on):
    client = signed_in(on.contact)
    form = client.get("/upgrades/new/").content.decode()
    assert form.count('<span class="optional">') == 1  # the purpose
    answer = client.post("/upgrades/new/", {"purpose": "The branch follows"})
    assert answer.status_code == 422
    for words in (
        "Choose the installed system that is to be upgraded.",
        "Choose the version that it is upgraded to.",
        "Choose the day of the upgrade.",
        "Give the phone number at which we call, with its country code.",
    ):
        assert words in text(answer)


def test_r22_1_who_has_no_elite_reads_who_has_it():
    answer = signed_in(scene("XTP").contact).get("/upgrades/")
    assert answer.status_code == 403
    assert "Xtreme Elite Support" in text(answer)


def test_anothers_plan_and_its_points_are_404(on):
    made = on.plan()
    client = signed_in(scene(name="Wattlebird").contact)
    assert client.get(f"/upgrades/{made.pk}/").status_code == 404
    assert client.post(f"/upgrades/points/{made.points.first().pk}/tick/", {"ready": "1"}).status_code == 404


def test_a_contact_ticks_a_point(on):
    made = on.plan()
    point = made.points.first()
    said = text(signed_in(on.contact).post(f"/upgrades/points/{point.pk}/tick/", {"ready": "1"}, follow=True))
    assert fresh(point).ticked_by == on.contact
    assert "Mette, " in said


def test_r22_1_r22_3_the_advisor_books_and_completes_the_call_at_the_desk(on, now):
    made = on.plan()
    client, page = signed_in(on.advisor), f"/desk/upgrade-plans/{made.pk}/"
    words = {"starts_at": "2026-12-03T10:00", "minutes": "45", "resource": on.resource.pk, "phone": ""}
    client.post(f"{page}book/", words)
    made = fresh(made)
    assert made.call is not None
    now.move_to(AFTER_CALL)
    results = {f"result_{position}": words for position, words in RESULTS.items()}
    answer = client.post(f"{page}complete/", results | {"result_3": ""})
    assert answer.status_code == 422
    assert "Note what came of: Support matters." in text(answer)
    client.post(f"{page}complete/", results)
    assert fresh(made).called_at == AFTER_CALL


def test_r22_1_r22_2_r22_3_the_page_of_the_call_invites_others_and_its_time_points_and_callers_stay(on):
    made = on.plan()
    call = on.book(made)
    client, page = signed_in(on.advisor), call.desk_url
    assert f'<a href="{made.desk_url}">{made}</a>' in client.get(page).text
    people = {each.resource.person: each.resource_id for each in call.participants.all()}
    words = {
        "subject": call.subject,
        "starts_at": "2026-12-03T10:00",
        "minutes": "45",
        "place": call.place,
        "participants": list(people.values()),
        "agenda": "\n".join(point.text for point in call.agenda.all()),
        "seen": call.sequence,
    }
    without = [key for person, key in people.items() if person != on.resource]
    for changes, status, said in (
        ({"starts_at": "2026-12-16T10:00"}, 409, f"It is moved with {made}, not here."),
        ({"place": "https://meet.example/later"}, 409, f"It is moved with {made}, not here."),
        ({"agenda": "Known issues"}, 422, "These points belong to the call before an upgrade:"),
        ({"participants": without}, 409, "The call needs two named people"),
    ):
        answer = client.post(f"{page}change/", words | changes)
        assert (answer.status_code, said in text(answer)) == (status, True)
    assert (fresh(call).starts_at, call.agenda.count()) == (CALL, 3)
    boss = on.advised.identify(person=make.contact(on.customer, name="Henrik"))
    more = {"participants": [*people.values(), boss.pk], "agenda": words["agenda"] + "\nThe budget"}
    assert client.post(f"{page}change/", words | more).status_code == 302
    assert call.agenda.count() == 4
    moved = on.book(fresh(made), starts_at=CALL - timedelta(days=1))
    assert (moved.pk, moved.starts_at) == (call.pk, CALL - timedelta(days=1))
    assert boss in [each.resource for each in moved.participants.all()]
    assert [point.text for point in moved.agenda.all()][-1] == "The budget"


def test_r22_3_the_results_and_the_reason_are_not_called_optional(on):
    client = signed_in(on.advisor)
    made = on.plan()
    page = f"/desk/upgrade-plans/{made.pk}/"
    words = {"starts_at": "2026-12-03T10:00", "minutes": "45", "resource": on.resource.pk, "phone": ""}
    client.post(f"{page}book/", words)
    assert client.get(page).content.decode().count('<span class="optional">') == 2  # phone and notes


def test_r22_1_the_resource_that_was_booked_is_offered_when_the_call_is_booked_again(on):
    client = signed_in(on.advisor)
    page = f"/desk/upgrade-plans/{on.plan().pk}/"
    chosen = f'<option value="{on.resource.pk}" selected>'
    assert chosen not in client.get(page).text
    words = {"starts_at": "2026-12-03T10:00", "minutes": "45", "resource": on.resource.pk, "phone": ""}
    client.post(f"{page}book/", words)
    assert chosen in client.get(page).text


def test_r22_1_the_contact_who_planned_is_invited_to_the_call_though_nobody_identified_her(on):
    planner = make.contact(on.customer, name="Kirsten", phone="")
    made = on.plan(by=planner)
    words = {"starts_at": "2026-12-03T10:00", "minutes": "45", "resource": on.resource.pk, "phone": ""}
    signed_in(on.advisor).post(f"/desk/upgrade-plans/{made.pk}/book/", words)
    assert "Kirsten" in [each.resource.name for each in fresh(made).call.participants.all()]
    assert Notification.objects.filter(kind="meeting", recipient=planner).exists()


def test_r22_2_the_desk_lists_plans_without_a_call_first_and_says_so_on_the_plan(on, now):
    made = on.plan()
    client = signed_in(on.advisor)
    assert "Without a call" not in text(client.get("/desk/upgrade-plans/"))
    now.move_to(DUE)
    assert "Without a call" in text(client.get("/desk/upgrade-plans/"))
    assert "Book it now" in text(client.get(f"/desk/upgrade-plans/{made.pk}/"))


def test_done_at_the_desk_gives_the_system_its_version(on):
    made = on.plan()
    signed_in(on.advisor).post(f"/desk/upgrade-plans/{made.pk}/done/")
    assert fresh(on.system).version.name == "13.0"


def test_an_agent_reads_and_changes_nothing(on):
    made = on.plan()
    client = signed_in(make.staff("agent"))
    page = f"/desk/upgrade-plans/{made.pk}/"
    assert client.get(page).status_code == 200
    assert client.post(f"{page}cancel/", {"reason": "No"}).status_code == 403
    assert client.get(f"/desk/upgrade-plans/new/{on.customer.number}/").status_code == 403
    assert fresh(made).is_open


@pytest.mark.parametrize("page", ["/upgrades/", "/desk/upgrade-plans/"])
def test_the_lists_take_no_statement_per_row(on, page):
    client = signed_in(on.contact if page == "/upgrades/" else on.advisor)
    on.plan()
    with CaptureQueriesContext(connection) as few:
        client.get(page)
    for _number in range(3):
        UpgradePlan.objects.update(state="cancelled", ended_at=AT)
        on.plan()
    with CaptureQueriesContext(connection) as many:
        client.get(page)
    assert len(many) <= len(few)


def test_r22_1_ending_an_installed_system_says_that_its_upgrade_is_cancelled_and_tells_the_advisor(on):
    manager = make.contact(on.customer, "manager", language="en")
    plan = on.plan()
    call = on.book(plan)
    page = f"/subscription/systems/{on.system.pk}/"
    said = text(signed_in(manager).get(page))
    assert "The upgrade to 13.0, planned for 15 December 2026, is cancelled" in said
    assert signed_in(manager).post(f"{page}end/").status_code == 302
    plan.refresh_from_db()
    assert (plan.state, plan.ended_by) == ("cancelled", manager)
    assert "off the list of installed systems" in plan.end_reason
    call.refresh_from_db()
    assert not call.is_planned
    assert Notification.objects.filter(kind="upgrade_cancelled", recipient=on.advisor).exists()


def test_r22_1_a_system_without_an_open_plan_ends_without_a_word_of_upgrades(on):
    manager = make.contact(on.customer, "manager", language="en")
    plans.cancel(on.plan(), on.contact, "We wait.", AT)
    page = text(signed_in(manager).get(f"/subscription/systems/{on.system.pk}/"))
    assert "is cancelled" not in page
