"""Confidential files and break-glass access: a reason, an end, on record, and those who must know are told."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from notifications.models import Notification
from subscriptions.looking import break_glass
from subscriptions.looking.models import BreakGlass
from subscriptions.models import AdvisorAssignment
from subscriptions.refusals import Forbidden
from tests import factories as make
from tests.audit.trail import last, newest
from tests.desk.pages import signed_in, text
from tests.tickets.moments import moment
from tickets import confidential
from tickets.models import Attachment
from tickets.refusals import ConfidentialFile

pytestmark = pytest.mark.django_db

AT = moment("2026-11-25 09:00 +01:00")


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"default": storage}


@pytest.fixture
def incident():
    return make.incident(at=AT, files=[SimpleUploadedFile("payroll.txt", b"secret pay")])


@pytest.fixture
def file(incident):
    found = Attachment.objects.get()
    confidential.mark(found, incident.contact)
    found.refresh_from_db()
    return found


@pytest.fixture
def agent():
    return make.staff("agent", name="Anna Kjær")


def address(file):
    return f"/incidents/{file.incident_id}/files/{file.pk}/"


def door(file):
    return f"/desk/incidents/{file.incident_id}/break-glass/"


def test_a_contact_marks_a_file_and_everybody_sees_the_mark(incident):
    found = Attachment.objects.get()
    client = signed_in(incident.contact)
    assert f"{address(found)}confidential/" in client.get(f"/incidents/{incident.pk}/").content.decode()
    assert "as confidential" in text(client.get(f"{address(found)}confidential/"))
    client.post(f"{address(found)}confidential/")
    client.post(f"{address(found)}confidential/")
    page = text(client.get(f"/incidents/{incident.pk}/"))
    assert "confidential" in page
    row = last("file.marked")
    assert (row.object_name, row.customer, row.person) == ("payroll.txt", incident.customer, incident.contact)


def test_a_stranger_marks_nothing(incident):
    found = Attachment.objects.get()
    stranger = signed_in(make.contact(make.customer()))
    assert stranger.post(f"{address(found)}confidential/").status_code == 404
    with pytest.raises(Forbidden):
        confidential.mark(found, make.staff("publisher"))
    found.refresh_from_db()
    assert not found.confidential


def test_each_reading_is_recorded_and_shown_to_the_customer(incident, file):
    answer = signed_in(incident.contact).get(address(file))
    assert b"".join(answer.streaming_content) == b"secret pay"
    row = last("file.read")
    assert (row.person, row.customer, row.object_id, row.shown) == (
        incident.contact,
        incident.customer,
        file.pk,
        True,
    )
    assert row.details == {"incident": incident.pk}


def test_a_file_that_is_not_confidential_leaves_no_row(incident, agent):
    before = newest()
    found = Attachment.objects.get()
    client = signed_in(agent)
    before = newest()
    assert client.get(address(found)).status_code == 200
    assert newest() == before


def test_an_agent_who_does_not_work_on_it_is_refused_with_the_way_in(file, agent):
    answer = signed_in(agent).get(address(file))
    assert answer.status_code == 403
    assert "payroll.txt" in text(answer)
    assert door(file) in answer.content.decode()
    assert last("access.refused").details == {"code": "confidential_file"}
    with pytest.raises(ConfidentialFile):
        confidential.read(file, agent)


def test_the_owner_and_the_advisor_open_it(incident, file, agent):
    advisor = make.staff("advisor")
    AdvisorAssignment.objects.create(
        customer=incident.customer, advisor=advisor, starts_on=make.LONG_AGO.date()
    )
    incident.owner = agent
    incident.save()
    file.refresh_from_db()
    now = timezone.now()
    assert confidential.may_open(file, agent, now)
    assert confidential.may_open(file, advisor, now)
    assert not confidential.may_open(file, make.staff("lead"), now)
    assert not confidential.may_open(file, make.staff("auditor"), now)


def test_with_a_reason_it_opens_for_a_while(file, agent):
    client, now = signed_in(agent), timezone.now()
    assert (
        client.post(door(file), {"reason": "The owner is ill and the pay run is tonight"}).status_code == 302
    )
    assert client.get(address(file)).status_code == 200
    assert last("file.read").person == agent
    with time_machine.travel(now + timedelta(minutes=31), tick=False):
        assert client.get(address(file)).status_code == 403


def test_an_agent_who_loses_her_role_opens_no_more(file, agent):
    """As who sees the portal as a contact: the access ends with the role, not only with its time."""
    client = signed_in(agent)
    client.post(door(file), {"reason": "The owner is ill and the pay run is tonight"})
    agent.staff.roles = ["publisher"]
    agent.staff.save()
    assert client.get(address(file)).status_code == 403


def test_it_is_on_record_and_lead_managers_and_contact_are_told_once(incident, file, agent):
    lead, manager = make.staff("lead"), make.contact(incident.customer, "manager")
    stranger = make.contact(make.customer(), "manager")
    confidential.break_the_glass(incident, agent, "The owner is ill")
    confidential.break_the_glass(incident, agent, "The owner is ill, again")
    assert BreakGlass.objects.count() == 1
    row = last("break_glass.opened")
    assert (row.person, row.customer, row.details["reason"]) == (agent, incident.customer, "The owner is ill")
    told = Notification.objects.filter(event=f"break_glass:{BreakGlass.objects.get().pk}", channel="email")
    assert {(each.recipient, each.kind) for each in told} == {
        (lead, "glass_broken_staff"),
        (manager, "glass_broken"),
        (incident.contact, "glass_broken"),
    }
    assert stranger not in {each.recipient for each in told}
    page = text(signed_in(manager).get("/company/audit/?kind=looking"))
    assert "The owner is ill" in page


@pytest.mark.parametrize("nothing", ["", "\u200b"])
def test_without_a_reason_it_is_refused_and_nothing_opens(file, agent, nothing):
    answer = signed_in(agent).post(door(file), {"reason": nothing})
    assert answer.status_code == 422
    assert not BreakGlass.objects.exists()


def test_it_opens_that_incident_alone(incident, file, agent):
    other = make.incident(incident.customer, incident.product, at=AT, contact=incident.contact)
    confidential.break_the_glass(other, agent, "another")
    assert not break_glass.is_open(agent, incident)
    with pytest.raises(ConfidentialFile):
        confidential.read(file, agent)


@pytest.mark.parametrize(
    ("role", "status"), [("agent", 200), ("consultant", 200), ("publisher", 403), ("auditor", 403)]
)
def test_who_may_take_it(file, role, status):
    assert signed_in(make.staff(role)).get(door(file)).status_code == status


def test_an_agent_who_sees_the_portal_as_the_contact_does_not_open_it(incident, file, agent):
    client = signed_in(agent)
    client.post(f"/desk/see-as/{incident.contact.memberships.get().pk}/", {"reason": "a look"})
    assert client.get(f"/incidents/{incident.pk}/").status_code == 200
    assert client.get(address(file)).status_code == 403
