"""Exports: who may have whose data, what is in the file, and for how long it can be fetched."""

import json
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
import time_machine
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.utils import timezone

from entitlements.models import Deflection
from entitlements.renewal import requests
from notifications.models import Acknowledgement, Alert, Device, Notification
from notifications.webhooks import managing
from subscriptions.models import Tier
from subscriptions.personal_data import exporting, packing, parts, tasks
from subscriptions.personal_data.models import DataExport
from subscriptions.personal_data.refusals import ExportWaits, MayNotExport
from subscriptions.sign_in import inviting
from subscriptions.sign_in.models import Invitation
from tests import factories as make
from tests.personal_data.conftest import EMAIL, NAME
from tests.satisfaction.scene import scene as satisfied
from tests.special_events.scene import scene
from tests.tickets.portal import WEDNESDAY, company, signed_in, text
from tickets.advisory.models import Meeting

pytestmark = pytest.mark.django_db


def made():
    tasks.make_exports()
    export = DataExport.objects.latest("pk")
    assert export.state == "ready"
    return export


def content(export):
    with export.file.storage.open(export.file.name) as file, ZipFile(BytesIO(file.read())) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def rows(export, part):
    return json.loads(content(export)[f"{part}.json"])


def test_a_person_gets_what_is_kept_of_her_and_her_files(person):
    page = signed_in(person).post("/account/data/", follow=True)
    assert "You get a mail when it is ready" in text(page)
    export = made()
    assert rows(export, "person")[0]["email"] == EMAIL
    assert [row["title"] for row in rows(export, "incidents")] == ["Posting stops"]
    assert "My words." in [row["body"] for row in rows(export, "messages")]
    assert [row["name"] for row in rows(export, "attachments")] == ["mine.txt"]
    assert rows(export, "api-keys")[0]["name"] == "monitoring"
    files = content(export)
    assert [files[name] for name in files if name.endswith("mine.txt")] == [b"my file\n"]
    assert any(name.startswith("files/") and b"Hello" in files[name] for name in files)


def test_r8_9_the_companys_targets_are_those_that_its_tier_shows(person, customer):
    def kinds():
        part = next(each for each in parts.PARTS if each.code == "response-targets")
        return set(part.of_customer(customer).values_list("kind", flat=True))

    assert kinds() == {"first_response"}
    Tier.objects.update(shows_solution_goal=True)
    assert kinds() == {"first_response", "solution_goal"}


def test_a_person_gets_where_she_signed_in_on_which_devices_and_who_invited_her(
    person, customer, administrator
):
    UserSession.objects.create(user=person, ip="10.1.2.3", session_key="hidden key", user_agent="Firefox")
    SocialAccount.objects.create(user=person, provider="quist", uid="subject 7", extra_data={"name": NAME})
    Device.objects.create(
        user=person,
        endpoint="https://push.example/hidden",
        p256dh="hidden",
        auth="hidden",
        name="Firefox, Windows",
    )
    inviting.invite(company(), administrator, EMAIL, NAME)
    Invitation.objects.update(accepted_at=timezone.now(), accepted_by=person)
    signed_in(person).post("/account/data/")
    export = made()
    assert "10.1.2.3" in [row["ip"] for row in rows(export, "sign-ins")]
    assert rows(export, "identities")[0]["uid"] == "subject 7"
    assert rows(export, "devices")[0]["name"] == "Firefox, Windows"
    assert rows(export, "invitations")[0]["email"] == EMAIL
    everything = b"".join(content(export).values())
    assert b"hidden" not in everything
    assert Invitation.objects.get().digest.encode() not in everything


def test_an_export_of_a_contact_holds_no_secret_and_no_internal_note(person):
    signed_in(person).post("/account/data/")
    everything = b"".join(content(made()).values())
    for hidden in (b"Internal words", b"internal.txt", person.password.encode(), b"digest"):
        assert hidden not in everything


def test_the_index_says_what_is_in_it_and_what_else_is_kept(person):
    signed_in(person).post("/account/data/")
    index = json.loads(content(made())["index.json"])
    assert index["rows"]["incidents"] == 1
    assert index["person"] == EMAIL
    assert index["files left out"] == []


def test_a_manager_gets_her_companys_data_and_nothing_of_anothers_or_internal(person, manager):
    other = company()
    make.incident(other, at=timezone.now(), title="Of another company")
    client = signed_in(manager)
    assert "Ask for the company" in text(client.get("/account/data/"))
    client.post("/account/data/company/")
    export = made()
    assert {row["user__name"] for row in rows(export, "contacts")} == {NAME, manager.name}
    bodies = [row["body"] for row in rows(export, "messages")]
    assert "Our words." in bodies
    everything = b"".join(content(export).values())
    assert b"Of another company" not in everything
    assert b"Internal words" not in everything
    assert b"internal.txt" not in everything


def test_l9_a_company_gets_the_answers_on_satisfaction_and_their_words_only_who_wrote_them():
    asked = satisfied()
    asked.close()
    asked.answer(satisfied=False, text="It took too long.")
    kept = {}
    for whose in ({"customer": asked.incident.customer}, {"person": asked.contact}):
        packed = BytesIO()
        packing.pack(packed, timezone.now(), **{"person": None, "customer": None} | whose)
        with ZipFile(packed) as archive:
            [kept[str(*whose)]] = json.loads(archive.read("satisfaction.json"))
    assert kept["customer"]["satisfied"] is False
    assert "text" not in kept["customer"]
    assert kept["person"]["text"] == "It took too long."


def test_r23_1_r26_a_company_gets_its_special_events_its_requests_and_what_was_agreed():
    nordlys = scene()
    nordlys.ask(text="We move to 13.0")
    fmp, tier, owner = make.product("FMP"), make.tier("XT"), make.staff("account_owner")
    asked = requests.ask(nordlys.customer, fmp, tier, "Sundays.", nordlys.contact)
    requests.answer(asked, owner, "Agreed", "granted")
    signed_in(make.contact(nordlys.customer, role="manager")).post("/account/data/company/")
    export = made()
    assert [row["text"] for row in rows(export, "special-events")] == ["We move to 13.0"]
    assert [row["answer"] for row in rows(export, "upgrade-requests")] == ["Agreed"]
    assert [row["kind"] for row in rows(export, "subscription-timeline")] == ["line_added"]


def test_a_person_gets_which_alerts_she_acknowledged_and_what_she_typed_and_did_not_log(person, customer):
    alert = Alert.objects.create(title="Rounding", alert_class="wrong_figures", symptom="Wrong")
    Acknowledgement.objects.create(alert=alert, user=person, customer=customer)
    Deflection.objects.create(
        customer=customer, user=person, kind="article", code="7", title="Posting is slow", at=WEDNESDAY
    )
    signed_in(person).post("/account/data/")
    export = made()
    assert [row["alert__title"] for row in rows(export, "alert-acknowledgements")] == ["Rounding"]
    assert [row["title"] for row in rows(export, "incidents-not-needed")] == ["Posting is slow"]


def test_r18_1_a_company_gets_the_minutes_of_its_meetings_and_its_webhooks_without_a_secret(
    customer, manager
):
    webhook = managing.add(customer, manager, "https://hooks.example.com/x", description="Our board")
    Meeting.objects.create(
        customer=customer,
        kind="senior",
        subject="Period close",
        starts_at=WEDNESDAY,
        ends_at=WEDNESDAY + timedelta(hours=1),
        time_zone="Europe/Copenhagen",
        arranged_by=make.staff("advisor"),
        arranged_at=WEDNESDAY,
        notes="We spoke of the close.",
        decisions="Test on Monday.",
    )
    signed_in(manager).post("/account/data/company/")
    export = made()
    assert rows(export, "minutes")[0]["decisions"] == "Test on Monday."
    assert rows(export, "webhooks")[0]["description"] == "Our board"
    assert webhook.secrets.get().text.encode() not in b"".join(content(export).values())


def test_an_administrator_gets_anybodys_and_the_files_of_what_is_public(person, administrator, customer):
    client = signed_in(administrator)
    client.post(f"/desk/data/people/{person.pk}/")
    assert rows(made(), "person")[0]["name"] == NAME
    client.post(f"/desk/data/customers/{customer.number}/")
    assert len(rows(made(), "incidents")) == 1


def test_who_has_left_is_told_whom_to_ask(person):
    """What she wrote is about a company whose wall stands between them now."""
    exporting.ask_for_person(person, person)
    export, client = made(), signed_in(person)
    person.memberships.update(ended_at=timezone.now())
    answer = client.post("/account/data/")
    assert answer.status_code == 403
    assert "Ask the vendor's administrators for your data" in text(answer)
    assert fetched(client, export).status_code == 404
    assert DataExport.objects.count() == 1


def test_nobody_else_gets_them(person, customer, agent):
    contact, stranger = make.contact(customer), make.contact(company(), role="manager")
    for asks in (
        lambda: exporting.ask_for_customer(customer, contact),
        lambda: exporting.ask_for_customer(customer, stranger),
        lambda: exporting.ask_for_customer(customer, agent),
        lambda: exporting.ask_for_person(person, contact),
        lambda: exporting.ask_for_person(person, agent),
    ):
        with pytest.raises(MayNotExport):
            asks()
    assert signed_in(contact).post("/account/data/company/").status_code == 403
    for address in (f"/desk/data/people/{person.pk}/", f"/desk/data/customers/{customer.number}/"):
        assert signed_in(agent).get(address).status_code == 403
        assert signed_in(contact).get(address).status_code == 404
    assert not DataExport.objects.exists()


def test_one_at_a_time(person):
    exporting.ask_for_person(person, person)
    with pytest.raises(ExportWaits):
        exporting.ask_for_person(person, person)
    page = signed_in(person).post("/account/data/")
    assert page.status_code in (302, 409)


def fetched(client, export):
    return client.get(exporting.link(export))


def test_the_file_is_fetched_by_who_asked_and_nobody_else(person, manager, administrator):
    exporting.ask_for_person(person, person)
    export = made()
    answer = fetched(signed_in(person), export)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content)[:2] == b"PK"
    export.refresh_from_db()
    assert export.fetched_at
    for other in (manager, administrator):
        assert fetched(signed_in(other), export).status_code == 404


def test_who_manages_the_company_no_more_does_not_fetch_its_data(customer, manager):
    make.contact(customer, role="manager")
    exporting.ask_for_customer(customer, manager)
    export, client = made(), signed_in(manager)
    manager.memberships.update(role="contact")
    assert fetched(client, export).status_code == 403
    manager.memberships.update(role="manager")
    assert fetched(client, export).status_code == 200


def test_the_link_of_a_page_ends_after_half_an_hour_and_holds_for_its_person_alone(person, manager):
    exporting.ask_for_person(person, person)
    export = made()
    link, client = exporting.link(export), signed_in(person)
    assert client.get(f"/account/data/exports/{export.pk}/").status_code == 410
    assert client.get(link[:-1] + ("A" if link[-1] != "A" else "B")).status_code == 410
    with time_machine.travel(timezone.now() + timedelta(minutes=31), tick=False):
        assert client.get(link).status_code == 410
        assert client.get(exporting.link(export)).status_code == 200


def test_the_file_is_gone_after_a_week(person):
    exporting.ask_for_person(person, person)
    export, client = made(), signed_in(person)
    name = export.file.name
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1), tick=False):
        assert client.get(exporting.link(export)).status_code == 410
        assert "Download<" not in text(client.get("/account/data/"))
        tasks.apply_retention()
    export.refresh_from_db()
    assert export.state == "gone"
    assert not export.file.storage.exists(name)


def test_a_mail_says_when_it_is_ready_and_leads_to_the_page(person, manager, administrator):
    exporting.ask_for_person(person, person)
    made()
    told = Notification.objects.get(kind="export_ready", channel="email")
    assert (told.recipient, told.link) == (person, "/account/data/")
    exporting.ask_for_person(person, administrator)
    made()
    told = Notification.objects.get(kind="export_ready_staff", channel="email")
    assert told.link == f"/desk/data/people/{person.pk}/"


def test_an_export_that_fails_again_and_again_is_given_up_and_said(person, monkeypatch):
    def fails(*args, **options):
        raise OSError("the disk is full")

    monkeypatch.setattr("subscriptions.personal_data.packing.pack", fails)
    exporting.ask_for_person(person, person)
    at = timezone.now()
    for attempt in range(exporting.ATTEMPTS):
        with pytest.raises(OSError, match="full"):
            exporting.make_next(at + attempt * timedelta(minutes=11))
        assert not exporting.make_next(at + attempt * timedelta(minutes=11))
    assert exporting.make_next(at + timedelta(hours=1))
    assert DataExport.objects.get().state == "failed"
    assert Notification.objects.filter(kind="export_failed", recipient=person).exists()


def test_a_file_whose_content_is_gone_is_named_in_the_index(person):
    from tickets.models import Attachment

    attachment = Attachment.objects.get(name="mine.txt")
    attachment.file.storage.delete(attachment.file.name)
    exporting.ask_for_person(person, person)
    index = json.loads(content(made())["index.json"])
    assert index["files left out"] == [f"files/{attachment.pk}-mine.txt"]
