"""Asking for an upgrade in the portal. The vendor's people answer at the desk."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from entitlements import answers, refusals
from entitlements.renewal import requests
from entitlements.renewal.forms import UpgradeForm
from entitlements.renewal.people import managers
from subscriptions.models import Product
from subscriptions.refusals import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Any) -> HttpResponse:
    """The form and what it sends; `service` and `product` in the address say where the wish came from."""
    customer = request.customer
    if customer is None:
        return redirect("/desk/renewals/" if request.user.is_staff else "plans")
    facts, service = answers.facts(customer), request.GET.get("service", "")[:50]
    product = Product.objects.filter(code=request.GET.get("product", "")).first()
    form = UpgradeForm(facts, service, product, request.POST or None)
    if form.is_valid():
        wish = form.cleaned_data
        try:
            asked = requests.ask(
                customer, wish["product"], wish["tier"], wish["text"], request.user, service=service
            )
        except Refusal as refusal:
            form.add_error("tier", str(refusal))
        else:
            said = _("{tier} for {product} is asked for. You are told when it is answered.")
            messages.success(request, said.format(tier=asked.wanted_tier.name, product=asked.product.name))
            return redirect("subscription")
    context = {
        "form": form,
        "whom": refusals.whom_to_ask(customer),
        "managers": [person for person in managers(customer) if person != request.user],
        "is_manager": request.membership.is_manager,
        "service": facts.table.services.get(service),
        "waiting": requests.waiting(customer, product) if product else None,
    }
    return render(request, "entitlements/upgrade.html", context, status=422 if form.is_bound else 200)
