"""Policies in force: versioned pages, each with a date, the older ones readable (R27.2)."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone, translation

from entitlements.markdown import rendered
from entitlements.policies import kept
from entitlements.policies.models import Policy, PolicyVersion
from entitlements.policies.starting_data import POLICIES, load
from tests import factories as make
from tests.admin.pages import marks, messages, press, saved, signed_in, typed
from tests.desk.pages import text
from tests.tickets.moments import moment

pytestmark = pytest.mark.django_db

ADD = "/admin/policies/policyversion/add/"


@pytest.fixture
def reader():
    return signed_in(make.contact(make.customer()))


@pytest.fixture
def admin():
    return signed_in(make.staff("administrator", name="Asta Holm", time_zone="Europe/Copenhagen"))


def support():
    return PolicyVersion.objects.get(policy__code="support", number=1)


def page_of(version, what="change"):
    return f"/admin/policies/policyversion/{version.pk}/{what}/"


def day(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def new_version(admin, **typing):
    address = admin.get(page_of(support(), "new_version")).url
    return press(admin, address, **{"text_en": "## Two\n\nThe second text.", "from_day": day(1)} | typing)


def test_r27_2_there_are_five_in_both_languages_in_version_1():
    assert list(Policy.objects.values_list("code", flat=True)) == list(POLICIES)
    for version in PolicyVersion.objects.all():
        assert 150 <= len(version.text_en.split()) <= 400
        assert 150 <= len(version.text_da.split()) <= 400
        assert version.number == 1


def test_loading_again_brings_nothing_back_and_changes_nothing():
    before = list(PolicyVersion.objects.values())
    load(timezone.now())
    assert list(PolicyVersion.objects.values()) == before


@pytest.fixture
def noon():
    """Of tomorrow: an hour at which everybody has the same day."""
    with time_machine.travel(timezone.now().replace(hour=12) + timedelta(days=1), tick=False):
        yield


def test_r27_2_a_version_for_tomorrow_today_1_tomorrow_2(noon, admin, reader):
    assert saved(new_version(admin, note_en="Clearer"))
    page = text(reader.get("/policies/support/"))
    assert "How to get help" in page
    assert "The second text." not in page
    assert "comes into force on" in text(reader.get("/policies/"))
    assert "is not in force yet" in text(reader.get("/policies/support/2/"))
    with time_machine.travel(timezone.now() + timedelta(days=1, hours=1), tick=False):
        page = text(reader.get("/policies/support/"))
        assert "The second text." in page
        old = text(reader.get("/policies/support/1/"))
        assert "How to get help" in old
        assert "Version 1 is no longer in force." in old


def test_r27_2_every_contact_and_everybody_of_the_vendor_reads_them_and_strangers_sign_in(client, reader):
    agent = signed_in(make.staff("agent"))
    for address in ("/policies/", "/policies/closing/", "/policies/closing/1/"):
        assert reader.get(address).status_code == 200
        assert agent.get(address).status_code == 200
        assert client.get(address)["Location"].startswith("/accounts/login/")
    for address in ("/policies/other/", "/policies/closing/7/"):
        assert reader.get(address).status_code == 404


def test_r27_2_a_danish_reader_reads_them_in_danish():
    dane = signed_in(make.contact(make.customer(), language="da"))
    assert "Gældende politikker og procedurer" in text(dane.get("/policies/"))
    page = text(dane.get("/policies/support/"))
    assert "<h1>Supportpolitik</h1>" in page
    assert "Sådan får I hjælp" in page


def test_r27_2_a_version_in_force_is_not_edited_and_not_deleted(admin):
    version = support()
    refused = admin.post(page_of(version), {"text_en": "Other", "text_da": "Andet"}, follow=True)
    assert "is or was in force, so it is not edited. Make a new version from it." in messages(refused)[-1]
    assert support().text_en == version.text_en
    assert "<h2>How to get help</h2>" in admin.get(page_of(version)).content.decode()
    kept_it = admin.post(page_of(version, "delete"), {"post": "yes"}, follow=True)
    assert "is or was in force, so it stays" in messages(kept_it)[-1]
    assert support() == version


@pytest.mark.parametrize(
    ("field", "typing", "sentence"),
    [
        ("from_day", {"from_day": "2020-01-01"}, "This day has passed."),
        ("text_da", {"text_da": ""}, "This field is required."),
        ("text_en", {"text_en": " "}, "This field is required."),
    ],
)
def test_r27_2_what_cannot_be_is_refused_at_its_field_and_keeps_what_was_typed(
    admin, field, typing, sentence
):
    page = new_version(admin, note_en="Kept", **typing)
    assert sentence in marks(page)[field][0]
    assert typed(page)["note_en"] == "Kept"
    assert PolicyVersion.objects.filter(number=2).count() == 0


def test_r27_2_versions_are_numbered_in_the_order_of_their_dates(admin):
    assert saved(new_version(admin, from_day=day(10)))
    between = new_version(admin, from_day=day(5))
    assert "Version 2 comes into force on" in marks(between)["from_day"][0]
    assert saved(new_version(admin, from_day=day(20)))
    numbers = dict(
        PolicyVersion.objects.filter(policy__code="support").values_list("number", "in_force_from")
    )
    assert sorted(numbers) == [1, 2, 3]
    assert numbers[1] < numbers[2] < numbers[3]
    second = PolicyVersion.objects.get(policy__code="support", number=2)
    assert (
        "Version 3 comes into force on"
        in marks(press(admin, page_of(second), from_day=day(30)))["from_day"][0]
    )
    assert saved(press(admin, page_of(second), from_day=day(12)))


def test_r27_2_the_incident_names_the_support_policy_it_was_logged_under_without_a_question(
    django_assert_num_queries,
):
    incident = make.incident(at=timezone.now())
    reader = signed_in(incident.contact)
    page = text(reader.get(f"/incidents/{incident.pk}/"))
    with timezone.override(incident.contact.zone):
        assert support().in_words in page
    assert "Support policy version 1, in force from" in page
    version = support()
    with django_assert_num_queries(1):  # the stamp, which a request has read along with its person
        assert kept.in_force("support", timezone.now()) == version


@pytest.mark.parametrize(
    "typed_text",
    [
        "<script>alert(1)</script>",
        "[press](javascript:alert(1))",
        "[press](data:text/html;base64,AAAA)",
        "![seen](https://elsewhere.example/pixel.png)",
        '<img src=x onerror="alert(1)">',
    ],
)
def test_what_is_typed_is_text_and_runs_nothing(typed_text):
    html = rendered(typed_text)
    assert not any(f"<{tag}" in html for tag in ("script", "img"))
    assert 'href="javascript' not in html
    assert 'href="data' not in html


def test_a_version_says_itself_in_words():
    with translation.override("da"):
        assert support().in_words.startswith("Supportpolitik version 1, i kraft fra ")


@pytest.mark.parametrize(
    ("zone", "said"),
    [("Europe/Copenhagen", "29 December 2026"), ("Europe/London", "28 December 2026 23:00")],
)
def test_r27_2_where_a_version_does_not_begin_at_midnight_the_time_is_said(zone, said):
    version = support()
    version.in_force_from = moment("2026-12-29 00:00 +01:00")
    with timezone.override(zone):
        assert version.in_words == f"Support policy version 1, in force from {said}"
