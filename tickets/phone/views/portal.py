"""The phone in the portal: numbers, whether the line is open now and when it opens next, asking to be called back
(R6.1)."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from notifications.views.readers import ContactRequest, for_contacts
from subscriptions import paging
from subscriptions.refusals import Refusal
from subscriptions.wording import moment_words, zone_words
from tickets.models import Incident
from tickets.phone import board, call_backs, hours
from tickets.phone.call_backs import Wish
from tickets.phone.forms import AskForm
from tickets.phone.hours import Covered
from tickets.phone.models import Call, CallBack, lines_of

PAGE = "phone:phone"
DESK = "/desk/calls/back/"
EARLIER = 10


@for_contacts(DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def phone(request: ContactRequest) -> HttpResponse:
    """The hours, her company's call-backs, and the form."""
    at = timezone.now()
    covered = Covered.of(request.customer, at)
    posted = request.POST if request.method == "POST" else None
    form = AskForm(posted, customer=request.customer, initial=_initial(request))
    if posted is not None and form.accepted_by(lambda: _ask(form, request, at)):
        messages.success(request, _("We call you back. You find it below, and in your mail."))
        return redirect(PAGE)
    return _page(request, form, covered)


@for_contacts(DESK)
@require_POST
def cancel(request: ContactRequest, number: int) -> HttpResponse:
    """A call-back of her company is not wanted any more."""
    found = get_object_or_404(CallBack.objects.visible_to(request.user), pk=number)
    try:
        call_backs.cancel(found)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The call-back is cancelled."))
    return redirect(PAGE)


def _ask(form: AskForm, request: ContactRequest, at: datetime) -> CallBack:
    wish = Wish(customer=request.customer, contact=request.user, asked_by=request.user, **form.cleaned_data)
    return call_backs.ask(wish, at)


def _initial(request: ContactRequest) -> dict[str, Any]:
    """Her own number, or that of the incident that the address names."""
    incident = paging.key(request.GET.get("incident", ""))
    known = Incident.objects.visible_to(request.user).filter(pk=incident).first() if incident else None
    return {"number": (known.phone if known else "") or request.user.phone, "incident": incident}


def _page(request: ContactRequest, form: AskForm, covered: Covered) -> HttpResponse:
    at, zone = covered.at, timezone.get_current_timezone()
    hers = CallBack.objects.visible_to(request.user).filter(customer=request.customer).whole()
    ended = hers.filter(ended_at__isnull=False).prefetch_related(
        Prefetch("calls", Call.objects.order_by("pk"))
    )
    answer, rows = covered.known.answer(hours.SERVICE), board.rows(covered)
    said = {row.aloud for row in rows}
    context = {
        "form": form if answer.allowed else None,
        "refusal": answer.refused if str(answer.refused) not in said else None,
        "numbers": lines_of(request.customer.region_id),
        "board": rows,
        "zone": zone_words(zone),
        "waiting": [(each, moment_words(each.due_at, at, zone)) for each in hers.waiting()[:EARLIER]],
        "earlier": [
            (each, moment_words(each.ended_at, at, zone)) for each in ended.order_by("-ended_at")[:EARLIER]
        ],
        "at": at,
    }
    status = form.status if form.is_bound else 200
    return render(request, "phone/phone.html", context, status=status)
