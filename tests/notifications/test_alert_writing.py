"""The page on which an alert is written: products and versions, what is refused, and what was typed is kept."""

import pytest

from notifications.models import AffectedProduct, Alert
from tests import factories as make

pytestmark = pytest.mark.django_db

WORDS = {
    "alert_class": "data_loss",
    "title": "Orders released twice",
    "symptom": "Two orders",
    "action_kind": "fix",
    "action": "Install 0081",
    "required_by": "",
    "language": "en",
    "edition": "",
}


def sent(*rows, **words):
    """The fields of the form with these affected products."""
    form = WORDS | words | {"affected-TOTAL_FORMS": len(rows), "affected-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        form |= {f"affected-{number}-{name}": value for name, value in row.items()}
    return form


def write(client, *rows, to="/desk/alerts/new/", **words):
    return client.post(to, sent(*rows, **words))


def test_r1_8_an_alert_has_several_products_each_with_its_versions(client, writer, product):
    other = make.product("STH")
    versions = [make.version(other, name) for name in ("7.2", "8.0", "9.0")]
    rows = (
        {"product": product.pk},
        {"product": other.pk, "from_version": versions[0].pk, "to_version": versions[1].pk},
        {"product": ""},
    )
    assert write(client, *rows).status_code == 302
    alert = Alert.objects.get()
    assert [(row.product, row.span) for row in alert.affected.in_full()] == [
        (product, "every version"),
        (other, "7.2 to 8.0"),
    ]
    assert (alert.created_by, alert.edited_by) == (writer, writer)
    page = client.get(f"/desk/alerts/{alert.pk}/").content.decode()
    assert "7.2 to 8.0" in page


def test_an_alert_without_an_action_is_kept_and_cannot_be_published(client, writer, product):
    """R1.8"""
    write(client, {"product": product.pk}, action="")
    alert = Alert.objects.get()
    assert client.post(f"/desk/alerts/{alert.pk}/publish/").status_code == 422
    assert Alert.objects.get().published_at is None


def test_r1_8_a_range_upside_down_is_refused_at_its_field_and_what_was_typed_stays(client, writer, product):
    old, new = make.version(product, "9.4"), make.version(product, "10.0")
    answer = write(client, {"product": product.pk, "from_version": new.pk, "to_version": old.pk})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Version 9.4 comes before 10.0" in page
    assert "#id_affected-0-to_version" in page
    assert "Orders released twice" in page
    assert f'value="{new.pk}" selected' in page
    assert not Alert.objects.exists()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({}, "Choose at least one product"),
        ({"product": "99999"}, "Select a valid choice"),
        ({"product": "x"}, "Select a valid choice"),
    ],
)
def test_a_product_that_is_none_is_refused_with_a_sentence(client, writer, product, row, said):
    answer = write(client, row)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Alert.objects.exists()


def test_a_version_of_another_product_is_refused_at_its_field(client, writer, product):
    foreign = make.version(make.product("STH"), "8.0")
    answer = write(client, {"product": product.pk, "versions": [foreign.pk]})
    assert answer.status_code == 422
    assert "Choose versions of Ledgerkant only" in answer.content.decode()


def test_a_form_without_its_counts_or_with_too_many_rows_is_no_error_of_ours(client, writer, product):
    assert client.post("/desk/alerts/new/", WORDS).status_code == 422
    assert write(client, *[{"product": product.pk}] * 60).status_code == 422
    assert client.post("/desk/alerts/new/", WORDS | {"do": "products"}).status_code in (200, 422)


def test_asking_for_versions_keeps_what_was_typed_and_shows_them_in_their_order(client, writer, product):
    for name in ("10.0", "9.4"):
        make.version(product, name)
    answer = write(client, {"product": product.pk}, do="products", title="", symptom="Half typ")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Half typ" in page
    assert page.index("9.4") < page.index("10.0")
    assert "affected-1-product" in page
    assert 'class="errors"' not in page


def test_a_draft_is_changed_with_what_it_has(client, writer, product):
    version = make.version(product, "13.0")
    alert = make.alert(product, listed=[version])
    page = client.get(f"/desk/alerts/{alert.pk}/edit/").content.decode()
    assert "checked" in page
    row = {"product": product.pk, "versions": [version.pk]}
    write(client, row, to=f"/desk/alerts/{alert.pk}/edit/", title="New", edition=alert.edition)
    assert Alert.objects.get().title == "New"
    assert AffectedProduct.objects.get().listed == "13.0"


def test_who_comes_second_reads_that_the_draft_was_changed_and_keeps_her_words(client, writer, product):
    alert = make.alert(product)
    seen = alert.edition
    for title in ("First", "Second"):
        answer = write(
            client, {"product": product.pk}, to=f"/desk/alerts/{alert.pk}/edit/", title=title, edition=seen
        )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "has changed the alert meanwhile" in page
    assert "Second" in page
    assert Alert.objects.get().title == "First"


def test_an_agent_does_not_write_alerts(client, product):
    client.force_login(make.staff("agent"))
    assert client.get("/desk/alerts/new/").status_code == 403
