"""R25.1: `manage.py may` agrees with the comparison, for every service and customer of the demo."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from entitlements.comparison import compare
from entitlements.models import Service
from subscriptions import coverage
from subscriptions.models import Customer
from tests.demo.moment import T
from xtreme.demo import customers


def may(customer, service, product=None):
    out = StringIO()
    words = {"product": product.code} if product else {}
    call_command("may", customer.number, service, at=T.isoformat(), stdout=out, **words)
    return json.loads(out.getvalue())


def has_it(answer):
    """Whether the tier has the service; used up or kept to office hours it has it too."""
    return answer["allowed"] or answer["remaining"] == 0 or answer["code"] == "office_hours_only"


@pytest.mark.parametrize("number", sorted(customers.NUMBERS))
def test_r25_1_every_answer_is_what_the_comparison_says_of_the_lines_tier(number):
    customer, compared = Customer.objects.get(number=number), compare(T)
    lines = coverage.lines(customer, T)
    rows = {line.label: line for line in compared.lines}
    services = Service.objects.prefetch_related("rows")
    for service in services:
        row = rows[service.rows.all()[0].label]
        included = {cell.tier: cell.included for cell in row.cells}
        if service.scope == Service.Scope.COMPANY:
            assert has_it(may(customer, service.code)) == any(included[line.tier] for line in lines), service
        else:
            for line in lines:
                answer = may(customer, service.code, line.product)
                assert has_it(answer) == included[line.tier], (service, line)
                assert answer["tiers_with_it"] == [tier.code for tier, has in included.items() if has]
    if not lines:
        assert {may(customer, service.code)["code"] for service in services} == {"subscription_expired"}
