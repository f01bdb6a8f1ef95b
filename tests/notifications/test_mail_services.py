"""What mail services report by webhook comes to the same as a report by mail."""

import base64
import runpy
from pathlib import Path

import pytest

import xtreme.urls
from notifications import addresses
from notifications.models import AddressMark, AddressReport, Preference
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.notifications.mail_service_urls")]

SECRET = "postmark:a-long-secret"
BOUNCE = {
    "RecordType": "Bounce",
    "ID": 42,
    "Type": "HardBounce",
    "MessageID": "00000000-0000-0000-0000-000000000000",
    "Description": "The server was unable to deliver your message.",
    "Details": "smtp;550 5.1.1 The email account that you tried to reach does not exist",
    "BouncedAt": "2026-11-25T12:00:00Z",
}


@pytest.fixture(autouse=True)
def secret(settings):
    settings.ANYMAIL = {"WEBHOOK_SECRET": SECRET}


@pytest.fixture
def mette():
    return make.contact(make.customer(), email="mette@nordlys.example")


def report(client, secret=SECRET, **facts):
    word = base64.b64encode(secret.encode()).decode()
    return client.post(
        "/anymail/postmark/tracking/",
        BOUNCE | facts,
        content_type="application/json",
        headers={"Authorization": f"Basic {word}"},
    )


def test_a_bounce_marks_the_address_once(client, mette):
    for _ in range(2):
        assert report(client, Email=mette.email).status_code == 200
    assert AddressMark.objects.failing([mette.email]).exists()
    assert AddressReport.objects.get().source == "service"


def test_a_failure_for_now_is_only_kept(client, mette):
    report(client, Email=mette.email, Type="SoftBounce", Details="smtp;452 4.2.2 Mailbox full")
    report(client, Email=mette.email, Type="Transient", Details="")
    assert not AddressMark.objects.failing([mette.email]).exists()
    assert set(AddressReport.objects.values_list("verdict", flat=True)) == {"delayed"}


def test_a_complaint_and_leaving_switch_off_what_is_optional(client, mette):
    report(client, Email=mette.email, RecordType="SpamComplaint", Type="SpamComplaint")
    assert addresses.mark_of(mette).state == "complained"
    other = make.contact(make.customer())
    gone = {"RecordType": "SubscriptionChange", "SuppressSending": True, "ChangedAt": BOUNCE["BouncedAt"]}
    report(client, Recipient=other.email, SuppressionReason="ManualSuppression", **gone)
    assert addresses.mark_of(other) is None
    for person in (mette, other):
        assert Preference.objects.filter(user=person, wanted=False).exists()


def test_openings_are_nobodys_business(client, mette):
    report(client, Recipient=mette.email, RecordType="Open", ReceivedAt=BOUNCE["BouncedAt"])
    assert not AddressReport.objects.exists()


def test_whoever_lacks_the_secret_reports_nothing(client, mette):
    assert report(client, "postmark:guess", Email=mette.email).status_code == 400
    assert not AddressMark.objects.failing([mette.email]).exists()


@pytest.mark.parametrize(("secret", "mounted"), [({}, False), ({"WEBHOOK_SECRET": SECRET}, True)])
def test_without_a_secret_there_is_no_such_address(settings, secret, mounted):
    settings.ANYMAIL = secret
    patterns = runpy.run_path(str(Path(xtreme.urls.__file__)))["urlpatterns"]
    assert ("anymail/" in [str(each.pattern) for each in patterns]) is mounted
