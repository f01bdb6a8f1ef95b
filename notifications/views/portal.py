"""Critical solutions in the portal: registering per product, reading, acknowledging (R1.2, R1.3, R1.6)."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from notifications import alerts, preferences, reading, registration_rules
from notifications.models import Acknowledgement, Alert, AlertChange, Registration
from notifications.views.readers import ContactRequest, for_contacts
from subscriptions import coverage
from subscriptions.models import Membership, Product

DESK = "/desk/alerts/"
SHOWN = 100
NONE = (0, False)  # registered, and she among them


@for_contacts(DESK)
@require_safe
def index(request: ContactRequest) -> HttpResponse:
    """Whether she is registered for which covered product, what she is always told of, and every alert the company
    may read, newest first."""
    at = timezone.now()
    products = coverage.covered_products(request.customer, at)
    rules = registration_rules.in_force()
    read = Acknowledgement.objects.visible_to(request.user).filter(user=request.user)
    found = alerts.readable(request.customer, at).with_products()[:SHOWN]
    context = {
        "products": _products(request, products),
        "always": [(product.name, always) for product in products if (always := rules.always(product.pk))],
        "mailed": preferences.wants_alerts_mailed(request.user),
        "expired": coverage.expiry(request.customer, at),
        "alerts": found,
        "read": set(read.values_list("alert_id", flat=True)),
        "withdrawn": _withdrawn(found),
    }
    return render(request, "notifications/alerts.html", context)


@for_contacts(DESK)
@require_POST
def registrations(request: ContactRequest) -> HttpResponse:
    """Register or deregister herself (R1.2)."""
    product = get_object_or_404(Product, code=request.POST.get("product", ""))
    if request.POST.get("do") == "register":
        alerts.register(request.user, request.customer, product)
        said = _("{person} is registered for {product}.")
    else:
        alerts.deregister(request.user, request.customer, product)
        said = _("{person} is no longer registered for {product}.")
    messages.success(request, said.format(product=product.name, person=request.user.name))
    return redirect("notifications:alerts")


@for_contacts(DESK)
@require_POST
def mail(request: ContactRequest) -> HttpResponse:
    """Whether what everyone covered is told of comes by mail as well (R1.6)."""
    wanted = request.POST.get("do") == "mail"
    preferences.mail_alerts(request.user, wanted=wanted)
    if wanted:
        said = _("What everyone covered is told of comes to you by e-mail as well.")
    else:
        said = _("What everyone covered is told of comes to you in the portal only.")
    messages.success(request, said)
    return redirect("notifications:alerts")


@for_contacts(DESK)
@require_safe
def alert(request: ContactRequest, number: int) -> HttpResponse:
    """One alert as it was published, with what became of it."""
    found = _readable(request, number)
    reading.read_about(request.user, [f"/alerts/{found.pk}/"])
    done = Acknowledgement.objects.visible_to(request.user).filter(alert=found, user=request.user).first()
    context = {
        "alert": found,
        "affected": found.affected.in_full(),
        "changes": found.changes.all(),
        "acknowledged_at": done.at if done else None,
    }
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
    readable = alerts.readable(request.customer, timezone.now()).select_related("origin")
    return get_object_or_404(readable, pk=number)


def _products(request: ContactRequest, products: list[Product]) -> list[dict[str, Any]]:
    """Each covered product, with how many of her company are registered and whether she is."""
    mine, people = Q(user=request.user), Membership.objects.active().filter(customer=request.customer)
    company = Registration.objects.visible_to(request.user).filter(
        customer=request.customer, product__in=products, user__in=people.values("user")
    )
    counted = company.values("product").annotate(people=Count("pk"), mine=Count("pk", filter=mine))
    found = {row["product"]: (row["people"], bool(row["mine"])) for row in counted}
    of = people.count()
    return [
        {
            "code": product.code,
            "name": product.name,
            "people": found.get(product.pk, NONE)[0],
            "of": of,
            "mine": found.get(product.pk, NONE)[1],
        }
        for product in products
    ]


def _withdrawn(found: Any) -> set[int]:
    changes = AlertChange.objects.filter(alert__in=[each.pk for each in found], kind="withdrawn")
    return set(changes.values_list("alert_id", flat=True))
