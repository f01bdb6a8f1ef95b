"""A page that somebody opened before a colleague's change does not undo it (R25.3, R27.1, R27.4)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from entitlements.models import Grant, Service, SpecialTerms
from notifications.models import BounceRules
from subscriptions import leaving
from subscriptions.models import AdvisorAssignment, Membership
from tests import factories as make
from tests.admin.pages import marks, messages, press, saved, typed

pytestmark = pytest.mark.django_db

CHANGED_SINCE = "This has changed since you opened this page"


def page_of(row):
    return f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/"


def day(number):
    return (timezone.localdate() + timedelta(days=number)).isoformat()


def refused_as_stale(page):
    return any(CHANGED_SINCE in sentence for sentence in marks(page).get("__all__", ()))


@pytest.fixture
def terms(administrator):
    now = timezone.now()
    return SpecialTerms.objects.create(
        customer=make.customer(),
        service=Service.objects.get(code="advisor"),
        starts_at=now - timedelta(days=10),
        ends_at=now + timedelta(days=300),
        reason="Pilot",
        approved_by=administrator,
    )


def test_r27_1_an_exception_that_a_colleague_ended_does_not_go_on_by_an_older_page(admin, terms):
    stale = typed(admin.get(page_of(terms))) | {"_save": "1"}
    assert saved(press(admin, page_of(terms), last_day=day(5)))
    ended = SpecialTerms.objects.get().ends_at
    page = admin.post(page_of(terms), stale)
    assert refused_as_stale(page)
    assert typed(page)["last_day"] == stale["last_day"]
    assert SpecialTerms.objects.get().ends_at == ended
    assert refused_as_stale(
        admin.post(page_of(terms), typed(page) | {"_save": "1"})
    )  # and is not, pressed again
    assert saved(press(admin, page_of(terms), last_day=day(300)))


def test_r27_4_a_grant_that_a_colleague_withdrew_does_not_come_back_by_an_older_page(admin):
    held = Grant.objects.get(tier=make.tier("XTP"), service__code="interactive_briefings")
    stale = typed(admin.get(page_of(held))) | {"_save": "1"}
    assert saved(press(admin, page_of(held), last_day=day(10)))
    assert refused_as_stale(admin.post(page_of(held), stale))
    held.refresh_from_db()
    assert held.in_force_until


def test_new_terms_of_a_grant_make_the_page_of_the_old_ones_old(admin):
    held = Grant.objects.get(tier=make.tier("XTE"), service__code="special_events")
    stale = typed(admin.get(page_of(held))) | {"_save": "1", "last_day": day(60)}
    assert saved(
        press(admin, f"/admin/entitlements/grant/add/?from={held.pk}", from_day=day(20), allowance="2")
    )
    assert refused_as_stale(admin.post(page_of(held), stale))


def test_rules_that_a_colleague_changed_stay_as_she_left_them(admin):
    rules, _made = BounceRules.objects.get_or_create(pk=1)
    names = [field.name for field in BounceRules._meta.fields if field.name != "id"]
    before = typed(admin.get(page_of(rules))) | {"_save": "1"}
    name = next(name for name in names if before.get(name, "").isdecimal())
    assert saved(press(admin, page_of(rules), **{name: str(int(before[name]) + 1)}))
    assert refused_as_stale(admin.post(page_of(rules), before))
    rules.refresh_from_db()
    assert getattr(rules, name) == int(before[name]) + 1


def test_r17_1_rows_within_a_row_count_with_it(admin):
    customer = make.customer()
    advisor, other = make.staff("advisor"), make.staff("advisor")
    AdvisorAssignment.objects.create(customer=customer, advisor=advisor, starts_on=timezone.localdate())
    stale = typed(admin.get(page_of(customer))) | {"_save": "1"}
    AdvisorAssignment.objects.update(advisor=other)
    assert refused_as_stale(admin.post(page_of(customer), stale))
    assert AdvisorAssignment.objects.get().advisor == other


def test_r18_3_who_has_left_meanwhile_does_not_come_back_by_an_older_page_of_her_company(admin):
    """Her manager ended it in the portal; the page of the customer showed her as a contact."""
    customer = make.customer()
    manager, contact = make.contact(customer, Membership.Role.MANAGER), make.contact(customer)
    stale = typed(admin.get(page_of(customer))) | {"_save": "1"}
    leaving.end(contact.memberships.get(), manager)
    assert refused_as_stale(admin.post(page_of(customer), stale))
    assert contact.memberships.get().ended_at


def test_who_was_shut_out_meanwhile_does_not_come_back_by_an_older_page(admin):
    person = make.contact(make.customer(), phone="1")
    stale = typed(admin.get(page_of(person))) | {"_save": "1"}
    person.last_login = timezone.now()
    person.save()
    assert saved(
        admin.post(page_of(person), stale | {"phone": "2"})
    )  # that she signs in changes nothing of it
    stale = typed(admin.get(page_of(person))) | {"_save": "1"}
    assert saved(press(admin, page_of(person), is_active=None))
    assert refused_as_stale(admin.post(page_of(person), stale))
    person.refresh_from_db()
    assert (person.is_active, person.phone) == (False, "2")


def test_a_page_saved_twice_in_a_row_is_saved_twice(admin, terms):
    page = press(admin, page_of(terms), "_continue", last_day=day(5))
    assert saved(page)
    page = admin.get(page.url)
    assert messages(page)
    assert saved(admin.post(page_of(terms), typed(page) | {"last_day": day(6), "_save": "1"}))
