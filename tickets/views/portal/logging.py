"""Logging an incident, and what the page tells while it is typed (R5.4, R6.6, R8.1, R10.4, R11.3, R26.5)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from entitlements import answers, readers, searches
from entitlements.answers import Facts
from entitlements.community.models import Question
from entitlements.models import Document, Severity
from entitlements.refusals import SlowDown, SubscriptionExpired
from notifications.views.readers import ContactRequest
from subscriptions import installed, texts
from subscriptions.models import Product, ProductLine
from subscriptions.models.regions import Clock
from subscriptions.refusals import Refusal
from tickets import community, cover, rate
from tickets.forms import NewIncidentForm
from tickets.intake import NewIncident, log_incident
from tickets.models import Incident, Kind
from tickets.refusals import SeverityOneIncomplete, SeverityOneNotProduction, SubmittedAlready
from tickets.severities import meanings, unless_said
from tickets.similar import answering, similar_solved
from tickets.views.portal.contact import for_contacts

DRAFT = "draft:new-incident"
LONGEST_TITLE = 200


@for_contacts
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ContactRequest) -> HttpResponse:
    """The form, and the incident it logs. Pressing twice gives one incident; nothing typed is ever lost."""
    at = timezone.now()
    known = answers.facts(request.customer, at)
    lines = _lines(known)
    options: dict[str, Any] = {"customer": request.customer, "products": [line.product for line in lines]}
    if request.method != "POST":
        form = NewIncidentForm(initial=_initial(request, lines), **options)
        return _page(request, form, known)
    form = NewIncidentForm(request.POST, request.FILES, **options)
    incident = _log(form, request, known)
    if incident is None:
        answer = _page(request, form, known, status=form.status)
        if isinstance(form.refused, SlowDown):
            answer["Retry-After"] = str(form.refused.retry_after(at))
        return answer
    messages.success(request, _("Incident {number} is logged.").format(number=incident.pk), extra_tags=DRAFT)
    return HttpResponseRedirect(f"{incident.get_absolute_url()}?logged=1")


@for_contacts
@require_safe
def expected(request: ContactRequest) -> HttpResponse:
    """A fragment: when a response is expected for the product and severity chosen so far (R8.1)."""
    known = answers.facts(request.customer, timezone.now())
    context = _expectations(known, _lines(known), request.GET.get("product"), _chosen(request.GET))
    context["modified"] = _modified(known, request.GET)
    return render(request, "tickets/portal/expected.html", context | {"fragment": True})


@for_contacts
@require_safe
def similar(request: ContactRequest) -> HttpResponse:
    """A fragment: texts and solved incidents of the company that read like the title so far."""
    return render(request, "tickets/portal/similar.html", _answering(request, request.GET.get("title", "")))


@for_contacts
@require_POST
def answered(request: ContactRequest) -> HttpResponse:
    """A text answers what the contact was about to log: it is noted for those who write, and nothing is logged."""
    at = timezone.now()
    kind, _colon, code = request.POST.get("by", "").partition(":")
    reader = readers.reader(request.user, request.customer, at)
    document = Document.objects.visible_to(reader).filter(kind=kind, code=code).first()
    if document is None:
        raise Http404
    product = Product.objects.filter(code=request.POST.get("product", "")).first()
    title = texts.line(request.POST.get("title", ""))
    searches.note_deflection(document, title, request.user, request.customer, product, at)
    messages.success(request, _("Good to hear. Nothing was logged."), extra_tags=DRAFT)
    return HttpResponseRedirect(document.address)


def _answering(request: ContactRequest, title: str) -> dict[str, Any]:
    typed = texts.line(title)[:LONGEST_TITLE]
    question = (request.POST or request.GET).get("question", "")
    found = answering(request.user, request.customer, typed, timezone.now(), question)
    return {"texts": found, "similar": similar_solved(request.user, typed)}


def _log(form: NewIncidentForm, request: ContactRequest, known: Facts) -> Incident | None:
    """The incident, or None with the refusal on the form."""
    if not form.is_valid():
        return None
    question = community.asked_by(request.user, request.customer, request.POST.get("question", ""))
    typed = NewIncident(
        customer=request.customer, contact=request.user, question=question, **form.cleaned_data
    )
    if request.POST.get("instead") == "2":
        typed = replace(typed, severity=Severity.HIGH, requested_severity=Severity.CRITICAL)
    try:
        rate.check(request.user, typed.severity, known.at)
        return log_incident(typed, known.at, known)
    except Refusal as refusal:
        form.refuse(refusal)
        if isinstance(refusal, SubmittedAlready):
            form.begin_anew()
        form.offers_severity_2 = isinstance(refusal, SeverityOneIncomplete | SeverityOneNotProduction)
        return None


def _page(
    request: ContactRequest,
    form: NewIncidentForm,
    known: Facts,
    status: int = 200,
) -> HttpResponse:
    lines, at = _lines(known), known.at
    if not lines:
        raise known.answer("unlimited_incidents").refusal()
    version = request.customer.region.calendar_at(at)
    data = form.data if form.is_bound else form.initial
    context: dict[str, Any] = {
        "form": form,
        "phone": request.customer.region.phone,
        "question": (request.POST or request.GET).get("question", ""),
        "office_open": version.calendar(Clock.OFFICE).is_covered(at),
        "expired": _expired(known),
    }
    context |= _expectations(known, lines, data.get("product"), _chosen(data))
    context["modified"] = _modified(known, data)
    context["severities"] = [
        {
            "meaning": meaning,
            "chosen": str(data.get("severity", "")) == str(meaning.value),
            "expected": context["each_expected"].get(meaning.value),
        }
        for meaning in meanings()
    ]
    context |= _answering(request, str(data.get("title", "")))
    return render(request, "tickets/portal/new.html", context, status=status)


def _lines(known: Facts) -> list[ProductLine]:
    """The lines an incident may be logged under; after expiry those that ended last, for severity 1 (R26.5)."""
    return known.lines or list({line.product_id: line for line in known.begun}.values())


def _expired(known: Facts) -> Refusal | None:
    """That only severity 1 is taken now, and how to renew."""
    if known.lines:
        return None
    refusal = known.answer("unlimited_incidents").refusal()
    return refusal if isinstance(refusal, SubscriptionExpired) else None


def _initial(request: ContactRequest, lines: Sequence[ProductLine]) -> dict[str, Any]:
    """What the form starts with: the only product there is, her phone; `product` of the address where given."""
    offered = {line.product.code for line in lines}
    asked = request.GET.get("product", "")
    product = asked if asked in offered else next(iter(offered)) if len(offered) == 1 else ""
    initial = {"product": product, "phone": request.user.phone, "kind": Kind.FAULT}
    question = community.asked_by(request.user, request.customer, request.GET.get("question", ""))
    return initial | _of_question(question, offered) if question else initial


def _of_question(question: Question, offered: set[str]) -> dict[str, Any]:
    """What her question in the community says already (R12.4)."""
    said = community.words_of(question)
    if question.product and question.product.code in offered:
        said |= {"product": question.product.code, "version": question.version_id}
    return said


def _chosen(data: Any) -> int:
    """The severity chosen so far, or what nothing chosen counts as (R11.3)."""
    try:
        severity = int(data.get("severity") or 0)
    except ValueError:
        severity = 0
    if severity in Severity.values:
        return severity
    return unless_said(data.get("kind", ""))


def _modified(known: Facts, data: Any) -> str:
    """For a how-to question, what is modified of the product chosen at her company (R11.5); else empty."""
    if data.get("kind") != Kind.HOW_TO:
        return ""
    product = Product.objects.filter(code=data.get("product") or "").first()
    return installed.modifications(known.customer.pk, product.pk) if product else ""


def _expectations(
    known: Facts, lines: Sequence[ProductLine], product: str | None, severity: int
) -> dict[str, Any]:
    """For the chosen product, what to expect at each severity; nothing while no product is chosen, and after expiry
    of severity 1 alone (R26.5)."""
    line = next((line for line in lines if line.product.code == product), None)
    if line is None:
        return {"expected": None, "each_expected": {}}
    zone = timezone.get_current_timezone()
    taken = Severity.values if known.lines else [Severity.CRITICAL]
    each = {
        value: cover.expected(known.customer, line, value, known.at, zone) if value in taken else None
        for value in Severity.values
    }
    return {"expected": each[severity], "each_expected": each, "is_refused": severity not in taken}
