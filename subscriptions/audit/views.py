"""The audit trail for auditors and administrators, a company's part of it for its manager, and who may do what."""

from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from subscriptions import paging, spreadsheets
from subscriptions.audit import export as exporting
from subscriptions.audit import kinds, sealing
from subscriptions.audit.matrix import matrix
from subscriptions.audit.models import AuditRules, Entry
from subscriptions.audit.models.entries import EntryQuerySet
from subscriptions.audit.recording import record
from subscriptions.audit.rows import rows_of
from subscriptions.audit.searching import Narrowed
from subscriptions.guards import requires
from subscriptions.models import Customer
from subscriptions.permissions import Permission

PAGE = 50


@requires(Permission.READ_AUDIT)
@require_safe
def trail(request: Any) -> HttpResponseBase:
    """Everything, the newest first."""
    if not request.user.is_staff:
        return company(request)
    position, last = sealing.head()
    more = {"head": f"{position}:{last}", "sealed": position, "days": AuditRules.current().keep_days}
    return _list(request, Entry.objects.all(), "audit/trail.html", list(kinds.KINDS.values()), more)


@requires(Permission.READ_AUDIT)
@require_safe
def company(request: Any) -> HttpResponseBase:
    """What concerns a manager's company: sign-ins of its people, who of the vendor looked, exports."""
    if request.user.is_staff:
        return trail(request)
    shown = [kind for kind in kinds.KINDS.values() if kind.shown]
    found = _of_company(request.customer)
    return _list(request, found, "audit/company.html", shown, {}, request.customer)


@requires(Permission.READ_AUDIT)
@require_safe
def export(request: Any) -> HttpResponseBase:
    """What the page is narrowed to, all of it."""
    if not request.user.is_staff:
        return company_export(request)
    return _file(request, None)


@requires(Permission.READ_AUDIT)
@require_safe
def company_export(request: Any) -> HttpResponseBase:
    """The same of her company."""
    if request.user.is_staff:
        return export(request)
    return _file(request, request.customer)


@requires(Permission.READ)
@require_safe
def permissions(request: Any) -> HttpResponse:
    """Who may do what, as the guards ask it."""
    return render(request, "audit/permissions.html", {"sides": matrix()})


def _list(
    request: Any,
    found: EntryQuerySet,
    template: str,
    offered: list[kinds.Kind],
    more: dict[str, Any],
    company: Customer | None = None,
) -> HttpResponse:
    narrowed = Narrowed.by(request.GET)
    rows = narrowed.of(found, company).select_related("person", "acting_as", "customer")
    page, following = paging.newest_first(request, rows, PAGE)
    context = {
        "rows": rows_of(page),
        "next_url": _address(narrowed, f"before={following}") if following else "",
        "first_url": _address(narrowed) if "before" in request.GET else "",
        "narrowed": narrowed,
        "groups": _offered(offered),
        **more,
    }
    return render(request, template, context)


def _address(narrowed: Narrowed, more: str = "") -> str:
    return "?" + "&".join(part for part in (narrowed.query, more) if part)


def _of_company(customer: Customer) -> EntryQuerySet:
    mine: EntryQuerySet = Entry.objects.filter(customer=customer).shown()
    return mine


def _offered(offered: list[kinds.Kind]) -> list[tuple[kinds.Group, list[kinds.Kind]]]:
    """The kinds to choose from, by group."""
    groups = [(group, [kind for kind in offered if kind.group == group]) for group in kinds.Group]
    return [(group, inside) for group, inside in groups if inside]


def _file(request: Any, customer: Customer | None) -> StreamingHttpResponse:
    narrowed = Narrowed.by(request.GET)
    name = _("audit-trail.csv")
    record("export.made", name=name, customer=customer, details={"narrowed": narrowed.query})
    return spreadsheets.download(name, exporting.lines(narrowed, request.user, customer))
