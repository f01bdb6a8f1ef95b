"""A customer's own statement of how promises to her were kept; her managers read it."""

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from entitlements.models import Severity
from notifications.views.readers import ContactRequest, for_contacts
from subscriptions import permissions
from subscriptions.models import Product
from subscriptions.permissions import Permission
from tickets.dashboards import promises as kept
from tickets.dashboards import sections
from tickets.dashboards.views.desk import sections_as_csv
from tickets.sections import Section

DESK = "/desk/dashboard/promises/"


@for_contacts(DESK)
@require_safe
def promises(request: ContactRequest) -> HttpResponse:
    """How response targets were kept for her company in the last months. Raises Forbidden."""
    statement, found = _statement(request)
    context = {
        "statement": statement,
        "share": sections.share(statement.total),
        "sections": found,
        "more": kept.is_shown_more(request.customer),
    }
    return render(request, "dashboards/company.html", context)


@for_contacts(DESK)
@require_safe
def export(request: ContactRequest) -> StreamingHttpResponse:
    """The numbers behind it as a spreadsheet. Raises Forbidden."""
    _statement_of, found = _statement(request)
    return sections_as_csv(request.user, "promises", found)


def _statement(request: ContactRequest) -> tuple[kept.Statement, list[Section]]:
    permissions.require(request.user, Permission.MANAGE_COMPANY, request.membership)
    statement = kept.of_customer(request.customer, timezone.now())
    names = {
        "severity": {value: _("Severity {n}").format(n=value) for value in Severity.values},
        "product": {product.pk: product.name for product in Product.objects.order_by("name")},
    }
    return statement, sections.promises(statement, names)
