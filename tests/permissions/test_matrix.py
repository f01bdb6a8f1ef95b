"""The one table of permissions: every guarded page is asked as every role, and answers as the table says."""

import pytest
from django.urls import URLPattern, get_resolver, reverse

from subscriptions import permissions
from subscriptions.models import Membership, StaffMember
from subscriptions.permissions import TABLE, CompanyRole, Permission, Role
from tests import factories as make
from tests.desk.pages import signed_in, text
from tests.tickets.moments import moment

pytestmark = pytest.mark.django_db

AT = moment("2026-11-25 09:00 +01:00")
# What stands for the words of an address; where no such row exists the guard has answered before that is known.
WORDS = {
    "number": 1,
    "version": 1,
    "person": 1,
    "file": 1,
    "fix": 1,
    "code": "LGF",
    "product": "LGF",
    "system": 1,
    "name": "reply",
    "step": "confirm",
    "token": "x",
    "key": "00000000-0000-0000-0000-000000000000",
}
STRINGS = {"number": "C-1"}


def guarded(resolver=None, prefix="", namespace=""):
    """Every view with a permission: (its address, the permission)."""
    for entry in (resolver or get_resolver()).url_patterns:
        if not isinstance(entry, URLPattern):
            yield from guarded(entry, prefix + str(entry.pattern), entry.namespace or namespace)
        elif permission := getattr(entry.callback, "permission", None):
            name = f"{namespace}:{entry.name}" if namespace else entry.name
            words = {
                key: STRINGS.get(key, "x") if type(converter).__name__ == "StringConverter" else WORDS[key]
                for key, converter in entry.pattern.converters.items()
            }
            yield reverse(name, kwargs=words), permission


def staff(role):
    return make.staff(role)


def member(role):
    person = make.contact(make.customer(), "manager" if role == CompanyRole.MANAGER else "contact")
    if role == CompanyRole.APPROVER:
        Membership.objects.filter(user=person).update(approves_remote_access=True)
    return person


def refused(client, address):
    """Whether the guard refuses by a sentence. A row that is missing is no guard's refusal."""
    return client.get(address).status_code == 403


def test_the_walk_finds_many_guards():
    assert len(list(guarded())) > 60


@pytest.mark.parametrize("role", Role.values)
def test_every_guarded_page_answers_a_role_of_the_vendor_as_the_table_says(role):
    person = staff(role)
    client, wrong = signed_in(person), []
    for address, permission in guarded():
        if not TABLE[permission].staff:
            continue  # a page of the portal: staff are sent to the desk
        may = permission is Permission.READ or role in TABLE[permission].staff
        if refused(client, address) == may:
            wrong.append((address, permission))
    assert wrong == []


@pytest.mark.parametrize("role", CompanyRole.values)
def test_every_guarded_page_answers_a_contact_as_the_table_says(role):
    person = member(role)
    held = permissions.company_roles(person.memberships.get())
    client, wrong = signed_in(person), []
    for address, permission in guarded():
        answer = client.get(address).status_code
        if not TABLE[permission].company:
            wrong += [(address, answer)] if answer != 404 else []
        elif (answer == 403) == (not held.isdisjoint(TABLE[permission].company)):
            # a page of the portal may refuse more than its guard: what only managers may
            wrong += [] if permission is Permission.USE_PORTAL else [(address, answer)]
    assert wrong == []


@pytest.mark.parametrize("permission", Permission)
def test_every_permission_has_its_rule_and_a_role_that_holds_it(permission):
    rule = TABLE[permission]
    assert rule.staff or rule.company
    assert rule.staff <= frozenset(Role.values)
    assert rule.company <= frozenset(CompanyRole.values)


@pytest.mark.parametrize("role", Role.values)
def test_may_is_what_the_table_says(role):
    person = staff(role)
    for permission, rule in TABLE.items():
        assert permissions.may(person, permission) == (role in rule.staff), permission


def test_the_page_shows_the_table_itself(monkeypatch):
    client = signed_in(make.staff("agent"))
    first = client.get("/desk/permissions/")
    assert str(TABLE[Permission.ASSIGN].name) in text(first)
    held = [row for side in first.context["sides"] for row in side.rows]
    assert len(held) == sum(bool(rule.staff) + bool(rule.company) for rule in TABLE.values())
    changed = permissions.Rule("Give away", frozenset(Role.values))
    monkeypatch.setitem(TABLE, Permission.ASSIGN, changed)
    row = next(
        row
        for side in client.get("/desk/permissions/").context["sides"]
        for row in side.rows
        if row[0] == "Give away"
    )
    assert all(row[1])
    assert permissions.may(make.staff("advisor"), Permission.ASSIGN)


def test_a_contact_finds_no_page_of_permissions():
    assert signed_in(make.contact(make.customer())).get("/desk/permissions/").status_code == 404


def test_an_auditor_holds_no_other_role():
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        StaffMember.objects.create(user=make.user(is_staff=True), roles=["auditor", "agent"])


def test_the_page_says_what_a_limited_person_does_not_do(client):
    client.force_login(staff("agent"))
    shown = text(client.get("/desk/permissions/"))
    assert "whatever her roles, she does not:" in shown
    assert shown.count(str(TABLE[Permission.PUBLISH].name)) == 2
