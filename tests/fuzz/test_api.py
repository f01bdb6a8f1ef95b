"""The API, called by its own schema with what nobody would think of, with the key of each role."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import given
from hypothesis import strategies as some
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from subscriptions.models import ApiToken, Membership
from tests.fuzz.size import tries
from tests.isolation.companies import TEN
from xtreme.wsgi import application

pytestmark = pytest.mark.django_db

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
ROLES = ["contact", "manager", "ended", "agent", "advisor", "publisher", "nobody"]


@pytest.fixture
def headers(own, vendor):
    """The key of a role."""
    people = {"contact": own.contact, "manager": own.manager, "ended": own.leaving} | vendor
    Membership.objects.filter(user=own.leaving).update(ended_at=TEN)

    def of(role):
        person = people.get(role)
        return {"Authorization": f"Token {ApiToken.issue(person, 'fuzz')}"} if person else {}

    return of


@pytest.fixture(autouse=True)
def one_connection():
    """Requests of a server close the connection that the test's transaction is in."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def calls():
    """Whatever the schema allows, and what it does not, of every operation."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/schema/", application)
    operations = [each.ok() for each in schema.get_all_operations()]
    assert len(operations) == 5
    return some.one_of([each.as_strategy() for each in operations])


@pytest.mark.parametrize("role", ROLES)
def test_no_call_of_the_api_is_a_fault_or_answers_beside_its_schema(role, headers, calls, own, other):
    numbers = [own.incident.pk, other.incident.pk]
    key = headers(role)

    @tries(short=40, long=2000)
    @given(calls, some.sampled_from([None, None, *numbers, numbers[0]]))
    def call(case, number):
        if number and "number" in case.path_parameters:
            case.path_parameters["number"] = str(number)
        with transaction.atomic():
            response = case.call(headers=key)
            transaction.set_rollback(True)
        case.validate_response(response, checks=CHECKS)

    call()
