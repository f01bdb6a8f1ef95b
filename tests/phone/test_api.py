"""R6.1: whether the line is open, as scripts read it."""

from datetime import datetime

import pytest
import time_machine

from subscriptions.models import ApiToken
from tests.phone.scene import MONDAY_0, SATURDAY_10, scene

pytestmark = pytest.mark.django_db


def read(client, person, query="", at=SATURDAY_10):
    with time_machine.travel(at, tick=False):
        key = ApiToken.issue(person, "script")
        return client.get(f"/api/v1/phone/{query}", headers={"Authorization": f"Token {key}"})


def test_r6_1_a_script_reads_numbers_and_hours(client):
    made = scene("XT")
    said = read(client, made.contact).json()
    assert said["numbers"] == [{"number": "+45 70 12 01 00", "languages": ["da", "en"]}]
    critical = next(each for each in said["hours"] if each["severity"] == 1)
    assert (critical["product"], critical["clock"], critical["open"]) == ("LGF", "24x5", False)
    assert datetime.fromisoformat(critical["changes_at"]) == MONDAY_0
    assert critical["code"] == "phone_closed"
    assert critical["why"].startswith("Phone support is closed now.")


def test_staff_say_which_customer_a_contact_reads_her_own(client):
    made, other = scene(), scene(number="C-2002", code="STH")
    assert read(client, made.agent).status_code == 404
    assert read(client, made.agent, "?customer=C-2002").json()["customer"] == "C-2002"
    assert read(client, made.contact, f"?customer={other.customer.number}").json()["customer"] == "C-1001"
