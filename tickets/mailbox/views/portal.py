"""The page on which a contact completes the incident that her mail logged."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from entitlements import terms
from notifications.views.readers import ContactRequest
from subscriptions import coverage
from subscriptions.refusals import Refusal
from tickets.mailbox.completing import complete as complete_incident
from tickets.mailbox.forms import CompleteForm
from tickets.mailbox.refusals import Complete
from tickets.models import Incident
from tickets.severities import meanings
from tickets.views.portal.contact import for_contacts


@for_contacts
@require_http_methods(["GET", "HEAD", "POST"])
def complete(request: ContactRequest, number: int) -> HttpResponse:
    """Product, kind and severity in place of the assumed ones."""
    visible = Incident.objects.visible_to(request.user).select_related("customer", "product")
    found = get_object_or_404(visible, pk=number)
    if request.method != "POST" and not found.incomplete:
        raise Complete
    at = timezone.now()
    lines = coverage.in_force(terms.history(request.customer, at), at)
    products = [line.product for line in lines] or [found.product]
    initial = {"product": found.product.code, "severity": found.severity, "kind": found.kind}
    initial["phone"] = request.user.phone
    form = CompleteForm(request.POST or None, products=products, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            complete_incident(found, request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Thank you. The incident is complete."))
            return HttpResponseRedirect(f"{found.get_absolute_url()}?logged=1")
    context = {"incident": found, "form": form, "meanings": meanings()}
    return render(request, "mailbox/complete.html", context, status=form.status if form.is_bound else 200)
