"""The call screen: find the caller, see what she is covered for now, keep what she says (R6.2, R6.3, R18.3)."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from entitlements.models import Severity
from subscriptions import paging
from subscriptions.models import Customer
from subscriptions.refusals import Refusal
from subscriptions.texts import line
from tickets.desk import callers, duty, panels
from tickets.desk.access import Act, StaffRequest, for_staff
from tickets.intake import NewIncident
from tickets.models import Incident, Kind
from tickets.models.incidents import IncidentQuerySet
from tickets.phone import board, hours, taking
from tickets.phone.call_form import NEW, NOT_REACHED, CallForm
from tickets.phone.hours import Covered
from tickets.phone.models import lines_of
from tickets.phone.refusals import CallLoggedAlready, PhoneClosed
from tickets.phone.taking import Incoming
from tickets.rows import rows
from tickets.severities import meanings

ADDRESS = "/desk/calls/"
OFFERED = 20


@for_staff(Act.WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def calls(request: StaffRequest) -> HttpResponse:
    """Find the caller; then all of one page. Pressing twice keeps one call."""
    number = request.GET.get("customer", "")
    if not number:
        return _find(request)
    visible = Customer.objects.visible_to(request.user).select_related("region", "account_owner")
    customer = get_object_or_404(visible, number=number)
    covered = Covered.of(customer, timezone.now())
    if not covered.lines:
        raise covered.known.answer("unlimited_incidents").refusal()
    if request.method != "POST":
        return _page(request, _form(request, covered, initial=_initial(request, customer)), covered)
    form = _form(request, covered, data=request.POST, files=request.FILES)
    if request.POST.get("do") == "refuse":
        return _refuse(request, form, covered)
    kept = _keep(form, request)
    if kept is None:
        return _page(request, form, covered, form.status)
    return kept


def _draft(request: StaffRequest) -> str:
    """Under which name what is typed is kept: of each caller by herself, so that it comes back with no other."""
    return f"desk-call-{request.GET['customer']}-{paging.key(request.GET.get('contact', '')) or ''}"


def _find(request: StaffRequest) -> HttpResponse:
    """Who calls. What names one caller leads straight to her; typing shows who is meant so far."""
    words, at = line(request.GET.get("q", "")), timezone.now()
    found = callers.find(request.user, words, at) if words else []
    exact = [each for each in found if each.customer.number.lower() == words.lower()]
    found = exact or found
    typing = "HX-Request" in request.headers
    if len(found) == 1 and len(found[0].contacts) <= 1 and not typing:
        people = [("contact", person.user_id) for person in found[0].contacts]
        query = urlencode([("customer", found[0].customer.number), *people])
        return HttpResponseRedirect(f"{ADDRESS}?{query}")
    context = {"words": words, "found": found, "shown": callers.SHOWN}
    return render(request, "phone/desk/find.html", context)


def _form(request: StaffRequest, covered: Covered, **options: Any) -> CallForm:
    return CallForm(
        customer=covered.customer,
        products=[line.product for line in covered.lines],
        open_ones=list(_open_ones(request, covered.customer)),
        **options,
    )


def _open_ones(request: StaffRequest, customer: Customer) -> IncidentQuerySet:
    """What she may call about, the most urgent first."""
    found = Incident.objects.visible_to(request.user).open().filter(customer=customer)
    return found.order_by("severity", "due_at", "pk")[:OFFERED]


def _initial(request: StaffRequest, customer: Customer) -> dict[str, Any]:
    """The call begins now; who calls, by which phone, and about which incident where the address says so."""
    contact = paging.key(request.GET.get("contact", ""))
    place = customer.memberships.active().select_related("user").filter(user=contact).first()
    return {
        "began_at": timezone.localtime().replace(second=0, microsecond=0),
        "contact": contact,
        "phone": place.user.phone if place else "",
        "about": request.GET.get("incident", NEW),
        "kind": Kind.FAULT,
    }


def _keep(form: CallForm, request: StaffRequest) -> HttpResponse | None:
    """What was asked for, done; None, and only the refusal kept, where it is refused."""
    if not form.is_valid():
        return None
    typed = dict(form.cleaned_data)
    typed.pop("about")
    call = Incoming(
        customer=form.customer,
        agent=request.user,
        contact=typed["contact"],
        began_at=typed.pop("began_at"),
        submission=typed["submission"],
    )
    try:
        with transaction.atomic():
            if form.chosen:
                return _on_open(call, form.chosen, typed, request)
            return _log(call, typed, request)
    except Refusal as refusal:
        severity = form.chosen.severity if form.chosen else typed["severity"]
        if isinstance(refusal, PhoneClosed):
            closed = refusal
            taking.refuse(call, severity, lambda: closed)
            form.refuse(refusal, "" if form.chosen else "severity")
        else:
            form.refuse(refusal)
        if isinstance(refusal, CallLoggedAlready):
            form.begin_anew()
        return None


def _log(call: Incoming, typed: dict[str, Any], request: StaffRequest) -> HttpResponse:
    answer = typed.pop("answer")
    new = NewIncident(customer=call.customer, **typed)
    incident = taking.log_new(call, new, answer=answer, take=request.POST.get("do") == "take")
    said = _("Incident {number} is logged.").format(number=incident.pk)
    messages.success(request, said, extra_tags=f"draft:{_draft(request)}")
    return HttpResponseRedirect(f"/desk/incidents/{incident.pk}/")


def _on_open(
    call: Incoming, incident: Incident, typed: dict[str, Any], request: StaffRequest
) -> HttpResponse:
    if request.POST.get("do") == NOT_REACHED:
        kept = taking.not_reached(call, incident, typed["description"] or "")
        said = _("That nobody answered is on the timeline.")
    else:
        kept = taking.add_message(call, incident, typed["description"] or "", typed["answer"] or "")
        said = _("The call is on the timeline.")
    messages.success(request, said, extra_tags=f"draft:{_draft(request)}")
    return HttpResponseRedirect(f"/desk/incidents/{kept.incident_id}/")


def _refuse(request: StaffRequest, form: CallForm, covered: Covered) -> HttpResponse:
    """A call outside covered hours, said no to politely; the row keeps why (R6.3). Where a
    product or an incident is chosen its own hours count (R6.4)."""
    form.is_valid()
    chosen = request.POST.get("severity", "")
    about, product = form.chosen, form.cleaned_data.get("product")
    typed = int(chosen) if chosen in map(str, Severity.values) else Severity.MEDIUM
    severity = about.severity if about else typed

    def why() -> Refusal | None:
        return hours.of_incident(about, covered.at) if about else covered.answer(severity, product).refusal

    if (refusal := why()) is None:
        messages.error(request, _("The line is open for this severity now: the call is not to be refused."))
        return HttpResponseRedirect(request.get_full_path())
    contact = form.cleaned_data.get("contact")
    call = Incoming(customer=covered.customer, agent=request.user, contact=contact, began_at=covered.at)
    taking.refuse(call, severity, lambda: why() or refusal)
    said = _("The refused call is kept, with its reason.")
    messages.success(request, said, extra_tags=f"draft:{_draft(request)}")
    return HttpResponseRedirect(ADDRESS)


def _page(request: StaffRequest, form: CallForm, covered: Covered, status: int = 200) -> HttpResponse:
    customer, at = covered.customer, covered.at
    caller = form.fields["contact"].queryset.filter(pk=paging.key(str(form["contact"].value() or ""))).first()  # type: ignore[attr-defined]
    context = {
        "form": form,
        "customer": customer,
        "caller": caller,
        "draft": _draft(request),
        "meanings": meanings(),
        "numbers": lines_of(customer.region_id),
        "board": board.rows(covered, caller),
        "aloud_in": caller.language if caller else request.user.language,
        "on_duty": duty.line(customer.region_id, at),
        "lines": panels.shown_lines(customer, covered.lines, at),
        "open": panels.open_incidents(request.user, customer),
        "rows": rows(_open_ones(request, customer), request.user, at),
        "at": at,
    }
    return render(request, "phone/desk/caller.html", context, status=status)
