"""Requests for briefings as contacts see them: what is asked for and by how many customers, asking, joining,
leaving (R13.2 to R13.4)."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from entitlements.briefings import access, requesting
from entitlements.briefings.forms import AskForm, WhyForm
from entitlements.briefings.models import BriefingRequest, RequestJoin
from entitlements.briefings.requesting import Wish
from notifications.views.readers import ContactRequest, for_contacts
from subscriptions import paging
from subscriptions.refusals import Refusal

DESK = "/desk/briefings/requests/"
ELSEWHERE = "/desk/briefings/"
PAGE = 30


@for_contacts(DESK, ELSEWHERE)
@require_safe
def index(request: ContactRequest) -> HttpResponse:
    """What is asked for, the most wanted of what is open first; those of her company are marked."""
    access.require_recorded(request.customer)
    rows, before = paging.highest_first(request, _whole().shown().most_wanted_first(), PAGE, "weight")
    hers = set(_joins(request).filter(request__in=rows).values_list("request", flat=True))
    context = {
        "rows": [{"request": row, "hers": row.pk in hers} for row in rows],
        "first_url": "?" if paging.before(request) else "",
        "next_url": f"?before={before}" if before else "",
    }
    return render(request, "briefings/requests.html", context)


@for_contacts(DESK, ELSEWHERE)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: ContactRequest) -> HttpResponse:
    """Ask for a briefing on a topic."""
    at = timezone.now()
    access.require_recorded(request.customer, at)
    form = AskForm(request.POST or None, initial={"topic": request.GET.get("topic", "")[:160]})
    if request.method == "POST" and form.is_valid() and (made := _asked(request, form, at)):
        said = _("Your request is sent. You are told what we answer; no date is set yet.")
        if made.asked_at < at:
            said = _("You ask for this already. This is your request; new words are added to it.")
        messages.success(request, said, extra_tags="draft:briefing-request")
        return redirect(made)
    context = {"form": form, "interactive": access.may_ask_interactive(request.customer, at)}
    return render(request, "briefings/ask.html", context, status=form.status if form.errors else 200)


@for_contacts(DESK)
@require_safe
def request_page(request: ContactRequest, number: int) -> HttpResponse:
    """One request: how many ask, what was answered, whether she asks, too."""
    return _page(request, _request(request, number))


@for_contacts(DESK)
@require_POST
def join(request: ContactRequest, number: int) -> HttpResponse:
    """Ask for it, too."""
    found, form = _request(request, number), WhyForm(request.POST)
    if form.accepted_by(
        lambda: requesting.join(found, request.customer, request.user, form.cleaned_data["why"])
    ):
        messages.success(request, _("You ask for it, too. You are told what we answer."))
        return redirect(found)
    return _page(request, _request(request, number), form)


@for_contacts(DESK)
@require_POST
def leave(request: ContactRequest, number: int) -> HttpResponse:
    """Ask for it no more."""
    found = _request(request, number)
    try:
        left = requesting.leave(found, request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(found)
    messages.success(request, _("You ask for it no more."))
    return redirect("briefings:request", left.pk) if left.people else redirect("briefings:requests")


def _asked(request: ContactRequest, form: AskForm, at: datetime) -> BriefingRequest | None:
    try:
        return requesting.ask(Wish(customer=request.customer, contact=request.user, **form.cleaned_data), at)
    except Refusal as refusal:
        form.refuse(refusal, "kind" if refusal.code == "briefing_needs_premium" else "")
        return None


def _page(request: ContactRequest, found: BriefingRequest, form: WhyForm | None = None) -> HttpResponse:
    at = timezone.now()
    own = [each for each in _joins(request).filter(request=found) if each.user_id == request.user.pk]
    context = {
        "found": found,
        "own": own[0] if own else None,
        "colleagues": _joins(request).filter(request=found).exclude(user=request.user).select_related("user"),
        "refusal": access.may_ask_interactive(request.customer, at) if found.is_interactive else None,
        "form": form or WhyForm(),
    }
    return render(request, "briefings/request.html", context, status=form.status if form else 200)


def _joins(request: ContactRequest) -> Any:
    return RequestJoin.objects.visible_to(request.user).filter(customer=request.customer)


def _whole() -> Any:
    return BriefingRequest.objects.select_related("product", "recording", "session")


def _request(request: ContactRequest, number: int) -> BriefingRequest:
    """The request; one that was merged leads to the other. Raises the refusal of the answer, Http404."""
    access.require_recorded(request.customer)
    found = get_object_or_404(_whole().exclude(state=BriefingRequest.State.WITHDRAWN), pk=number)
    return get_object_or_404(_whole(), pk=found.merged_into_id) if found.merged_into_id else found
