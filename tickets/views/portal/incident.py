"""One incident as its customer sees it, and what a contact may do with it (LIFECYCLE.md, 2)."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entitlements.policies import kept as policies
from notifications import reading
from notifications.views.readers import ContactRequest
from subscriptions.refusals import Refusal
from tickets import closing, followers, parts, resolved, severity, unreachable
from tickets.conversation import timeline
from tickets.correspondence import contact_reply
from tickets.forms import AskSeverityForm, PortalForm, RaiseAgainForm, RejectForm, ReplyForm, WithdrawForm
from tickets.hours import covers_critical
from tickets.live import pages
from tickets.models import Incident, LifecycleRules, Status
from tickets.places import place_words
from tickets.promises import closing_day, shown_targets
from tickets.views.portal.contact import for_contacts

FORMS: dict[str, Callable[..., PortalForm]] = {
    "reply": ReplyForm,
    "reject": RejectForm,
    "raise": RaiseAgainForm,
    "withdraw": WithdrawForm,
}


@for_contacts
@require_safe
def incident(request: ContactRequest, number: int) -> HttpResponse:
    """The incident with its timeline; 404 where it is another company's."""
    at, found = timezone.now(), _visible(request, number)
    reading.read_about(request.user, [found.get_absolute_url()])
    return _page(request, found, at)


@for_contacts
@require_POST
def reply(request: ContactRequest, number: int) -> HttpResponse:
    """A message, which also ends a pause, reopens, or opens a follow-up where it is too late to reopen."""
    found = _visible(request, number)

    def act(typed: dict[str, Any]) -> HttpResponse:
        entry = contact_reply(found, request.user, **typed)
        if entry.incident_id == found.pk:
            return _done(request, found, _("Your reply is sent."), f"reply-{found.pk}")
        words = _("Your message opened a new incident, {number}, linked to this one.")
        return _done(
            request, entry.incident, words.format(number=entry.incident_id), f"reply-{found.pk}", logged=True
        )

    return _attempt(request, found, "reply", act)


@for_contacts
@require_POST
def accept(request: ContactRequest, number: int) -> HttpResponse:
    """The solution solves it (L9)."""
    found = _visible(request, number)
    closing.accept(found, request.user)
    return _done(request, found, _("Thank you. The incident is closed."))


@for_contacts
@require_POST
def reject(request: ContactRequest, number: int) -> HttpResponse:
    """The solution does not solve it, with the reason (L10)."""
    found = _visible(request, number)

    def act(typed: dict[str, Any]) -> HttpResponse:
        closing.reject(found, request.user, **typed)
        return _done(request, found, _("The incident is in progress again."), f"reject-{found.pk}")

    return _attempt(request, found, "reject", act)


@for_contacts
@require_POST
def ask_severity(request: ContactRequest, number: int) -> HttpResponse:
    """Another severity is asked for; a person decides (TARGETS.md, 1)."""
    found = _visible(request, number)

    def act(typed: dict[str, Any]) -> HttpResponse:
        severity.ask_for_severity(found, request.user, typed["severity"], typed["reason"])
        said = _("Your request is sent. A person decides, and you see the answer here.")
        return _done(request, found, said, f"severity-{found.pk}")

    return _attempt(request, found, "severity", act)


@for_contacts
@require_POST
def raise_again(request: ContactRequest, number: int) -> HttpResponse:
    """It was lowered because nobody answered; she makes it severity 1 again at once (R10.6)."""
    found = _visible(request, number)

    def act(typed: dict[str, Any]) -> HttpResponse:
        unreachable.raise_again(found, request.user, **typed)
        return _done(request, found, _("The incident is severity 1 again. Please stay reachable by phone."))

    return _attempt(request, found, "raise", act)


@for_contacts
@require_POST
def withdraw(request: ContactRequest, number: int) -> HttpResponse:
    """It is no longer needed; final (L12)."""
    found = _visible(request, number)

    def act(typed: dict[str, Any]) -> HttpResponse:
        closing.withdraw(found, request.user, **typed)
        return _done(request, found, _("The incident is withdrawn."), f"withdraw-{found.pk}")

    return _attempt(request, found, "withdraw", act)


@for_contacts
@require_POST
def follow(request: ContactRequest, number: int) -> HttpResponse:
    """Follow it, or stop."""
    found = _visible(request, number)
    press = followers.stop if request.POST.get("do") == "stop" else followers.follow
    press(found, request.user)
    return HttpResponseRedirect(f"{found.get_absolute_url()}#followers")


def _visible(request: ContactRequest, number: int) -> Incident:
    visible = Incident.objects.visible_to(request.user)
    related = ("customer", "product", "version", "region", "contact", "owner", "tier", "duplicate_of")
    return get_object_or_404(visible.select_related(*related, "follow_up_of"), pk=number)


def _forms(found: Incident) -> dict[str, Callable[..., PortalForm]]:
    """What can be pressed on its page, by name."""
    return {**FORMS, "severity": partial(AskSeverityForm, of=found)}


def _attempt(
    request: ContactRequest, found: Incident, name: str, act: Callable[[dict[str, Any]], HttpResponse]
) -> HttpResponse:
    """What `act` answers to what was typed; the page again, with the refusal and the text, where it is refused."""
    at = timezone.now()
    form = _forms(found)[name](request.POST, request.FILES, auto_id=f"{name}_%s")
    if form.is_valid():
        try:
            return act(form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
    return _page(request, found, at, {name: form}, status=form.status)


def _done(
    request: ContactRequest, incident: Incident, words: str, draft: str = "", *, logged: bool = False
) -> HttpResponse:
    messages.success(request, words, extra_tags=f"draft:{draft}" if draft else "")
    query = "?logged=1" if logged else ""
    return HttpResponseRedirect(incident.get_absolute_url() + query)


def _page(
    request: ContactRequest,
    found: Incident,
    at: datetime,
    bound: dict[str, PortalForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    forms = {name: form(auto_id=f"{name}_%s") for name, form in _forms(found).items()} | (bound or {})
    fix = resolved.asked(found, request.user)
    context = {
        "incident": found,
        "logged": "logged" in request.GET,
        "forms": forms,
        "bound": next(iter(bound.values())) if bound else None,
        "entries": timeline(found, request.user),
        "targets": shown_targets(found, at),
        "place": place_words(found),
        "follow_ups": list(found.follow_ups.order_by("pk").values_list("pk", flat=True)),
        "phone": found.region.phone,
        "fix": fix,
        "proposed": found.status == Status.SOLUTION_PROPOSED and fix is None,
        "covers_critical": partial(covers_critical, found, at),
        "may_raise_again": unreachable.may_raise_again(found),
        "closes_on": closing_day(found, at),
        "reply_does": _reply_does(found, at),
        "parts": parts.parts(found, request.user, at),
        "reopen_days": LifecycleRules.current().reopen_days,
        "policy": policies.in_force(policies.SUPPORT, found.logged_at),
        "followers": followers.shown(found, request.user),
        "live": pages.of_incident(request.user, found, at, staff=False),
    }
    return render(request, "tickets/portal/incident.html", context, status=status)


def _reply_does(found: Incident, at: datetime) -> str:
    """What a reply does to the incident now, for the words over the field: replies, to_consulting, reopens or
    follows_up."""
    if found.is_open:
        return "replies"
    if closing.is_handed_over(found) and closing.may_reopen(found, at):
        return "to_consulting"
    return "reopens" if closing.may_reopen(found, at) else "follows_up"
