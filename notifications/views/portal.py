"""Critical solutions in the portal: registering per product, reading, acknowledging (R1.2, R1.3, R1.7)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from notifications import alerts, reading
from notifications.models import Acknowledgement, Alert, AlertChange, Registration
from notifications.views.readers import ContactRequest, for_contacts
from subscriptions import coverage
from subscriptions.models import Product, User

DESK = "/desk/alerts/"
SHOWN = 100


@for_contacts(DESK)
@require_safe
def index(request: ContactRequest) -> HttpResponse:
    """Who is registered for which covered product, and every alert the company may read, newest first."""
    at = timezone.now()
    products = coverage.covered_products(request.customer, at)
    registered: dict[int, list[User]] = {product.pk: [] for product in products}
    mine = Registration.objects.visible_to(request.user).filter(
        customer=request.customer, product__in=products
    )
    for registration in mine.select_related("user").order_by("user__name"):
        registered[registration.product_id].append(registration.user)
    read = Acknowledgement.objects.visible_to(request.user).filter(user=request.user)
    found = alerts.readable(request.customer, at).select_related("product")[:SHOWN]
    context = {
        "products": [_product(request, product, registered[product.pk]) for product in products],
        "expired": coverage.expiry(request.customer, at),
        "alerts": found,
        "read": set(read.values_list("alert_id", flat=True)),
        "withdrawn": _withdrawn(found),
    }
    return render(request, "notifications/alerts.html", context)


@for_contacts(DESK)
@require_POST
def registrations(request: ContactRequest) -> HttpResponse:
    """Register or deregister: herself, or by the manager one of her people or everybody (R1.2, R1.7)."""
    product = get_object_or_404(Product, code=request.POST.get("product", ""))
    person = _person(request)
    words = {"product": product.name, "person": person.name}
    if request.POST.get("do") == "everybody":
        alerts.register_everybody(request.customer, product, request.user)
        said = _("All contacts of your company are registered for {product}.")
    elif request.POST.get("do") == "register":
        alerts.register(person, request.customer, product, by=request.user)
        said = _("{person} is registered for {product}.")
    else:
        alerts.deregister(person, request.customer, product, by=request.user)
        said = _("{person} is no longer registered for {product}.")
    messages.success(request, said.format(**words))
    return redirect("notifications:alerts")


@for_contacts(DESK)
@require_safe
def alert(request: ContactRequest, number: int) -> HttpResponse:
    """One alert as it was published, with what became of it."""
    found = _readable(request, number)
    reading.read_about(request.user, [f"/alerts/{found.pk}/"])
    done = Acknowledgement.objects.visible_to(request.user).filter(alert=found, user=request.user).first()
    context = {"alert": found, "changes": found.changes.all(), "acknowledged_at": done.at if done else None}
    return render(request, "notifications/alert.html", context)


@for_contacts(DESK)
@require_POST
def acknowledge(request: ContactRequest, number: int) -> HttpResponse:
    """That she has read it (R1.4)."""
    found = _readable(request, number)
    alerts.acknowledge(found, request.user, request.customer)
    messages.success(request, _("Thank you: we know that you have read it."))
    return redirect(found)


def _readable(request: ContactRequest, number: int) -> Alert:
    readable = alerts.readable(request.customer, timezone.now()).select_related("product")
    return get_object_or_404(readable, pk=number)


def _person(request: ContactRequest) -> User:
    """Whom it is about: one of the company's contacts, else herself."""
    number = request.POST.get("person", "")
    if not number.isdecimal():
        return request.user
    members = request.customer.memberships.active().select_related("user")
    return get_object_or_404(members, user=int(number)).user


def _product(request: ContactRequest, product: Product, people: list[User]) -> dict[str, Any]:
    return {
        "code": product.code,
        "name": product.name,
        "people": people,
        "mine": request.user in people,
    }


def _withdrawn(found: Any) -> set[int]:
    changes = AlertChange.objects.filter(alert__in=[each.pk for each in found], kind="withdrawn")
    return set(changes.values_list("alert_id", flat=True))
