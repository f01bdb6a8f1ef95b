"""Special terms, a request for an upgrade, a text for the company alone, and an incident that it made needless."""

from entitlements import documents, searches
from entitlements.documents import Text
from entitlements.models import Document, Service, SpecialTerms
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
    documents.keep(
        Document.Kind.ARTICLE,
        company.customer.pk,
        f"/knowledge/{company.customer.pk}/",
        [Text("en", f"Posting error{company.said}", f"How to post again.{company.said}")],
        code=str(company.customer.pk),
        visibility=Document.Visibility.NAMED,
        customers=[company.customer.pk],
        published_at=WEDNESDAY,
    )
    text = Document.objects.get(kind=Document.Kind.ARTICLE, customers=[company.customer.pk])
    searches.note_deflection(
        text, f"Posting{company.said}", company.contact, company.customer, None, WEDNESDAY
    )
