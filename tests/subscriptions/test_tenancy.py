"""The two walls between customers, by the database itself and by raw SQL."""

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from subscriptions import tenancy
from subscriptions.models import ApiToken, Customer, Membership
from tests import factories as make
from tests.tickets.moments import moment
from tickets.models import Incident, TimelineEntry

pytestmark = pytest.mark.django_db


def walled(table):
    with connection.cursor() as cursor:
        cursor.execute(
            "select relrowsecurity and relforcerowsecurity,"
            " (select array_agg(polroles[1]::regrole::text order by 1) from pg_policy where polrelid = c.oid)"
            " from pg_class c where oid = %s::regclass",
            [table],
        )
        return cursor.fetchone()


def test_every_table_with_a_customer_has_all_policies_and_is_forced():
    assert len(tenancy.walled_models()) > 15
    for model in tenancy.walled_models():
        forced, roles = walled(model._meta.db_table)
        assert forced, model
        assert set(roles) >= {"xtreme_contact", "xtreme_limited", "xtreme_staff"}, model


def test_a_model_that_leads_to_a_customer_says_so_itself():
    """A child of a walled model must carry the customer too, or it stands outside the wall. What is one person's
    alone has the narrower wall (tests/isolation/test_personal_walls.py)."""
    walls = {*tenancy.walled_models(), ApiToken}
    outside = [
        model._meta.label
        for model in apps.get_models()
        if model not in walls
        and model._meta.app_label
        in {
            "subscriptions",
            "entitlements",
            "notifications",
            "tickets",
            "duty",
            "desk",
            "renewal",
            "community",
        }
        and any(f.is_relation and f.many_to_one and f.related_model in walls for f in model._meta.fields)
    ]
    assert outside == []


def test_the_bare_login_role_sees_no_row():
    make.customer()
    with connection.cursor() as cursor:
        cursor.execute("select set_config('role', 'none', true)")
        cursor.execute("select count(*) from subscriptions_customer")
        assert cursor.fetchone() == (0,)


def test_a_contact_sees_her_company_only_whatever_the_query_asks():
    mine, other = (
        make.incident(at=moment("2026-11-25 09:00 +01:00")),
        make.incident(at=moment("2026-11-25 09:00 +01:00")),
    )
    with tenancy.as_contact(mine.customer_id):
        assert list(Incident.objects.all()) == [mine]
        assert list(Customer.objects.all()) == [mine.customer]
        assert not TimelineEntry.objects.filter(incident=other.pk).exists()
        assert not Membership.objects.filter(customer=other.customer_id).exists()
        assert Incident.objects.filter(pk=other.pk).update(title="mine now") == 0


def test_a_contact_cannot_write_a_row_of_another_company():
    one, other = make.customer(), make.customer()
    person = make.contact(one)
    with pytest.raises(ProgrammingError), transaction.atomic(), tenancy.as_contact(one.pk):
        Membership.objects.create(customer=other, user=person)


def test_a_contact_cannot_write_settings():
    customer = make.customer()
    with pytest.raises(ProgrammingError), transaction.atomic(), tenancy.as_contact(customer.pk):
        make.product("NEW")


def test_the_role_is_given_back_after_a_block_and_after_an_error():
    customer = make.customer()
    make.customer()
    before = Customer.objects.count()
    with tenancy.as_contact(customer.pk):
        assert Customer.objects.count() == 1
    assert Customer.objects.count() == before
    with pytest.raises(ZeroDivisionError), tenancy.as_contact(customer.pk):
        raise ZeroDivisionError
    assert Customer.objects.count() == before


def test_the_first_wall_alone_keeps_strangers_out():
    """As staff the database shows everything; `visible_to` still asks whose it is."""
    mine = make.incident(at=moment("2026-11-25 09:00 +01:00"))
    stranger = make.contact(make.customer())
    assert list(Incident.objects.visible_to(mine.contact)) == [mine]
    assert list(Incident.objects.visible_to(stranger)) == []


def test_an_ended_membership_sees_nothing():
    mine = make.incident(at=moment("2026-11-25 09:00 +01:00"))
    Membership.objects.filter(user=mine.contact).update(ended_at=moment("2026-11-26 09:00 +01:00"))
    assert list(Incident.objects.visible_to(mine.contact)) == []
