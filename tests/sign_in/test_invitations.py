"""A manager invites people who work at her company, an administrator also to the staff: with an end, sent again and
withdrawn, for people who are known here and who are not."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from subscriptions import contact_roles, leaving, tenancy
from subscriptions.models import Membership, StaffMember, User
from subscriptions.refusals import Forbidden
from subscriptions.sign_in import inviting, joining
from subscriptions.sign_in.models import Invitation, SignInRules
from subscriptions.sign_in.refusals import (
    AlreadyContact,
    AlreadyInvited,
    AlreadyStaff,
    InvitationOver,
    NotBoth,
)
from tests import factories as make
from tests.sign_in.conftest import PASSWORD

pytestmark = pytest.mark.django_db

NEW = "ida@havblik.example"


def link(number=-1):
    """The address in a mail, without the host."""
    words = mail.outbox[number].body.split()
    return next(word for word in words if "/invitations/" in word).split("localhost:8000")[1]


def typed(**words):
    return {"email": NEW, "name": "Ida Holm", "template": "contact", "works_here": "on"} | words


@pytest.fixture
def invited(client, manager):
    client.force_login(manager)
    client.post("/people/invite/", typed())
    return Invitation.objects.get(email=NEW)


def test_a_new_person_follows_the_link_chooses_a_password_and_is_in(invited, customer, manager):
    assert "Havblik" in mail.outbox[0].subject
    assert mail.outbox[0].to == [NEW]
    assert mail.outbox[0].alternatives[0].content.count("/invitations/")
    browser = Client()
    page = browser.get(link()).content.decode()
    assert manager.name in page
    assert "Havblik" in page
    response = browser.post(link(), {"name": "Ida Holm", "password": PASSWORD})
    assert response.status_code == 302
    person = User.objects.get(email=NEW)
    assert person.check_password(PASSWORD)
    member = Membership.objects.get(user=person, customer=customer)
    assert (member.role, member.approves_remote_access, member.ended_at) == ("contact", False, None)
    invited.refresh_from_db()
    assert invited.accepted_by == person
    assert browser.get("/incidents/").status_code == 200


@pytest.mark.parametrize(
    ("template", "role", "approves"),
    [("contact", "contact", False), ("approver", "contact", True), ("manager", "manager", False)],
)
def test_the_role_that_was_chosen_is_the_role_that_is_given(
    client, customer, manager, template, role, approves
):
    client.force_login(manager)
    client.post("/people/invite/", typed(template=template))
    Client().post(link(), {"name": "Ida", "password": PASSWORD})
    member = Membership.objects.get(customer=customer, user__email=NEW)
    assert (member.role, member.approves_remote_access) == (role, approves)


def test_the_link_works_once(invited):
    Client().post(link(), {"name": "Ida", "password": PASSWORD})
    assert Client().get(link()).status_code == 410


def test_an_unknown_link_says_so(client, db):
    assert client.get("/invitations/no-such-number/").status_code == 410


def test_a_weak_password_is_refused_at_its_field_and_keeps_what_was_typed(invited):
    page = Client().post(link(), {"name": "Ida the First", "password": "short"})
    assert page.status_code == 422
    assert "Ida the First" in page.content.decode()
    assert not User.objects.filter(email=NEW).exists()


def test_names_turn_nothing_of_what_stands_beside_them_and_can_be_seen(client, manager):
    client.force_login(manager)
    assert client.post("/people/invite/", typed(name="\u200b")).status_code == 422
    client.post("/people/invite/", typed(name="Ida \u202emloH"))
    assert Invitation.objects.get(email=NEW).name == "Ida mloH"
    browser = Client()
    assert browser.post(link(), {"name": "\u2060", "password": PASSWORD}).status_code == 422
    browser.post(link(), {"name": "Ida \u202emloH", "password": PASSWORD})
    assert User.objects.get(email=NEW).name == "Ida mloH"


def test_who_does_not_confirm_that_the_person_works_there_invites_nobody(client, manager):
    client.force_login(manager)
    page = client.post("/people/invite/", typed(works_here=""))
    assert page.status_code == 422
    shown = page.content.decode()
    assert "Confirm that the person works there" in shown
    assert "may see its incidents.</a> " in shown
    assert not Invitation.objects.exists()


def test_on_a_phone_the_times_say_what_they_are(client, invited, manager):
    """Beside each person stands when she was last here, beside an invitation until when it holds."""
    client.force_login(manager)
    page = client.get("/people/").content.decode()
    assert 'data-label="Last sign-in"' in page
    assert 'data-label="Valid until"' in page


def test_it_ends_after_the_days_that_the_rules_say_and_is_sent_again(client, invited, manager):
    SignInRules.objects.create(pk=1, invitation_days=2)
    old = link()
    with time_machine.travel(invited.expires_at + timedelta(seconds=1), tick=False):
        assert Client().get(old).status_code == 410
        client.force_login(manager)
        client.post(f"/people/invitations/{invited.pk}/again/")
        assert Client().get(old).status_code == 410
        assert Client().get(link()).status_code == 200
        invited.refresh_from_db()
        assert invited.expires_at == timezone.now() + timedelta(days=2)


def test_withdrawn_its_link_opens_nothing_and_the_person_can_be_invited_anew(client, invited, manager):
    client.post(f"/people/invitations/{invited.pk}/withdraw/")
    assert Client().get(link()).status_code == 410
    assert client.post(f"/people/invitations/{invited.pk}/again/").status_code == 410
    client.post("/people/invite/", typed())
    assert Client().get(link()).status_code == 200


@pytest.mark.parametrize("why", ["left", "demoted", "shut out"])
def test_what_a_manager_sent_off_before_she_was_shut_out_lets_in_nobody(client, invited, manager, why):
    """Else she would be back under another address. A colleague sends it again, who then answers for it."""
    colleague = make.contact(invited.customer, Membership.Role.MANAGER)
    if why == "left":
        leaving.end(manager.memberships.get(), colleague)
    elif why == "demoted":
        contact_roles.give(manager.memberships.get(), colleague, manager=False, approves=False)
    else:
        manager.is_active = False
        manager.save()
    assert Client().get(link()).status_code == 410
    client.force_login(colleague)
    assert "the sender may not invite any more" in client.get("/people/").content.decode()
    client.post(f"/people/invitations/{invited.pk}/again/")
    invited.refresh_from_db()
    assert invited.invited_by == colleague
    assert Client().get(link()).status_code == 200


def test_what_an_administrator_sent_off_before_she_was_shut_out_makes_nobody_staff(client):
    administrator = make.staff("administrator")
    inviting.invite(None, administrator, NEW, "Ida Holm", roles=["administrator"])
    StaffMember.objects.filter(user=administrator).update(roles=["agent"])
    assert Client().get(link()).status_code == 410


def test_a_person_known_from_another_company_signs_in_and_belongs_to_both(client, manager, customer):
    other = make.customer(name="Fellgate")
    person = make.contact(other, email=NEW, password=PASSWORD)
    client.force_login(manager)
    client.post("/people/invite/", typed())
    browser = Client()
    page = browser.get(link()).content.decode()
    assert "Sign in with it to accept" in page
    browser.post("/accounts/login/", {"login": NEW, "password": PASSWORD})
    assert browser.post(link()).status_code == 302
    assert set(Membership.objects.active().filter(user=person).values_list("customer__name", flat=True)) == {
        "Fellgate",
        "Havblik",
    }
    page = browser.get("/").content.decode()
    assert "Havblik" in page
    assert 'action="/account/acting-for/"' in page
    browser.post("/account/acting-for/", {"customer": other.pk})
    assert browser.get("/").wsgi_request.customer == other


def test_nobody_acts_for_a_company_she_is_no_contact_of(client, contact):
    client.force_login(contact)
    assert client.post("/account/acting-for/", {"customer": make.customer().pk}).status_code == 404
    assert client.post("/account/acting-for/", {"customer": "9" * 99}).status_code == 404


def test_somebody_else_cannot_use_the_link(invited, contact):
    browser = Client()
    browser.force_login(contact)
    assert "Sign out and open the link again" in browser.get(link()).content.decode()
    assert browser.post(link()).status_code == 403
    assert not Membership.objects.filter(user__email=NEW).exists()


def test_who_left_the_company_is_back_in_the_role_of_the_invitation(client, customer, manager):
    person = make.contact(customer, email=NEW, password=PASSWORD)
    leaving.end(Membership.objects.get(user=person), manager)
    client.force_login(manager)
    client.post("/people/invite/", typed(template="approver"))
    joining.join(link().split("/")[2], person)
    member = Membership.objects.get(user=person)
    assert (member.ended_at, member.approves_remote_access) == (None, True)


def test_a_colleague_or_an_invited_person_is_not_invited_twice(customer, manager, contact):
    inviting.invite(customer, manager, NEW, "Ida")
    with pytest.raises(AlreadyInvited):
        inviting.invite(customer, manager, NEW.upper(), "Ida")
    with pytest.raises(AlreadyContact):
        inviting.invite(customer, manager, contact.email, "Again")


def test_two_at_once_are_decided_by_the_database(customer, manager):
    made = inviting.invite(customer, manager, NEW, "Ida")
    made.pk, made.digest = None, "another"
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save(force_insert=True)


def test_only_a_manager_invites_and_only_to_her_own_company(client, customer, contact, manager):
    with pytest.raises(Forbidden):
        inviting.invite(customer, contact, NEW, "Ida")
    with pytest.raises(Forbidden):
        inviting.invite(make.customer(), manager, NEW, "Ida")
    with pytest.raises(Forbidden):
        inviting.invite(None, manager, NEW, "Ida", roles=["administrator"])
    client.force_login(contact)
    assert client.get("/people/").status_code == 403
    assert client.get("/people/invite/").status_code == 403


@pytest.mark.parametrize("address", ["/people/", "/people/invite/", "/company/audit/", "/webhooks/"])
def test_r7_6_who_is_no_manager_is_told_by_name_who_is(client, contact, manager, address):
    client.force_login(contact)
    assert f"your company&#x27;s manager: {manager.name}" in client.get(address).content.decode()


def test_another_companys_invitation_does_not_exist_to_a_manager(client, invited):
    other = make.contact(make.customer(), role="manager")
    client.force_login(other)
    assert client.post(f"/people/invitations/{invited.pk}/withdraw/").status_code == 404
    assert NEW not in client.get("/people/").content.decode()
    with tenancy.as_contact(Membership.objects.get(user=other).customer_id):
        assert not Invitation.objects.exists()


def test_where_no_mail_can_be_sent_the_invitation_is_kept_and_says_so(client, manager, monkeypatch):
    from xtreme.accounts import Adapter

    def away(*args):
        raise OSError

    client.force_login(manager)
    monkeypatch.setattr(Adapter, "send_mail", away)
    page = client.post("/people/invite/", typed(), follow=True).content.decode()
    assert "no mail could be sent now" in page
    assert "mail not sent" in page
    assert Invitation.objects.get().sent_at is None


def test_the_mail_is_in_the_language_of_the_company(client, customer, manager):
    customer.language = "da"
    customer.save()
    client.force_login(manager)
    client.post("/people/invite/", typed())
    assert mail.outbox[0].subject == "Havblik inviterer dig til Xtreme Support"


def test_an_administrator_invites_to_the_staff(client):
    client.force_login(make.staff("administrator"))
    words = {
        "email": "nina@xtreme.example",
        "name": "Nina",
        "template": "contact",
        "roles": ["agent", "lead"],
    }
    assert client.post("/admin/sign_in/invitation/add/", words).status_code == 302
    Client().post(link(), {"name": "Nina", "password": PASSWORD})
    person = User.objects.get(email="nina@xtreme.example")
    assert person.is_staff
    assert set(person.staff.roles) == {"agent", "lead"}
    with pytest.raises(AlreadyStaff):
        inviting.invite(None, make.staff("administrator"), person.email, "Nina", roles=["agent"])


def test_an_invitation_to_the_staff_needs_a_role(client):
    client.force_login(make.staff("administrator"))
    page = client.post("/admin/sign_in/invitation/add/", {"email": NEW, "name": "N", "template": "contact"})
    assert "at least one role" in page.content.decode()
    assert not Invitation.objects.exists()


def test_an_administrator_withdraws_and_sends_again_by_pressing_a_button(client, invited):
    client.force_login(make.staff("administrator"))
    page = f"/admin/sign_in/invitation/{invited.pk}"
    assert client.get(f"/admin/sign_in/invitation/{invited.pk}/change/").status_code == 200
    assert client.get("/admin/sign_in/invitation/").status_code == 200
    from django.urls import reverse

    again = reverse("admin:sign_in_invitation_send_again", args=[invited.pk])
    assert client.get(again).status_code == 200
    assert len(mail.outbox) == 1
    client.post(again)
    assert len(mail.outbox) == 2
    client.post(reverse("admin:sign_in_invitation_withdraw", args=[invited.pk]))
    invited.refresh_from_db()
    assert invited.withdrawn_at
    assert page


def test_nobody_is_staff_and_a_contact(client, customer, manager):
    agent = make.staff("agent", email=NEW, password=PASSWORD)
    inviting.invite(customer, manager, NEW, "Ida")
    with pytest.raises(NotBoth):
        joining.join(link().split("/")[2], agent)
    admin = make.staff("administrator")
    contact = make.contact(customer, email="c@havblik.example")
    inviting.invite(None, admin, contact.email, "C", roles=["agent"])
    with pytest.raises(NotBoth):
        joining.join(link().split("/")[2], contact)


def test_an_address_that_is_known_elsewhere_is_answered_like_one_that_is_not(client, manager):
    make.contact(make.customer(), email="known@elsewhere.example")
    client.force_login(manager)
    said = []
    for email in ("known@elsewhere.example", "nobody@elsewhere.example"):
        page = client.post("/people/invite/", typed(email=email), follow=True).content.decode()
        said.append(page.replace(email, "X").count("An invitation is on its way to X"))
    assert said == [1, 1]
    assert mail.outbox[0].subject == mail.outbox[1].subject


def test_the_last_manager_cannot_leave(client, customer, manager):
    with pytest.raises(leaving.LastManager):
        leaving.end(Membership.objects.get(user=manager), manager)


def test_an_expired_invitation_makes_room_for_a_new_one(customer, manager):
    first = inviting.invite(customer, manager, NEW, "Ida")
    second = inviting.invite(customer, manager, NEW, "Ida", at=first.expires_at)
    first.refresh_from_db()
    assert first.withdrawn_at
    assert second.is_open
    with pytest.raises(InvitationOver):
        inviting.withdraw(first, manager)
