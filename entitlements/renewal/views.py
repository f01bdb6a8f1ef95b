"""Asking for an upgrade in the portal, and saying that there will be no next period. The vendor's people answer,
and do the same, at the desk."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from entitlements import answers, refusals
from entitlements.renewal import requests
from entitlements.renewal.forms import UpgradeForm
from entitlements.renewal.pages import RenewalPage
from entitlements.renewal.people import managers
from subscriptions.models import Product, Subscription
from subscriptions.refusals import Forbidden, InvalidInput, Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Any) -> HttpResponse:
    """The form and what it sends. `service` and `product` in the address say where the wish came from; so the page
    asks, with the `tier` chosen before, for what is offered for another product."""
    customer = request.customer
    if customer is None:
        return redirect("/desk/renewals/" if request.user.is_staff else "plans")
    facts, service = answers.facts(customer), request.GET.get("service", "")[:50]
    if nothing := facts.nothing_in_force():
        raise nothing
    typed = request.POST or request.GET
    product = Product.objects.filter(code=typed.get("product", "")).first()
    form = UpgradeForm(facts, service, product, typed.get("tier", ""), request.POST or None)
    if form.is_valid():
        wish = form.cleaned_data
        try:
            asked = requests.ask(
                customer, wish["product"], wish["tier"], wish["text"], request.user, service=service
            )
        except InvalidInput as refusal:
            form.refuse(refusal)
        except Refusal as refusal:
            form.refuse(refusal, "tier")
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
        "waiting": requests.undecided(customer),
    }
    return render(request, "entitlements/upgrade.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def renewal(request: Any, number: int) -> HttpResponse:
    """Whether a period of the reader's company goes on. Her managers say that it will not be renewed, and take that
    back; every contact reads it."""
    rows = Subscription.objects.visible_to(request.user).filter(customer=request.customer)
    found = get_object_or_404(rows.select_related("customer__account_owner"), pk=number)
    page, others = RenewalPage(found, request.POST), managers(found.customer)
    if request.method == "POST":
        if not request.membership.is_manager:
            raise Forbidden(who=", ".join(person.name for person in others))
        if page.carry_out(request.user):
            messages.success(request, _("Noted. We and your company's managers are told."))
            return redirect("renewal", number)
    context = page.context() | {
        "whom": refusals.whom_to_ask(found.customer),
        "may": request.membership.is_manager,
        "managers": others,
    }
    return render(
        request, "entitlements/renewal.html", context, status=page.form.status if page.form.errors else 200
    )
