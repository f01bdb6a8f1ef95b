"""A manager says what her contacts may do (R7.6, R18.3)."""

import pytest

from subscriptions import contact_roles, leaving
from subscriptions.models import Membership
from subscriptions.refusals import Forbidden
from tests import factories as make

pytestmark = pytest.mark.django_db


def of(person):
    return Membership.objects.get(user=person, ended_at=None)


def test_r7_6_the_manager_gives_the_permission_to_approve_and_takes_it_back(client, manager, contact):
    client.force_login(manager)
    address = f"/people/{of(contact).pk}/role/"
    page = client.get("/people/").content.decode()
    assert f'action="{address}"' in page
    assert client.post(address, {"approves": "on"}, follow=True).status_code == 200
    assert (of(contact).approves_remote_access, of(contact).is_manager) == (True, False)
    client.post(address, {"manager": "on"})
    assert (of(contact).approves_remote_access, of(contact).is_manager) == (False, True)


def test_she_may_give_it_to_herself(client, manager):
    client.force_login(manager)
    client.post(f"/people/{of(manager).pk}/role/", {"manager": "on", "approves": "on"})
    assert of(manager).approves_remote_access
    assert of(manager).is_manager


def test_the_last_manager_stays_one_and_is_told_why(client, manager):
    client.force_login(manager)
    answer = client.post(f"/people/{of(manager).pk}/role/", {"approves": "on"})
    assert answer.status_code == 409
    assert "is the only manager" in answer.content.decode()
    assert (of(manager).is_manager, of(manager).approves_remote_access) == (True, False)


def test_a_contact_and_another_companys_manager_change_nothing(client, manager, contact):
    client.force_login(contact)
    address = f"/people/{of(contact).pk}/role/"
    assert client.post(address, {"manager": "on"}).status_code == 403
    stranger = make.contact(make.customer(number="C-2002"), role="manager")
    client.force_login(stranger)
    assert client.post(address, {"manager": "on"}).status_code == 404
    with pytest.raises(Forbidden):
        contact_roles.give(of(contact), stranger, manager=True, approves=True)
    assert not of(contact).is_manager


def test_whoever_is_demoted_may_not_leave_the_company_without_a_manager(manager, contact):
    contact_roles.give(of(contact), manager, manager=True, approves=False)
    contact_roles.give(of(manager), contact, manager=False, approves=False)
    with pytest.raises(leaving.LastManager):
        leaving.end(of(contact), contact)
