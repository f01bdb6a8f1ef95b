"""A person with a past: incidents, messages, files, mail, keys, sessions; and who else is about."""

import pytest
import time_machine
from django.core.files.base import ContentFile

from notifications.models import Notification, Preference, Registration
from subscriptions.models import ApiToken
from tests import factories as make
from tests.tickets.portal import WEDNESDAY, company, signed_in
from tests.tickets.test_portal_files import own_files, upload  # noqa: F401  a fixture
from tickets import correspondence
from tickets.mailbox.models import IncomingMail
from tickets.models import Follower

NAME, EMAIL, PHONE = "Zenobia Quist", "zenobia.quist@nordlys.example", "+45 98 76 54 32"


@pytest.fixture
def customer():
    return company()


@pytest.fixture
def administrator():
    return make.staff("administrator")


@pytest.fixture
def agent():
    return make.staff()


@pytest.fixture
def manager(customer):
    return make.contact(customer, role="manager")


@pytest.fixture
def person(customer, agent, own_files):  # noqa: F811
    """Who is about to leave."""
    made = make.contact(customer, name=NAME, email=EMAIL, phone=PHONE)
    with time_machine.travel(WEDNESDAY, tick=False):
        incident = make.incident(
            customer, at=WEDNESDAY, contact=made, title="Posting stops", description="It stops.", phone=PHONE
        )
        correspondence.contact_reply(
            incident, made, "My words.", at=WEDNESDAY, files=[upload("mine.txt", b"my file\n")]
        )
        correspondence.note(incident, agent, "Internal words.", at=WEDNESDAY, files=[upload("internal.txt")])
        correspondence.reply(incident, agent, "Our words.", at=WEDNESDAY)
    ApiToken.issue(made, "monitoring")
    Preference.objects.create(user=made, kind="receipt", channel="email", wanted=False)
    Registration.objects.create(user=made, customer=customer, product=incident.product)
    Follower.objects.get_or_create(
        incident=incident, person=made, customer=customer, defaults={"since": WEDNESDAY}
    )
    IncomingMail.objects.create(
        key="<1@nordlys.example>",
        sender=EMAIL,
        sender_name=NAME,
        subject=f"From {NAME}",
        received_at=WEDNESDAY,
        original=ContentFile(f"From: {NAME} <{EMAIL}>\n\nHello".encode(), "mail"),
        size=40,
        sha256="0" * 64,
        state=IncomingMail.State.TAKEN,
        person=made,
        customer=customer,
    )
    Notification.objects.filter(recipient=made, channel="email").update(
        state="sent", sent_at=WEDNESDAY, address=EMAIL, subject="Reply", text=f"Dear {NAME}"
    )
    signed_in(made).get("/")
    return made
