"""Who is told that a programme has opened (R19.1): those who could take part and those who noted interest, once
each, unless they chose otherwise."""

import re

import pytest
from django.test import Client

from entitlements.models import Grant
from entitlements.programmes import noting, opening, writing
from entitlements.programmes.models import Interest
from notifications.models import Notification, Preference
from notifications.models.outbox import Channel
from subscriptions import tenancy
from subscriptions.models import Membership, ProductLine
from tests import factories as make
from tests.programmes.scene import AT, company, manager_of_programmes, product, programme
from tests.tickets.portal import signed_in

pytestmark = pytest.mark.django_db


def told(channel=Channel.IN_APP):
    rows = Notification.objects.filter(kind="programme_opened", channel=channel)
    return sorted(rows.values_list("recipient__name", flat=True))


def opened():
    found = programme()
    assert opening.untold() == [found.pk]
    assert opening.tell(found.pk, AT)
    return found


def test_r19_1_managers_who_could_take_part_are_told_of_a_programme_that_opens():
    for tier, name in (("XTE", "Elise"), ("XT", "Xenia")):
        customer, _contact = company(tier)
        make.contact(customer, "manager", name=name)
    elsewhere = make.customer()
    make.line(elsewhere, make.product("VDL"), "XTE")
    make.contact(elsewhere, "manager", name="Vera")
    opened()
    assert told() == ["Elise", "Xenia"]
    mail = Notification.objects.filter(kind="programme_opened", channel=Channel.EMAIL).first()
    assert mail.context["elite_until_on"] == "2026-12-10"


def test_r19_1_who_noted_interest_is_told_and_another_contact_is_not():
    customer, contact = company(name="Nordlys")
    Membership.objects.filter(user=contact).update(role=Membership.Role.CONTACT)
    silent = make.contact(customer, name="Silent")
    noting.note(customer, contact, [product()], AT)
    opened()
    assert told() == [contact.name]
    assert silent.name not in told()


def test_r19_1_each_is_told_once_whatever_runs_twice():
    """Also the manager who noted interest herself."""
    customer, _contact = company()
    manager = make.contact(customer, "manager", name="Elise")
    noting.note(customer, manager, [product()], AT)
    found = opened()
    assert not opening.tell(found.pk, AT)
    type(found).objects.update(told_at=None)
    opening.tell(found.pk, AT)
    assert told() == ["Elise"]


def test_r19_1_mail_of_programmes_that_open_can_be_switched_off():
    customer, _contact = company()
    manager = make.contact(customer, "manager", name="Elise")
    Preference.objects.create(user=manager, kind="programme_opened", channel=Channel.EMAIL, wanted=False)
    opened()
    assert (told(), told(Channel.EMAIL)) == (["Elise"], [])


def test_r19_1_who_may_not_apply_is_told_nothing():
    customer, _contact = company()
    make.contact(customer, "manager", name="Elise")
    Grant.objects.filter(service__code="early_adopter").delete()
    opened()
    assert told() == []


def test_r19_1_who_is_covered_no_more_is_told_nothing():
    customer, contact = company()
    noting.note(customer, contact, [product()], AT)
    ProductLine.objects.filter(customer=customer).update(ends_at=AT)
    opened()
    assert told() == []


def test_a_draft_and_what_has_ended_tell_nobody():
    by = manager_of_programmes()
    found = programme(by)
    writing.end(found, by)
    assert opening.untold() == []
    assert not opening.tell(found.pk, AT)


def test_r19_1_a_contact_chooses_of_which_products_she_hears():
    customer, contact = company(name="Nordlys")
    client = signed_in(contact)
    page = client.post("/programmes/interest/", {"products": [product().code]}, follow=True)
    assert "Your choice is kept" in page.content.decode()
    assert Interest.objects.filter(person=contact, customer=customer).count() == 1
    assert 'value="STH" checked' in " ".join(page.content.decode().replace('id="id_products_0"', "").split())
    client.post("/programmes/interest/", {})
    assert not Interest.objects.filter(person=contact).exists()


def test_r19_1_the_choice_is_sent_with_the_token_of_the_page():
    _customer, contact = company()
    client = Client(enforce_csrf_checks=True)
    client.force_login(contact)
    page = client.get("/programmes/").text
    token = re.search(r'id="interest".*?name="csrfmiddlewaretoken" value="([^"]+)"', page, re.DOTALL)
    assert token
    sent = {"products": [product().code], "csrfmiddlewaretoken": token[1]}
    assert client.post("/programmes/interest/", sent).status_code == 302
    assert Interest.objects.filter(person=contact).exists()


def test_a_product_that_is_not_covered_is_refused_at_its_field_and_nothing_is_kept():
    _customer, contact = company()
    other = make.product("VDL")
    answer = signed_in(contact).post("/programmes/interest/", {"products": [product().code, other.code]})
    assert answer.status_code == 422
    assert not Interest.objects.exists()


def test_interest_is_her_companys_alone():
    customer, contact = company()
    other, _contact = company()
    noting.note(customer, contact, [product()], AT)
    with tenancy.as_contact(other.pk):
        assert not Interest.objects.exists()
