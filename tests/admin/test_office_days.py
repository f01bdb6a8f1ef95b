"""A target in days is one of office days: what would count it around the clock is refused (TARGETS.md, 2)."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from entitlements import targets
from entitlements.admin.target_form import cell_name
from entitlements.models import Grant, Service, SpecialTerms, TargetPolicy
from entitlements.refusals import DaysAroundTheClock
from subscriptions.life import renewals
from subscriptions.models import Product
from tests import factories as make
from tests.admin.pages import marks, press, saved
from tests.admin.test_exchange import bring

pytestmark = pytest.mark.django_db

GRANTS, EXCEPTIONS = "/admin/entitlements/grant/add/", "/admin/entitlements/specialterms/add/"
POLICIES = "/admin/entitlements/targetpolicy/add/"
COPENHAGEN = ZoneInfo("Europe/Copenhagen")  # where the factory's customers are
REFUSED = "Around the clock a target in days cannot be counted: "


@pytest.fixture
def in_office_hours():
    """XT has severity 1 in office hours, and a first response of a day."""
    Grant.objects.filter(tier__code="XT", service__code__in=targets.CRITICAL_SERVICES).update(clock="office")
    policy = targets.policy_at(timezone.now())
    rule = policy.rules.get(tier__code="XT", severity=1, milestone="first_response", product=None)
    rule.amount, rule.unit = 1, "d"
    rule.save()
    return rule


@pytest.fixture
def modified(in_office_hours):
    """A product that is not supported outside office hours, with a target in days under Premium."""
    product = make.product("TLB", after_hours_supported=False)
    in_office_hours.policy.rules.create(
        tier=make.tier("XTP"), severity=1, milestone="first_response", product=product, amount=2, unit="d"
    )
    return product


def day(days):
    """So many days from the customers' today."""
    return (timezone.localdate(timezone=COPENHAGEN) + timedelta(days=days)).isoformat()


def around(customer, administrator, **fields):
    return {
        "customer": customer.pk,
        "service": Service.objects.get(code="critical_support").pk,
        "clock": "24x7",
        "first_day": day(1),
        "last_day": day(90),
        "reason": "Agreed",
        "approved_by": administrator.pk,
    } | fields


def test_r10_1_a_grant_around_the_clock_is_refused_while_the_tier_has_a_target_in_days(
    admin, in_office_hours
):
    terms = {"tier": make.tier("XT").pk, "service": Service.objects.get(code="critical_support").pk}
    number = Grant.objects.count()
    page = press(admin, GRANTS, **terms, clock="24x5", from_day=day(10))
    (sentence,) = marks(page)["clock"]
    assert sentence.startswith(f"{REFUSED}Xtreme Support, severity 1, first response (1 d), in “")
    assert Grant.objects.count() == number
    in_office_hours.amount, in_office_hours.unit = 9, "h"
    in_office_hours.save()
    assert saved(press(admin, GRANTS, **terms, clock="24x5", from_day=day(10)))


def test_r10_1_an_exception_around_the_clock_is_refused_where_her_tier_has_a_target_in_days(
    admin, administrator, in_office_hours
):
    support, premium = make.customer(), make.customer()
    make.line(support, make.product("LGF"), "XT")
    make.line(premium, make.product("LGF"), "XTP")
    page = press(admin, EXCEPTIONS, **around(support, administrator))
    assert marks(page)["clock"][0].startswith(REFUSED)
    assert not SpecialTerms.objects.exists()
    assert saved(press(admin, EXCEPTIONS, **around(support, administrator, clock="office")))
    assert saved(press(admin, EXCEPTIONS, **around(premium, administrator)))


def test_r10_5_a_product_with_a_target_in_days_is_not_supported_outside_office_hours_typed_or_imported(
    admin, modified
):
    address = f"/admin/subscriptions/product/{modified.pk}/change/"
    page = press(admin, address, after_hours_supported="on")
    (sentence,) = marks(page)["after_hours_supported"]
    assert sentence.startswith(
        f"{REFUSED}Product TLB: Xtreme Premium Support, severity 1, first response (2 d)"
    )
    text = "code,name,after_hours_supported\nTLB,Product TLB,1\n"
    assert "Around the clock" in bring(admin, "product", text)[0].content.decode()
    assert not Product.objects.get(pk=modified.pk).after_hours_supported
    assert saved(press(admin, address, name="Tool box"))


def test_r10_1_a_target_in_days_is_refused_where_a_grant_or_an_exception_to_come_runs_around_the_clock(
    admin, administrator, in_office_hours
):
    cell = cell_name(make.tier("XT").pk, 1, "first_response")
    assert saved(press(admin, POLICIES, name="Days", **{cell: "1 d"}))
    in_office_hours.policy.rules.filter(pk=in_office_hours.pk).update(amount=9, unit="h")
    TargetPolicy.objects.filter(name="Days").delete()
    customer = make.customer(name="Nordlys")
    make.line(customer, make.product("LGF"), "XT")
    assert saved(press(admin, EXCEPTIONS, **around(customer, administrator)))
    page = press(admin, POLICIES, name="Days", **{cell: "1 d"})
    assert marks(page)[cell] == [
        "By an exception severity 1 of Nordlys runs around the clock: write the target in hours."
    ]
    SpecialTerms.objects.all().delete()
    Grant.objects.create(
        tier=make.tier("XT"),
        service=Service.objects.get(code="extended_critical_support"),
        clock="24x7",
        in_force_from=timezone.now() + timedelta(days=30),
    )
    page = press(admin, POLICIES, name="Days", from_day=day(5), **{cell: "1 d"})
    assert marks(page)[cell] == ["Severity 1 runs around the clock here: write the target in hours."]


def test_r10_5_a_product_is_not_supported_outside_office_hours_beside_an_exception_around_the_clock(
    admin, administrator, modified
):
    """The tier itself has office hours there; a customer of it has negotiated more."""
    policy = TargetPolicy.objects.get(rules__product=modified)
    policy.rules.filter(product=modified).update(tier=make.tier("XT"))
    policy.rules.filter(product=None, severity=1, unit="d").update(amount=9, unit="h")
    customer = make.customer()
    make.line(customer, modified, "XT")
    assert saved(press(admin, EXCEPTIONS, **around(customer, administrator, standard_products_only="on")))
    address = f"/admin/subscriptions/product/{modified.pk}/change/"
    page = press(admin, address, after_hours_supported="on")
    assert marks(page)["after_hours_supported"][0].startswith(f"{REFUSED}Product TLB: Xtreme Support")
    assert not Product.objects.get(pk=modified.pk).after_hours_supported


def test_r10_1_another_tier_is_refused_where_an_exception_would_count_its_days_around_the_clock(
    admin, administrator, in_office_hours
):
    customer = make.customer()
    line = make.line(customer, make.product("LGF"), "XTP")
    assert saved(press(admin, EXCEPTIONS, **around(customer, administrator, first_day=day(0))))
    with pytest.raises(DaysAroundTheClock) as refused:
        renewals.add_line(line.subscription, make.product("FMP"), make.tier("XT"), administrator)
    assert "Xtreme Support" in str(refused.value)
    assert customer.lines.count() == 1
    in_office_hours.amount, in_office_hours.unit = 9, "h"
    in_office_hours.save()
    renewals.add_line(line.subscription, make.product("FMP"), make.tier("XT"), administrator)


def test_r10_1_a_line_that_is_typed_so_is_refused_at_its_tier(admin, administrator, in_office_hours):
    customer = make.customer()
    line = make.line(customer, make.product("LGF"), "XTP")
    assert saved(press(admin, EXCEPTIONS, **around(customer, administrator, first_day=day(0))))
    address = f"/admin/subscriptions/subscription/{line.subscription_id}/change/"
    row = {"lines-1-product": make.product("FMP").pk, "lines-1-tier": make.tier("XT").pk}
    row |= {"lines-1-first_day": day(1), "lines-1-last_day": day(20)}
    page = press(admin, address, **{"lines-TOTAL_FORMS": "2"}, **row)
    (sentence,) = marks(page)["lines-1-tier"]
    assert sentence.startswith("By an exception severity 1 of this customer runs around the clock until ")
    assert customer.lines.count() == 1
