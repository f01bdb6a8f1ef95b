"""Who may enter the admin, how, and what its pages may run."""

from pathlib import Path

import pytest
from django.contrib import admin as djangos
from django.contrib.admin.utils import flatten_fieldsets
from django.test import Client
from django.urls import reverse
from django.utils.functional import Promise

from subscriptions.models import User
from tests import factories as make
from tests.admin.pages import signed_in
from xtreme.admin import colours

pytestmark = pytest.mark.django_db


def test_a_stranger_is_led_to_everybodys_sign_in_and_back():
    page = Client().get("/admin/", follow=True)
    assert page.redirect_chain[-1][0] == "/accounts/login/?next=/admin/"
    assert 'name="login"' in page.content.decode()


@pytest.mark.parametrize("role", ["agent", "lead", "advisor", "publisher"])
def test_other_staff_read_whom_to_ask_and_see_no_table(role):
    client = signed_in(make.staff(role))
    for address in ("/admin/", reverse("admin:subscriptions_tier_changelist"), "/admin/login/"):
        page = client.get(address)
        assert page.status_code == 403
        assert "This room is for administrators" in page.content.decode()


def test_a_contact_does_not_enter_even_as_manager():
    page = signed_in(make.contact(make.customer(), "manager")).get("/admin/subscriptions/customer/")
    assert page.status_code == 403
    assert "This room is for administrators" in page.content.decode()


def test_an_administrator_who_may_no_longer_sign_in_does_not_enter(admin, administrator):
    User.objects.filter(pk=administrator.pk).update(is_active=False)
    assert admin.get("/admin/").status_code == 302


def test_a_superuser_enters_without_a_role():
    assert signed_in(make.user(is_staff=True, is_superuser=True)).get("/admin/").status_code == 200


def test_every_table_opens_with_its_list_its_form_and_its_history(admin):
    make.line(make.customer(), make.product("LGF"))
    site = djangos.site
    request = admin.get("/admin/").wsgi_request
    for model, room in site._registry.items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        assert admin.get(reverse(f"{name}_changelist"), follow=True).status_code == 200, model
        row = model._default_manager.first()
        if row is not None:
            for page in ("change", "history"):
                assert admin.get(reverse(f"{name}_{page}", args=[row.pk])).status_code == 200, (model, page)
        if room.has_add_permission(request):
            assert admin.get(reverse(f"{name}_add")).status_code == 200, model


def test_the_tables_that_libraries_bring_along_are_not_there():
    assert {model._meta.app_label for model in djangos.site._registry} == {
        "subscriptions",
        "sign_in",
        "mfa",  # an administrator removes a lost second factor
        "advisory",
        "audit",
        "looking",
        "personal_data",
        "briefings",
        "phone",
        "programmes",
        "downloads",
        "notifications",
        "webhooks",
        "entitlements",
        "knowledge",
        "policies",
        "reviews",
        "special_events",
        "tickets",
        "duty",
        "mailbox",
        "consulting",
        "escalations",
        "remote_access",
        "upgrades",
    }


def test_only_the_admins_pages_may_evaluate_and_nothing_comes_from_elsewhere(admin):
    header = "Content-Security-Policy"
    relaxed, strict = admin.get("/admin/")[header], admin.get("/plans/")[header]
    assert "script-src 'self' 'unsafe-eval'" in relaxed
    assert "'unsafe-inline'" not in relaxed
    assert "unsafe" not in strict
    assert "frame-ancestors 'none'" in relaxed


def test_the_colours_that_unfold_would_write_into_the_page_stand_in_a_file():
    assert Path("static/css/admin-colors.css").read_text() == colours()


def test_the_admin_speaks_danish_to_who_reads_danish(admin, administrator):
    User.objects.filter(pk=administrator.pk).update(language="da")
    page = admin.get("/admin/entitlements/targetpolicy/add/").content.decode()
    assert 'lang="da"' in page
    for word in ("Gem", "Kunder", "Svarmål", "Første svar", "Kalendere"):
        assert word in page, word


def test_r23_4_every_field_that_the_admin_shows_has_a_name_and_help_in_danish_too(administrator, rf):
    request = rf.get("/admin/")
    request.user = administrator
    missing = []
    for model, room in djangos.site._registry.items():
        shown = {*flatten_fieldsets(room.get_fieldsets(request)), *room.get_list_display(request)}
        for field in (each for each in model._meta.fields if each.name in shown and not each.primary_key):
            words = (field.verbose_name, field.help_text)
            if ours(model) and not all(isinstance(said, Promise) for said in words if said):
                missing.append(f"{model._meta.label}.{field.name}")
    assert missing == []


def ours(model):
    return model.__module__.partition(".")[0] in ("subscriptions", "notifications", "entitlements", "tickets")


def test_the_overview_names_what_is_to_be_seen_to(admin):
    customer = make.customer(name="Nordlys")
    make.line(customer, make.product("LGF"), "XTE")
    text = admin.get("/admin/").content.decode()
    assert "Nordlys has no Dedicated Customer Advisor." in text
