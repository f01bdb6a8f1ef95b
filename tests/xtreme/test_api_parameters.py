"""Parameters of the API's addresses (LIFECYCLE.md, 5: the API gives what the pages give): what one does not know is
refused, since a list would give everything, and what the schema offers is taken."""

import json
import re

import pytest

from entitlements.downloads.models import Release
from subscriptions.models import ApiToken
from tests import factories as make
from xtreme.problems import CONTENT_TYPE

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(client):
    """GET of an address as an administrator's program."""
    key = {"Authorization": f"Token {ApiToken.issue(make.staff('administrator'), 'script')}"}
    make.customer(number="C-1001")
    return lambda address, method="get", **asked: getattr(client, method)(address, asked, headers=key)


def addresses(client):
    """Those of the schema, each with its operations."""
    return json.loads(client.get("/api/v1/schema/?format=json").content)["paths"]


def lists(client):
    """The addresses that give pages, each with the names of its parameters as the schema has them."""
    for address, operations in addresses(client).items():
        said = [
            each["name"] for each in operations.get("get", {}).get("parameters", ()) if each["in"] == "query"
        ]
        if "page_size" in said and "{" not in address:
            yield address, said


def test_lifecycle_5_a_parameter_that_a_list_does_not_know_is_refused_with_those_it_knows(client, ask):
    answer = ask("/api/v1/incidents/", statsu="open")
    assert (answer.status_code, answer["Content-Type"]) == (400, CONTENT_TYPE)
    known = "severity, status, kind, product, open, q, cursor, page_size, format"
    [said] = answer.json()["errors"]["statsu"]
    assert said["message"] == f"There is no parameter “statsu” here. Known are: {known}."


def test_lifecycle_5_every_list_refuses_what_it_does_not_know_and_takes_what_the_schema_offers(client, ask):
    found = dict(lists(client))
    assert len(found) > 10
    for address, said in found.items():
        assert "statsu" in ask(address, statsu="open").json()["errors"], address
        for name in said:
            assert "no parameter" not in ask(address, **{name: "1"}).content.decode(), (address, name)
        assert ask(address, page_size=5, format="json").status_code == 200, address


def test_lifecycle_5_addresses_of_one_thing_and_of_what_is_done_to_it_refuse_it_too(client, ask):
    """A slip in `language` of an article gave the other language, where a list refused it."""
    tried = [
        (re.sub(r"{\w+}", "1", address), method)
        for address, operations in addresses(client).items()
        for method in operations
        if "{" in address or method != "get"
    ]
    assert len(tried) > 30
    for address, method in tried:
        answer = ask(f"{address}?statsu=open", method=method)
        assert (answer.status_code, "statsu" in answer.json()["errors"]) == (400, True), (address, method)


def test_lifecycle_5_what_is_no_list_refuses_it_too(client, ask):
    assert Release.objects.count() == 0
    for address in ("/downloads/manifest.json", "/api/v1/phone/"):
        assert "customre" in ask(address, customre="C-1001").json()["errors"], address
    assert ask("/api/v1/phone/", customer="C-1001").status_code == 200
