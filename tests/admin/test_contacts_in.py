"""Contacts of customers come in as a table (R18.3): people who are known or made, each with her place."""

import pytest

from subscriptions.models import Membership, User
from tests import factories as make
from tests.admin.pages import saved
from tests.admin.test_exchange import bring, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer():
    return make.customer(number="C-1", time_zone="Europe/Lisbon", language="da")


def contacts(client, text):
    return bring(client, "membership", text)


def test_r18_3_contacts_come_in_with_their_customer_and_the_same_file_twice_changes_nothing(admin, customer):
    text = "customer;email;name;role\nC-1;ANA@porto.example;Ana Sá;manager\nC-1;rui@porto.example;Rui;\n"
    _page, done = contacts(admin, text)
    assert saved(done)
    ana = Membership.objects.get(user__email="ana@porto.example")
    assert (ana.customer, ana.role, ana.user.name) == (customer, "manager", "Ana Sá")
    assert (ana.user.language, ana.user.time_zone) == ("da", "Europe/Lisbon")
    assert not ana.user.has_usable_password()
    assert Membership.objects.get(user__email="rui@porto.example").role == "contact"

    before = list(Membership.objects.values()), list(User.objects.values())
    page, done = contacts(admin, text)
    assert text_of(page).count("Skipped") >= 2
    assert saved(done)
    assert (list(Membership.objects.values()), list(User.objects.values())) == before


def test_who_is_known_gets_a_further_place_and_keeps_what_the_file_leaves_empty(admin, customer):
    person = make.contact(make.customer(number="C-2"), name="Ana Sá", phone="123")
    text = f"customer,email,name,speaks_english,language\nC-1,{person.email},Ana Sá,no,\n"
    assert saved(contacts(admin, text)[1])
    assert person.memberships.count() == 2
    assert not person.memberships.get(customer=customer).speaks_english
    person.refresh_from_db()
    assert (person.phone, person.language) == ("123", "en")


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("C-9,new@porto.example,Ana,contact", "There is no customer “C-9”."),
        ("C-1,porto,Ana,contact", "Enter a valid email address."),
        ("C-1,new@porto.example,,contact", "This field cannot be blank."),
        ("C-1,new@porto.example,Ana,boss", "is not a valid choice"),
        ("C-1,staff@xtreme.example,Ana,contact", "is on the vendor's staff and cannot be a contact"),
        (
            "C-1,left@porto.example,Lea,contact",
            "left@porto.example has left. Let her back on the customer's page",
        ),
    ],
)
def test_r18_3_one_wrong_contact_refuses_the_file_and_makes_nobody(admin, customer, row, sentence):
    make.staff("agent", email="staff@xtreme.example")
    left = make.contact(customer, email="left@porto.example", name="Lea")
    left.memberships.update(ended_at=make.LONG_AGO)
    before = User.objects.count()
    page, done = contacts(admin, f"customer,email,name,role\nC-1,right@porto.example,Right,contact\n{row}\n")
    assert done is None
    assert sentence in text_of(page)
    assert User.objects.count() == before
    assert left.memberships.get().ended_at


def test_the_page_says_that_nobody_was_mailed(admin, customer, mailoutbox):
    _page, done = contacts(admin, "customer,email,name\nC-1,ana@porto.example,Ana\n")
    assert "Nobody was mailed." in text_of(admin.get(done.url))
    assert mailoutbox == []


def test_a_file_without_customers_is_refused_once(admin):
    page, done = contacts(admin, "email,name\nana@porto.example,Ana\n")
    assert done is None
    (refused,) = page.context["result"].base_errors
    assert str(refused.error).startswith("The first line has no heading customer.")
    assert page.context["result"].row_errors() == []
