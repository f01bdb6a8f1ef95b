"""Escalating an incident, and where an escalation stands, as a contact sees it (LIFECYCLE.md, 4)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from entitlements.models import Severity
from notifications.views.readers import ContactRequest
from subscriptions.models import User
from tickets.escalations import asking, ending, levels
from tickets.escalations.forms import AskForm, ReasonForm
from tickets.escalations.models import EscalationRequest, EscalationRules
from tickets.escalations.parts import beside, newest, said_of_the_end
from tickets.escalations.refusals import NoEscalation
from tickets.forms import PortalForm
from tickets.models import Incident
from tickets.views.portal.contact import for_contacts


@for_contacts
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: ContactRequest, number: int) -> HttpResponse:
    """Escalate it. A refusal stands at its field, and what was typed stays."""
    found = _incident(request, number)
    form = AskForm(request.POST or None, initial=_said_already(found, request.user))
    if request.method == "POST" and form.accepted_by(
        lambda: asking.ask(found, request.user, asking.Wish(**_typed(form)))
    ):
        said = _("The escalation is on its way. You see here by when it is answered.")
        messages.success(request, said, extra_tags=f"draft:escalate-{number}")
        return redirect("escalations:escalation", number)
    before, rules = found.escalation_requests.count(), EscalationRules.current()
    context = {
        "incident": found,
        "form": form,
        "level": levels.level_of(found.severity, before),
        "who": levels.who_answers(levels.level_of(found.severity, before)),
        "allowed": None if found.severity > Severity.HIGH else rules.allowed(found.severity, timedelta()),
        "rules": rules,
        "again": before > 0,
    }
    status = form.status if form.errors else 200
    return render(request, "escalations/ask.html", context, status=status)


@for_contacts
@require_safe
def escalation(request: ContactRequest, number: int) -> HttpResponse:
    """Where it stands, and what the asker can do."""
    return _page(request, _incident(request, number), {})


@for_contacts
@require_POST
def step(request: ContactRequest, number: int, step: str) -> HttpResponse:
    """The asker agrees to its end, does not, or ends it herself."""
    if step not in STEPS:
        raise Http404
    form_class, act, said = STEPS[step]
    incident = _incident(request, number)
    found = newest(incident)
    if found is None:
        raise NoEscalation
    form = form_class(request.POST)
    if not form.accepted_by(lambda: act(found, request, form.cleaned_data)):
        return _page(request, incident, {step: form}, form.status)
    messages.success(request, str(said))
    return redirect("escalations:escalation", number)


Act = Callable[[EscalationRequest, ContactRequest, dict[str, Any]], object]
STEPS: dict[str, tuple[type[PortalForm], Act, str | Promise]] = {
    "agree": (
        PortalForm,
        lambda found, request, typed: ending.agree(found, request.user),
        gettext_lazy("Thank you. The escalation has ended."),
    ),
    "disagree": (
        ReasonForm,
        lambda found, request, typed: ending.disagree(found, request.user, typed["reason"]),
        gettext_lazy("The escalation goes on; its owner reads why."),
    ),
    "end": (
        PortalForm,
        lambda found, request, typed: ending.end(found, request.user),
        gettext_lazy("The escalation has ended."),
    ),
}


def _said_already(found: Incident, asker: User) -> dict[str, str]:
    """What the form begins with: what the incident says of its impact, and where the asker answers now."""
    phone = found.phone if found.contact_id == asker.pk else ""
    return {"impact": found.impact, "name": asker.name, "phone": phone or asker.phone}


def _typed(form: AskForm) -> dict[str, Any]:
    names = ("reason", "impact", "critical_on", "workaround_ok", "name", "phone", "submission")
    return {name: form.cleaned_data[name] for name in names}


def _page(
    request: ContactRequest, incident: Incident, refused: dict[str, PortalForm], status: int = 200
) -> HttpResponse:
    rows = list(incident.escalation_requests.whole().order_by("-number"))
    if not rows:
        raise NoEscalation
    found, at = rows[0], timezone.now()
    context = {
        "incident": incident,
        "found": found,
        "earlier": rows[1:],
        "who": levels.who_answers(found.level),
        "hers": found.is_open and ending.is_asker(found, request.user),
        "may_raise": found.is_open and found.level < levels.MANAGER,
        "form": refused.get("disagree") or ReasonForm(),
        "refused": next(iter(refused.values()), None),
        "parts": beside(found, request.user, at),
        "said": said_of_the_end(found, request.user),
        "at": at,
    }
    return render(request, "escalations/escalation.html", context, status=status)


def _incident(request: ContactRequest, number: int) -> Incident:
    visible = Incident.objects.visible_to(request.user).select_related("customer", "product", "region")
    found: Incident = get_object_or_404(visible, pk=number)
    return found
