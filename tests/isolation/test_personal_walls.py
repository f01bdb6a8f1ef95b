"""The second wall by person, by plain SQL: what is one person's alone is neither a colleague's nor a stranger's to
read or to change, in a contact's role."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import DatabaseError, connection, transaction

from entitlements.briefings import feeds
from entitlements.briefings.models import WatchPosition
from notifications.models import Device, MailTimes, Preference
from subscriptions import tenancy
from subscriptions.models import ApiToken
from tests.isolation.moments import TEN
from tests.isolation.test_walls import run

pytestmark = pytest.mark.django_db

SECRET = {
    "subscriptions_apitoken",
    "usersessions_usersession",
    "django_session",
    "mfa_authenticator",
    "notifications_device",
    "briefings_watchposition",
    "briefings_calendarfeed",
}
READABLE = {
    "subscriptions_user",
    "account_emailaddress",
    "socialaccount_socialaccount",
    "notifications_preference",
    "notifications_mailtimes",
}
OF_NOBODY = {"sign_in_failedsignin"}  # counted by digests of what was typed; whose it is is not known
REFUSED = "row-level security|permission denied"


@pytest.fixture
def people(own, other):
    """Herself, a colleague, and somebody of another customer, each with a row of every table."""
    found = own.contact, own.manager, other.contact
    for number, person in enumerate(found):
        session = Session.objects.create(
            session_key=f"session{number}", session_data="", expire_date=TEN + timedelta(days=1)
        )
        UserSession.objects.create(
            user=person, session_key=session.session_key, ip="192.0.2.7", user_agent="-"
        )
        ApiToken.issue(person, "monitoring")
        Authenticator.objects.get_or_create(user=person, type="totp", defaults={"data": {}})
        SocialAccount.objects.create(user=person, provider="azure", uid=f"u{number}")
        Device.objects.create(user=person, endpoint=f"https://push.example/{number}", p256dh="-", auth="-")
        Preference.objects.create(user=person, kind="reply", channel="email", wanted=False)
        MailTimes.objects.get_or_create(user=person)
        WatchPosition.objects.filter(user=person).delete()
        WatchPosition.objects.create(
            user=person,
            recording_id=run("select id from briefings_recording limit 1")[0][0],
            second=1,
            at=TEN,
        )
        feeds.issue(person)
    return found


def owners(table):
    """Whose rows are seen; of a session as its list of sessions says."""
    if table == "django_session":
        keys = tuple(key for (key,) in run("select session_key from django_session"))
        with tenancy.as_staff():
            rows = run("select user_id from usersessions_usersession where session_key = any(%s)", list(keys))
    else:
        rows = run(f"select {column(table)} from {table}")
    return {person for (person,) in rows}


def column(table):
    return "id" if table == "subscriptions_user" else "user_id"


def test_a_contact_selects_what_is_hers_alone(people):
    me, colleague, stranger = people
    for table in SECRET:
        with tenancy.as_contact(me.memberships.get().customer_id, me.pk):
            assert owners(table) == {me.pk}, table
        assert owners(table) >= {me.pk, colleague.pk, stranger.pk}, table


def test_without_a_person_nothing_of_anybody_is_seen(people):
    for person in (None, 0):
        with tenancy.as_contact(people[0].memberships.get().customer_id, person):
            for table in SECRET:
                assert owners(table) == set(), table


def test_the_login_role_reads_who_signs_in(people):
    with tenancy.as_owner():
        for table in SECRET - {"django_session"}:
            assert owners(table) >= {person.pk for person in people}, table


def test_a_contact_changes_and_deletes_nothing_of_anybody_else(people):
    me, *others = people
    written = granted("UPDATE") & (SECRET | READABLE)
    assert written == (SECRET | READABLE) - {"subscriptions_apitoken"}
    with tenancy.as_contact(me.memberships.get().customer_id, me.pk):
        for table in written - {"django_session"}:
            for other in others:
                for change in (
                    f"update {table} set {column(table)} = {column(table)}",
                    f"delete from {table}",
                ):
                    assert run(f"{change} where {column(table)} = %s", other.pk) == 0, table
        assert run("update notifications_preference set wanted = wanted") > 0


def test_a_contact_writes_nothing_in_the_name_of_anybody_else(people):
    me, colleague, _stranger = people
    with tenancy.as_contact(me.memberships.get().customer_id, me.pk):
        for table in granted("INSERT") & (SECRET | READABLE) - {"django_session"}:
            with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
                run(f"insert into {table} ({column(table)}) values (%s)", colleague.pk)
        with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
            run("update notifications_preference set user_id = %s", colleague.pk)


def test_no_contact_makes_herself_one_of_the_vendor(people):
    me = people[0]
    with tenancy.as_contact(me.memberships.get().customer_id, me.pk):
        for mark in ("is_staff", "is_superuser"):
            with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
                run(f"update subscriptions_user set {mark} = true where id = %s", me.pk)
        assert run("update subscriptions_user set name = name") == 1


def test_whatever_a_contact_may_write_is_walled_by_customer_or_by_person():
    """A table that her role may write and that has no wall would be everybody's."""
    open_to_all = run(
        "select relname from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace"
        " and not relrowsecurity and (has_table_privilege('xtreme_contact', oid, 'insert')"
        " or has_table_privilege('xtreme_contact', oid, 'update'))"
    )
    assert {table for (table,) in open_to_all} == OF_NOBODY


def granted(right):
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace"
            " and has_table_privilege('xtreme_contact', oid, %s)",
            [right],
        )
        return {table for (table,) in cursor.fetchall()}
