"""What a manager sees and sets of her company's downloads (R2.7, R3.7)."""

import pytest

from entitlements.downloads.models import Download, Restriction
from tests import factories as make
from tests.downloads.scene import AT, another, body, get, post
from tests.tickets.portal import queries, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(scene):
    return scene.published().files.get()


def address(file):
    return f"/downloads/LGF-13.0-0117/files/{file.pk}/"


def restrict(scene, *people, do="restrict"):
    client = scene.client(scene.manager)
    return post(client, "/downloads/company/LGF/", {"people": [each.pk for each in people], "do": do})


def test_a_manager_restricts_a_product_to_some_of_her_contacts_r2_7(scene, file):
    chosen = make.contact(scene.customer, name="Søren")
    assert restrict(scene, chosen).status_code == 302
    refused = get(scene.client(), address(file))
    assert refused.status_code == 403
    assert "Your company's manager has restricted access to Ledgerkant Finance. Contact Henrik." in text(
        refused
    )
    assert body(get(scene.client(chosen), address(file)))
    assert body(get(scene.client(scene.manager), address(file)))


def test_who_has_left_is_not_named_as_one_who_may_download_r2_7(scene, file):
    chosen, other = make.contact(scene.customer, name="Søren"), make.contact(scene.customer, name="Åse")
    restrict(scene, chosen, other)
    scene.customer.memberships.filter(user=chosen).update(ended_at=AT)
    page = text(get(scene.client(scene.manager), "/downloads/company/"))
    assert "Åse" in page
    assert "Søren" not in page


def test_the_refusal_is_the_brochure_s_in_danish_r2_7(scene, file):
    """`restricted_by_your_company`, to the letter."""
    restrict(scene)
    scene.contact.language = "da"
    scene.contact.save()
    words = "Jeres kundeadministrator har begrænset adgangen til Ledgerkant Finance. Kontakt Henrik."
    assert words in text(get(scene.client(), address(file)))
    assert words in text(get(scene.client(), "/downloads/LGF-13.0-0117/"))


def test_she_gives_it_back_to_everybody_r2_7(scene, file):
    restrict(scene)
    restrict(scene, do="lift")
    assert body(get(scene.client(), address(file)))
    assert not Restriction.objects.exists()


def test_only_managers_restrict_and_only_their_own_people_r2_7(scene, file):
    _other, stranger = another(scene, name="Havblik")
    data = {"people": [scene.contact.pk], "do": "restrict"}
    assert post(scene.client(), "/downloads/company/LGF/", data).status_code == 403
    restrict(scene, stranger)
    assert list(Restriction.objects.get().allowed.all()) == []
    assert body(get(scene.client(stranger), address(file)))


def test_a_product_that_the_company_is_not_offered_does_not_exist_to_its_manager_r2_7(scene, file):
    """Else she could tell which products the vendor has."""
    make.product("ORV")
    client = scene.client(scene.manager)
    for code in ("ORV", "NO-SUCH"):
        assert get(client, f"/downloads/company/{code}/").status_code == 404
        assert post(client, f"/downloads/company/{code}/", {"do": "restrict"}).status_code == 404
    assert not Restriction.objects.exists()


def test_managers_see_their_company_s_log_and_nobody_else_s_r3_7(scene, file):
    _other, stranger = another(scene, name="Havblik")
    body(get(scene.client(), address(file)))
    body(get(scene.client(stranger), address(file)))
    page = text(get(scene.client(scene.manager), "/downloads/log/"))
    assert "Mette" in page
    assert stranger.name not in page
    assert get(scene.client(), "/downloads/log/").status_code == 403
    assert get(scene.client(), "/downloads/log/export/").status_code == 403


def test_the_log_is_exported_and_no_cell_is_a_formula_r3_7(scene, file):
    scene.contact.name = "=HYPERLINK(1)"
    scene.contact.save()
    body(get(scene.client(), address(file)))
    answer = get(scene.client(scene.manager), "/downloads/log/export/")
    lines = body(answer).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Person,E-mail,Release,File")
    assert lines[1].startswith("'=HYPERLINK(1),")
    assert ",4096,4096,yes,no" in lines[1]


def test_the_log_is_paged_in_as_many_statements_as_a_short_one(scene, file):
    body(get(scene.client(), address(file)))
    client = scene.client(scene.manager)
    few = queries(lambda: get(client, "/downloads/log/"))
    row = Download.objects.get()
    for _number in range(60):
        row.pk, row.is_open = None, False
        row.save(force_insert=True)
    assert queries(lambda: get(client, "/downloads/log/")) == few
    assert get(client, "/downloads/log/").context["next"]


def test_staff_who_see_the_portal_as_her_fetch_nothing_in_her_name(scene, file):
    assert get(scene.client(scene.publisher), address(file)).status_code == 302
    assert not Download.objects.filter(started_at__gte=AT).exists()
