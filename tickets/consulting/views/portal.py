"""What a contact does about a hand-over: object to it, and say which part of a modified system she asks about."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from notifications.views.readers import ContactRequest
from tickets.consulting import asked_parts, objecting
from tickets.consulting.forms import ObjectForm, PartForm
from tickets.models import Incident
from tickets.views.portal.contact import for_contacts


@for_contacts
@require_http_methods(["GET", "HEAD", "POST"])
def object_to(request: ContactRequest, number: int) -> HttpResponse:
    """Object to the hand-over (R11.6). A refusal stands at its field, and what was typed stays."""
    found = _incident(request, number)
    form = ObjectForm(request.POST or None)
    if request.method == "POST" and form.accepted_by(
        lambda: objecting.object_to(found, request.user, form.cleaned_data["reason"])
    ):
        said = _("Your objection is sent. A person decides within one office day.")
        messages.success(request, said, extra_tags=f"draft:object-{number}")
        return redirect(found)
    return _form(request, "consulting/object.html", found, form)


@for_contacts
@require_http_methods(["GET", "HEAD", "POST"])
def part(request: ContactRequest, number: int) -> HttpResponse:
    """Say which part she asks about (R11.5)."""
    found = _incident(request, number)
    form = PartForm(request.POST or None)
    if request.method == "POST" and form.accepted_by(
        lambda: asked_parts.say(found, request.user, **_said(form.cleaned_data))
    ):
        messages.success(request, _("Thank you. It stands on the incident."))
        return redirect(found)
    modified = asked_parts.modifications(found)
    return _form(request, "consulting/part.html", found, form, modified=modified)


def _said(typed: dict[str, Any]) -> dict[str, Any]:
    return {name: typed[name] for name in ("modified", "text")}


def _form(
    request: ContactRequest, template: str, found: Incident, form: ObjectForm | PartForm, **more: object
) -> HttpResponse:
    status = form.status if form.errors else 200
    return render(request, template, {"incident": found, "form": form} | more, status=status)


def _incident(request: ContactRequest, number: int) -> Incident:
    visible = Incident.objects.visible_to(request.user).select_related("customer", "product", "region")
    found: Incident = get_object_or_404(visible, pk=number)
    return found
