"""Hand-overs at the desk: objections to decide, what consulting has, one hand-over with its steps, and handing over
(R11). Everybody of the vendor reads."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from notifications.views.readers import PersonRequest, for_staff
from subscriptions import paging, permissions
from subscriptions.forms import RefusingForm
from subscriptions.models import User
from subscriptions.permissions import Permission
from subscriptions.steps import Step, offered, plain, pressed
from tickets.consulting import answering, conditions, examining, handing_over, objecting
from tickets.consulting.forms import DecideForm, HandForm, TextForm
from tickets.consulting.models import HandOver, Objection, Reason, State
from tickets.forms import PortalForm
from tickets.models import Incident

SHOWN, PAGE = 100, 30
ENDED = (State.DONE, State.RETURNED)


@for_staff
@require_safe
def index(request: PersonRequest) -> HttpResponse:
    """Objections to decide, what consulting has, the oldest first; what it is done with, the newest first."""
    rows = HandOver.objects.visible_to(request.user).whole()
    undecided = Objection.objects.visible_to(request.user).undecided()
    undecided = undecided.select_related("hand_over__incident__customer", "by")
    ended, before = paging.newest_first(request, rows.filter(state__in=ENDED), PAGE)
    context = {
        "objections": undecided[:SHOWN],
        "waiting": rows.open().exclude(state=State.ANSWERED)[:SHOWN],
        "answered": rows.open().filter(state=State.ANSWERED)[:SHOWN],
        "ended": ended,
        "first_url": "?" if paging.before(request) else "",
        "next_url": f"?before={before}" if before else "",
        "at": timezone.now(),
    }
    return render(request, "consulting/desk/index.html", context)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def hand(request: PersonRequest, number: int) -> HttpResponse:
    """Hand an incident over, with the four conditions beside the form (R11.4)."""
    at, found = timezone.now(), _incident(request, number)
    permissions.require(request.user, Permission.WORK)
    question = examining.question(found, at)
    form = HandForm(request.POST or None, initial={"reason": conditions.failing(question)})
    form.offer({reason: handing_over.what_she_reads(found, reason) for reason in Reason.values})
    if request.method == "POST" and form.accepted_by(
        lambda: handing_over.hand_over(
            found, request.user, form.cleaned_data["reason"], form.cleaned_data["text"], at, _seen(request)
        )
    ):
        said = _("The incident is handed to the consulting service; the customer is told and may object.")
        messages.success(request, said, extra_tags=f"draft:hand-over-{number}")
        return redirect(f"/desk/incidents/{number}/")
    context = {
        "incident": found,
        "form": form,
        "findings": conditions.examine(question),
        "seen": found.timeline.order_by("-pk").values_list("pk", flat=True).first() or 0,
    }
    status = form.status if form.errors else 200
    return render(request, "consulting/desk/hand.html", context, status=status)


def _seen(request: PersonRequest) -> int | None:
    """The newest entry that the incident had when the form was drawn."""
    return paging.key(request.POST.get("seen", ""))


@for_staff
@require_safe
def hand_over(request: PersonRequest, number: int) -> HttpResponse:
    """One hand-over: the customer's words, what was said since, what can be done."""
    return _page(request, _hand_over(request, number), {})


@for_staff
@require_POST
def step(request: PersonRequest, number: int, step: str) -> HttpResponse:
    """Do one step. A refusal stands at its field, and what was typed stays."""
    found = _hand_over(request, number)
    if refused := pressed(request, STEPS, step, found):
        return _page(request, _hand_over(request, number), {step: refused}, refused.status)
    return redirect(found)


def _consults(found: HandOver, person: User, at: datetime) -> bool:
    return found.is_open and permissions.may(person, Permission.CONSULT)


def _takes(found: HandOver, person: User, at: datetime) -> bool:
    return _consults(found, person, at) and not found.in_hand


def _is_done(found: HandOver, person: User, at: datetime) -> bool:
    return _consults(found, person, at) and found.answered_at is not None


def _decides(found: HandOver, person: User, at: datetime) -> bool:
    objection = getattr(found, "objection", None)
    open_ = objection is not None and not objection.is_decided
    return open_ and found.by_id != person.pk and permissions.may(person, Permission.WORK)


def _decide(upheld: bool) -> Callable[[HandOver, User, Any], object]:
    def act(found: HandOver, person: User, form: Any) -> object:
        objection = get_object_or_404(Objection, hand_over=found)
        return objecting.decide(objection, person, upheld=upheld, reason=form.cleaned_data["reason"])

    return act


STEPS: dict[str, Step[HandOver]] = {
    each.name: each
    for each in (
        Step(
            "uphold",
            gettext_lazy("Uphold the objection"),
            gettext_lazy("We work on it"),
            "rotate-ccw",
            plain("uphold", DecideForm),
            _decide(True),
            gettext_lazy("The incident is in progress again; the customer is told."),
            _decides,
        ),
        Step(
            "refuse",
            gettext_lazy("Refuse the objection"),
            gettext_lazy("It stays with consulting"),
            "x",
            plain("refuse", DecideForm),
            _decide(False),
            gettext_lazy("It stays with consulting; the customer reads why."),
            _decides,
            warns=True,
        ),
        Step(
            "take",
            gettext_lazy("Take it"),
            gettext_lazy("Take it"),
            "user-round-plus",
            plain("take", PortalForm),
            lambda found, person, form: answering.take(found, person),
            gettext_lazy("It is yours."),
            _takes,
        ),
        Step(
            "answer",
            gettext_lazy("Answer the customer"),
            gettext_lazy("Send"),
            "reply",
            plain("answer", TextForm),
            lambda found, person, form: answering.answer(found, person, form.cleaned_data["body"]),
            gettext_lazy("Your answer is sent."),
            _consults,
        ),
        Step(
            "note",
            gettext_lazy("Internal note"),
            gettext_lazy("Keep internal note"),
            "lock",
            plain("note", TextForm),
            lambda found, person, form: answering.note(found, person, form.cleaned_data["body"]),
            gettext_lazy("The note is kept; the customer does not see it."),
            _consults,
        ),
        Step(
            "done",
            gettext_lazy("Done"),
            gettext_lazy("It is done"),
            "check",
            plain("done", PortalForm),
            lambda found, person, form: answering.done(found, person),
            gettext_lazy("Consulting is done with it."),
            _is_done,
        ),
    )
}


def _page(
    request: PersonRequest, found: HandOver, refused: dict[str, RefusingForm], status: int = 200
) -> HttpResponse:
    at = timezone.now()
    entries = found.incident.timeline.filter(kind__in=("message", "note", "call"), at__gt=found.at)
    entries = entries.exclude(facts__has_key="objects")
    context = {
        "found": found,
        "incident": found.incident,
        "objection": getattr(found, "objection", None),
        "entries": entries.select_related("author").order_by("-at", "-pk")[:SHOWN],
        "offered": offered(STEPS.values(), found, request.user, at, refused),
        "opened": next(iter(refused), ""),
        "at": at,
    }
    return render(request, "consulting/desk/hand_over.html", context, status=status)


def _hand_over(request: PersonRequest, number: int) -> HandOver:
    rows = HandOver.objects.visible_to(request.user).select_related(
        "incident__customer",
        "incident__contact",
        "by",
        "consultant",
        "objection__by",
        "objection__decided_by",
    )
    found: HandOver = get_object_or_404(rows, pk=number)
    return found


def _incident(request: PersonRequest, number: int) -> Incident:
    visible = Incident.objects.visible_to(request.user)
    related = ("customer__account_owner", "contact", "product", "version")
    found: Incident = get_object_or_404(visible.select_related(*related), pk=number)
    return found
