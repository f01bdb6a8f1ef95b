"""R7.4: a connection is encrypted at rest, shown only to that session's agent while it lasts, erased when it ends
and provably gone: the raw tables are read."""

import logging
from dataclasses import replace

import pytest
from django.db import connection, transaction

from subscriptions.audit.models import Entry
from subscriptions.refusals import Refusal
from subscriptions.rotation import encrypted_fields
from tests.remote_access.scene import AT, HOUR, LINK, MINUTE, SECRET, VPN, fresh, scene
from tickets.remote_access import approving, asking, running, supplying, watching
from tickets.remote_access.models import ConnectionDetails

pytestmark = pytest.mark.django_db


@pytest.fixture
def nordlys():
    return scene()


def tables_that_hold(text):
    """Every table of the database with a row that holds the text, as its owner's raw columns have it."""
    with connection.cursor() as cursor:
        cursor.execute("select tablename from pg_tables where schemaname = 'public'")
        names = [row[0] for row in cursor.fetchall()]
        held = []
        for name in names:
            cursor.execute(
                f'select 1 from "{name}" as each where each::text like %s limit 1',
                [f"%{text}%"],
            )
            if cursor.fetchone():
                held.append(name)
        return held


def code_of(act, *args):
    with pytest.raises(Refusal) as raised:
        act(*args)
    return raised.value.code


ENDINGS = {
    "ended": lambda nordlys, session: running.end(session, nordlys.agent, "Looked", AT + MINUTE),
    "withdrawn": lambda nordlys, session: approving.withdraw(session, nordlys.contact, "", AT + MINUTE),
    "expired": lambda nordlys, session: watching.step(session, AT + 2 * HOUR),
    "expired before it began": lambda nordlys, session: watching.step(session, AT + 2 * HOUR),
    "declined": lambda nordlys, session: approving.decline(session, nordlys.mette, "No", AT + MINUTE),
    "cancelled": lambda nordlys, session: asking.cancel(session, nordlys.agent, AT + MINUTE),
}


@pytest.mark.parametrize("how", ENDINGS)
@pytest.mark.parametrize("secret", [SECRET, "tangloppe77"], ids=["vpn", "link"])
def test_r7_4_no_table_history_audit_outbox_or_log_holds_the_secret_and_the_row_goes_with_the_session(
    nordlys, how, secret, caplog
):
    caplog.set_level(logging.DEBUG)
    given = VPN if secret == SECRET else supplying.Connection(kind="link", link=LINK)
    session = nordlys.ask()
    nordlys.approve(session)
    nordlys.supply(session, connection=given)
    nordlys.name_person(session)
    if how in ("ended", "withdrawn", "expired"):
        nordlys.start(session)
        assert secret in "".join(vars(running.look(session, nordlys.agent, AT)).values())
    assert tables_that_hold(secret) == []
    assert ConnectionDetails.objects.filter(session=session).exists()
    kept = raw()
    assert kept.startswith("gAAAA")
    ENDINGS[how](nordlys, session)
    assert tables_that_hold(secret) == []
    assert tables_that_hold(kept) == [], "not even encrypted"
    assert not ConnectionDetails.objects.exists()
    assert secret not in caplog.text


def raw():
    with connection.cursor() as cursor:
        cursor.execute("select secrets from remote_access_connectiondetails")
        return cursor.fetchone()[0]


def test_r7_4_the_database_erases_it_whoever_ends_the_session(nordlys):
    session = nordlys.running()
    type(session).objects.filter(pk=session.pk).update(state="ended", ended_at=AT)
    assert not ConnectionDetails.objects.exists()


def test_r7_4_it_is_shown_to_the_agent_who_started_it_while_it_lasts_and_to_nobody_else(nordlys):
    session = nordlys.ready(agents=[nordlys.agent, nordlys.colleague])
    refused = "remote_connection_not_shown"
    assert code_of(running.look, session, nordlys.agent, AT) == refused
    nordlys.start(session)
    assert running.look(session, nordlys.agent, AT + MINUTE) == VPN
    for other in (nordlys.colleague, nordlys.mette, nordlys.contact, nordlys.manager):
        assert code_of(running.look, session, other, AT + MINUTE) == refused
    assert code_of(running.look, session, nordlys.agent, AT + 2 * HOUR) == refused
    running.end(session, nordlys.agent, "Looked", AT + HOUR)
    assert code_of(running.look, session, nordlys.agent, AT + HOUR) == refused


def test_r7_4_each_look_is_on_the_audit_trail_which_the_customers_manager_reads(nordlys):
    session = nordlys.running()
    for _look in range(2):
        running.look(session, nordlys.agent, AT)
    rows = Entry.objects.filter(kind="remote.connection_seen", object_id=session.pk)
    assert [(row.person, row.customer_id, row.shown) for row in rows] == [
        (nordlys.agent, nordlys.customer.pk, True)
    ] * 2


def test_r7_4_a_look_that_is_refused_records_nothing(nordlys):
    session = nordlys.ready()
    with transaction.atomic():
        code_of(running.look, session, nordlys.agent, AT)
    assert not Entry.objects.filter(kind="remote.connection_seen").exists()


def test_r7_4_another_connection_takes_the_place_of_the_first_also_while_it_runs(nordlys):
    session = nordlys.running()
    nordlys.supply(session, at=AT + MINUTE, connection=replace(VPN, secret="Ny-kode-42"))
    assert running.look(session, nordlys.agent, AT + MINUTE).secret == "Ny-kode-42"
    assert ConnectionDetails.objects.count() == 1
    assert fresh(session).state == "running"


def test_r7_4_keys_of_encryption_are_rotated_here_too():
    assert (ConnectionDetails, "secrets") in set(encrypted_fields())


def test_a_connection_says_no_secret_of_itself():
    assert repr(VPN) == "Connection(vpn)"
