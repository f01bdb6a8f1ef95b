"""Interactive briefings as a contact sees them: which come, one of them, signing up, joining (R16)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from entitlements.briefings import access, joining, seats
from entitlements.briefings.forms import QuestionForm, SeatsForm
from entitlements.briefings.models import BriefingRules, Session, SignUp
from entitlements.briefings.refusals import LinkNotYet, NoLink
from entitlements.briefings.views.asked import of_session
from notifications.views.readers import ContactRequest, for_contacts
from subscriptions.refusals import Refusal

DESK = "/desk/briefings/sessions/"
ELSEWHERE = "/desk/briefings/"
SHOWN = 50
PAST = 20
LEFT_OPEN = timedelta(hours=12)  # a page, until the link is shown on it
ASKS_AGAIN = 30  # seconds, for a link that its host has not given


@for_contacts(DESK, ELSEWHERE)
@require_safe
def index(request: ContactRequest) -> HttpResponse:
    """The sessions that come, also hers that are cancelled, and those that took place lately."""
    at = timezone.now()
    coming = list(_whole(Session.objects.shown(request.user, at)[:SHOWN]))
    past = list(_whole(Session.objects.past(at)[:PAST]))
    hers = _hers(request, [*coming, *past])
    context = {
        "coming": [{"session": each, "hers": hers.get(each.pk)} for each in coming],
        "past": [{"session": each, "hers": hers.get(each.pk)} for each in past],
        "refusal": access.may_ask_interactive(request.customer, at),
        "no_recordings": access.why_no_recordings(request.customer, at),
    }
    return render(request, "briefings/sessions.html", context)


@for_contacts(DESK)
@require_safe
def session(request: ContactRequest, number: int) -> HttpResponse:
    """One session: when it is in her zone, her seats or why she has none, its questions."""
    return _page(request, _session(number))


@for_contacts(DESK)
@require_POST
def sign_up(request: ContactRequest, number: int) -> HttpResponse:
    """Take seats, or a place on the waiting list."""
    found, form = _session(number), SeatsForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        made = seats.sign_up(found, request.customer, request.user, form.cleaned_data["seats"])
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, _session(number), form)
    if made.is_seated:
        messages.success(request, _seated(made))
    else:
        messages.warning(request, str(seats.full(made)))
    return redirect(found)


@for_contacts(DESK)
@require_POST
def change_seats(request: ContactRequest, number: int) -> HttpResponse:
    """Take more seats or fewer."""
    found, form = _session(number), SeatsForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        made = seats.change_seats(found, request.user, form.cleaned_data["seats"])
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, _session(number), form)
    made.refresh_from_db()
    messages.success(request, _seated(made) if made.is_seated else str(seats.full(made)))
    return redirect(found)


@for_contacts(DESK)
@require_POST
def withdraw(request: ContactRequest, number: int) -> HttpResponse:
    """Give the seats back."""
    found = _session(number)
    try:
        seats.withdraw(found, request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("You have withdrawn. Whoever waits moves up."))
    return redirect(found)


@for_contacts(DESK)
@require_safe
def join(request: ContactRequest, number: int) -> HttpResponse:
    """To the meeting, for those who have a seat and are entitled, shortly before it begins (R16.3)."""
    response = HttpResponseRedirect(joining.link_for(_session(number), request.user))
    response["Referrer-Policy"] = "no-referrer"
    return response


def asked_wrongly(request: ContactRequest, number: int, form: QuestionForm) -> HttpResponse:
    """The page again, with a question that could not be taken."""
    return _page(request, _session(number), question_form=form)


@dataclass(frozen=True)
class Own:
    """What of the session is hers: her row, her place on the waiting list, why she cannot join now, and after how
    many seconds her open page asks again; 0 where it need not."""

    row: SignUp | None
    place: int
    why_not: Refusal | None
    asks_in: int


def _page(
    request: ContactRequest,
    found: Session,
    form: SeatsForm | None = None,
    question_form: QuestionForm | None = None,
) -> HttpResponse:
    at = timezone.now()
    refusal = access.why_not(request.customer, found, at)
    own = _own(request, found, at)
    most = min(BriefingRules.current().most_seats, found.capacity)
    context = {
        "session": found,
        "own": own,
        "refusal": refusal,
        "no_recordings": access.why_no_recordings(request.customer, at),
        "form": form or SeatsForm(initial={"seats": own.row.seats if own.row else 1}, most=most),
        "colleagues": SignUp.objects.visible_to(request.user)
        .open()
        .filter(session=found, customer=request.customer)
        .exclude(user=request.user)
        .select_related("user"),
        "question_form": question_form or QuestionForm(),
        "has_begun": found.starts_at <= at,
        "is_over": found.ends_at <= at,
    } | of_session(found, request.user, at)
    refused = form or question_form
    return render(request, "briefings/session.html", context, status=refused.status if refused else 200)


def _own(request: ContactRequest, found: Session, at: datetime) -> Own:
    rows = SignUp.objects.visible_to(request.user).open().filter(session=found, user=request.user)
    row: SignUp | None = rows.first()
    place = seats.place(row) if row and not row.is_seated else 0
    try:
        joining.link_for(found, request.user, at)
    except LinkNotYet as refusal:
        wait = joining.shown_from(found) - at
        return Own(row, place, refusal, int(wait.total_seconds()) + 1 if wait < LEFT_OPEN else 0)
    except NoLink as refusal:
        return Own(row, place, refusal, ASKS_AGAIN)
    except Refusal as refusal:
        return Own(row, place, refusal, 0)
    return Own(row, place, None, 0)


def _whole(rows: Any) -> Any:
    return rows.select_related("host", "recording").prefetch_related("products")


def _hers(request: ContactRequest, shown: list[Session]) -> dict[int, SignUp]:
    rows = SignUp.objects.visible_to(request.user).open().filter(user=request.user, session__in=shown)
    return {row.session_id: row for row in rows}


def _session(number: int) -> Session:
    return get_object_or_404(_whole(Session.objects.all()), pk=number)


def _seated(made: SignUp) -> str:
    words = ngettext("You have a seat.", "You have {seats} seats.", made.seats)
    return words.format(seats=made.seats)
