"""Every form of the product, found by walking its addresses, filled in with what nobody would think of: never a
fault of ours."""

from urllib.parse import urlencode

import pytest
from django.apps import apps
from hypothesis import given, note
from hypothesis import strategies as some

from subscriptions.models import StaffMember
from tests.fuzz.forms import forms_of
from tests.fuzz.size import LONG, tries
from tests.isolation.paths import paths
from xtreme.isolation.rows import Needs
from xtreme.isolation.visitors import Kind, Visitor
from xtreme.isolation.visits import Browser

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("signed_in_by_the_database")]

Role = StaffMember.Role
OF_CONTACTS = (
    Needs.NOTHING,
    Needs.READER,
    Needs.PERSON,
    Needs.CONTACT,
    Needs.MANAGER,
    Needs.MANAGER_OR_VENDOR,
    Needs.LINK,
)
OF_THE_VENDOR = (Needs.VENDOR, Needs.PERSON, Needs.MANAGER_OR_VENDOR)


def found(browser, needs, things, ends=""):
    """The forms on every page for these; `ends` narrows the pages."""
    by_key = {}
    for page in paths(needs, things, "posting", first_row):
        if not page.endswith(ends):
            continue
        answer = browser.visit("GET", page)
        assert answer.status < 500, page
        for form in forms_of(page, answer.body) if "text/html" in answer.headers else ():
            by_key.setdefault(form.key, form)
    return list(by_key.values())


def first_row(address):
    """The key of a row that a page of the admin is about."""
    for model in apps.get_models():
        if address.name.startswith(f"admin:{model._meta.app_label}_{model._meta.model_name}_"):
            return str(model._default_manager.order_by("pk").values_list("pk", flat=True).first() or 1)
    return "1"


def fill_in(browser, forms, short, long):
    """Send each of many fillings; an answer of 500 or more fails, with the form and what was typed."""

    @tries(short, long)
    @given(some.data())
    def send(data):
        form = data.draw(some.sampled_from(forms))
        typed = data.draw(form.typed())
        note(f"{form.method} {form.action} of {form.page}: {typed}")
        address = form.action if form.action.startswith("/") else form.page.partition("?")[0] + form.action
        if form.method == "POST":
            answer = browser.visit("POST", address, typed)
        else:
            answer = browser.visit("GET", f"{address.partition('?')[0]}?{urlencode(typed, doseq=True)}")
        assert answer.status < 500, (form.method, address, typed)

    send()


def test_no_form_of_the_portal_is_a_fault(own, things):
    browser = Browser(Visitor(Kind.MANAGER, own.manager))
    forms = found(browser, OF_CONTACTS, things)
    assert {"/incidents/new/", "/webhooks/new/", "/account/preferences/"} <= {form.key[0] for form in forms}
    fill_in(browser, forms, 80, 5_000)


def test_no_form_of_a_stranger_is_a_fault(things):
    browser = Browser(Visitor(Kind.STRANGER))
    forms = found(browser, (Needs.NOTHING, Needs.LINK), things)
    assert "/accounts/login/" in {form.key[0] for form in forms}
    fill_in(browser, forms, 40, 2_000)


@pytest.mark.parametrize("role", [Role.LEAD, Role.PUBLISHER, Role.ACCOUNT_OWNER] if LONG else [Role.LEAD])
def test_no_form_of_the_desk_is_a_fault(role, vendor, things):
    browser = Browser(Visitor(Kind.VENDOR, vendor[role]))
    forms = found(browser, OF_THE_VENDOR, things)
    assert "/desk/queue/" in {form.page.partition("?")[0] for form in forms}
    fill_in(browser, forms, 80, 5_000)


def test_no_form_of_the_admin_is_a_fault(vendor, things):
    browser = Browser(Visitor(Kind.VENDOR, vendor[Role.ADMINISTRATOR]))
    forms = found(browser, (Needs.ADMINISTRATOR,), things, ends="" if LONG else "/add/?")
    assert len(forms) > 20
    fill_in(browser, forms, 60, 5_000)
