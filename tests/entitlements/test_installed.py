"""What runs at a customer, said and kept by herself (R11.5)."""

import pytest

from subscriptions import installed
from subscriptions.models import InstalledSystem, Membership
from tests import factories as make
from tests.downloads.scene import AT, DAY, another, get, post
from tests.downloads.scene import scene as covered
from tests.tickets.portal import text

pytestmark = pytest.mark.django_db
PAGE = "/subscription/systems/"


@pytest.fixture
def scene():
    return covered()


def typed(scene, **changes):
    return {
        "version": scene.version.pk,
        "environment": "test",
        "site": "Esbjerg",
        "standard": "standard",
    } | changes


def only(site):
    return InstalledSystem.objects.get(site=site)


def test_a_manager_says_what_runs_and_her_colleagues_read_it_r11_5(scene):
    words = {"standard": "modified", "modified": "The posting dialog", "database": "PostgreSQL 18"}
    assert post(scene.client(scene.manager), f"{PAGE}new/", typed(scene, **words)).status_code == 302
    row = only("Esbjerg")
    assert (row.product, row.environment, row.modified) == (scene.product, "test", "The posting dialog")
    assert row.changed_by == scene.manager
    page = get(scene.client(), PAGE)
    assert "The posting dialog" in text(page)
    assert "Who keeps this list at your company: Henrik" in text(page)
    assert f"{PAGE}new/" not in page.content.decode()


def test_the_country_of_a_site_is_said_where_it_is_another_than_the_companys_r3_5(scene):
    client = scene.client(scene.manager)
    form = get(client, f"{PAGE}new/").content.decode()
    assert '<option value="" selected>Denmark, as the company</option>' in form
    assert '<option value="DK"' not in form
    refused = post(client, f"{PAGE}new/", typed(scene, site="Blumenau", country="XX"))
    assert refused.status_code == 422
    assert 'value="Blumenau"' in refused.content.decode()
    assert post(client, f"{PAGE}new/", typed(scene, site="Blumenau", country="BR")).status_code == 302
    assert only("Blumenau").country == "BR"
    assert "Brazil" in text(get(client, PAGE))


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, "Support of this version ends on"), (-1, "its downloads are not offered any more.")],
)
def test_the_list_says_until_when_a_version_is_supported_r2_6(scene, days, said):
    """After that day its downloads are gone without a word elsewhere."""
    assert "Support of this version" not in text(get(scene.client(), PAGE))
    scene.version.end_of_support = AT.date() + days * DAY
    scene.version.save()
    assert said in text(get(scene.client(), PAGE))


def test_only_a_manager_changes_the_list_r11_5(scene):
    system = InstalledSystem.objects.get()
    for address in ("new/", f"{system.pk}/", f"{system.pk}/end/"):
        assert post(scene.client(), PAGE + address, typed(scene)).status_code == 403
    assert list(InstalledSystem.objects.in_use()) == [system]


def test_another_companys_system_does_not_exist_r11_5(scene):
    customer, _person = another(scene, name="Havblik")
    theirs = InstalledSystem.objects.create(
        customer=customer, product=scene.product, version=scene.version, site="Svendborg"
    )
    client = scene.client(scene.manager)
    assert get(client, f"{PAGE}{theirs.pk}/").status_code == 404
    assert post(client, f"{PAGE}{theirs.pk}/end/").status_code == 404
    assert "Svendborg" not in text(get(client, PAGE))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"version": ""}, "Choose the product and its version."),
        ({"version": "0"}, "Choose one of the versions of the list."),
        ({"standard": ""}, "Say whether it is standard or modified."),
        ({"standard": "modified"}, "Say what is modified: questions about that part go to the consulting"),
        ({"modified": "Reports"}, "You chose standard and also wrote what is modified."),
        (
            {"environment": "production", "site": ""},
            "is on the list with this environment and this name already, in version 13.0.",
        ),
        ({"site": "x" * 81}, "at most 80 characters"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence_and_what_was_typed_stays_r11_5(scene, changes, sentence):
    answer = post(scene.client(scene.manager), f"{PAGE}new/", typed(scene, database="Oracle 23") | changes)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert "Oracle 23" in answer.content.decode()
    assert InstalledSystem.objects.count() == 1


def test_a_version_not_generally_available_or_of_a_product_never_subscribed_is_not_offered_r11_5(scene):
    make.version(scene.product, "14.0 beta", generally_available=False)
    make.version(make.product("VDL", name="Vedlige"), "4.1")
    page = get(scene.client(scene.manager), f"{PAGE}new/").content.decode()
    assert "Ledgerkant Finance 13.0" in page
    assert "14.0 beta" not in page
    assert "Vedlige" not in page


def test_what_is_new_for_her_follows_the_version_she_says_r11_5(scene):
    newer = make.version(scene.product, "14.0")
    scene.published("LGF-14-1", version=newer)
    client, system = scene.client(scene.manager), InstalledSystem.objects.get()
    assert "New for you" not in text(get(client, "/downloads/"))
    post(client, f"{PAGE}{system.pk}/", typed(scene, version=newer.pk))
    assert "New for you" in text(get(client, "/downloads/"))


def test_one_that_runs_no_longer_leaves_the_list_and_keeps_its_row_r11_5(scene):
    client, system = scene.client(scene.manager), InstalledSystem.objects.get()
    assert post(client, f"{PAGE}{system.pk}/end/").status_code == 302
    assert InstalledSystem.objects.get().ended_at
    page = text(get(client, PAGE))
    assert "No system is on the list yet" in page
    assert "It is not known yet which versions run at your company" in text(get(client, "/downloads/"))
    again = post(client, f"{PAGE}{system.pk}/end/")
    for answer in (again, get(client, f"{PAGE}{system.pk}/")):
        assert answer.status_code == 409
        assert "was taken off the list meanwhile" in text(answer)


def test_one_that_was_ended_meanwhile_is_not_changed_r11_5(scene):
    by = Membership.objects.get(user=scene.manager)
    system = InstalledSystem.objects.get()
    installed.end(by, system, AT)
    with pytest.raises(installed.SystemEnded):
        installed.change(by, system, installed.Said(version=scene.version), AT + DAY)


def test_what_was_typed_of_one_that_was_ended_in_another_tab_stays_r11_5(scene):
    client, system = scene.client(scene.manager), InstalledSystem.objects.get()
    post(client, f"{PAGE}{system.pk}/end/")
    answer = post(client, f"{PAGE}{system.pk}/", typed(scene, database="Oracle 23"))
    assert answer.status_code == 409
    assert "was taken off the list meanwhile" in text(answer)
    assert "Oracle 23" in answer.content.decode()
    assert "It runs no longer" not in text(answer)


def test_of_two_tabs_the_second_reads_what_the_first_said_before_it_is_saved_over_r11_5(scene):
    client, system = scene.client(scene.manager), InstalledSystem.objects.get()
    address = f"{PAGE}{system.pk}/"
    seen = get(client, address).context["form"]["edition"].value()
    post(client, address, typed(scene, site="Aalborg", edition=seen))
    answer = post(client, address, typed(scene, database="Oracle 23", edition=seen), at=AT + DAY)
    assert answer.status_code == 409
    said = "Henrik has changed this system since you opened it; it is now Ledgerkant Finance 13.0 (Aalborg"
    assert said in text(answer)
    assert "Oracle 23" in answer.content.decode()
    assert only("Aalborg").database == ""
    again = typed(scene, database="Oracle 23", edition=answer.context["form"]["edition"].value())
    assert post(client, address, again, at=AT + DAY).status_code == 302
    assert only("Esbjerg").database == "Oracle 23"


def test_a_how_to_question_is_told_what_is_modified_and_where_that_is_said_r11_5(scene):
    InstalledSystem.objects.update(modified="The posting dialog")
    client = scene.client()
    asked = "/incidents/new/expected/?product=LGF&severity=4&kind="
    page = get(client, f"{asked}how_to")
    assert "Modified at your company: The posting dialog." in text(page)
    assert PAGE in page.content.decode()
    assert "Modified at your company" not in text(get(client, f"{asked}fault"))
    by = Membership.objects.get(user=scene.manager)
    installed.end(by, InstalledSystem.objects.get())
    assert "Modified at your company" not in text(get(client, f"{asked}how_to"))


def test_staff_read_what_is_modified_and_who_said_so_on_the_customers_page_r11_5(scene):
    words = {"standard": "modified", "modified": "The posting dialog"}
    post(scene.client(scene.manager), f"{PAGE}new/", typed(scene, **words))
    page = text(get(scene.client(make.staff("agent")), f"/desk/customers/{scene.customer.number}/"))
    assert "modified: The posting dialog" in page
    assert "Henrik" in page.partition("The posting dialog")[2]
