"""What is recorded, by whom, from where: signing in, permissions, settings, tokens, secrets, exports, refusals."""

import pytest
from django.contrib.auth import authenticate
from django.test import Client
from django.urls import reverse

from notifications.webhooks.models import Endpoint, Secret
from subscriptions import acting
from subscriptions.audit.models import Entry
from subscriptions.models import ApiToken, Membership, StaffMember, User
from tests import factories as make
from tests.audit.trail import kinds_since, last, newest

pytestmark = pytest.mark.django_db

PASSWORD = "rather-long-words-4711"


@pytest.fixture
def customer():
    return make.customer()


@pytest.fixture
def contact(customer):
    return make.contact(customer, password=PASSWORD)


def signed_in(person):
    client = Client(REMOTE_ADDR="192.0.2.7")
    client.force_login(person)
    return client


def test_signing_in_and_out_through_the_page(customer, contact):
    client, before = Client(REMOTE_ADDR="192.0.2.7"), newest()
    client.post("/accounts/login/", {"login": contact.email, "password": PASSWORD})
    row = last("sign_in.succeeded")
    assert (row.person, row.customer, row.address, row.shown) == (contact, customer, "192.0.2.7", True)
    assert row.session == acting.mark_of(client.session.session_key)
    client.post("/accounts/logout/")
    assert kinds_since(before) == ["sign_in.succeeded", "sign_in.out"]
    assert last("sign_in.out").person == contact


def test_a_failed_sign_in_of_somebody_known(customer, contact):
    Client(REMOTE_ADDR="192.0.2.8").post(
        "/accounts/login/", {"login": contact.email, "password": "wrong-words"}
    )
    row = last("sign_in.failed")
    assert (row.person, row.customer, row.address) == (contact, customer, "192.0.2.8")
    assert "wrong-words" not in str(row.__dict__)


def test_a_failed_sign_in_of_nobody_keeps_an_address_and_never_a_password(contact):
    authenticate(None, email="nobody@elsewhere.example", password="x")
    row = last("sign_in.failed")
    assert (row.person, row.object_name, row.customer) == (None, "nobody@elsewhere.example", None)
    authenticate(None, email="my secret password", password="x")
    assert last("sign_in.failed").object_name == ""


def test_a_changed_password(contact):
    client = signed_in(contact)
    new = {"oldpassword": PASSWORD, "password1": "other-words-4712", "password2": "other-words-4712"}
    client.post("/accounts/password/change/", new)
    row = last("password.changed")
    assert row.person == contact
    assert "4712" not in str(row.__dict__)


def test_a_second_factor_is_recorded_by_allauths_signals(contact, rf):
    from allauth.mfa import signals
    from allauth.mfa.models import Authenticator

    factor = Authenticator(user=contact, type="totp", data={"secret": "JBSWY3DP"})
    for signal, kind in (
        (signals.authenticator_added, "second_factor.added"),
        (signals.authenticator_removed, "second_factor.removed"),
        (signals.authenticator_reset, "second_factor.reset"),
        (signals.authentication_failed, "second_factor.failed"),
    ):
        signal.send(Authenticator, request=rf.get("/"), user=contact, authenticator=factor)
        row = last(kind)
        assert (row.person, row.address) == (contact, "127.0.0.1")
        assert "JBSWY3DP" not in str(row.details)


def test_a_setting_that_an_administrator_changes_names_her_and_from_where():
    admin = make.staff("administrator")
    client, product = signed_in(admin), make.product("LGF")
    address = reverse("admin:subscriptions_product_change", args=[product.pk])
    client.post(
        address,
        {
            "code": "LGF",
            "name": "Another name",
            "after_hours_supported": "on",
            "versions-TOTAL_FORMS": 0,
            "versions-INITIAL_FORMS": 0,
        },
    )
    product.refresh_from_db()
    assert product.name == "Another name"
    row = last("setting.changed")
    assert (row.person, row.address, row.object_type, row.object_id) == (
        admin,
        "192.0.2.7",
        "subscriptions.Product",
        product.pk,
    )
    assert row.session == acting.mark_of(client.session.session_key)
    assert row.details["what"] == "update"
    assert row.details["row"]["name"] == "Another name"


def test_every_history_of_settings_is_recorded():
    from django.db import connection

    from subscriptions.audit.triggers import histories

    with connection.cursor() as cursor:
        cursor.execute(
            "select tgrelid::regclass::text from pg_trigger where tgname = 'recorded' and tgenabled = 'O'"
        )
        recorded = {row[0] for row in cursor.fetchall()}
    assert [model for model in histories() if model._meta.db_table not in recorded] == []


def test_a_role_that_is_given_is_a_changed_permission():
    member = StaffMember.objects.get(user=make.staff("agent"))
    member.roles = ["lead"]
    member.save()
    row = last("permission.changed")
    assert (row.object_type, row.object_id, row.details["row"]["roles"]) == (
        "subscriptions.StaffMember",
        member.pk,
        ["lead"],
    )


def test_what_a_contact_may_at_her_company_is_recorded_with_what_it_was(customer, contact):
    Membership.objects.filter(user=contact).update(approves_remote_access=True)
    row = last("permission.changed")
    assert (row.customer, row.details["before"]["approves_remote_access"]) == (customer, False)
    assert row.details["row"]["approves_remote_access"] is True
    before = newest()
    Membership.objects.filter(user=contact).update(speaks_english=False)
    assert newest() == before


def test_a_person_who_is_shut_out_is_recorded(contact):
    User.objects.filter(pk=contact.pk).update(is_active=False)
    row = last("permission.changed")
    assert (row.object_id, row.details["before"]["is_active"], row.details["row"]["is_active"]) == (
        contact.pk,
        True,
        False,
    )
    before = newest()
    User.objects.filter(pk=contact.pk).update(language="da")
    assert newest() == before


def test_a_token_is_recorded_without_its_key(contact):
    key = ApiToken.issue(contact, "monitoring")
    row = last("token.created")
    assert (row.object_name, row.details["row"]["user_id"]) == ("monitoring", contact.pk)
    assert key not in str(row.__dict__)
    assert ApiToken.digest_of(key) not in str(row.__dict__)
    ApiToken.objects.all().delete()
    assert last("token.deleted").object_name == "monitoring"


def test_the_secret_of_a_webhook_is_recorded_without_its_text(customer, contact):
    endpoint = Endpoint.objects.create(customer=customer, url="https://example.com/x", created_by=contact)
    secret = Secret.objects.create(endpoint=endpoint, customer=customer, text="whsec_very-secret")
    row = last("webhook_secret.created")
    assert (row.customer, row.shown, row.details["row"]["endpoint_id"]) == (customer, True, endpoint.pk)
    secret.shown_to = contact
    secret.save()
    assert last("webhook_secret.changed").details["row"]["shown_to_id"] == contact.pk
    assert not Entry.objects.filter(details__icontains="very-secret").exists()


def test_an_export_of_a_table_of_the_admin_is_recorded():
    admin = make.staff("administrator")
    make.product("LGF")
    address = reverse("admin:subscriptions_product_export")
    answer = signed_in(admin).post(address, {"format": "0", "resource": "", "productrows_code": "on"})
    assert answer["Content-Type"].startswith("text/csv"), answer.content[:500]
    row = last("export.made")
    assert (row.person, row.object_name) == (admin, "subscriptions.Product")
    assert row.details["rows"] >= 1


def test_a_refused_page_is_recorded(contact):
    agent = make.staff("agent")
    assert signed_in(agent).get("/admin/").status_code == 403
    row = last("access.refused")
    assert (row.person, row.object_name, row.details) == (agent, "/admin/", {"code": "administrators_only"})


def test_a_refused_call_of_the_api_is_recorded():
    auditor = make.staff("auditor")
    key = ApiToken.issue(auditor, "x")
    answer = Client().post(
        "/api/v1/incidents/", {}, content_type="application/json", headers={"Authorization": f"Token {key}"}
    )
    assert (answer.status_code, answer.json()["code"]) == (403, "auditor_reads")
    assert last("access.refused").person == auditor


def test_a_sign_in_of_staff_is_nobodys_companys():
    agent = make.staff("agent")
    signed_in(agent)
    row = last("sign_in.succeeded")
    assert (row.person, row.customer, row.shown) == (agent, None, False)
