"""The pages of webhooks: a manager's own company's, the vendor's, refusals at their field, secrets shown once."""

import pytest
from django.utils import timezone

from notifications.webhooks import delivery, managing, rotating
from notifications.webhooks.models import Delivery, Endpoint, Secret, WebhookRules
from notifications.webhooks.refusals import SecretReplaced, SecretShown, TooManyWebhooks, UrlKnown
from subscriptions import tenancy
from subscriptions.models import Membership
from tests import factories as make
from tests.notifications.telling import at_once

pytestmark = pytest.mark.django_db

URL = "https://hooks.example.com/in"
STEPS = ["rotate", "test", "enable", "disable", "remove"]


@pytest.fixture
def signed_in(client, manager):
    client.force_login(manager)
    return client


def text(response):
    return response.content.decode()


def test_a_manager_adds_one_sees_its_secret_once_and_then_its_end(signed_in, customer):
    response = signed_in.post("/webhooks/new/", {"url": URL, "types": ["incident.logged"]})
    made = Endpoint.objects.get(customer=customer)
    assert response.headers["Location"] == f"/webhooks/{made.pk}/"
    secret = made.secrets.get()
    assert secret.text not in text(signed_in.get(f"/webhooks/{made.pk}/"))
    shown = signed_in.post(f"/webhooks/{made.pk}/secret/")
    assert secret.text in text(shown)
    assert "no-store" in shown.headers["Cache-Control"]
    again = signed_in.post(f"/webhooks/{made.pk}/secret/")
    assert again.status_code == 409
    assert secret.text not in text(again)
    page = text(signed_in.get(f"/webhooks/{made.pk}/"))
    assert secret.ending in page
    assert secret.text not in page


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("http://hooks.example.com/", "The address must begin with https://."),
        ("https://10.0.0.1/", "This address is not on the public internet."),
        ("https://a:b@hooks.example.com/", "Leave name and password out of the address"),
        ("https://hooks.example.com:22/", "Only these ports may be called: 443, 8443."),
        ("nonsense", "This is no address."),
        ("", "Give the address to which events are sent."),
    ],
)
def test_a_bad_address_is_refused_at_its_field_and_what_was_typed_stays(signed_in, url, sentence):
    response = signed_in.post("/webhooks/new/", {"url": url, "description": "Our chat"})
    assert response.status_code == 422
    assert sentence in text(response)
    assert "Our chat" in text(response)
    assert not Endpoint.objects.exists()


def test_the_same_address_twice_is_refused(signed_in, hook):
    hook(URL)
    response = signed_in.post("/webhooks/new/", {"url": URL})
    assert response.status_code == 409
    assert "There is a webhook to this address already." in text(response)


def test_a_customer_has_as_many_as_the_rules_say(signed_in, hook):
    WebhookRules.objects.create(pk=1, per_customer=1)
    hook(URL)
    response = signed_in.post("/webhooks/new/", {"url": "https://two.example.com/"})
    assert "Your company may have 1 webhooks" in text(response)
    assert Endpoint.objects.count() == 1


def test_a_contact_is_told_whom_to_ask(client, customer, hook):
    endpoint = hook()
    client.force_login(make.contact(customer))
    for page in ("/webhooks/", "/webhooks/new/", f"/webhooks/{endpoint.pk}/"):
        assert client.get(page).status_code == 403
    for step in [*STEPS, "secret"]:
        assert client.post(f"/webhooks/{endpoint.pk}/{step}/").status_code == 403
    assert Secret.objects.get().shown_at is None


def test_another_company_finds_nothing(client, hook, manager):
    endpoint = hook()
    sent = managing.send_test(endpoint, manager)
    client.force_login(make.contact(make.customer(), role="manager"))
    addresses = [f"/webhooks/{endpoint.pk}/{step}/" for step in [*STEPS, "secret", "edit"]]
    for page in [*addresses, f"/webhooks/deliveries/{sent.pk}/again/"]:
        assert client.post(page).status_code == 404
    for page in (f"/webhooks/{endpoint.pk}/", f"/webhooks/deliveries/{sent.pk}/"):
        assert client.get(page).status_code == 404


def test_staff_see_a_customers_log_and_change_nothing(client, hook, manager):
    endpoint = hook()
    sent = managing.send_test(endpoint, manager)
    client.force_login(make.staff("administrator"))
    assert endpoint.url in text(client.get("/webhooks/"))
    assert "Test event" in text(client.get(f"/webhooks/{endpoint.pk}/"))
    assert client.get(f"/webhooks/deliveries/{sent.pk}/").status_code == 200
    for step in [*STEPS, "secret", "edit"]:
        assert client.post(f"/webhooks/{endpoint.pk}/{step}/", {"url": URL}).status_code == 403
    assert client.post(f"/webhooks/deliveries/{sent.pk}/again/").status_code == 403
    assert Secret.objects.get().shown_at is None


@pytest.mark.parametrize(("role", "status"), [("administrator", 302), ("lead", 403), ("agent", 403)])
def test_the_vendors_own_are_the_administrators(client, role, status):
    client.force_login(make.staff(role))
    assert client.get("/webhooks/").status_code == 200
    assert client.post("/webhooks/new/", {"url": URL}).status_code == status


def test_a_managers_page_shows_neither_the_vendors_nor_anothers(signed_in, hook):
    managing.add(None, make.staff("administrator"), "https://vendor.example.com/")
    assert "vendor.example.com" not in text(signed_in.get("/webhooks/"))


def test_each_button_does_what_it_says(signed_in, hook):
    endpoint = hook()
    newest = endpoint.secrets.get().pk
    signed_in.post(f"/webhooks/{endpoint.pk}/rotate/", {"seen": newest})
    assert endpoint.secrets.count() == 2
    assert signed_in.post(f"/webhooks/{endpoint.pk}/rotate/", {"seen": newest}).status_code == 409
    signed_in.post(f"/webhooks/{endpoint.pk}/test/")
    assert signed_in.post(f"/webhooks/{endpoint.pk}/test/").status_code == 409
    assert Delivery.objects.filter(type="webhook.test").count() == 1
    signed_in.post(f"/webhooks/{endpoint.pk}/disable/")
    assert not Endpoint.objects.get().enabled
    assert signed_in.post(f"/webhooks/{endpoint.pk}/test/").status_code == 409
    signed_in.post(f"/webhooks/{endpoint.pk}/enable/")
    assert Endpoint.objects.get().enabled
    signed_in.post(f"/webhooks/{endpoint.pk}/edit/", {"url": "https://new.example.com/"})
    assert Endpoint.objects.get().url == "https://new.example.com/"
    assert signed_in.post(f"/webhooks/{endpoint.pk}/explode/").status_code == 404
    signed_in.post(f"/webhooks/{endpoint.pk}/remove/")
    assert signed_in.get(f"/webhooks/{endpoint.pk}/").status_code == 404
    assert Secret.objects.count() == 0


def test_one_delivery_shows_what_was_sent_and_answered_and_is_sent_again(signed_in, receiver, hook, manager):
    sent = managing.send_test(hook(receiver.url()), manager)
    delivery.deliver_due()
    page = text(signed_in.get(f"/webhooks/deliveries/{sent.pk}/"))
    for shown in (sent.message_id, "webhook-signature", "thanks", "webhook.test"):
        assert shown in page
    signed_in.post(f"/webhooks/deliveries/{sent.pk}/again/")
    delivery.deliver_due()
    assert len(receiver.got) == 2


def test_what_is_being_sent_is_not_sent_again(signed_in, hook, manager):
    sent = managing.send_test(hook(), manager)
    delivery.lease(timezone.now(), 1)
    assert signed_in.post(f"/webhooks/deliveries/{sent.pk}/again/").status_code == 409


def test_the_log_is_narrowed_by_state_and_event(signed_in, hook, manager):
    endpoint = hook()
    sent = managing.send_test(endpoint, manager)
    address = f"/webhooks/deliveries/{sent.pk}/"
    assert address in text(signed_in.get(f"/webhooks/{endpoint.pk}/?state=waiting&type=webhook.test"))
    assert address not in text(signed_in.get(f"/webhooks/{endpoint.pk}/?state=failed"))
    assert address not in text(signed_in.get(f"/webhooks/{endpoint.pk}/?type=incident.closed"))
    assert signed_in.get(f"/webhooks/{endpoint.pk}/?state=x&type=y&before=z").status_code == 200


def refused(verb):
    """What a verb gives, or the class of its refusal, in a transaction of its own."""
    with tenancy.as_staff():
        try:
            return verb()
        except (SecretReplaced, SecretShown, TooManyWebhooks, UrlKnown) as refusal:
            return type(refusal)


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_refused_with_a_sentence():
    with tenancy.as_staff():
        customer = make.customer()
        manager = make.contact(customer, role=Membership.Role.MANAGER)
        WebhookRules.objects.create(pk=1, per_customer=2)
        first = managing.add(customer, manager, "https://one.example.com/")
        secret = first.secrets.get()
    same = [lambda: refused(lambda: managing.add(customer, manager, URL)) for _ in range(2)]
    assert sum(each in (UrlKnown, TooManyWebhooks) for each in at_once(*same)) == 1
    rotated = [lambda: refused(lambda: rotating.rotate(first, manager, secret.pk)) for _ in range(2)]
    assert at_once(*rotated).count(SecretReplaced) == 1
    shown = [lambda: refused(lambda: rotating.show(secret, manager)) for _ in range(2)]
    assert at_once(*shown).count(SecretShown) == 1
