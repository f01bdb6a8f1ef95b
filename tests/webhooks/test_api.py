"""Webhooks by REST API: a manager's own company's, the vendor's; the verbs and refusals of the pages."""

import pytest

from notifications.webhooks import delivery, managing
from notifications.webhooks.models import Delivery, Endpoint, WebhookRules
from tests import factories as make
from tests.tickets.test_api import api
from tests.webhooks.receiver import Receiver, says

pytestmark = pytest.mark.django_db

WEBHOOKS = "/api/v1/webhooks/"
URL = "https://hooks.example.com/in"


@pytest.fixture
def caller(manager):
    return api(manager)


def made(caller, **fields):
    response = caller.post(WEBHOOKS, {"url": URL} | fields)
    assert response.status_code == 201, response.content
    return response.json()


def test_one_is_made_with_its_secret_said_once(caller, customer):
    said = made(caller, types=["incident.logged"], description="Our chat")
    endpoint = Endpoint.objects.get(customer=customer)
    assert said["secret"] == endpoint.secrets.get().text
    assert (said["customer"], said["types"], said["enabled"]) == (customer.number, ["incident.logged"], True)
    one = caller.get(f"{WEBHOOKS}{said['number']}/").json()
    assert "secret" not in one
    assert endpoint.secrets.get().text not in str(one)
    assert one["secrets"][0]["ending"] == endpoint.secrets.get().ending
    assert [each["number"] for each in caller.get(WEBHOOKS).json()["results"]] == [said["number"]]


def test_what_is_given_is_changed_and_the_rest_stays(caller):
    number = made(caller, description="Our chat")["number"]
    response = caller.patch(f"{WEBHOOKS}{number}/", {"types": ["incident.closed"]})
    assert response.status_code == 200
    assert (response.json()["description"], response.json()["types"]) == ("Our chat", ["incident.closed"])
    assert response.json()["url"] == URL
    assert caller.patch(f"{WEBHOOKS}{number}/", {"enabled": False}).json()["disabled_why"] == "person"
    assert caller.patch(f"{WEBHOOKS}{number}/", {"enabled": True}).json()["enabled"] is True


def test_a_slip_of_the_keys_and_a_body_without_its_length_change_nothing_unsaid(caller):
    """Both were answered with 200, as if it were changed."""
    address = f"{WEBHOOKS}{made(caller)['number']}/"
    slip = caller.patch(address, {"enabld": False})
    assert (slip.status_code, slip.json()["errors"].keys()) == (400, {"enabld"})
    chunked = caller.patch(address, headers={"Transfer-Encoding": "chunked"})
    assert (chunked.status_code, chunked.json()["code"]) == (411, "length_required")


def test_it_is_removed(caller):
    number = made(caller)["number"]
    assert caller.delete(f"{WEBHOOKS}{number}/").status_code == 204
    assert caller.get(f"{WEBHOOKS}{number}/").status_code == 404
    assert not Endpoint.objects.get().secrets.exists()


def test_a_secret_is_replaced_by_who_knows_the_newest(caller):
    said = made(caller)
    address, known = f"{WEBHOOKS}{said['number']}/secret/", said["secrets"][0]["id"]
    rotated = caller.post(address, {"replaces": known})
    assert rotated.status_code == 201
    assert rotated.json()["secret"] == Endpoint.objects.get().secrets.get(expires_at=None).text
    new, old = rotated.json()["secrets"]
    assert (old["id"], new["expires_at"]) == (known, None)
    assert old["expires_at"]
    late = caller.post(address, {"replaces": known})
    assert (late.status_code, late.json()["code"]) == (409, "secret_replaced")


def test_deliveries_are_listed_narrowed_read_and_sent_again(caller, manager, loopback):
    with Receiver(says(500, b"not now")) as receiver:
        number = made(caller, url=receiver.url())["number"]
        assert caller.post(f"{WEBHOOKS}{number}/test/").status_code == 202
        delivery.deliver_due()
        log = f"{WEBHOOKS}{number}/deliveries/"
        (row,) = caller.get(log, {"type": "webhook.test"}).json()["results"]
        assert (row["state"], row["attempts"], row["webhook"]) == ("waiting", 1, number)
        assert caller.get(log, {"state": "delivered"}).json()["results"] == []
        one = caller.get(f"{log}{row['id']}/").json()
        assert one["event"]["type"] == "webhook.test"
        assert [(each["status"], each["response"]) for each in one["tries"]] == [(500, "not now")]
        again = caller.post(f"{log}{row['id']}/again/")
        assert (again.status_code, again.json()["attempts"]) == (202, 0)
        delivery.deliver_due()
    assert len({headers["webhook-id"] for _path, headers, _body in receiver.got}) == 1
    assert len(receiver.got) == 2


@pytest.mark.parametrize(
    ("typed", "status", "code"),
    [
        ({"url": "https://10.0.0.1/"}, 422, "webhook_url_refused"),
        ({"url": "nonsense"}, 422, "webhook_url_refused"),
        ({}, 400, "invalid"),
        ({"url": URL, "types": ["incident.invented"]}, 400, "invalid"),
        ({"url": URL, "types": ["webhook.test"]}, 400, "invalid"),
        ({"url": URL, "types": "incident.logged"}, 400, "invalid"),
        ({"url": "x" * 501}, 400, "invalid"),
    ],
)
def test_bad_input_is_a_problem_with_a_code_and_makes_nothing(caller, typed, status, code):
    response = caller.post(WEBHOOKS, typed)
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert not Endpoint.objects.exists()


def test_the_same_address_twice_and_more_than_the_rules_allow_are_refused(caller):
    made(caller)
    assert caller.post(WEBHOOKS, {"url": URL}).json()["code"] == "webhook_url_known"
    WebhookRules.objects.create(pk=1, per_customer=1)
    assert caller.post(WEBHOOKS, {"url": URL + "/2"}).json()["code"] == "too_many_webhooks"


def test_another_company_finds_nothing_and_a_contact_is_told_whom_to_ask(caller, customer, manager):
    said = made(caller)
    row = managing.send_test(Endpoint.objects.get(), manager)
    stranger = api(make.contact(make.customer(), role="manager"))
    one = f"{WEBHOOKS}{said['number']}/"
    assert stranger.get(WEBHOOKS).json()["results"] == []
    for method, address in [
        ("get", one),
        ("patch", one),
        ("delete", one),
        ("post", f"{one}secret/"),
        ("post", f"{one}test/"),
        ("get", f"{one}deliveries/"),
        ("get", f"{one}deliveries/{row.pk}/"),
        ("post", f"{one}deliveries/{row.pk}/again/"),
    ]:
        sent = {} if method == "get" else {"url": URL, "replaces": 1}
        assert getattr(stranger, method)(address, sent).status_code == 404, address
    contact = api(make.contact(customer)).get(WEBHOOKS)
    assert (contact.status_code, contact.json()["code"]) == (403, "forbidden")
    assert Delivery.objects.count() == 1


def test_the_vendors_own_are_the_administrators_and_staff_read_all(caller):
    number = made(caller)["number"]
    administrator, agent = api(make.staff("administrator")), api(make.staff())
    own = administrator.post(WEBHOOKS, {"url": URL}).json()
    assert own["customer"] is None
    assert {each["number"] for each in agent.get(WEBHOOKS).json()["results"]} == {number, own["number"]}
    for address in (f"{WEBHOOKS}{number}/", f"{WEBHOOKS}{own['number']}/"):
        assert agent.patch(address, {"enabled": False}).status_code == 403
        assert agent.delete(address).status_code == 403
    assert agent.post(WEBHOOKS, {"url": URL + "/3"}).status_code == 403
    assert administrator.patch(f"{WEBHOOKS}{number}/", {"enabled": False}).status_code == 403
    assert not Endpoint.objects.filter(enabled=False).exists()


def test_the_schema_names_every_address(client):
    schema = client.get("/api/v1/schema/").content.decode()
    for address in (
        "/api/v1/webhooks/",
        "/api/v1/webhooks/{number}/",
        "/api/v1/webhooks/{number}/secret/",
        "/api/v1/webhooks/{number}/test/",
        "/api/v1/webhooks/{webhook}/deliveries/",
        "/api/v1/webhooks/{webhook}/deliveries/{id}/",
        "/api/v1/webhooks/{webhook}/deliveries/{id}/again/",
    ):
        assert f"{address}:" in schema, address
