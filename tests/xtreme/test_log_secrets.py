"""No secret in the logs: what a run of sign-in, webhooks, mail and errors writes is searched for each of them."""

import io
import json
import logging

import pytest
from django.test import Client
from django.urls import path

from notifications.webhooks import managing
from notifications.webhooks.models import Secret
from subscriptions.models import ApiToken
from tests import factories as make
from tests.tickets.portal import company
from xtreme import environment, log_secrets, urls

PASSWORD = "Sommer2026-correct-horse"
MIXED = "a1B2c3D4e5F6g7H8i9J0"


def fails_with(request):
    raise RuntimeError(f"could not sign in with password={PASSWORD} at postgresql://xtreme:{PASSWORD}@db/x")


urlpatterns = [*urls.urlpatterns, path("broken/", fails_with)]


@pytest.fixture
def logs():
    """Everything that is logged, as production writes it."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    config = environment.logging("DEBUG", lines=False)["formatters"]["plain"]
    handler.setFormatter(config["()"](**{key: value for key, value in config.items() if key != "()"}))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written.getvalue
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.mark.django_db
def test_a_run_of_sign_in_api_webhooks_and_errors_logs_no_secret(logs, settings):
    person = make.contact(company(), password=PASSWORD)
    admin = make.staff("administrator")
    key = ApiToken.issue(person, "monitoring")
    client = Client(raise_request_exception=False)
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD + "x"})
    session = client.cookies["sessionid"].value
    client.get("/api/v1/incidents/", headers={"Authorization": f"Token {key}"})
    client.post("/accounts/password/reset/", {"email": person.email})
    endpoint = managing.add(None, admin, "https://hooks.example.com/")
    managing.send_test(endpoint, admin)
    secret = Secret.objects.get()
    settings.ROOT_URLCONF = "tests.xtreme.test_log_secrets"
    assert client.get("/broken/").status_code == 500
    logging.getLogger("third.party").error(
        "sent %s to %s", {"token": MIXED}, f"https://x.example/?key={MIXED}"
    )
    said = logs()
    assert "could not sign in" in said
    assert "Traceback" in said
    for hidden in (
        PASSWORD,
        key,
        session,
        secret.text,
        MIXED,
        settings.SECRET_KEY,
        settings.ENCRYPTION_KEYS[0],
    ):
        assert hidden not in said


@pytest.mark.parametrize(
    ("said", "hidden"),
    [
        ("login failed: password=hunter22", "hunter22"),
        ('{"password": "hunter22", "user": "mette"}', "hunter22"),
        ("{'csrfmiddlewaretoken': 'abcDEF123'}", "abcDEF123"),
        (f"Authorization: Bearer {MIXED}", MIXED),
        (f"authorization='Basic {MIXED}'", MIXED),
        ("connecting to redis://:hunter22@valkey:6379/0", "hunter22"),
        ("postgresql://xtreme:hunter22@db/xtreme", "hunter22"),
        (f"whsec_{MIXED}", MIXED),
        (f"xt_{MIXED}{MIXED}", MIXED),
        ("GET /account/data/exports/3/?key=WyJkYXRhIGV4cG9ydCJd:1x:abc 200", "WyJkYXRhIGV4cG9ydCJd"),
        ("GET /accounts/password/reset/key/1-abcdef-0123/ 200", "abcdef-0123"),
        ("-----BEGIN PRIVATE KEY-----\nMIIabc\n-----END PRIVATE KEY-----", "MIIabc"),
        ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcdefgh", "eyJzdWIiOiIxIn0"),
    ],
)
def test_a_secret_is_hidden_and_the_rest_stays(said, hidden):
    cleaned = log_secrets.cleaned(said)
    assert hidden not in cleaned
    assert log_secrets.HIDDEN in cleaned


@pytest.mark.parametrize(
    "said",
    [
        "incident 1024: logged without a receipt",
        "password changed by person 3",
        "GET /incidents/1024/?page=2 200",
        "https://support.example:8443/incidents/",
        "the token has expired",
    ],
)
def test_a_line_without_a_secret_stays_as_it_is(said):
    assert log_secrets.cleaned(said) == said


def test_values_are_hidden_by_their_names_too(logs):
    logging.getLogger("x").error(
        "%s", {"client_secret": "hunter22", "nested": {"cookie": "abc"}, "name": "Mette"}
    )
    line = json.loads(logs().splitlines()[-1])
    assert "hunter22" not in line["event"]
    cleaned = log_secrets.clean({"client_secret": "hunter22", "nested": [{"cookie": "abc"}], "name": "Mette"})
    assert cleaned == {"client_secret": "[hidden]", "nested": [{"cookie": "[hidden]"}], "name": "Mette"}


def test_another_handlers_records_are_cleaned_by_the_filter():
    record = logging.LogRecord("x", logging.ERROR, "", 0, "password=%s", ("hunter22",), None)
    assert log_secrets.Filter().filter(record)
    assert record.getMessage() == "password=[hidden]"
