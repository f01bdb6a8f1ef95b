"""The pages of the advisor's service, for a contact and for the vendor's people (R17, R20)."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from tests import factories as make
from tests.advisory.scene import AT, DAY, DUE, LINK, STARTS, away, fresh, scene
from tests.desk.pages import get, post, signed_in, text
from tickets.advisory import arranging, asking, holding, planning
from tickets.advisory.asking import Wish
from tickets.advisory.holding import Minutes
from tickets.advisory.models import ActionPlan, IdentifiedResource, Meeting, SeniorRequest

pytestmark = pytest.mark.django_db


@pytest.fixture
def nordlys():
    return scene()


@pytest.fixture
def contact(nordlys):
    return signed_in(nordlys.contact)


@pytest.fixture
def advisor(nordlys):
    return signed_in(nordlys.advisor)


def follow(client, answer):
    return text(get(client, answer.url, AT))


def typed(nordlys, **changes):
    words = {
        "subject": "Posting",
        "starts_at": "2026-12-02T10:00",
        "minutes": 60,
        "place": LINK,
        "participants": [nordlys.hers.pk, nordlys.ours.pk],
        "agenda": "The lock\nWhat comes next",
    }
    return words | changes


def test_r17_1_the_portal_names_the_advisor_and_the_deputy_and_who_stands_in(nordlys, contact):
    nordlys.contact.language = "en"
    nordlys.contact.save()
    page = text(get(contact, "/advisor/", AT))
    assert all(name in page for name in ("Line", "Tim", nordlys.advisor.email, "Dorte"))
    assert "deputises" not in page
    away(nordlys.advisor, AT.date(), AT.date())
    assert "Line is out of office now; Tim deputises." in text(get(contact, "/advisor/", AT))


def test_r17_2_r20_one_danish_word_says_that_a_task_is_done_and_one_that_a_meeting_was_held(nordlys, contact):
    met = nordlys.meeting()
    holding.hold(met, Minutes(), nordlys.advisor, STARTS + DAY)
    assert "afholdt" in text(get(contact, f"/advisor/meetings/{met.pk}/", STARTS + DAY))
    plan = nordlys.plan(owners=[nordlys.hers])
    page = f"/action-plans/{plan.pk}/"
    assert "Udført" in text(get(contact, page, AT))
    planning.tick(plan.tasks.get(), nordlys.contact, AT)
    said = text(get(contact, page, AT))
    assert "udført" in said
    assert "færdig" not in said


def test_r17_a_customer_without_elite_reads_why_and_what_to_do():
    havblik = scene(tier="XTP", name="Havblik")
    havblik.contact.language = "en"
    havblik.contact.save()
    for address in ("/advisor/", "/advisor/senior/"):
        page = get(signed_in(havblik.contact), address, AT)
        assert page.status_code == 403
        assert "comes with Xtreme Elite Support" in text(page)
        assert "/plans/" in page.content.decode()


def test_r20_1_asking_says_that_the_advisor_arranges_in_both_languages(nordlys, contact):
    typed = {"topic": "Locks", "kind": "support", "why": "We close"}
    said = follow(contact, post(contact, "/advisor/senior/", AT, **typed))
    assert "Møder arrangeres af jeres dedikerede kunderådgiver, Line. Ønsket er sendt." in said
    nordlys.contact.language = "en"
    nordlys.contact.save()
    contact = signed_in(nordlys.contact)
    said = follow(contact, post(contact, "/advisor/senior/", AT, **typed))
    assert (
        "Meetings are arranged by your dedicated customer advisor, Line. Your request has been sent." in said
    )


def test_what_was_typed_stays_where_it_is_refused(nordlys, contact, advisor):
    page = post(contact, "/advisor/senior/", AT, topic="Locks", kind="support", why="")
    assert page.status_code == 422
    assert "Locks" in text(page)
    address = f"/desk/advisor/customers/{nordlys.customer.number}/meetings/new/"
    for changes, sentence in (
        ({"starts_at": "2026-11-01T10:00"}, "That instant is past."),
        ({"minutes": 0}, "A meeting lasts from 5 minutes to 8 hours."),
        ({"minutes": 540}, "A meeting lasts from 5 minutes to 8 hours."),
        ({"participants": [nordlys.hers.pk]}, "Name at least one of the vendor's people."),
        ({"place": "http://x.example"}, "Give an address that begins with https://"),
    ):
        page = post(advisor, address, AT, **typed(nordlys, **changes))
        assert (page.status_code, sentence in text(page)) == (422, True), sentence
        assert "Posting" in text(page)
    assert not Meeting.objects.exists()


def test_r17_4_where_nobody_is_identified_the_form_leads_to_where_that_is_done(nordlys, advisor):
    address = f"/desk/advisor/customers/{nordlys.customer.number}/"
    link = f'<a href="{address}resources/new/">Identify a person</a>'
    assert link not in get(advisor, f"{address}meetings/new/", AT).content.decode()
    IdentifiedResource.objects.update(ended_at=AT)
    assert link in get(advisor, f"{address}meetings/new/", AT).content.decode()


def test_times_of_a_meeting_are_typed_in_the_customers_zone(advisor, nordlys):
    nordlys.customer.time_zone = "Australia/Melbourne"
    nordlys.customer.save()
    address = f"/desk/advisor/customers/{nordlys.customer.number}/meetings/new/"
    post(advisor, address, AT, **typed(nordlys, starts_at="2026-12-02T20:00"))
    assert Meeting.objects.get().starts_at == STARTS


def test_r20_1_the_advisor_arranges_what_was_asked_for_on_the_page(nordlys, advisor, contact):
    wish = Wish(topic="Locks", why="We close", kind="development")
    request = asking.ask(nordlys.customer, nordlys.contact, wish, AT)
    address = f"/desk/advisor/requests/{request.pk}/"
    assert "We close" in text(get(advisor, address, AT))
    post(advisor, f"{address}arrange/", AT, **typed(nordlys, seniors=[nordlys.ours.person.pk]))
    found = fresh(request).meeting
    assert "Posting" in text(get(contact, found.get_absolute_url(), AT))
    assert get(contact, f"{found.get_absolute_url()}calendar/", AT)["Content-Type"].startswith(
        "text/calendar"
    )


def test_r20_1_arranging_a_meeting_says_all_that_is_wrong_at_once_and_keeps_it(nordlys, advisor):
    wish = Wish(topic="Locks", why="We close", kind="development")
    request = asking.ask(nordlys.customer, nordlys.contact, wish, AT)
    wrong = {"starts_at": "2026-11-01T10:00", "minutes": 540, "place": "http://x.example"}
    past_length_and_place = (
        "That instant is past.",
        "A meeting lasts from 5 minutes to 8 hours.",
        "Give an address that begins with https://",
    )
    asked = f"/desk/advisor/requests/{request.pk}/arrange/"
    new = f"/desk/advisor/customers/{nordlys.customer.number}/meetings/new/"
    for address, who, whom in (
        (asked, {"participants": [nordlys.hers.pk]}, "Name at least one person of senior development."),
        (new, {"participants": [nordlys.hers.pk]}, "Name at least one of the vendor's people."),
    ):
        page = post(advisor, address, AT, **typed(nordlys, **wrong, **who))
        assert page.status_code == 422
        assert [each for each in (*past_length_and_place, whom) if each not in text(page)] == []
        assert "http://x.example" in text(page)
    assert not Meeting.objects.exists()


def test_r20_1_what_cannot_be_read_is_said_beside_what_is_refused(nordlys, advisor):
    new = f"/desk/advisor/customers/{nordlys.customer.number}/meetings/new/"
    page = post(advisor, new, AT, **typed(nordlys, starts_at="soon", minutes="", place="http://x.example"))
    assert page.status_code == 422
    assert "Say how many minutes it takes." in text(page)
    assert "Give an address that begins with https://" in text(page)
    assert "That instant is past." not in text(page)


def test_a_meeting_is_moved_noted_and_cancelled_on_its_page(nordlys, advisor, contact):
    found = nordlys.meeting()
    address = f"/desk/advisor/meetings/{found.pk}/"
    moved = typed(nordlys, starts_at="2026-12-03T10:00", seen=0)
    post(advisor, f"{address}change/", AT, **moved)
    assert fresh(found).starts_at == STARTS + DAY
    again = post(advisor, f"{address}change/", AT, **moved)
    assert (again.status_code, "Somebody has changed it meanwhile" in text(again)) == (409, True)
    after = STARTS + DAY + timedelta(minutes=30)
    post(advisor, f"{address}hold/", after, notes="We looked", decisions="Friday", point_1="Found")
    action = {"text": "Install it", "owner": nordlys.hers.pk, "due_on": "2026-12-10"}
    post(advisor, f"{address}agree/", after, **action)
    page = text(get(contact, found.get_absolute_url(), after))
    assert all(word in page for word in ("We looked", "Friday", "Found", "From the meeting: Posting"))
    refused = post(advisor, f"{address}change/", after, **typed(nordlys, starts_at="2027-01-05T10:00"))
    assert (refused.status_code, "The meeting was held on" in text(refused)) == (409, True)


def test_r20_who_has_no_account_is_to_be_told_by_hand_also_that_it_is_cancelled(nordlys, advisor):
    guest = nordlys.identify(name="Bo Holm", role="Night shift lead", email="bo@nordlys.example")
    found = nordlys.meeting(participants=[nordlys.ours, guest])
    assert "so that no mail comes: Bo Holm." in text(get(advisor, found.desk_url, AT))
    post(advisor, f"{found.desk_url}cancel/", AT, reason="Next week")
    assert "so that no mail came: Bo Holm." in text(get(advisor, found.desk_url, AT))
    (entry,) = Calendar.from_ical(get(advisor, f"{found.desk_url}calendar/", AT).content).walk("VEVENT")
    assert entry["STATUS"] == "CANCELLED"


def test_who_is_invited_answers_on_the_meetings_page(nordlys, contact):
    found = nordlys.meeting()
    post(contact, f"{found.get_absolute_url()}respond/", AT, response="accepted")
    assert found.participants.get(resource=nordlys.hers).response == "accepted"


def test_r17_2_a_contact_sees_the_plan_and_ticks_her_task(nordlys, contact):
    incident = make.incident(nordlys.customer, at=AT, contact=nordlys.contact)
    plan = nordlys.plan([incident.pk], owners=[nordlys.hers, nordlys.ours])
    task = plan.tasks.get(owner=nordlys.hers)
    assert "Task 1" in text(get(contact, "/advisor/", AT))
    post(contact, f"/action-plans/tasks/{task.pk}/tick/", AT, done="1")
    assert fresh(task).done_by == nordlys.contact
    other = plan.tasks.get(owner=nordlys.ours)
    said = follow(contact, post(contact, f"/action-plans/tasks/{other.pk}/tick/", AT, done="1"))
    assert "Dorte er ansvarlig for denne opgave" in said
    assert not fresh(other).is_done


def test_r17_2_the_plan_stands_on_its_incidents_pages_for_both_sides(nordlys, contact, advisor):
    covered, other = (make.incident(nordlys.customer, at=AT, contact=nordlys.contact) for _ in range(2))
    nordlys.plan([covered.pk], owners=[nordlys.hers])
    for client, below in ((contact, "/incidents/"), (advisor, "/desk/incidents/")):
        assert "Task 1" in text(get(client, f"{below}{covered.pk}/", AT))
        assert "Task 1" not in text(get(client, f"{below}{other.pk}/", AT))


def test_r17_2_the_advisor_opens_extends_and_ends_a_plan_on_its_page(nordlys, advisor):
    incident = make.incident(nordlys.customer, at=AT)
    new = f"/desk/advisor/customers/{nordlys.customer.number}/plans/new/"
    refused = post(advisor, new, AT, subject="Lock", incidents="7 x")
    assert (refused.status_code, "Write numbers of incidents." in text(refused)) == (422, True)
    post(advisor, new, AT, subject="Lock", incidents=str(incident.pk))
    plan = ActionPlan.objects.get()
    address = plan.desk_url
    task = {"text": "Install", "owner": nordlys.hers.pk, "due_on": DUE.isoformat()}
    post(advisor, f"{address}add/", AT, **task)
    refused = post(advisor, f"{address}add/", AT, **task | {"due_on": "2026-11-01"})
    assert (refused.status_code, "That day is past." in text(refused)) == (422, True)
    refused = post(advisor, f"{address}finish/", AT)
    assert (refused.status_code, "still open: 1" in text(refused)) == (409, True)
    post(advisor, f"/desk/action-plans/tasks/{plan.tasks.get().pk}/tick/", AT, done="1")
    post(advisor, f"{address}finish/", AT)
    assert fresh(plan).state == "done"


def test_r17_4_people_are_identified_changed_and_removed_on_the_page(nordlys, advisor):
    new = f"/desk/advisor/customers/{nordlys.customer.number}/resources/new/"
    refused = post(advisor, new, AT, name="Bo", role="Night shift")
    assert (refused.status_code, "Give the phone number" in text(refused)) == (422, True)
    post(advisor, new, AT, name="Bo", role="Night shift", phone="+45 20 00 00 09")
    bo = IdentifiedResource.objects.get(name="Bo")
    changed = {"name": "Bo", "role": "Day shift", "phone": "+45 1", "time_zone": "Asia/Tokyo"}
    post(advisor, f"/desk/advisor/resources/{bo.pk}/change/", AT, **changed)
    assert (fresh(bo).role, fresh(bo).time_zone) == ("Day shift", "Asia/Tokyo")
    post(advisor, f"/desk/advisor/resources/{bo.pk}/end/", AT)
    assert fresh(bo).ended_at


def test_who_neither_advises_nor_leads_reads_and_changes_nothing(nordlys):
    agent = signed_in(make.staff("agent"))
    plan, found = nordlys.plan(owners=[nordlys.hers]), nordlys.meeting()
    request = SeniorRequest.objects.create(
        customer=nordlys.customer, topic="Locks", kind="support", asked_by=nordlys.contact, asked_at=AT
    )
    for address in (plan.desk_url, found.desk_url, request.desk_url, "/desk/advisor/"):
        page = get(agent, address, AT).content.decode()
        assert not any(word in page for word in ('class="form"', "/tick/"))
    assert post(agent, f"{plan.desk_url}give-up/", AT, reason="No").status_code == 403
    assert post(agent, f"{found.desk_url}cancel/", AT, reason="No").status_code == 403
    assert post(agent, f"{request.desk_url}decline/", AT, reason="No").status_code == 403


def test_r20_1_a_request_whose_meeting_is_cancelled_is_not_called_arranged(nordlys, contact, advisor):
    wish = Wish(topic="The lock", kind="support", why="It stops us.")
    asked = asking.ask(nordlys.customer, nordlys.contact, wish, AT)
    met = nordlys.meeting()
    asked.state, asked.meeting = SeniorRequest.State.ARRANGED, met
    asked.save()
    pages = (contact, "/advisor/", "møde aflyst"), (advisor, asked.desk_url, "meeting cancelled")
    for reader, page, words in pages:
        assert words not in text(get(reader, page, AT))
    arranging.cancel(met, nordlys.advisor, "Line is ill.", AT)
    for reader, page, words in pages:
        assert words in text(get(reader, page, AT))
