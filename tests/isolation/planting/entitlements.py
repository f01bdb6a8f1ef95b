"""Special terms and a request for an upgrade."""

from entitlements.models import Service, SpecialTerms
from entitlements.renewal.requests import ask
from tests import factories as make
from tests.isolation.moments import BEGINS, ENDS, WEDNESDAY


def plant(company):
    SpecialTerms.objects.create(
        customer=company.customer,
        service=Service.objects.get(code="how_to"),
        starts_at=BEGINS,
        ends_at=ENDS,
        reason=f"Agreed{company.said}",
        approved_by=make.staff("account_owner"),
    )
    ask(
        company.customer,
        make.product("VDL"),
        make.tier("XTE"),
        f"We grow.{company.said}",
        company.contact,
        WEDNESDAY,
    )
