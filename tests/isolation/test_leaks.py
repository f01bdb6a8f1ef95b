"""Nothing of a customer reaches anybody else: every address, visited as everybody who may not."""

import re
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from entitlements.community.models import Profile, Question
from notifications.models import Notification
from subscriptions import tenancy
from subscriptions.models import InstalledSystem, Membership
from subscriptions.tenancy import TenantQuerySet
from tests.isolation.companies import MARK, WORD
from tests.isolation.moments import TEN
from tests.postbox import Postbox, mailers
from tickets.live import topics
from xtreme.celery import app
from xtreme.isolation.marks import Marks, marks_of, rows_with
from xtreme.isolation.table import TABLE, TASKS
from xtreme.isolation.verification import not_tried, verify
from xtreme.isolation.visitors import Kind as Who
from xtreme.isolation.visitors import Visitor
from xtreme.isolation.visits import Browser

pytestmark = pytest.mark.django_db
MARKS = Marks((MARK,), WORD)
VISITORS = set(Who) - {Who.LIMITED}  # test_scope_leaks.py
# Instants at which the tasks have something to do: targets at risk and missed, silence, the weekend, the end.
LATER = [TEN + timedelta(days=days) for days in (0, 0.2, 1, 8, 16, 20, 200)]


def test_nothing_of_another_customer_is_seen_or_changed_by_anybody(own, other):
    """Every address and method, as every role of another customer, the vendor's without the role, signed out, and
    as a contact whose place has just ended: refused, no mark, nothing written, no difference from what is not."""
    tried = verify(other.customer, own.customer, write=True, marks=MARKS, kinds=VISITORS)
    leaks = [str(each) for each in tried if each.leak]
    assert leaks == [], "\n".join(leaks)
    assert {each.visitor.kind for each in tried} == VISITORS
    assert {each.row.name for each in tried} == {row.name for row in TABLE if row.name != "anymail:*"}


def test_one_of_everything_is_planted_and_marked(own, other):
    """Else what leads to it would not be tried."""
    assert not_tried(other.customer, own.customer) == []
    assert other.unmarked == []


def test_pages_listen_to_nothing_of_another_customer(own, other):
    """The tokens in a page name its own incident and its reader; one of another's topic cannot be made without the
    key."""
    client = Client()
    client.force_login(own.contact)
    for path in ("/", "/incidents/", f"/incidents/{own.incident.pk}/", "/search/?q=" + WORD):
        tokens = re.findall(r'"([\w.=-]+:[\w-]{6}:[\w-]{43})"', client.get(path).text)
        listened = {permit.topic for token in tokens if (permit := topics.permit(token))}
        assert listened <= {
            topics.of_incident(own.incident.pk, staff=False),
            topics.of_person(own.contact.pk),
        }
        assert listened


def test_tasks_write_nothing_of_another_customer(own, other, now, settings):
    """Every task of the workers, at the instants at which it has something to do: no row, mail or webhook of the
    own customer has the other's mark."""
    app.loader.import_default_modules()
    with Postbox() as post:
        settings.MAILERS = mailers(post.url)
        for later in LATER:
            now.move_to(later)
            for task in TASKS:
                app.tasks[task.name]()
    assert rows_with(MARKS, own.customer) == []
    assert told_with_mark(own) == []
    hers = {own.contact.email, own.manager.email, own.leaving.email}
    mailed = [mail for mail in post.taken if mail.to in hers]
    assert mailed
    assert [mail.subject for mail in mailed if MARK in mail.subject + mail.text] == []


def test_a_row_of_the_wrong_customer_is_found(own, other):
    """What the test above looks for, it finds."""
    InstalledSystem.objects.filter(customer=own.customer).update(site=f"Esbjerg {MARK}")
    assert rows_with(MARKS, own.customer) == ["subscriptions_installedsystem", "audit_entry"]


def test_rows_that_a_visit_changes_are_counted(own, other):
    """What the test above reads of a refusal, it would read otherwise of a page that lets her write."""
    browser = Browser(Visitor(Who.CONTACT, own.contact))
    assert browser.visit("GET", "/incidents/").written == 0
    reply = f"/incidents/{own.incident.pk}/reply/"
    assert browser.visit("POST", reply, {"body": "It stopped again at 09:10."}).written > 0
    assert browser.visit("GET", "/incidents/").written == 0


def told_with_mark(own):
    rows = Notification.objects.filter(recipient__memberships__customer=own.customer)
    return [row.pk for row in rows if MARK in f"{row.context}{row.subject}{row.text}{row.link}"]


def test_marks_are_what_stands_in_no_row_of_the_visitors(own, other):
    """The words by which the command knows another's data in a database without planted marks."""
    found = marks_of(other.customer, own.customer)
    assert any(MARK in text for text in found.texts)
    assert rows_with(found, own.customer) == []


def test_what_a_member_shows_is_no_mark_and_what_is_hidden_is(own, other):
    """R12.1: her company's name, once she shows it, stands on others' pages; a hidden question does not."""
    hidden = Question.objects.get(author__member__customer=other.customer, hidden_at__isnull=False)
    name = other.customer.name
    assert name in marks_of(other.customer, own.customer).texts
    Profile.objects.filter(member__user=other.manager).update(company=name)
    InstalledSystem.objects.filter(customer=other.customer).update(site=hidden.title)
    texts = marks_of(other.customer, own.customer).texts
    assert name not in texts
    assert hidden.title in texts


def test_the_command_says_what_it_tried_and_that_nothing_leaks(own, other, capsys):
    """`manage.py verify_isolation` on a database as it is, and nothing of it stays."""
    before = {table: count(table) for table in ("subscriptions_apitoken", "django_session")}
    verify_incidents(other, own)
    said = capsys.readouterr().out
    assert "No leak in" in said
    assert "tickets:incident " in said
    assert {table: count(table) for table in before} == before
    assert not Membership.objects.exclude(ended_at=None).exists()


def test_the_command_fails_for_a_leak(own, other, monkeypatch):
    """A forgotten filter, seen by who acts as the vendor."""
    monkeypatch.setattr(TenantQuerySet, "visible_to", lambda rows, user: rows.all())
    monkeypatch.setattr(tenancy, "become_contact", lambda *_whose: tenancy.become_staff())
    with pytest.raises(CommandError, match="it answers 200, expected 302, 404"):
        verify_incidents(other, own)


def verify_incidents(other, own):
    between = ("--customer", other.customer.number, "--visitors-of", own.customer.number)
    call_command("verify_isolation", *between, "--only", "tickets:")


def count(table):
    with connection.cursor() as cursor:
        cursor.execute(f"select count(*) from {table}")
        return cursor.fetchone()[0]
