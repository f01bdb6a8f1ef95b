"""What runs at a customer, as she says it herself: her contacts read the list, her managers keep it (R11.5)."""

from itertools import groupby

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from entitlements.forms import InstalledForm
from notifications.views.readers import ContactRequest, for_contacts
from subscriptions import installed, permissions
from subscriptions.models import InstalledSystem, Membership
from subscriptions.models.products import InstalledSystemQuerySet
from subscriptions.permissions import Permission

DESK = "/desk/customers/"


@for_contacts(DESK)
@require_safe
def index(request: ContactRequest) -> HttpResponse:
    """Every installed system by product; for those who may not change it, who does."""
    rows = list(_systems(request).by_product().select_related("changed_by"))
    context = {
        "products": [(product, list(of)) for product, of in groupby(rows, lambda row: row.product)],
        "may_change": _may_change(request),
        "managers": Membership.objects.managing(request.customer)
        .select_related("user")
        .order_by("user__name"),
    }
    return render(request, "entitlements/installed.html", context)


@for_contacts(DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ContactRequest) -> HttpResponse:
    """Put one on the list. Raises Forbidden for everybody but a manager."""
    return _edit(request, None)


@for_contacts(DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: ContactRequest, system: int) -> HttpResponse:
    """Say something else of one. Raises Forbidden for everybody but a manager, SystemEnded for who opens it."""
    return _edit(request, get_object_or_404(_systems(request, ended=True), pk=system))


@for_contacts(DESK)
@require_POST
def end(request: ContactRequest, system: int) -> HttpResponse:
    """It runs no longer. Raises Forbidden for everybody but a manager, SystemEnded."""
    ended = installed.end(request.membership, get_object_or_404(_systems(request, ended=True), pk=system))
    messages.success(request, _("{system} is off the list.").format(system=ended))
    return redirect("installed_systems")


def _edit(request: ContactRequest, system: InstalledSystem | None) -> HttpResponse:
    permissions.require(request.user, Permission.MANAGE_COMPANY, request.membership)
    if request.method != "POST":
        if system and system.ended_at:
            raise installed.SystemEnded(system=system)
        form = InstalledForm.of(system) if system else InstalledForm(customer=request.customer)
        return _form(request, form, system)
    form = InstalledForm(request.POST, customer=request.customer)
    if not form.accepted_by(lambda: _keep(request, form, system)):
        return _form(request, form, system, form.status)
    return redirect("installed_systems")


def _keep(request: ContactRequest, form: InstalledForm, system: InstalledSystem | None) -> None:
    if system:
        kept = _changed(request, form, system)
        messages.success(request, _("{system} is changed.").format(system=kept))
    else:
        kept = installed.add(request.membership, form.said())
        messages.success(request, _("{system} is on the list.").format(system=kept))


def _changed(request: ContactRequest, form: InstalledForm, system: InstalledSystem) -> InstalledSystem:
    try:
        return installed.change(request.membership, system, form.said(), edition=form.cleaned_data["edition"])
    except installed.SystemChangedMeanwhile:
        system.refresh_from_db()
        form.has_seen(system)
        raise


def _form(
    request: ContactRequest, form: InstalledForm, system: InstalledSystem | None, status: int = 200
) -> HttpResponse:
    resting = installed.rests_on(system) if system and not system.ended_at else []
    context = {"form": form, "system": system, "resting": resting}
    return render(request, "entitlements/installed_form.html", context, status=status)


def _may_change(request: ContactRequest) -> bool:
    return permissions.may(request.user, Permission.MANAGE_COMPANY, request.membership)


def _systems(request: ContactRequest, *, ended: bool = False) -> InstalledSystemQuerySet:
    """Those of her company that run, with `ended` also the others."""
    rows = InstalledSystem.objects.visible_to(request.user).filter(customer=request.customer)
    return (rows if ended else rows.in_use()).select_related("version")
