"""Who changed what is on record, and the record cannot be changed (R27.3)."""

import pytest
from django.db import DatabaseError, connection, transaction

from subscriptions import tenancy
from subscriptions.models import Customer, ProductLine, Tier
from subscriptions.tenancy import walled_models
from tests import factories as make
from tests.admin.pages import press, saved

pytestmark = pytest.mark.django_db


def test_a_change_names_the_person_the_field_and_both_values(admin):
    tier = make.tier("XTE")
    assert saved(press(admin, f"/admin/subscriptions/tier/{tier.pk}/change/", name="Xtreme Gold"))
    change = admin.get(f"/admin/subscriptions/tier/{tier.pk}/history/").context["changes"][0]
    assert (change.who, change.what) == ("Asta Holm", "changed")
    (difference,) = change.differences
    assert (difference.field, difference.before, difference.after) == (
        "Name",
        "Xtreme Elite Support",
        "Xtreme Gold",
    )


def test_the_history_of_a_page_holds_the_rows_on_it(admin):
    product = make.product("LGF")
    row = {"versions-TOTAL_FORMS": "1", "versions-0-name": "13.0", "versions-0-generally_available": "on"}
    assert saved(press(admin, f"/admin/subscriptions/product/{product.pk}/change/", **row))
    changes = admin.get(f"/admin/subscriptions/product/{product.pk}/history/").context["changes"]
    assert (changes[0].thing, changes[0].what, changes[0].who) == ("Product version", "added", "Asta Holm")


def test_what_a_command_changes_is_on_record_too(admin):
    Tier.objects.filter(code="XT").update(short_name="Basic")
    change = admin.get(f"/admin/subscriptions/tier/{make.tier('XT').pk}/history/").context["changes"][0]
    assert change.who == "a command of the system"
    assert change.differences[0].after == "Basic"


def test_what_was_deleted_stays_on_record(admin):
    product = make.product("OLD")
    admin.post(f"/admin/subscriptions/product/{product.pk}/delete/", {"post": "yes"})
    changes = admin.get("/admin/changes/").context["changes"]
    assert ("Product OLD", "deleted", "Asta Holm") in [(each.name, each.what, each.who) for each in changes]


def test_the_latest_changes_of_all_tables_stand_on_one_page(admin):
    make.line(make.customer(name="Nordlys"), make.product("LGF"))
    text = admin.get("/admin/changes/").content.decode()
    for words in ("Nordlys", "Product line", "Subscription"):
        assert words in text


def test_nobody_can_alter_the_record():
    make.product("LGF")
    for statement in (
        "update subscriptions_productevent set name = 'x'",
        "delete from subscriptions_productevent",
    ):
        refused = pytest.raises(DatabaseError, match="Cannot update or delete")
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_contact_reads_no_other_companys_history():
    mine, other = make.customer(), make.customer()
    for customer in (mine, other):
        make.line(customer, make.product("LGF"))
    events = ProductLine.pgh_event_model
    assert events in walled_models()
    with tenancy.as_contact(mine.pk):
        assert set(events.objects.values_list("customer", flat=True)) == {mine.pk}
        assert set(Customer.pgh_event_model.objects.values_list("pgh_obj", flat=True)) == {mine.pk}
