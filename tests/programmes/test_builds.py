"""A place in a programme names the customer for its builds among the downloads; its end takes them away (R2.3)."""

import pytest
from django.db import ProgrammingError, transaction

from entitlements import documents, readers
from entitlements.downloads import offers, publishing, telling
from entitlements.downloads.models.releases import Kind
from entitlements.downloads.refusals import NobodyNamed
from entitlements.models import Document, Participant
from entitlements.programmes import applying, deciding, writing
from subscriptions import tenancy
from tests import factories as make
from tests.downloads.scene import get
from tests.programmes.scene import AT, REASON, admitted, applied, manager_of_programmes, product, programme
from tests.tickets.portal import signed_in

pytestmark = pytest.mark.django_db
CODE = "STH-9-B1"


def draft(code=CODE, **changes):
    beta = make.version(product(), "9 beta", generally_available=False)
    words = {
        "code": code,
        "product": product(),
        "version": beta,
        "kind": Kind.RELEASE_NOTES,
        "title_en": f"What {code} brings",
        "notes_en": "Install it on the test system.",
        "generally_available": False,
    }
    return publishing.Draft(**words | changes)


def published(code=CODE, **changes):
    by = make.staff("publisher")
    return publishing.publish(publishing.write(draft(code, **changes), by, AT), by, at=AT)


def status(application, code=CODE):
    return get(signed_in(application.applied_by), f"/downloads/{code}/", AT).status_code


def found_by(application, code=CODE):
    who = readers.reader(application.applied_by, application.customer, AT)
    return code in documents.titles(who, Document.Kind.RELEASE, [code], "en")


def test_r2_3_a_place_names_the_customer_for_the_builds_and_leaving_takes_them_away():
    found, by = programme(), manager_of_programmes()
    writing.give_build(found, CODE, "", by, AT)
    inside, outside = admitted(found, by), applied(found)
    published()
    assert (status(inside), status(outside)) == (200, 404)
    assert (found_by(inside), found_by(outside)) == (True, False)
    applying.withdraw(inside, inside.applied_by, AT)
    assert status(inside) == 404
    assert not found_by(inside)


def test_r2_3_who_is_given_a_place_later_has_the_builds_that_are_there_and_a_later_one():
    found, by = programme(), manager_of_programmes()
    writing.give_build(found, CODE, "", by, AT)
    admitted(found, by)
    published()
    late = applied(found)
    assert status(late) == 404
    deciding.accept(late, by, REASON, AT)
    assert status(late) == 200
    assert found_by(late)
    writing.give_build(found, "STH-9-B2", "", by, AT)
    published("STH-9-B2")
    assert status(late, "STH-9-B2") == 200


def test_r2_3_editing_the_release_does_not_take_a_participants_build_away():
    """The rows of named customers are written anew with each edit; participation is asked for itself."""
    found, by = programme(), manager_of_programmes()
    writing.give_build(found, CODE, "", by, AT)
    inside = admitted(found, by)
    publisher = make.staff("publisher")
    named = make.customer()
    release = publishing.write(draft(customers=[named]), publisher, AT)
    release = publishing.edit(release, draft(title_en="Another title"), publisher, at=AT)
    assert not release.named.exists()
    publishing.publish(release, publisher, at=AT)
    assert status(inside) == 200


def test_r2_3_a_release_of_a_programme_needs_no_named_customer_and_any_other_does():
    found, by = programme(), manager_of_programmes()
    writing.give_build(found, CODE, "", by, AT)
    admitted(found, by)
    assert published().meant_for() == set(Participant.objects.values_list("customer", flat=True))
    with pytest.raises(NobodyNamed):
        published("STH-9-B7")


def test_r2_3_leaving_one_programme_leaves_the_same_build_of_another():
    by = manager_of_programmes()
    first, second = programme(by, title="First"), programme(by, title="Second")
    for each in (first, second):
        writing.give_build(each, CODE, "", by, AT)
    made = admitted(first, by)
    Participant.objects.create(programme=second.pk, build=CODE, customer=made.customer)
    published()
    applying.withdraw(made, made.applied_by, AT)
    assert status(made) == 200


def test_r2_5_news_of_a_build_goes_to_participants_alone():
    found, by = programme(), manager_of_programmes()
    writing.give_build(found, CODE, "", by, AT)
    inside, _outside = admitted(found, by), applied(found)
    assert [each.pk for each in telling.covered(published(), AT)] == [inside.customer_id]


def test_r2_3_the_programmes_page_leads_to_the_release():
    found, by = programme(), manager_of_programmes()
    writing.give_build(found, CODE, "", by, AT)
    inside = admitted(found, by)
    page = signed_in(inside.applied_by).get(found.get_absolute_url()).content.decode()
    assert f'href="/downloads/{CODE}/"' not in page
    published()
    page = signed_in(inside.applied_by).get(found.get_absolute_url()).content.decode()
    assert f'href="/downloads/{CODE}/"' in page


def test_r2_3_participation_is_read_by_her_company_alone_and_written_by_no_contact():
    found, by = programme(), manager_of_programmes()
    writing.give_build(found, CODE, "", by, AT)
    inside, outside = admitted(found, by), applied(found)
    with tenancy.as_contact(outside.customer_id):
        assert not Participant.objects.exists()
    with tenancy.as_contact(inside.customer_id):
        assert Participant.objects.count() == 1
        with pytest.raises(ProgrammingError), transaction.atomic():
            Participant.objects.create(programme=1, build="STH-10", customer_id=inside.customer_id)


def test_r2_3_the_desk_says_for_whom_a_programme_gives_it():
    found, by = programme(), manager_of_programmes()
    writing.give_build(found, CODE, "", by, AT)
    inside = admitted(found, by, name="Wattlebird")
    published()
    page = signed_in(by).get(f"/desk/downloads/{CODE}/").content.decode()
    assert f"through a programme: {inside.customer.name}" in page


def test_r2_2_a_participant_whose_product_is_not_covered_is_refused_with_the_reason():
    found, by = programme(), manager_of_programmes()
    writing.give_build(found, CODE, "", by, AT)
    inside = admitted(found, by)
    published()
    inside.customer.lines.update(ends_at=AT)
    assert status(inside) == 403
    assert offers.known(inside.customer).count() == 1
