"""The vendor's people, their roles, and keys to the API."""

import pytest
from django.utils import timezone

from subscriptions.models import ApiToken, Membership, StaffMember
from tests import factories as make
from tests.admin.pages import marks, messages, press, saved, typed

pytestmark = pytest.mark.django_db

ADD = "/admin/subscriptions/staffmember/add/"
TOKEN = "/admin/subscriptions/apitoken/add/"


def page_of(member, what="change"):
    return f"/admin/subscriptions/staffmember/{member.pk}/{what}/"


def test_roles_are_ticked_and_make_a_person_staff(admin):
    person = make.user()
    assert saved(press(admin, ADD, user=person.pk, roles=["agent", "lead"], region=make.region().pk))
    person.refresh_from_db()
    assert person.is_staff
    assert person.staff.roles == ["agent", "lead"]


def test_a_member_without_a_role_is_refused(admin):
    page = press(admin, ADD, user=make.user().pk)
    assert marks(page)["roles"] == ["This field is required."]


def test_a_contact_of_a_customer_is_no_staff(admin):
    person = make.contact(make.customer(name="Havblik"), name="Jonas")
    page = press(admin, ADD, user=person.pk, roles=["agent"])
    assert marks(page)["user"] == ["Jonas is a contact of Havblik and cannot be on the vendor's staff."]
    person.refresh_from_db()
    assert not person.is_staff


def test_who_is_on_the_staff_is_not_added_twice(admin):
    page = press(admin, ADD, user=make.staff("agent").pk, roles=["lead"])
    assert marks(page)["user"] == ["This person is on the staff already: change what is said there."]


def test_nobody_takes_the_role_of_administrator_from_herself(admin, administrator):
    page = press(admin, page_of(administrator.staff), roles=["agent"])
    assert "You cannot take the role of administrator from yourself." in marks(page)["roles"]
    assert StaffMember.objects.get(user=administrator).roles == ["administrator"]


def test_nobody_shuts_herself_out(admin, administrator):
    press(admin, f"/admin/subscriptions/user/{administrator.pk}/change/", is_active=None)
    administrator.refresh_from_db()
    assert administrator.is_active


def test_others_lose_their_role_and_their_sign_in(admin):
    other = make.staff("administrator")
    assert saved(press(admin, page_of(other.staff), roles=["agent"]))
    assert saved(press(admin, f"/admin/subscriptions/user/{other.pk}/change/", is_active=None))
    other = type(other).objects.get(pk=other.pk)
    assert not other.is_active
    assert other.roles == {"agent"}


def test_a_member_who_may_sign_in_is_not_deleted(admin):
    other = make.staff("agent", name="Agnes")
    page = admin.post(page_of(other.staff, "delete"), {"post": "yes"}, follow=True)
    assert "Agnes may still sign in." in messages(page)[-1]
    assert StaffMember.objects.filter(user=other).exists()


def test_a_key_is_shown_once_works_and_is_kept_nowhere(admin):
    person = make.staff("agent")
    page = press(admin, TOKEN, user=person.pk, name="monitoring")
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    key = page.context["key"]
    assert key in page.content.decode()
    assert ApiToken.of_key(key, timezone.now()).user == person
    token = ApiToken.objects.get(name="monitoring")
    assert key not in str(vars(token))
    for address in ("", f"{token.pk}/change/"):
        assert key not in admin.get(f"/admin/subscriptions/apitoken/{address}").content.decode()


def test_a_key_ends_with_its_last_day_and_not_in_the_past(admin):
    person = make.staff("agent")
    page = press(admin, TOKEN, user=person.pk, name="old", last_day="2020-01-01")
    assert marks(page)["last_day"] == ["This day has passed."]
    assert typed(page)["name"] == "old"
    page = press(admin, TOKEN, user=person.pk, name="new", last_day="2099-12-31")
    key = page.context["key"]
    ends = ApiToken.objects.get(name="new").expires_at
    assert ends.astimezone(person.zone).isoformat().startswith("2100-01-01T00:00")
    assert ApiToken.of_key(key, ends) is None


def test_a_key_that_is_deleted_works_no_more(admin):
    key = ApiToken.issue(make.staff("agent"), "lost")
    token = ApiToken.objects.get(name="lost")
    admin.post(f"/admin/subscriptions/apitoken/{token.pk}/delete/", {"post": "yes"})
    assert ApiToken.of_key(key, timezone.now()) is None


def test_lifecycle_5_a_key_of_a_contact_of_several_companies_is_for_one_and_the_list_says_which(admin):
    person = make.contact(make.customer(name="Nordlys"), name="Mette")
    havblik = Membership.objects.create(customer=make.customer(name="Havblik"), user=person)
    page = press(admin, TOKEN, user=person.pk, name="script")
    asked = "For which company is the key? Mette is a contact of: Nordlys, Havblik."
    assert marks(page)["customer"] == [asked]
    page = press(admin, TOKEN, user=person.pk, name="script", customer=make.customer(name="Fellgate").pk)
    assert marks(page)["customer"] == ["Mette is no contact of Fellgate, but of: Nordlys, Havblik."]
    page = press(admin, TOKEN, user=person.pk, name="script", customer=havblik.customer_id)
    assert "at Havblik" in page.content.decode()
    assert ApiToken.objects.get().place == havblik
    listed = admin.get("/admin/subscriptions/apitoken/").content.decode()
    assert ">Havblik</td>" in listed.replace("\n", "")


def test_lifecycle_5_a_key_of_a_contact_of_one_company_is_for_that_and_one_of_staff_for_none(admin):
    person = make.contact(make.customer())
    press(admin, TOKEN, user=person.pk, name="script")
    assert ApiToken.objects.get().place == person.memberships.get()
    page = press(
        admin, TOKEN, user=make.staff("agent", name="Anna").pk, name="x", customer=make.customer().pk
    )
    assert marks(page)["customer"] == ["Anna is on the vendor's staff: leave the company empty."]
    page = press(admin, TOKEN, user=make.user(name="Nobody").pk, name="x")
    assert marks(page)["customer"] == ["Nobody is a contact of no customer: a key would open nothing."]
