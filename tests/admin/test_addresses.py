"""A person's address as sign-in, a forgotten password and her own page of addresses know it: whoever makes or
changes an account vouches for it."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from subscriptions.models import User
from tests import factories as make
from tests.admin.pages import marks, press, saved, signed_in
from tests.admin.test_exchange import bring

pytestmark = pytest.mark.django_db

ADD = "/admin/subscriptions/user/add/"
OWN = "/accounts/email/"


@pytest.fixture
def mette():
    return make.contact(make.customer(), email="mette@nordlys.example", password="known")


def addresses(person):
    """Each address with whether it is verified and whether primary."""
    rows = EmailAddress.objects.filter(user=person).order_by("email")
    return list(rows.values_list("email", "verified", "primary"))


def page_of(person):
    return f"/admin/subscriptions/user/{person.pk}/change/"


def opens(email):
    """Whether the address signs in, and whether it is sent a new password."""
    before = len(mail.outbox)
    Client().post("/accounts/password/reset/", {"email": email})
    answer = Client().post("/accounts/login/", {"login": email, "password": "known"})
    return answer.status_code == 302, len(mail.outbox) > before


def test_whom_an_administrator_makes_has_a_verified_address(admin):
    assert saved(press(admin, ADD, email="New@Nordlys.example", name="New", language="da"))
    person = User.objects.get(email="new@nordlys.example")
    assert addresses(person) == [("new@nordlys.example", True, True)]


def test_people_of_a_spreadsheet_have_one_too(admin):
    bring(admin, "user", "email,name\nNEW@nordlys.example,New Person\n")
    person = User.objects.get(email="new@nordlys.example")
    assert addresses(person) == [("new@nordlys.example", True, True)]


def test_the_address_before_a_change_opens_nothing_any_more(admin, mette):
    signed_in(mette).get(OWN)
    assert opens("mette@nordlys.example") == (True, True)
    assert saved(press(admin, page_of(mette), email="mette.holm@nordlys.example"))
    assert addresses(mette) == [("mette.holm@nordlys.example", True, True)]
    assert opens("mette@nordlys.example") == (False, False)
    assert opens("mette.holm@nordlys.example") == (True, True)


def test_an_address_that_nobody_confirmed_does_not_become_hers(mette):
    hers = signed_in(mette)
    hers.post(OWN, {"action_add": "", "email": "typing.error@nordlys.example"})
    hers.post(OWN, {"action_primary": "", "email": "typing.error@nordlys.example"})
    mette.refresh_from_db()
    assert mette.email == "mette@nordlys.example"
    assert ("mette@nordlys.example", True, True) in addresses(mette)


def test_what_she_chooses_on_her_own_page_stays(admin, mette):
    second = EmailAddress.objects.create(user=mette, email="holm@nordlys.example", verified=True)
    signed_in(mette).post(OWN, {"action_primary": "", "email": second.email})
    mette.refresh_from_db()
    assert mette.email == "holm@nordlys.example"
    assert saved(press(admin, page_of(mette), name="Mette Holm"))
    assert addresses(mette) == [("holm@nordlys.example", True, True), ("mette@nordlys.example", True, False)]


def test_an_address_is_one_persons_also_where_it_is_her_second(admin, mette):
    EmailAddress.objects.create(user=mette, email="holm@nordlys.example", verified=True)
    page = press(admin, ADD, email="holm@nordlys.example", name="Somebody else")
    assert marks(page)["email"] == ["Somebody with this address is known already."]
    assert saved(press(admin, page_of(mette), email="holm@nordlys.example"))
    assert addresses(mette) == [("holm@nordlys.example", True, True)]
