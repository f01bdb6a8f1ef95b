"""What every answer tells the browser: pages of each room, errors, files, the admin, the API."""

import pytest
from django.contrib.staticfiles import finders
from django.test import Client, override_settings
from django.urls import get_resolver, path

from tests import factories as make
from tests.tickets.portal import company, signed_in
from xtreme import urls

pytestmark = pytest.mark.django_db


def broken(request):
    raise ZeroDivisionError


urlpatterns = [*urls.urlpatterns, path("broken/", broken)]


@pytest.fixture
def contact():
    return signed_in(make.contact(company()))


@pytest.fixture
def administrator():
    return signed_in(make.staff("administrator"))


def check(answer, *, admin=False):
    policy = answer["Content-Security-Policy"]
    assert "'unsafe-inline'" not in policy
    assert ("'unsafe-eval'" in policy) == admin
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy or "sandbox" in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]
    assert "geolocation=()" in answer["Permissions-Policy"]


def addresses_without_parameters():
    def walk(patterns, before=""):
        for each in patterns:
            route = before + str(each.pattern)
            if hasattr(each, "url_patterns"):
                yield from walk(each.url_patterns, route)
            elif "<" not in route and "(" not in route and "^" not in route:
                yield "/" + route

    return sorted(set(walk(get_resolver().url_patterns)))


def test_every_page_of_the_product_has_every_header(contact, administrator):
    addresses = addresses_without_parameters()
    assert len(addresses) > 80
    for client in (Client(), contact, administrator):
        for address in addresses:
            answer = client.get(address)
            page = answer["Content-Security-Policy"]
            check(answer, admin="'unsafe-eval'" in page and address.startswith("/admin/"))


def test_errors_have_them_too(contact):
    contact.raise_request_exception = False
    for address, status in (("/no/such/page/", 404), ("/incidents/999999/", 404), ("/admin/", 403)):
        answer = contact.get(address)
        assert answer.status_code == status
        check(answer)
    with override_settings(ROOT_URLCONF="tests.xtreme.test_headers"):
        answer = contact.get("/broken/")
    assert answer.status_code == 500
    check(answer)
    assert "ZeroDivisionError" not in answer.content.decode()


def test_a_refused_form_and_one_that_has_expired_have_them_too(contact):
    check(contact.post("/incidents/new/", {}))
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/accounts/login/", {"login": "x", "password": "y"})
    assert answer.status_code == 403
    check(answer)


@override_settings(WHITENOISE_USE_FINDERS=True)
def test_static_files_have_them_too(client):
    assert finders.find("css/admin.css")
    answer = client.get("/static/css/admin.css")
    assert answer.status_code == 200
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"


def test_no_browser_keeps_a_page_of_who_is_signed_in(contact):
    assert contact.get("/")["Cache-Control"] == "private, no-store"
    assert "no-store" not in Client().get("/plans/").get("Cache-Control", "")


def test_over_tls_a_year_of_it_is_promised_for_the_subdomains_too():
    with override_settings(
        SECURE_HSTS_SECONDS=31536000, SECURE_HSTS_INCLUDE_SUBDOMAINS=True, SECURE_SSL_REDIRECT=True
    ):
        answer = Client().get("/plans/", secure=True)
        assert answer["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
        assert Client().get("/plans/")["Location"].startswith("https://")


def test_security_txt_names_a_contact_and_ends_within_a_year(settings):
    settings.SECURITY_CONTACT = ["mailto:security@vendor.example", "https://vendor.example/security"]
    settings.SECURITY_POLICY = "https://vendor.example/policy"
    answer = Client().get("/.well-known/security.txt")
    lines = answer.content.decode().splitlines()
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert lines[:2] == [
        "Contact: mailto:security@vendor.example",
        "Contact: https://vendor.example/security",
    ]
    assert [line.split(":")[0] for line in lines[2:]] == [
        "Expires",
        "Preferred-Languages",
        "Canonical",
        "Policy",
    ]


def test_without_a_contact_there_is_no_security_txt(settings):
    settings.SECURITY_CONTACT = []
    assert Client().get("/.well-known/security.txt").status_code == 404
