"""An auditor reads everything and changes nothing: every writing address answers 403 with a sentence, and no page
offers her a button that writes."""

import re

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from subscriptions.models import ApiToken, Product, User
from tests import factories as make
from tests.desk.pages import signed_in, text
from tests.tickets.moments import moment

pytestmark = pytest.mark.django_db

AT = moment("2026-11-25 09:00 +01:00")
FORM = re.compile(r'<form[^>]*method="post"[^>]*>', re.IGNORECASE)
# What stands in the frame of every page and changes her own account alone.
OWN = ("/account/language/", "/accounts/logout/", "/admin/logout/")
VALUES = {"slug": "x", "str": "x", "int": "1", "path": "1", "uuid": "00000000-0000-4000-8000-000000000001"}
CONVERTER = re.compile(r"<(?:(\w+):)?\w+>")
# Own account, sign-in, health, and what answers nobody's session: tested where they are.
APART = (
    "accounts/",
    "health/",
    "demo/",
    "account/",
    "notifications/",
    "api/",
    "alerts/unsubscribe",
    "admin/jsi18n",
    "admin/login",
    "admin/logout",
    "admin/r/",
    "see-as/",
    "anymail/",
)


def addresses(resolver=None, prefix=""):
    """Every address of the product, words of it filled in with anything."""
    for entry in (resolver or get_resolver()).url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, path)
        elif isinstance(entry, URLPattern) and "(?P" not in path and "^" not in path:
            yield CONVERTER.sub(lambda found: VALUES[found[1] or "str"], path)


@pytest.fixture
def person():
    return make.staff("auditor", name="Rie Bang")


@pytest.fixture
def client(person):
    return signed_in(person)


def test_every_writing_address_answers_403_with_a_sentence(client):
    tried = [address for address in addresses() if not address.startswith(APART)]
    assert len(tried) > 150
    wrong = []
    for address in tried:
        answer = client.post(f"/{address}")
        if answer.status_code != 403 or "change nothing" not in text(answer):
            wrong.append((address, answer.status_code))
    assert wrong == []


@pytest.mark.parametrize("method", ["put", "patch", "delete", "post"])
def test_nor_does_any_other_method_write(client, method):
    assert getattr(client, method)("/desk/next/").status_code == 403


def test_the_api_refuses_her_writing_and_lets_her_read(person):
    incident = make.incident(at=AT)
    key = {"Authorization": f"Token {ApiToken.issue(person, 'audit')}"}
    client = Client(headers=key)
    assert client.get("/api/v1/incidents/").status_code == 200
    assert client.get(f"/api/v1/incidents/{incident.pk}/").status_code == 200
    for method in ("post", "put", "patch", "delete"):
        answer = getattr(client, method)(
            f"/api/v1/incidents/{incident.pk}/", {}, content_type="application/json"
        )
        assert (answer.status_code, answer.json()["code"]) == (403, "auditor_reads")


def pages(incident, customer):
    return [
        "/desk/queue/",
        f"/desk/incidents/{incident.pk}/",
        "/desk/customers/?q=a",
        f"/desk/customers/{customer.number}/",
        f"/desk/customers/{customer.number}/subscription/",
        "/desk/renewals/",
        "/desk/events/",
        "/desk/alerts/",
        "/desk/outbox/",
        "/desk/mail/",
        "/desk/audit/",
        "/desk/permissions/",
        "/webhooks/",
        "/policies/",
        "/admin/",
        "/admin/subscriptions/customer/",
        f"/admin/subscriptions/customer/{customer.pk}/change/",
        "/admin/subscriptions/product/",
        "/admin/subscriptions/staffmember/",
        "/admin/changes/",
    ]


def test_she_reads_every_page_and_none_offers_a_button_that_writes(client):
    incident = make.incident(at=AT)
    wrong = []
    for address in pages(incident, incident.customer):
        answer = client.get(address)
        forms = [
            form for form in FORM.findall(answer.content.decode()) if not any(own in form for own in OWN)
        ]
        if answer.status_code != 200 or (forms and not address.startswith("/admin/")):
            wrong.append((address, answer.status_code, forms))
        if address.startswith("/admin/") and (
            'name="_save"' in answer.content.decode() or "addlink" in answer.content.decode()
        ):
            wrong.append((address, "save"))
    assert wrong == []


def test_nothing_of_the_admin_is_changed_by_her(client):
    product = make.product("LGF")
    client.post(f"/admin/subscriptions/product/{product.pk}/change/", {"name": "hers", "code": "LGF"})
    assert Product.objects.get(pk=product.pk).name != "hers"


def test_her_own_account_is_hers(client, person):
    client.post("/account/language/", {"language": "da"})
    assert User.objects.get(pk=person.pk).language == "da"
    assert client.post("/accounts/logout/").status_code == 302
