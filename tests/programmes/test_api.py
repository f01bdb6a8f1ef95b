"""Programmes as scripts read them, apply, leave and say what they think of a build (R19)."""

from uuid import uuid4

import pytest

from entitlements.programmes import writing
from entitlements.programmes.models import Application, Feedback
from tests import factories as make
from tests.api import read, send
from tests.programmes.scene import AT, admitted, company, draft, manager_of_programmes, programme

pytestmark = pytest.mark.django_db
LIST = "programmes/"


def wish(found, **changes):
    stated = [each for each in found.requirements.all() if not each.is_looked_up]
    answers = [{"requirement": each.pk, "met": True} for each in stated]
    return {"interest": "We want voice picking", "answers": answers} | changes


def test_r19_1_a_script_reads_the_points_for_its_company(client):
    found = programme()
    _customer, contact = company()
    said = read(client, contact, f"{LIST}{found.pk}/", AT).json()
    assert {each["kind"] for each in said["points"]} == {"timing", "effort", "business", "environment"}
    assert [each["met"] for each in said["points"] if each["looked_up"]] == [True]
    assert (said["application"], said["builds"], said["left"]) == (None, [], 2)


def test_r19_1_a_script_applies_and_nothing_is_decided(client):
    found = programme()
    _customer, contact = company()
    given = wish(found, submission=str(uuid4()))
    for _try in range(2):
        answer = send(client, contact, f"{LIST}{found.pk}/application/", AT, **given)
        assert answer.status_code == 201
        assert answer.json()["application"]["state"] == "considered"
    assert Application.objects.get().people.get().user == contact


def test_a_point_without_an_answer_is_refused_and_nothing_is_kept(client):
    found = programme()
    _customer, contact = company()
    answer = send(client, contact, f"{LIST}{found.pk}/application/", AT, **wish(found, answers=[]))
    assert answer.json()["code"] == "point_unanswered"
    assert not Application.objects.exists()


def test_people_of_another_company_are_not_named(client):
    found = programme()
    _customer, contact = company()
    stranger = make.contact(make.customer())
    answer = send(
        client, contact, f"{LIST}{found.pk}/application/", AT, **wish(found, people=[stranger.email])
    )
    assert answer.json()["code"] == "nobody_named"


def test_a_draft_does_not_exist_for_customers(client):
    by = manager_of_programmes()
    found = writing.keep(draft(), by, at=AT)
    _customer, contact = company()
    assert read(client, contact, f"{LIST}{found.pk}/", AT).status_code == 404
    assert read(client, by, f"{LIST}{found.pk}/", AT).json()["state"] == "draft"


def test_who_may_not_apply_reads_the_refusal(client):
    nobody = make.contact(make.customer())
    assert read(client, nobody, LIST, AT).status_code == 403


def test_r19_3_a_participant_reads_builds_and_says_what_it_thinks(client):
    by = manager_of_programmes()
    found = programme(by)
    writing.give_build(found, "STH-9-B1", "Voice picking", by, AT)
    made = admitted(found, by)
    said = read(client, made.applied_by, f"{LIST}{found.pk}/", AT).json()
    assert [each["build"] for each in said["builds"]] == ["STH-9-B1"]
    feedback = {"build": "STH-9-B1", "severity": 3, "text": "Labels are small."}
    answer = send(client, made.applied_by, f"{LIST}{found.pk}/feedback/", AT, **feedback)
    assert (answer.status_code, answer.json()["build"]) == (201, "STH-9-B1")
    other = send(client, made.applied_by, f"{LIST}{found.pk}/feedback/", AT, **feedback | {"build": "STH-8"})
    assert other.status_code == 422
    assert Feedback.objects.count() == 1


def test_who_does_not_take_part_reads_no_build_and_leaves_nothing(client):
    by = manager_of_programmes()
    found = programme(by)
    writing.give_build(found, "STH-9-B1", "", by, AT)
    made = admitted(found, by)
    _customer, contact = company()
    assert read(client, contact, f"{LIST}{found.pk}/", AT).json()["builds"] == []
    assert send(client, contact, f"{LIST}{found.pk}/withdrawal/", AT).status_code == 404
    made.refresh_from_db()
    assert made.takes_part


def test_r19_3_a_script_leaves_a_programme(client):
    by = manager_of_programmes()
    found = programme(by)
    made = admitted(found, by)
    answer = send(client, made.applied_by, f"{LIST}{found.pk}/withdrawal/", AT)
    assert answer.json()["application"]["state"] == "withdrawn"
    assert answer.json()["left"] == 2


def test_staff_read_programmes_and_apply_for_none(client):
    by = manager_of_programmes()
    found = programme(by)
    assert read(client, by, f"{LIST}{found.pk}/", AT).json()["points"] == []
    assert send(client, by, f"{LIST}{found.pk}/application/", AT, interest="-").status_code == 403
