"""Erasing a person: a preview, a confirmation, and then nothing in any table by which she is known."""

from datetime import timedelta

import pytest
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection

from entitlements.models import Deflection
from entitlements.renewal import requests
from notifications.models import Device, Notification
from subscriptions import tenancy
from subscriptions.models import ApiToken, Membership, SubscriptionEntry, User
from subscriptions.personal_data import erasing
from subscriptions.personal_data.models import Erasure, ErasureRules
from subscriptions.personal_data.refusals import (
    ChangedSince,
    ErasedAlready,
    MayNotErase,
    NotToErase,
    ReasonNeeded,
)
from subscriptions.sign_in import inviting
from tests import factories as make
from tests.personal_data.conftest import EMAIL, NAME, PHONE
from tests.special_events.scene import scene
from tests.tickets.portal import WEDNESDAY, signed_in, text
from tickets import correspondence, search
from tickets.mailbox.models import IncomingMail
from tickets.models import Attachment, Incident, TimelineEntry

pytestmark = pytest.mark.django_db


def leaves(person):
    User.objects.filter(pk=person.pk).update(is_active=False)
    person.refresh_from_db()


def erase(person, by, reason="Asked for on 3 March"):
    return erasing.erase(person, by, reason, erasing.preview(person).digest)


def tables_with(words):
    """Every table in which a row says these words."""
    found = []
    with tenancy.as_staff(), connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for model in apps.get_models(include_auto_created=True):
            if model._meta.db_table not in tables:
                continue  # a view of several
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(
                f"select count(*) from {table} as t where to_jsonb(t)::text ilike %s", [f"%{words}%"]
            )
            if cursor.fetchone()[0]:
                found.append(model._meta.label)
    return found


def test_the_preview_says_what_happens_and_changes_nothing(person, administrator):
    leaves(person)
    page = text(signed_in(administrator).get(f"/desk/data/people/{person.pk}/"))
    for words in (
        "API keys deleted",
        "sessions ended",
        "registrations for alerts ended",
        "mails whose original",
    ):
        assert words in page
    assert "texts and files of this person are blanked" not in page
    assert User.objects.get(pk=person.pk).name == NAME
    assert ApiToken.objects.filter(user=person).exists()


def test_afterwards_no_table_holds_her_name_address_or_phone(person, administrator):
    assert "tickets.Incident" in tables_with(PHONE)
    assert "subscriptions.User" in tables_with(EMAIL)
    UserSession.objects.create(user=person, ip="10.1.2.3", session_key="k", user_agent="Firefox")
    SocialAccount.objects.create(user=person, provider="quist", uid=EMAIL, extra_data={"name": NAME})
    inviting.invite(make.customer(), administrator, EMAIL, NAME)
    leaves(person)
    client = signed_in(administrator)
    seen = erasing.preview(person).digest
    address = f"/desk/data/people/{person.pk}/erase/"
    assert client.post(address, {"reason": "Asked for on 3 March", "seen": seen}).status_code == 302
    # These go with their time of retention: what others were told, and the audit trail, of which nothing changes.
    told_others = {"notifications.Notification", "audit.Entry"}
    for words in (NAME, EMAIL, PHONE):
        assert set(tables_with(words)) <= told_others, words
    assert not Notification.objects.filter(recipient=person, text__contains=NAME).exists()
    assert not UserSession.objects.filter(user=person).exists()
    assert not Device.objects.filter(user=person).exists()
    assert "Erased on" in text(client.get(f"/desk/data/people/{person.pk}/"))


def test_what_she_typed_and_did_not_log_goes(person, customer, administrator):
    Deflection.objects.create(
        customer=customer, user=person, kind="article", code="7", title="Posting is slow", at=WEDNESDAY
    )
    leaves(person)
    erase(person, administrator)
    assert not Deflection.objects.exists()


def test_r23_6_the_phone_of_a_special_event_goes_and_the_event_stays(person, administrator):
    nordlys = scene()
    spoken = Membership.objects.create(customer=nordlys.customer, user=person)
    event = nordlys.ask(contact=person, english_contact=spoken, phone=PHONE, text=f"{NAME} is there")
    leaves(person)
    erase(person, administrator)
    event.refresh_from_db()
    assert (event.phone, event.text, event.english_contact) == ("", f"{NAME} is there", person)


def test_r23_6_by_rule_what_she_wrote_of_a_special_event_is_blanked(person, administrator):
    ErasureRules.objects.create(pk=1, blanks_messages=True)
    nordlys = scene()
    event = nordlys.ask(contact=person, text="We move to 13.0")
    leaves(person)
    erase(person, administrator)
    event.refresh_from_db()
    assert event.text == ""


def test_r26_1_what_she_added_to_a_colleagues_request_names_a_former_contact(person, customer, administrator):
    """In the request and, granted, on the timeline of the subscription, which keeps the words."""
    product, tier = make.product(), make.tier("XTE")
    requests.ask(customer, product, tier, "Weekends.", make.contact(customer), WEDNESDAY)
    asked = requests.ask(customer, product, tier, "We go live.", person, WEDNESDAY)
    requests.answer(asked, administrator, "Agreed", "granted", WEDNESDAY + timedelta(hours=1))
    leaves(person)
    erase(person, administrator)
    asked.refresh_from_db()
    entry = SubscriptionEntry.objects.get(customer=customer, kind="upgraded")
    assert asked.text == entry.reason == "Weekends.\n\nFormer contact: We go live."


def test_the_vendors_record_stays(person, administrator):
    leaves(person)
    erase(person, administrator)
    incident = Incident.objects.get()
    assert (incident.title, incident.contact.name) == ("Posting stops", "Former contact")
    assert TimelineEntry.objects.get(body="My words.").author == person
    assert Attachment.objects.filter(name="mine.txt", removed_at=None).exists()
    assert Notification.objects.filter(recipient=person, channel="email", text="").exists()
    page = text(signed_in(make.staff()).get(f"/desk/incidents/{incident.pk}/"))
    assert "My words." in page
    assert NAME not in page


def test_her_keys_sessions_bell_and_mails_are_gone(person, administrator):
    assert Session.objects.count() == 1
    leaves(person)
    erase(person, administrator)
    assert not Session.objects.exists()
    assert not ApiToken.objects.filter(user=person).exists()
    assert not Notification.objects.filter(recipient=person, channel="in_app").exists()
    assert not Notification.objects.filter(recipient=person, state__in=["waiting", "leased"]).exists()
    mail = IncomingMail.objects.get()
    assert (mail.sender, mail.subject, mail.original.name) == ("", "", "")
    assert not User.objects.get(pk=person.pk).has_usable_password()
    mail_page = signed_in(make.staff()).get(f"/desk/mail/{mail.pk}/")
    assert mail_page.status_code == 200
    assert signed_in(make.staff()).get(f"/desk/mail/{mail.pk}/original/").status_code == 404


def test_by_rule_her_messages_and_files_are_blanked_and_no_longer_found(person, administrator):
    ErasureRules.objects.create(pk=1, blanks_messages=True)
    leaves(person)
    page = text(signed_in(administrator).get(f"/desk/data/people/{person.pk}/"))
    assert "texts and files of this person are blanked" in page
    name = Attachment.objects.get(name="mine.txt").file.name
    erase(person, administrator)
    assert not TimelineEntry.objects.filter(body__contains="My words").exists()
    assert TimelineEntry.objects.filter(body="Our words.").exists()
    assert Incident.objects.get().description == "–"
    attachment = Attachment.objects.get(name="mine.txt")
    assert attachment.removed_at
    assert not attachment.file.storage.exists(name)
    agent = signed_in(make.staff())
    assert agent.get(f"/incidents/{attachment.incident_id}/files/{attachment.pk}/").status_code == 410
    with connection.cursor() as cursor:
        cursor.execute("select words::text from tickets_incidenttext")
        words = cursor.fetchone()[0]
    assert "'my'" not in words
    assert "'our'" in words
    assert search is not None


def test_messages_that_mention_her_then_mention_a_former_contact(person, administrator, agent, customer):
    incident = Incident.objects.get()
    correspondence.reply(incident, agent, "@zenobia.quist please look", at=WEDNESDAY)
    assert "tickets.TimelineEntry" in tables_with(NAME)
    leaves(person)
    erase(person, administrator)
    assert "tickets.TimelineEntry" not in tables_with(NAME)


def test_who_still_works_there_or_is_staff_is_not_erased(person, administrator, agent):
    with pytest.raises(NotToErase):
        erase(person, administrator)
    with pytest.raises(NotToErase):
        erase(agent, administrator)
    assert "is still a contact of" in text(signed_in(administrator).get(f"/desk/data/people/{person.pk}/"))


def test_only_administrators_erase(person, agent, manager):
    leaves(person)
    for other, status in ((agent, 403), (manager, 404)):
        with pytest.raises(MayNotErase):
            erase(person, other)
        answer = signed_in(other).post(f"/desk/data/people/{person.pk}/erase/", {"reason": "x"})
        assert answer.status_code == status
    assert User.objects.get(pk=person.pk).name == NAME


def test_what_changed_since_the_preview_is_shown_again(person, administrator):
    leaves(person)
    seen = erasing.preview(person).digest
    ApiToken.issue(person, "another")
    with pytest.raises(ChangedSince):
        erasing.erase(person, administrator, "Asked for", seen)
    page = signed_in(administrator).post(
        f"/desk/data/people/{person.pk}/erase/", {"reason": "Asked for", "seen": seen}
    )
    assert page.status_code == 409
    assert "Look at the preview again" in text(page)
    assert "Asked for" in page.content.decode()
    assert User.objects.get(pk=person.pk).name == NAME


def test_it_needs_a_reason_and_happens_once(person, administrator):
    leaves(person)
    for nothing in ("  ", "\u200b"):
        with pytest.raises(ReasonNeeded):
            erase(person, administrator, nothing)
    erase(person, administrator)
    with pytest.raises(ErasedAlready):
        erase(person, administrator)
    kept = Erasure.objects.get()
    assert (kept.by, kept.reason) == (administrator, "Asked for on 3 March")
    assert kept.counts["api-keys"] == 1


def test_a_step_that_fails_takes_all_back(person, administrator, monkeypatch):
    leaves(person)
    seen = erasing.preview(person).digest
    monkeypatch.setattr(Erasure.objects, "create", lambda **fields: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        erasing.erase(person, administrator, "Asked for", seen)
    assert User.objects.get(pk=person.pk).name == NAME
    assert ApiToken.objects.filter(user=person).exists()
