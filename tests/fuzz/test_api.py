"""The API, called by its own schema with what nobody would think of, with the key of each role."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
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

from notifications.webhooks.models import Delivery
from subscriptions.models import ApiToken, Membership, StaffMember
from tests.fuzz.size import LONG, tries
from tests.isolation.moments import TEN

pytestmark = pytest.mark.django_db

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
OF_THE_VENDOR = list(StaffMember.Role) if LONG else ["agent", "administrator", "auditor"]
ROLES = ["contact", "manager", "ended", "nobody", *OF_THE_VENDOR]


@pytest.fixture
def headers(own, vendor):
    """The key of a role."""
    people = {"contact": own.contact, "manager": own.manager, "ended": own.leaving} | vendor
    Membership.objects.filter(user=own.leaving).update(ended_at=TEN)

    def of(role):
        person = people.get(role)
        return {"Authorization": f"Token {ApiToken.issue(person, 'fuzz')}"} if person else {}

    return of


@pytest.fixture(scope="module", autouse=True)
def one_connection():
    """Requests of a server close the connection that the test's transaction is in."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(scope="module")
def calls(scene, one_connection):
    """Whatever the schema allows, and what it does not, of every operation."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/schema/", get_wsgi_application())
    operations = [each.ok() for each in schema.get_all_operations()]
    assert len(operations) > 10
    return some.one_of([each.as_strategy() for each in operations])


@pytest.fixture
def numbers(own, other):
    """What there is for each argument of an address; at any other number there is nothing."""
    of_both = [own.customer, other.customer]
    hooks = [pk for each in of_both for pk in each.webhooks.values_list("pk", flat=True)]
    deliveries = list(Delivery.objects.values_list("pk", flat=True))
    return {
        "/incidents/": {"number": [own.incident.pk, other.incident.pk]},
        "/webhooks/": {"number": hooks, "webhook": hooks, "id": deliveries},
    }


@pytest.mark.parametrize("role", ROLES)
def test_no_call_of_the_api_is_a_fault_or_answers_beside_its_schema(role, headers, calls, numbers):
    key = headers(role)

    @tries(short=30, long=500)
    @given(calls, some.data())
    def call(case, data):
        for name, there in next((each for of, each in numbers.items() if of in case.path), {}).items():
            if name in case.path_parameters and data.draw(some.booleans()):
                case.path_parameters[name] = str(data.draw(some.sampled_from(there)))
        with transaction.atomic():
            response = case.call(headers=key)
            transaction.set_rollback(True)
        case.validate_response(response, checks=CHECKS)

    call()
