"""Scripted downloads: the manifest, the API, and the links that both give (R2, R3.3; docs/downloads.md)."""

from datetime import date
from urllib.parse import quote

import pytest

from entitlements.downloads import restricting
from entitlements.downloads.models import Download, Link
from entitlements.downloads.models.releases import Kind
from subscriptions.models import ApiToken
from tests import factories as make
from tests.downloads.scene import AT, BUILD, DAY, another, body, get
from tests.tickets.portal import queries

pytestmark = pytest.mark.django_db
MANIFEST = "/downloads/manifest.json"


@pytest.fixture
def key(scene):
    return ApiToken.issue(scene.contact, "script")


def read(client, key, address=MANIFEST, at=AT):
    return get(client, address, at=at, authorization=f"Token {key}")


def test_a_script_reads_codes_sizes_sums_and_addresses_and_fetches_r3_3(scene, key, client):
    first = scene.published("LGF-SP1", kind=Kind.SERVICE_PACK)
    scene.published("LGF-SP2", kind=Kind.SERVICE_PACK, links={Link.REQUIRES: [first]})
    listed = {each["code"]: each for each in read(client, key).json()["releases"]}
    assert listed["LGF-SP2"]["requires"] == ["LGF-SP1"]
    file = listed["LGF-SP1"]["files"][0]
    assert (file["size"], file["sha256"]) == (len(BUILD), first.files.get().sha256)
    address = file["url"].removeprefix("http://localhost:8000")
    part = get(client, address, range="bytes=0-99")
    assert (part.status_code, body(part)) == (206, BUILD[:100])
    row = Download.objects.get()
    assert (row.person, row.customer, row.by_script) == (scene.contact, scene.customer, True)


def test_a_link_expires_and_is_one_person_s_at_one_company(scene, key, client):
    scene.published()
    address = read(client, key).json()["releases"][0]["files"][0]["url"].removeprefix("http://localhost:8000")
    assert get(client, address, at=AT + DAY / 4 + DAY / 1000).status_code == 410
    assert get(client, address.replace("key=", "key=x")).status_code == 410
    scene.customer.memberships.filter(user=scene.contact).update(ended_at=AT)
    assert get(client, address).status_code == 404


def test_a_link_gives_nothing_that_she_may_no_longer_have_r2_7(scene, key, client):
    scene.published()
    address = read(client, key).json()["releases"][0]["files"][0]["url"].removeprefix("http://localhost:8000")
    restricting.restrict(scene.customer.memberships.get(user=scene.manager), scene.product, [])
    assert get(client, address).status_code == 403
    assert read(client, key).json()["releases"] == []


def test_without_a_key_or_a_subscription_the_answer_is_a_problem_r2_2(scene, key, client):
    assert get(client, MANIFEST).status_code == 401
    scene.customer.lines.update(ends_at=AT - DAY)
    answer = read(client, key)
    assert (answer.status_code, answer.json()["code"]) == (403, "subscription_expired")


@pytest.mark.parametrize("address", [MANIFEST, "/api/v1/releases/"])
def test_a_product_that_is_not_covered_is_refused_and_says_why_r2_2(scene, key, client, address):
    make.product("VDL")
    answer = read(client, key, f"{address}?product=VDL")
    assert (answer.status_code, answer.json()["code"]) == (403, "product_not_covered")
    assert "VDL" in answer.json()["detail"]


@pytest.mark.parametrize(
    "address",
    [f"{MANIFEST}?product=LGF", "/api/v1/releases/?product=LGF&kind=fix", "/api/v1/releases/LGF-SP1/"],
)
def test_a_product_that_her_manager_keeps_from_her_says_whom_to_ask_r2_7(scene, key, client, address):
    scene.published("LGF-SP1", kind=Kind.SERVICE_PACK)
    assert read(client, key, address).status_code == 200
    restricting.restrict(scene.customer.memberships.get(user=scene.manager), scene.product, [])
    answer = read(client, key, address)
    assert (answer.status_code, answer.json()["code"]) == (403, "restricted_by_your_company")
    assert scene.manager.name in answer.json()["detail"]


def test_nobody_reads_of_releases_for_others_r2_3(scene, client):
    _other, stranger = another(scene, name="Havblik")
    scene.published("LGF-CUSTOM", generally_available=False, customers=[scene.customer])
    hers = ApiToken.issue(stranger, "script")
    assert read(client, hers).json()["releases"] == []
    assert read(client, hers, "/api/v1/releases/LGF-CUSTOM/").status_code == 404


def test_the_api_lists_and_narrows_in_as_many_statements(scene, key, client):
    scene.published("LGF-0001")
    scene.published("LGF-FP1", kind=Kind.FEATURE_PACK)
    found = read(client, key, "/api/v1/releases/?kind=fix").json()["results"]
    assert [each["code"] for each in found] == ["LGF-0001"]
    assert read(client, key, "/api/v1/releases/LGF-FP1/").json()["kind"] == "feature_pack"
    few = queries(lambda: read(client, key, "/api/v1/releases/"))
    for number in range(20):
        scene.published(f"LGF-{number}", file=False, kind=Kind.RELEASE_NOTES)
    assert queries(lambda: read(client, key, "/api/v1/releases/")) == few


def test_a_long_manifest_says_where_it_goes_on(scene, key, client, monkeypatch):
    monkeypatch.setattr("entitlements.downloads.views.manifest.MOST", 2)
    for number in range(5):
        scene.published(f"LGF-{number}", at=AT - number * DAY)
    codes, address = [], MANIFEST
    while address:
        answer = read(client, key, address.removeprefix("http://localhost:8000")).json()
        codes += [each["code"] for each in answer["releases"]]
        address = answer["next"]
    assert codes == [f"LGF-{number}" for number in range(5)]


def test_staff_read_the_list_without_links(scene, client):
    scene.published()
    key = ApiToken.issue(make.staff("agent"), "script")
    assert read(client, key).json()["releases"][0]["files"][0]["url"] is None


@pytest.mark.parametrize("address", [MANIFEST, "/api/v1/releases/"])
@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("published_after", "0001-01-01T00:00:00+14:00"),
        ("published_after", "yesterday"),
        ("kind", "patch"),
        ("product", "XYZ"),
        ("version", "99.9"),
        ("country", "XX"),
        ("country", "Denmark"),
    ],
)
def test_what_cannot_be_read_of_a_filter_is_refused_and_named_r3_3(scene, key, client, address, name, typed):
    scene.published("LGF-SP1", kind=Kind.SERVICE_PACK)
    answer = read(client, key, f"{address}?{name}={quote(typed)}")
    assert (answer.status_code, answer.json()["code"], list(answer.json()["errors"])) == (
        400,
        "invalid",
        [name],
    )


@pytest.mark.parametrize("asked", ["product=LGF", "version=13.0", "country=dk", "product=LGF&country=DK"])
def test_what_there_is_of_a_filter_narrows_r3_3(scene, key, client, asked):
    rule = {"kind": Kind.REGULATORY, "country": "DK", "effective_on": date(2027, 1, 1)}
    scene.published("LGF-DK-1", **rule)
    assert [each["code"] for each in read(client, key, f"{MANIFEST}?{asked}").json()["releases"]] == [
        "LGF-DK-1"
    ]


def test_an_instant_of_any_offset_narrows_r3_3(scene, key, client):
    """The database takes no offset of 18 hours."""
    scene.published("LGF-SP1", kind=Kind.SERVICE_PACK)
    asked = quote("2026-07-14T06:21:46-18:36")
    for name, found in (("published_after", 1), ("published_before", 0)):
        assert len(read(client, key, f"{MANIFEST}?{name}={asked}").json()["releases"]) == found


def test_what_does_not_say_where_the_manifest_goes_on_is_refused_too_r3_3(scene, key, client):
    answer = read(client, key, f"{MANIFEST}?published_before=tomorrow")
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["published_before"])
