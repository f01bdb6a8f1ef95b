"""Customers with their contacts, systems and advisor."""

import pytest
from django.core import mail
from django.utils import timezone

from subscriptions.models import Customer, Membership, SupportRegion, User
from tests import factories as make
from tests.admin.pages import marks, messages, press, saved, typed

pytestmark = pytest.mark.django_db

ADD = "/admin/subscriptions/customer/add/"


def page_of(customer):
    return f"/admin/subscriptions/customer/{customer.pk}/change/"


@pytest.fixture
def right():
    return {
        "number": "C-2001",
        "name": "Elverhøj A/S",
        "country": "dk",
        "time_zone": "Europe/Copenhagen",
        "language": "da",
        "region": make.region().pk,
    }


@pytest.fixture
def nordlys():
    return make.customer(name="Nordlys", number="C-1001")


def test_a_customer_is_made(admin, right):
    assert saved(press(admin, ADD, **right))
    assert Customer.objects.get(number="C-2001").country == "DK"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("number", "C-1001", "already exists"),
        ("country", "Danmark", "at most 2 characters"),
        ("country", "D1", "Write the country as two letters"),
        ("time_zone", "Copenhagen", "There is no time zone “Copenhagen”."),
        ("name", "", "This field is required."),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_stays_typed(
    admin, right, nordlys, field, value, sentence
):
    page = press(admin, ADD, **right | {field: value})
    assert sentence in marks(page)[field][0]
    assert typed(page)[field] == value
    assert Customer.objects.count() == 1


def test_a_region_without_a_calendar_takes_no_customer(admin, right):
    bare = SupportRegion.objects.create(code="bare", name="Bare", time_zone="UTC", country="GB")
    page = press(admin, ADD, **right | {"region": bare.pk})
    assert "Bare has no calendar in force" in marks(page)["region"][0]


def test_the_number_of_a_customer_cannot_be_changed(admin, nordlys):
    press(admin, page_of(nordlys), number="C-9999", name="Nordlys Energi")
    nordlys.refresh_from_db()
    assert (nordlys.number, nordlys.name) == ("C-1001", "Nordlys Energi")


def test_r18_3_a_contact_leaves_and_stays_on_record(admin, nordlys):
    person = make.contact(nordlys)
    assert saved(press(admin, page_of(nordlys), **{"memberships-0-has_left": "on"}))
    membership = Membership.objects.get(user=person)
    assert membership.ended_at is not None
    assert saved(press(admin, page_of(nordlys), **{"memberships-0-has_left": None}))
    membership.refresh_from_db()
    assert membership.ended_at is None


def test_the_vendors_own_people_are_no_contacts(admin, nordlys):
    row = {
        "memberships-TOTAL_FORMS": "1",
        "memberships-0-user": make.staff(name="Agnes").pk,
        "memberships-0-role": "contact",
    }
    page = press(admin, page_of(nordlys), **row)
    assert "Agnes is on the vendor's staff" in marks(page)["memberships-0-user"][0]


def test_r17_1_advisor_and_deputy_are_advisors(admin, nordlys):
    advisor, deputy, agent = make.staff("advisor"), make.staff("advisor"), make.staff("agent")
    row = {
        "advisor_assignments-TOTAL_FORMS": "1",
        "advisor_assignments-0-advisor": advisor.pk,
        "advisor_assignments-0-starts_on": "2026-01-01",
    }
    page = press(admin, page_of(nordlys), **row, **{"advisor_assignments-0-deputy": agent.pk})
    assert "advisor_assignments-0-deputy" in marks(page)
    ended = {"advisor_assignments-0-ends_on": "2025-12-31"}
    page = press(admin, page_of(nordlys), **row, **ended)
    assert "The assignment ends before it starts." in page.content.decode()
    assert saved(press(admin, page_of(nordlys), **row, **{"advisor_assignments-0-deputy": deputy.pk}))
    assert nordlys.advisor_assignments.get().deputy == deputy


def test_a_customer_who_is_in_use_stays_and_the_page_says_by_what(admin, nordlys):
    make.contact(nordlys)
    page = admin.post(page_of(nordlys).replace("change", "delete"), {"post": "yes"}, follow=True)
    assert "“Nordlys” stays: it is used by 1 contact." in messages(page)
    assert Customer.objects.filter(pk=nordlys.pk).exists()


def test_a_list_runs_as_many_queries_for_many_customers_as_for_few(admin):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries():
        admin.get("/admin/subscriptions/customer/")  # what is kept is read anew after people came
        with CaptureQueriesContext(connection) as captured:
            assert admin.get("/admin/subscriptions/customer/").status_code == 200
        return len(captured)

    make.line(make.customer(), make.product("LGF"))
    few = queries()
    for _ in range(5):
        make.line(make.customer(), make.product("LGF"))
    assert queries() == few


def test_a_new_person_gets_a_mail_to_choose_a_password_and_nobody_types_one(admin):
    address = "/admin/subscriptions/user/add/"
    assert "password" not in typed(admin.get(address))
    assert saved(press(admin, address, email="Mette@Nordlys.example", name="Mette Holm", language="da"))
    person = User.objects.get(email="mette@nordlys.example")
    assert not person.has_usable_password()
    assert [sent.to for sent in mail.outbox] == [["mette@nordlys.example"]]
    assert "/accounts/password/reset/key/" in mail.outbox[0].body


def test_a_mail_server_that_is_away_loses_nobody(admin, settings):
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 9},
        }
    }
    page = press(
        admin, "/admin/subscriptions/user/add/", email="new@nordlys.example", name="New", language="en"
    )
    assert User.objects.filter(email="new@nordlys.example").exists()
    assert "No mail could be sent to new@nordlys.example now. Send it again later." in messages(
        admin.get(page.url)
    )


def test_the_mail_is_sent_again_only_on_a_press(admin, nordlys):
    person = make.contact(nordlys, password="xtreme-demo-1")
    address = f"/admin/subscriptions/user/{person.pk}/invite/"
    assert "Send the mail" in admin.get(address).content.decode()
    assert not mail.outbox
    admin.post(address)
    assert len(mail.outbox) == 1


def test_those_who_came_in_as_a_table_are_sent_the_mail_together(admin, nordlys, monkeypatch):
    """An import sends none; who has left gets none."""
    people = [make.contact(nordlys, email=f"{name}@nordlys.example") for name in ("mette", "jonas", "sofie")]
    User.objects.filter(email="sofie@nordlys.example").update(is_active=False)
    in_already = make.contact(nordlys, email="ida@nordlys.example", last_login=timezone.now())
    never = admin.get("/admin/subscriptions/user/?signed_in=no").content.decode()
    assert "delete_selected" not in never
    assert "mette@nordlys.example" in never
    assert in_already.email not in never
    pressed = {"action": "invite_all", "_selected_action": [person.pk for person in people]}
    page = admin.post("/admin/subscriptions/user/", pressed, follow=True)
    assert {to for each in mail.outbox for to in each.to} == {
        "mette@nordlys.example",
        "jonas@nordlys.example",
    }
    said = messages(page)
    assert "A mail to choose a password goes to 2 people." in said
    assert "No mail could be sent to sofie@nordlys.example: they may not sign in, or mail fails now." in said
    monkeypatch.setattr("subscriptions.admin.people.INVITED_AT_ONCE", 2)
    page = admin.post("/admin/subscriptions/user/", pressed, follow=True)
    assert "Nothing was sent: choose at most 2 people at once." in messages(page)
    assert len(mail.outbox) == 2


@pytest.mark.parametrize("email", ["taken@nordlys.example", "TAKEN@nordlys.example"])
def test_an_address_is_one_persons_whatever_its_case(admin, email):
    make.user(email="taken@nordlys.example")
    page = press(admin, "/admin/subscriptions/user/add/", email=email, name="Second")
    assert marks(page)["email"] == ["Somebody with this address is known already."]


def test_people_on_record_are_switched_off_not_deleted(admin, administrator):
    page = admin.post(f"/admin/subscriptions/user/{administrator.pk}/delete/", {"post": "yes"}, follow=True)
    assert "stays, for the record" in messages(page)[-1]
    assert User.objects.filter(pk=administrator.pk).exists()
