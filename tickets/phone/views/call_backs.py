"""Call-backs at the desk: those that wait, by due time; one with what is done about it; noting one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from subscriptions import paging
from subscriptions.forms import RefusingForm
from subscriptions.models import Customer, User
from subscriptions.steps import Step, offered, pressed
from subscriptions.wording import Due, due_words
from tickets.desk import duty, keyset
from tickets.desk.access import Act, StaffRequest, for_staff, may
from tickets.models import Incident
from tickets.phone import call_backs
from tickets.phone.call_backs import Wish
from tickets.phone.forms import GiveForm, NoteForm, NotReachedForm, SpokenForm, SpokenWithoutIncidentForm
from tickets.phone.models import CallBack, PhoneRules, lines_of

SHOWN = 50
PAGE = "phone:call_back"
PLACE = ("due_at", "pk")


@dataclass(frozen=True)
class Row:
    """A call-back and how its due time reads."""

    found: CallBack
    due: Due


@for_staff()
@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """What waits, the soonest first, a page by the place where the one before ended: its last call may have been
    made since, or fall due later."""
    at = timezone.now()
    waiting = CallBack.objects.visible_to(request.user).waiting().whole()
    last = keyset.read(request.GET.get("after", ""), PLACE)
    if last is not None:
        waiting = waiting.filter(TupleGreaterThan(Tuple(*PLACE), last))
    found, following = paging.cut(waiting.order_by(*PLACE), SHOWN)
    place = keyset.write((found[-1].due_at, found[-1].pk)) if following else ""
    context = {
        "rows": [Row(each, _due(each, at)) for each in found],
        "first_url": "?" if last is not None else "",
        "next_url": f"?after={place}" if place else "",
        "on_duty": duty.line_of(request.user, at),
        "may_work": may(request.user, Act.WORK),
        "at": at,
    }
    return render(request, "phone/desk/call_backs.html", context)


@for_staff()
@require_safe
def call_back(request: StaffRequest, number: int) -> HttpResponse:
    """One call-back, its tries, and what can be done now."""
    return _page(request, _found(request, number), {}, 200)


@for_staff(Act.WORK)
@require_POST
def step(request: StaffRequest, number: int, name: str) -> HttpResponse:
    """Do one step. A refusal stands at its field, and what was typed stays."""
    found = _found(request, number)
    if refused := pressed(request, STEPS, name, found):
        return _page(request, _found(request, number), {name: refused}, refused.status)
    return redirect(PAGE, number)


@for_staff(Act.WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """Note one for a contact."""
    at = timezone.now()
    visible = Customer.objects.visible_to(request.user).select_related("region")
    customer = get_object_or_404(visible, number=request.GET.get("customer", ""))
    known = _named(request, customer)
    call_backs.calendar_for(customer, known, at)  # refuses where there is no telephone access
    posted = request.POST if request.method == "POST" else None
    form = NoteForm(posted, customer=customer, initial=_initial(request, customer, known))
    if posted is not None and form.accepted_by(lambda: _note(form, customer, request.user, at)):
        messages.success(request, _("The call-back is planned; the contact is told."))
        return redirect("phone:call_backs")
    context = {"form": form, "customer": customer, "numbers": lines_of(customer.region_id), "at": at}
    status = form.status if form.is_bound else 200
    return render(request, "phone/desk/new_call_back.html", context, status=status)


def _note(form: NoteForm, customer: Customer, agent: User, at: datetime) -> CallBack:
    return call_backs.ask(Wish(customer=customer, asked_by=agent, **form.cleaned_data), at)


def _named(request: StaffRequest, customer: Customer) -> Incident | None:
    """The incident that the address names, where it is an open one of the customer's."""
    number = paging.key(request.GET.get("incident", ""))
    found: Incident | None = Incident.objects.open().filter(customer=customer, pk=number).first()
    return found


def _initial(request: StaffRequest, customer: Customer, known: Incident | None) -> dict[str, Any]:
    """Whom and about what the address says, by the number that is known of her."""
    contact = paging.key(request.GET.get("contact", ""))
    place = customer.memberships.active().select_related("user").filter(user=contact).first()
    number = (known.phone if known else "") or (place.user.phone if place else "")
    return {"contact": contact, "incident": known, "number": number}


def _hers(row: CallBack, agent: User, at: datetime) -> bool:
    return not call_backs.has_another(row, agent)


STEPS: dict[str, Step[CallBack]] = {
    each.name: each
    for each in (
        Step[CallBack](
            "take",
            gettext_lazy("Take it"),
            gettext_lazy("I call her"),
            "user-round-plus",
            lambda row, data: RefusingForm(data),
            lambda row, by, form: call_backs.take(row, by),
            gettext_lazy("The call-back is yours."),
            lambda row, agent, at: row.owner_id != agent.pk and _hers(row, agent, at),
        ),
        Step[CallBack](
            "spoken",
            gettext_lazy("Spoken with the contact"),
            gettext_lazy("Keep the call"),
            "phone",
            lambda row, data: SpokenForm(data) if row.incident_id else SpokenWithoutIncidentForm(data),
            lambda row, by, form: call_backs.spoken(row, by, form.cleaned_data["summary"]),
            gettext_lazy("The call is kept."),
            _hers,
        ),
        Step[CallBack](
            "not_reached",
            gettext_lazy("Nobody answered"),
            gettext_lazy("Keep the try"),
            "phone-missed",
            lambda row, data: NotReachedForm(data),
            lambda row, by, form: call_backs.not_reached(row, by, form.cleaned_data["note"]),
            gettext_lazy("The try is kept; the contact is told."),
            _hers,
        ),
        Step[CallBack](
            "release",
            gettext_lazy("Give it back"),
            gettext_lazy("Give it back"),
            "user-round-x",
            lambda row, data: RefusingForm(data),
            lambda row, by, form: call_backs.release(row, by),
            gettext_lazy("The call-back is anybody's again."),
            lambda row, agent, at: row.owner_id == agent.pk,
        ),
        Step[CallBack](
            "give",
            gettext_lazy("Give it to somebody"),
            gettext_lazy("Give it"),
            "user-round-cog",
            lambda row, data: GiveForm(data, customer=row.customer),
            lambda row, by, form: call_backs.give(row, by, form.cleaned_data["owner"]),
            gettext_lazy("The call-back has another owner."),
            lambda row, agent, at: may(agent, Act.ASSIGN),
        ),
        Step[CallBack](
            "cancel",
            gettext_lazy("Cancel it"),
            gettext_lazy("Cancel the call-back"),
            "ban",
            lambda row, data: RefusingForm(data),
            lambda row, by, form: call_backs.cancel(row, agent=by),
            gettext_lazy("The call-back is cancelled; the contact is told."),
            _hers,
            warns=True,
        ),
    )
}


def _found(request: StaffRequest, number: int) -> CallBack:
    rows = CallBack.objects.visible_to(request.user).whole().select_related("customer__region", "asked_by")
    return get_object_or_404(rows, pk=number)


def _page(
    request: StaffRequest, found: CallBack, refused: dict[str, RefusingForm], status: int
) -> HttpResponse:
    at = timezone.now()
    presses = may(request.user, Act.WORK) and found.is_waiting
    context = {
        "row": Row(found, _due(found, at)),
        "found": found,
        "calls": found.calls.select_related("agent").order_by("pk"),
        "offered": offered(STEPS.values(), found, request.user, at, refused, may=presses),
        "opened": next(iter(refused), "spoken" if found.owner_id == request.user.pk else ""),
        "rules": PhoneRules.current(),
        "at": at,
    }
    return render(request, "phone/desk/call_back.html", context, status=status)


def _due(row: CallBack, at: datetime) -> Due:
    return due_words(row.due_at, at, timezone.get_current_timezone())
