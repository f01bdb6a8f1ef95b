"""What a manager sees and sets of her company's downloads: the log (R3.7), and who may download what (R2.7)."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from entitlements.downloads import offers, restricting
from entitlements.downloads.models import AllowedPerson, Download, Restriction
from entitlements.downloads.views.portal import DESK
from notifications.views.readers import ContactRequest, for_contacts
from subscriptions import paging, permissions, spreadsheets
from subscriptions.models import Product
from subscriptions.permissions import Permission

PAGE = 50
EXPORTED = 100_000


@for_contacts(DESK)
@require_safe
def log(request: ContactRequest) -> HttpResponse:
    """Who of the company fetched what, and when; its managers read it. Raises Forbidden."""
    _require_manager(request)
    page, following = paging.newest_first(request, _rows(request), PAGE)
    context = {"rows": page, "next": following, "from_start": "before" in request.GET}
    return render(request, "downloads/log.html", context)


@for_contacts(DESK)
@require_safe
def export(request: ContactRequest) -> StreamingHttpResponse:
    """The same as a spreadsheet. Raises Forbidden."""
    _require_manager(request)
    rows = list(_rows(request).order_by("-pk")[:EXPORTED])
    name = f"downloads-{timezone.localdate():%Y-%m-%d}.csv"
    return spreadsheets.download(name, spreadsheets.lines(request.user, _cells(rows)))


@for_contacts(DESK)
@require_safe
def restrictions(request: ContactRequest) -> HttpResponse:
    """Each product with who may download it. Raises Forbidden for everybody but a manager."""
    _require_manager(request)
    set_ = {row.product_id: row for row in _restrictions(request)}
    products = offers.offer_to(request.customer).products
    rows = [{"product": product, "restriction": set_.get(product.pk)} for product in products]
    return render(request, "downloads/company.html", {"rows": rows})


@for_contacts(DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def restrict(request: ContactRequest, product: str) -> HttpResponse:
    """Choose who may download one product. Raises Forbidden for everybody but a manager."""
    _require_manager(request)
    found = _offered(request, product)
    people = request.customer.memberships.active().select_related("user").order_by("user__name", "pk")
    if request.method == "POST":
        _change(request, found, {paging.key(each) for each in request.POST.getlist("people")})
        return redirect("downloads:company")
    row = _restrictions(request).filter(product=found).first()
    allowed = AllowedPerson.objects.filter(restriction=row).values_list("user", flat=True) if row else []
    context = {
        "product": found,
        "restriction": row,
        "people": people,
        "allowed": set(allowed) if row else {member.user_id for member in people},
    }
    return render(request, "downloads/restrict.html", context)


def _change(request: ContactRequest, product: Product, chosen: set[int | None]) -> None:
    if request.POST.get("do") == "lift":
        restricting.lift(request.membership, product)
        messages.success(
            request, _("Everybody at your company may download {product}.").format(product=product)
        )
        return
    members = request.customer.memberships.active().filter(user__in=[key for key in chosen if key])
    restricting.restrict(request.membership, product, [each.user for each in members.select_related("user")])
    messages.success(request, _("Downloads of {product} are restricted.").format(product=product))


def _require_manager(request: ContactRequest) -> None:
    permissions.require(request.user, Permission.MANAGE_COMPANY, request.membership)


def _offered(request: ContactRequest, code: str) -> Product:
    """The product, for a company that is offered it; another does not exist to her."""
    for product in offers.offer_to(request.customer).products:
        if product.code == code:
            return product
    raise Http404


def _rows(request: ContactRequest) -> QuerySet[Any]:
    rows = Download.objects.visible_to(request.user).filter(customer=request.customer)
    return rows.select_related("person", "release", "file")


def _restrictions(request: ContactRequest) -> QuerySet[Any]:
    rows = Restriction.objects.visible_to(request.user).filter(customer=request.customer)
    people = request.customer.memberships.active().values("user")  # who has left fetches nothing
    return rows.prefetch_related(
        Prefetch("allowed", AllowedPerson.objects.filter(user__in=people).select_related("user"))
    )


def _cells(rows: list[Download]) -> Iterator[list[Any]]:
    yield [
        _("Person"),
        _("E-mail"),
        _("Release"),
        _("File"),
        _("Begun"),
        _("Last request"),
        _("Bytes sent"),
        _("Size in bytes"),
        _("Complete"),
        _("By a script"),
    ]
    for row in rows:
        yield [
            row.person.name,
            row.person.email,
            row.release.code,
            row.file.name,
            spreadsheets.instant(row.started_at),
            spreadsheets.instant(row.last_at),
            "" if row.sent_elsewhere else row.sent,
            row.file.size,
            _("not known") if row.sent_elsewhere else _("yes") if row.whole else _("no"),
            _("yes") if row.by_script else _("no"),
        ]
