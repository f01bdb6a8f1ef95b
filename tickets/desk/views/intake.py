"""Logging an incident by phone on behalf of a contact (R6.2, R18.3)."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from entitlements import answers
from subscriptions.models import Customer
from subscriptions.refusals import Refusal
from tickets import correspondence, lifecycle
from tickets.desk import panels
from tickets.desk.access import Act, StaffRequest, for_staff
from tickets.desk.intake_form import PhoneIncidentForm
from tickets.desk.views.customers import customers
from tickets.intake import NewIncident, log_incident
from tickets.models import Channel, Incident, Kind
from tickets.severities import meanings

DRAFT = "desk-new-incident"


@for_staff(Act.WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """Find the caller first; then the form, and the incident it logs. Pressing twice gives one incident."""
    number = request.GET.get("customer", "")
    if not number:
        return customers(request)
    visible = Customer.objects.visible_to(request.user).select_related("region", "account_owner")
    caller = get_object_or_404(visible, number=number)
    products = [line.product for line in panels.lines(caller, timezone.now())]
    if not products:
        raise answers.may(caller, "unlimited_incidents").refusal()
    if request.method != "POST":
        return _page(
            request, PhoneIncidentForm(customer=caller, products=products, initial=_initial(request))
        )
    form = PhoneIncidentForm(request.POST, request.FILES, customer=caller, products=products)
    incident = _log(form, request)
    if incident is None:
        return _page(request, form, status=form.status)
    said = _("Incident {number} is logged.").format(number=incident.pk)
    messages.success(request, said, extra_tags=f"draft:{DRAFT}")
    return HttpResponseRedirect(f"/desk/incidents/{incident.pk}/")


def _log(form: PhoneIncidentForm, request: StaffRequest) -> Incident | None:
    """The incident with its answer, taken where that was pressed; None, and nothing done, where it is refused."""
    if not form.is_valid():
        return None
    typed = dict(form.cleaned_data)
    began, answer = typed.pop("began_at"), typed.pop("answer")
    call = NewIncident(customer=form.customer, logged_by=request.user, channel=Channel.PHONE, **typed)
    try:
        with transaction.atomic():
            incident = log_incident(call, began)
            if answer.strip():
                _answer(incident, request, answer, form)
            if request.POST.get("do") == "take":
                lifecycle.take(incident, request.user)
            return incident
    except Refusal as refusal:
        form.refuse(refusal)
        return None


def _answer(incident: Incident, request: StaffRequest, answer: str, form: PhoneIncidentForm) -> None:
    form.text_field = "answer"
    submission = form.cleaned_data["submission"]
    correspondence.reply(incident, request.user, answer, channel=Channel.PHONE, submission=submission)


def _initial(request: StaffRequest) -> dict[str, Any]:
    """The call begins now; who calls where the address says so."""
    now = timezone.localtime().replace(second=0, microsecond=0)
    return {"began_at": now, "contact": request.GET.get("contact"), "kind": Kind.FAULT}


def _page(request: StaffRequest, form: PhoneIncidentForm, status: int = 200) -> HttpResponse:
    at, customer = timezone.now(), form.customer
    lines = panels.lines(customer, at)
    best = min(lines, key=lambda line: line.tier.rank, default=None)
    context = {
        "form": form,
        "customer": customer,
        "draft": DRAFT,
        "meanings": meanings(),
        "lines": panels.shown_lines(customer, lines, at),
        "cover": panels.covered(customer, best, at),
        "open": panels.open_incidents(customer),
        "at": at,
    }
    return render(request, "desk/new.html", context, status=status)
