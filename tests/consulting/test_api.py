"""Hand-overs as scripts read them and object to them (R11.6)."""

import pytest

from subscriptions import tenancy
from tests import factories as make
from tests.api import read, send
from tests.consulting.scene import AT, DUE, OBJECTED, scene
from tickets.consulting.models import Objection

pytestmark = pytest.mark.django_db
LIST = "hand-overs/"


def test_r11_6_a_script_reads_where_a_hand_over_stands(client):
    made = scene()
    found = made.hand_over()
    said = read(client, made.contact, f"{LIST}{found.pk}/", AT).json()
    assert (said["incident"], said["reason"], said["state"]) == (
        made.incident.pk,
        "installation_is_consulting",
        "waiting",
    )
    assert (said["consultant"], said["objection"]) == (None, None)
    assert read(client, made.agent, LIST, AT).json()["results"] == [said]


def test_another_companys_hand_over_is_404(client):
    made = scene()
    found = made.hand_over()
    stranger = make.contact(make.customer())
    assert read(client, stranger, LIST, AT).json()["results"] == []
    assert read(client, stranger, f"{LIST}{found.pk}/", AT).status_code == 404
    address = f"{LIST}{found.pk}/objection/"
    assert send(client, stranger, address, AT, reason="It is ours.").status_code == 404
    with tenancy.as_staff():
        assert not Objection.objects.exists()


def test_r11_6_a_script_objects_once_and_reads_by_when_a_person_decides(client):
    made = scene()
    address = f"{LIST}{made.hand_over().pk}/objection/"
    answer = send(client, made.contact, address, OBJECTED, reason="The installer stops: a fault.")
    assert answer.status_code == 201
    objection = answer.json()["objection"]
    assert (objection["reason"], objection["upheld"]) == ("The installer stops: a fault.", None)
    assert objection["due_at"] == DUE.astimezone(tz=None).strftime("%Y-%m-%dT%H:%M:%SZ")
    again = send(client, made.contact, address, OBJECTED, reason="Again.")
    assert (again.status_code, again.json()["code"]) == (409, "objected_already")


def test_what_came_back_is_not_objected_to(client):
    made = scene()
    objection = made.objection()
    made.decide(objection, upheld=True)
    answer = send(client, made.contact, f"{LIST}{objection.hand_over_id}/objection/", OBJECTED, reason="-")
    assert answer.json()["code"] == "not_handed_over"


def test_staff_read_hand_overs_and_object_to_none(client):
    made = scene()
    address = f"{LIST}{made.hand_over().pk}/objection/"
    assert send(client, made.agent, address, OBJECTED, reason="-").status_code == 403
