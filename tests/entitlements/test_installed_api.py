"""What runs at a customer, read and kept by her scripts (R11.5), and who said so in the audit trail."""

import json

import pytest
import time_machine
from django.test import Client

from subscriptions.audit.models import Entry
from subscriptions.audit.rows import rows_of
from subscriptions.models import ApiToken, InstalledSystem
from tests import factories as make
from tests.admin.pages import press, saved
from tests.desk.pages import signed_in
from tests.downloads.scene import AT, another, get, post
from tests.downloads.scene import scene as covered

pytestmark = pytest.mark.django_db
LIST = "/api/v1/installed-systems/"


@pytest.fixture
def scene():
    return covered()


@pytest.fixture
def key(scene):
    return ApiToken.issue(scene.manager, "script")


def call(key, method, address=LIST, **sent):
    words = {"data": json.dumps(sent), "content_type": "application/json"} if method != "get" else {}
    with time_machine.travel(AT, tick=False):
        return getattr(Client(), method)(address, headers={"Authorization": f"Token {key}"}, **words)


def of(number):
    return f"{LIST}{number}/"


def test_a_script_reads_what_runs_at_its_company_and_nothing_of_others_r11_5(scene):
    customer, _person = another(scene, name="Havblik")
    theirs = InstalledSystem.objects.create(customer=customer, product=scene.product, version=scene.version)
    key = ApiToken.issue(scene.contact, "script")
    (read,) = call(key, "get").json()["results"]
    mine = InstalledSystem.objects.get(customer=scene.customer)
    assert (read["number"], read["product"], read["version"], read["standard"]) == (
        mine.pk,
        scene.product.code,
        scene.version.name,
        True,
    )
    assert call(key, "get", of(theirs.pk)).status_code == 404


def test_a_managers_script_adds_changes_and_ends_one_r11_5(scene, key):
    said = {"product": "LGF", "version": scene.version.name, "environment": "test", "site": "Esbjerg"}
    made = call(key, "post", **said, modified="The posting dialog")
    assert made.status_code == 201
    number = made.json()["number"]
    changed = call(key, "patch", of(number), modified="").json()
    assert (changed["standard"], changed["site"]) == (True, "Esbjerg")
    stale = call(key, "patch", of(number), site="Aalborg", edition="first")
    assert (stale.status_code, stale.json()["code"]) == (409, "system_changed_meanwhile")
    assert call(key, "post", **said).json()["code"] == "system_known"
    assert call(key, "delete", of(number)).status_code == 204
    assert InstalledSystem.objects.get(pk=number).ended_at
    assert call(key, "get", of(number)).status_code == 404


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"version": "99"}, "version"),
        ({"product": "VDL"}, "product"),
        ({"environment": "moon"}, "environment"),
    ],
)
def test_what_cannot_be_is_named_by_its_field_r11_5(scene, key, sent, field):
    make.product("VDL")
    answer = call(key, "post", **{"product": "LGF", "version": scene.version.name} | sent)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])


def test_only_a_managers_key_writes_r11_5(scene):
    number = InstalledSystem.objects.get().pk
    for person in (scene.contact, make.staff("agent")):
        key = ApiToken.issue(person, "script")
        assert call(key, "post", product="LGF", version=scene.version.name).status_code == 403
        assert call(key, "patch", of(number), site="-").status_code == 403
        assert call(key, "delete", of(number)).status_code == 403
    assert InstalledSystem.objects.in_use().count() == 1


def test_the_audit_trail_says_who_added_changed_and_ended_a_system_r11_5(scene):
    system, client = InstalledSystem.objects.get(), scene.client(scene.manager)
    page = f"/subscription/systems/{system.pk}/"
    newer = make.version(scene.product, "14.0")
    typed = {"version": newer.pk, "environment": "production", "site": "", "standard": "standard"}
    assert post(client, page, typed).status_code == 302
    assert post(client, f"{page}end/").status_code == 302
    added, changed, ended = rows_of(
        Entry.objects.filter(kind__startswith="installed_system", customer=scene.customer).order_by("pk")
    )
    assert added["what"] == "Installed system added"
    assert (changed["who"], ended["who"]) == (scene.manager.name, scene.manager.name)
    assert changed["changes"] == [("Version", str(scene.version), str(newer))]
    assert ended["changes"][0][0] == "Ended at"
    assert str(newer) in get(client, "/company/audit/").content.decode()


def test_what_the_admin_changes_of_a_system_is_known_as_changed_r11_5(scene):
    system = InstalledSystem.objects.get()
    person = make.staff("administrator")
    page = f"/admin/subscriptions/customer/{scene.customer.pk}/change/"
    assert saved(press(signed_in(person), page, **{"installed_systems-0-site": "Aalborg"}))
    system.refresh_from_db()
    assert (system.site, system.changed_by) == ("Aalborg", person)
    assert system.changed_at


def test_the_country_of_a_site_is_read_and_written_r3_5(scene):
    key = ApiToken.issue(scene.manager, "script")
    sent = {"product": "LGF", "version": scene.version.name, "site": "Blumenau"}
    made = call(key, "post", **sent, country="BR").json()
    assert made["country"] == "BR"
    assert call(key, "patch", of(made["number"]), site="Sul").json()["country"] == "BR"
    assert call(key, "patch", of(made["number"]), country="").json()["country"] == ""
    answer = call(key, "post", **sent, country="XX")
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["country"])
