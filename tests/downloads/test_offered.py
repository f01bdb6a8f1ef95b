"""What a contact is offered, and why she is not (R2, R3)."""

from datetime import date

import pytest
from django.utils.translation import override

from entitlements.downloads import publishing, restricting
from entitlements.downloads.models import Link
from entitlements.downloads.models.releases import Kind
from subscriptions import countries
from subscriptions.models import InstalledSystem, ProductVersion
from tests import factories as make
from tests.downloads.scene import AT, DAY, another, body, get, post
from tests.tickets.portal import queries, text

pytestmark = pytest.mark.django_db
REGULATORY = {"kind": Kind.REGULATORY, "country": "DK", "effective_on": date(2027, 1, 1)}


@pytest.mark.parametrize(
    "kind", [Kind.FEATURE_PACK, Kind.NEW_VERSION, Kind.DOCUMENTATION, Kind.RELEASE_NOTES]
)
def test_each_kind_of_update_is_listed_by_product_and_version_and_can_be_fetched_r2_1(scene, kind):
    release = scene.published("LGF-A", kind=kind)
    client = scene.client()
    listed = text(get(client, "/downloads/?product=LGF&version=13.0"))
    assert "LGF-A What LGF-A brings" in listed
    file = release.files.get()
    assert len(body(get(client, f"/downloads/LGF-A/files/{file.pk}/"))) == file.size


@pytest.mark.parametrize("kind", [Kind.FIX, Kind.SERVICE_PACK])
def test_fixes_and_service_packs_are_listed_r3_1(scene, kind):
    scene.published("LGF-F", kind=kind)
    assert "LGF-F" in text(get(scene.client(), f"/downloads/?kind={kind}"))


def test_the_country_dk_shows_dk_only_r3_1(scene):
    scene.published("LGF-DK-1", **REGULATORY)
    scene.published("LGF-BR-1", **REGULATORY | {"country": "BR"})
    scene.published("LGF-0001")
    page = text(get(scene.client(), "/downloads/?country=DK"))
    assert "LGF-DK-1" in page
    assert "takes effect 1 January 2027" in page
    assert "LGF-BR-1" not in page
    assert "LGF-0001" not in page.split("Releases")[-1]


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (
            Kind.FEATURE_PACK,
            "Your subscription does not cover Vedlige. Updates to Vedlige require an active Xtreme Support"
            " subscription for it. Contact",
        ),
        (Kind.FIX, "Your subscription does not cover Vedlige. Contact"),
    ],
)
def test_a_product_that_is_not_covered_is_refused_with_which_why_and_whom_to_ask_r2_2(scene, kind, sentence):
    """`product_not_covered`, to the letter; for fixes without the middle sentence."""
    other = make.product("VDL", name="Vedlige")
    release = scene.published("VDL-1", product=other, version=make.version(other, "4.1"), kind=kind)
    client = scene.client()
    for address in ("/downloads/VDL-1/", f"/downloads/VDL-1/files/{release.files.get().pk}/"):
        answer = get(client, address)
        assert answer.status_code == 403
        assert sentence in text(answer)
    assert "VDL-1" not in text(get(client, "/downloads/"))


def test_an_expired_subscription_is_told_how_to_renew_r2_2(scene):
    scene.published()
    scene.customer.lines.update(ends_at=AT - DAY)
    answer = get(scene.client(), "/downloads/")
    assert answer.status_code == 403
    assert "expired" in text(answer)


def test_r2_3_a_search_finds_the_releases_of_a_version_once_it_is_for_all_and_no_more_when_it_is_not(scene):
    scene.version.generally_available = False
    scene.version.save()
    release = scene.published()

    def found():
        titles = get(scene.client(), "/search/?q=brings").content.decode()
        return release.get_absolute_url() in titles, scene.client().get(
            release.get_absolute_url()
        ).status_code

    assert found() == (False, 404)
    for generally_available, expected in ((True, (True, 200)), (False, (False, 404))):
        version = ProductVersion.objects.get(pk=scene.version.pk)
        version.generally_available = generally_available
        version.save()
        assert found() == expected


def test_a_release_for_named_customers_is_a_404_for_others_r2_3(scene):
    _other, stranger = another(scene, name="Havblik")
    named = {"generally_available": False, "customers": [scene.customer]}
    file = scene.published("LGF-CUSTOM", **named).files.get()
    for address in ("/downloads/LGF-CUSTOM/", f"/downloads/LGF-CUSTOM/files/{file.pk}/"):
        assert get(scene.client(stranger), address).status_code == 404
    assert "LGF-CUSTOM" not in text(get(scene.client(stranger), "/downloads/"))
    assert "LGF-CUSTOM" in text(get(scene.client(), "/downloads/"))
    assert get(scene.client(), "/downloads/LGF-CUSTOM/").status_code == 200


def test_releases_of_a_version_that_is_not_generally_available_are_for_the_invited_r2_3(scene):
    beta = make.version(scene.product, "14 beta", generally_available=False)
    scene.published("LGF-BETA", version=beta)
    assert get(scene.client(), "/downloads/LGF-BETA/").status_code == 404


def test_a_draft_exists_for_nobody_outside(scene):
    scene.written("LGF-DRAFT")
    assert get(scene.client(), "/downloads/LGF-DRAFT/").status_code == 404


def test_danish_notes_are_shown_where_there_are_some_r2_4(scene):
    scene.published("LGF-A", notes_da="Installér den.")
    scene.published("LGF-B")
    scene.contact.language = "da"
    scene.contact.save()
    assert "Installér den." in text(get(scene.client(), "/downloads/LGF-A/"))
    page = get(scene.client(), "/downloads/LGF-B/")
    assert "Install it." in text(page)
    assert b'<span lang="en">' in page.content


def test_earlier_versions_stay_until_the_end_of_support_r2_6(scene):
    earlier = make.version(scene.product, "12.0", end_of_support=date(2026, 11, 30))
    file = scene.published("LGF-12", version=earlier).files.get()
    client = scene.client()
    assert "LGF-12" in text(get(client, "/downloads/"))
    later = AT + 6 * DAY
    assert "LGF-12" not in text(get(client, "/downloads/", at=later))
    answer = get(client, f"/downloads/LGF-12/files/{file.pk}/", at=later)
    assert answer.status_code == 410
    assert "Support for Ledgerkant Finance 12.0 ended on 30 November 2026." in text(answer)


def test_what_is_newer_than_what_runs_and_not_fetched_is_new_for_the_company(scene):
    twelve = make.version(scene.product, "12.1")
    fourteen = make.version(scene.product, "14.0")
    scene.published("LGF-12-1", version=twelve)
    scene.published("LGF-13-1")
    scene.published("LGF-13-SP1", kind=Kind.SERVICE_PACK, links={Link.SUPERSEDES: []})
    scene.published("LGF-14", version=fourteen, kind=Kind.NEW_VERSION)
    scene.published("LGF-12", version=twelve, kind=Kind.NEW_VERSION)
    assert _new(scene) == {"LGF-13-1", "LGF-13-SP1", "LGF-14"}
    release = scene.published("LGF-13-2", links={Link.SUPERSEDES: [_release("LGF-13-1")]})
    assert "LGF-13-1" not in _new(scene)
    body(get(scene.client(), f"/downloads/LGF-13-2/files/{release.files.get().pk}/"))
    assert "LGF-13-2" not in _new(scene)


def test_rules_of_other_countries_are_not_new_for_her_r3_1(scene):
    scene.published("LGF-DK-1", **REGULATORY)
    scene.published("LGF-BR-1", **REGULATORY | {"country": "BR"})
    assert _new(scene) == {"LGF-DK-1"}
    InstalledSystem.objects.update(country="BR")
    assert _new(scene) == {"LGF-DK-1", "LGF-BR-1"}


def test_the_calendar_of_rules_names_its_columns_in_danish_r3_1(scene):
    scene.published("LGF-DK-1", **REGULATORY)
    scene.contact.language = "da"
    scene.contact.save()
    page = get(scene.client(), "/downloads/regulatory/").content.decode()
    assert '<th scope="col" class="main">Udgivelse</th>' in page


def test_a_missing_prerequisite_is_a_warning_and_blocks_nothing_r3_4(scene):
    """`prerequisite_missing`, to the letter in both languages."""
    first = scene.published("LGF-SP1", kind=Kind.SERVICE_PACK)
    second = scene.published("LGF-SP2", kind=Kind.SERVICE_PACK, links={Link.REQUIRES: [first]})
    client = scene.client()
    assert "LGF-SP2 requires LGF-SP1 first." in text(get(client, "/downloads/LGF-SP2/"))
    body(get(client, f"/downloads/LGF-SP2/files/{second.files.get().pk}/"))
    scene.contact.language = "da"
    scene.contact.save()
    assert "LGF-SP2 kræver LGF-SP1 først." in text(get(scene.client(), "/downloads/LGF-SP2/"))
    body(get(client, f"/downloads/LGF-SP1/files/{first.files.get().pk}/"))
    assert "kræver" not in text(get(client, "/downloads/LGF-SP2/"))


def test_nothing_is_needed_first_for_what_was_withdrawn_r3_4(scene):
    first = scene.published("LGF-SP1", kind=Kind.SERVICE_PACK)
    second = scene.published("LGF-SP2", kind=Kind.SERVICE_PACK, links={Link.REQUIRES: [first]})
    publishing.withdraw(second, scene.publisher, "It stops.", AT)
    assert "LGF-SP2 requires" not in text(get(scene.client(), "/downloads/LGF-SP2/"))


def test_a_pack_lists_its_fixes_order_and_what_it_replaces_r3_4(scene):
    fix, old = scene.published("LGF-F1"), scene.published("LGF-SP0", kind=Kind.SERVICE_PACK)
    first = scene.published("LGF-SP1", kind=Kind.SERVICE_PACK)
    second = scene.published("LGF-SP2", kind=Kind.SERVICE_PACK, links={Link.REQUIRES: [first]})
    links = {Link.REQUIRES: [second], Link.SUPERSEDES: [old], Link.CONTAINS: [fix]}
    scene.published("LGF-SP3", kind=Kind.SERVICE_PACK, links=links)
    page = text(get(scene.client(), "/downloads/LGF-SP3/"))
    order = page[page.index("Installing order") : page.index("Supersedes")]
    assert order.index("LGF-SP1") < order.index("LGF-SP2") < order.index("LGF-SP3")
    assert ">LGF-SP0</a>" in page[page.index("Supersedes") :]
    assert ">LGF-F1</a>" in page[page.index("Contains") :]
    assert "Superseded by" in text(get(scene.client(), "/downloads/LGF-SP0/"))


def test_a_withdrawn_release_says_so_and_is_not_given(scene):
    release = scene.published("LGF-BAD")
    publishing.withdraw(release, scene.publisher, "It deletes postings.", AT)
    page = text(get(scene.client(), "/downloads/LGF-BAD/"))
    assert "Withdrawn on 25 November 2026. Do not install it." in page
    assert "It deletes postings." in page
    answer = get(scene.client(), f"/downloads/LGF-BAD/files/{release.files.get().pk}/")
    assert answer.status_code == 410


def test_the_calendar_shows_the_rules_of_the_company_s_own_country_first_r3_5(scene):
    scene.published("LGF-DK-1", rule_en="For all from 1 January 2027", **REGULATORY)
    scene.published("LGF-BR-1", **REGULATORY | {"country": "BR"})
    page = text(get(scene.client(), "/downloads/regulatory/"))
    assert "LGF-DK-1" in page
    assert "For all from 1 January 2027" in page
    assert "LGF-BR-1" not in page
    assert "LGF-BR-1" in text(get(scene.client(), "/downloads/regulatory/?country=BR"))
    assert "LGF-BR-1" in text(get(scene.client(), "/downloads/regulatory/?country="))


def test_the_calendar_begins_with_the_rules_of_all_countries_where_something_is_installed_r3_5(scene):
    """Her own country's alone stood there; the company was told of the others by mail."""
    scene.published("LGF-DK-1", **REGULATORY)
    scene.published("LGF-BR-1", **REGULATORY | {"country": "BR"})
    scene.published("LGF-DE-1", **REGULATORY | {"country": "DE"})
    InstalledSystem.objects.update(country="BR")
    client = scene.client()
    page = text(get(client, "/downloads/regulatory/"))
    assert "LGF-DK-1" in page
    assert "LGF-BR-1" in page
    assert "LGF-DE-1" not in page
    assert '<option value="own" selected>Your countries: Brazil, Denmark</option>' in page
    own = text(get(client, "/downloads/regulatory/?country=own&product="))
    assert "LGF-BR-1" in own
    assert "LGF-DE-1" not in own
    assert "LGF-BR-1" not in text(get(client, "/downloads/regulatory/?country=DK"))
    assert "LGF-DE-1" in text(get(client, "/downloads/regulatory/?country="))
    InstalledSystem.objects.update(country="")
    assert "Your countries:" not in text(get(client, "/downloads/regulatory/"))


def test_a_long_list_is_paged_by_key_in_as_many_statements_as_a_short_one(scene):
    for number in range(3):
        scene.published(f"LGF-{number}", at=AT - number * DAY)
    client = scene.client()
    few = queries(lambda: get(client, "/downloads/"))
    for number in range(3, 60):
        scene.published(f"LGF-{number}", file=False, kind=Kind.RELEASE_NOTES, at=AT - number * DAY)
    assert queries(lambda: get(client, "/downloads/")) == few <= 15
    page = get(client, "/downloads/")
    following = page.context["next"]
    rest = get(client, f"/downloads/?before={following}")
    assert {each.code for each in page.context["releases"]} | {
        each.code for each in rest.context["releases"]
    } == {f"LGF-{number}" for number in range(60)}


def test_staff_are_led_to_the_desk(scene):
    assert get(scene.client(scene.publisher), "/downloads/").status_code == 302


def test_nobody_changes_anything_by_reading(scene):
    assert post(scene.client(), "/downloads/").status_code == 405


def _new(scene):
    return {each.code for each in get(scene.client(), "/downloads/").context["new"]}


def _release(code):
    from entitlements.downloads.models import Release

    return Release.objects.get(code=code)


def test_of_several_systems_the_highest_version_counts(scene):
    fourteen = make.version(scene.product, "14.0")
    InstalledSystem.objects.create(customer=scene.customer, product=scene.product, version=fourteen)
    scene.published("LGF-14", version=fourteen, kind=Kind.NEW_VERSION)
    assert _new(scene) == set()


@pytest.mark.parametrize("page", ["/downloads/", "/downloads/regulatory/"])
@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("product=XYZ", "Product: there is no “XYZ” here, so it does not narrow the list."),
        ("country=XX", "Country: there is no “XX” here, so it does not narrow the list."),
    ],
)
def test_a_filter_that_cannot_be_met_is_named_with_a_way_back_r3_1(scene, page, asked, sentence):
    answer = get(scene.client(), f"{page}?{asked}")
    assert answer.status_code == 200
    assert sentence in text(answer)
    assert f'<a href="{page}">Show the whole list</a>' in answer.content.decode()
    assert "does not narrow" not in text(get(scene.client(), f"{page}?product=LGF&country=DK"))
    assert "does not narrow" not in text(get(scene.client(), page))


def test_a_filter_by_a_product_that_is_not_covered_says_whom_to_ask_r2_2(scene):
    make.product("VDL", name="Vedlige")
    assert "Your subscription does not cover Vedlige." in text(get(scene.client(), "/downloads/?product=VDL"))


def test_countries_stand_in_the_order_of_the_reader_s_language_r3_1():
    with override("da"):
        named = [name for _code, name in countries.choices()]
    assert named[-3:] == ["Ungarn", "USA", "Østrig"]
    assert named.index("Frankrig") < named.index("Færøerne") < named.index("Grækenland")
    with override("en"):
        assert [name for _code, name in countries.choices()][:3] == ["Argentina", "Australia", "Austria"]


def test_a_withdrawn_release_replaces_nothing_and_is_not_asked_for_without_a_word_r3_4(scene):
    first = scene.published("LGF-SP1", kind=Kind.SERVICE_PACK)
    scene.published("LGF-SP2", kind=Kind.SERVICE_PACK, links={Link.REQUIRES: [first]})
    newer = scene.published("LGF-SP1A", kind=Kind.SERVICE_PACK, links={Link.SUPERSEDES: [first]})
    page = lambda code: text(get(scene.client(), f"/downloads/{code}/"))  # noqa: E731
    assert "Superseded by" in page("LGF-SP1")
    assert "LGF-SP2 requires LGF-SP1 first." in page("LGF-SP2")
    assert "was withdrawn, though" not in page("LGF-SP2")
    publishing.withdraw(newer, scene.publisher, "It deletes postings.", AT)
    assert "Superseded by" not in page("LGF-SP1")
    publishing.withdraw(first, scene.publisher, "It deletes postings.", AT)
    assert "LGF-SP1 was withdrawn, though: wait for what replaces it, or ask us." in page("LGF-SP2")


def test_r2_4_who_reads_danish_is_told_where_the_notes_are_in_english_alone(scene):
    scene.published("LGF-A", notes_da="Installér den.")
    scene.published("LGF-B", notes_da="")
    reader = make.contact(scene.customer, language="da")
    with_danish, without = (
        text(get(scene.client(reader), f"/downloads/{code}/")) for code in ("LGF-A", "LGF-B")
    )
    assert "Versionsnoterne er kun skrevet på engelsk." in without
    assert "kun skrevet på engelsk" not in with_danish
    assert "written in English alone" not in text(get(scene.client(), "/downloads/LGF-B/"))


def test_r2_7_the_page_of_what_her_manager_keeps_from_her_leads_to_him(scene):
    scene.published("LGF-A")
    restricting.restrict(scene.customer.memberships.get(user=scene.manager), scene.product, [])
    assert f'href="mailto:{scene.manager.email}"' in text(get(scene.client(), "/downloads/LGF-A/"))
