"""Activity reviews at the desk: which are to be held, one with all that is done about it, and the report of any
period of a customer with her cadence (R18). Everybody of the vendor reads; who may act is access.py's."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from notifications.views.readers import PersonRequest, for_staff
from subscriptions import advisors, paging
from subscriptions.forms import RefusingForm
from subscriptions.models import Customer
from subscriptions.steps import Step, offered, pressed
from tickets.advisory.reviews import access, alarms, cadence, holding
from tickets.advisory.reviews.forms import (
    AgendaForm,
    CadenceForm,
    MeetingForm,
    MinutesForm,
    PeriodForm,
    SendForm,
)
from tickets.advisory.reviews.models import Review, ReviewCadence, ReviewFile
from tickets.advisory.reviews.periods import quarter_of
from tickets.advisory.reviews.views import showing

SHOWN = 50


@for_staff
@require_safe
def index(request: PersonRequest) -> HttpResponse:
    """What is to be held, the most urgent first; then what was held; then whose period ends next."""
    at = timezone.now()
    reviews = Review.objects.visible_to(request.user).brief()
    held, following = paging.newest_first(request, reviews.filter(state=Review.State.HELD), SHOWN)
    context = {
        "open": [
            Row(each, alarms.overdue(each, at)) for each in reviews.open().order_by("due_on", "pk")[:SHOWN]
        ],
        "held": held,
        "first_url": "?" if "before" in request.GET else "",
        "next_url": f"?before={following}" if following else "",
        "cadences": ReviewCadence.objects.visible_to(request.user)
        .select_related("customer")
        .order_by("prepares_at", "pk")[:SHOWN],
    }
    return render(request, "reviews/desk/index.html", context)


@for_staff
@require_safe
def review(request: PersonRequest, number: int) -> HttpResponse:
    """One review: the figures as they stand, or as they were sent, and what can be done now."""
    return _page(request, _found(request, number), {}, 200)


@for_staff
@require_POST
def step(request: PersonRequest, number: int, name: str) -> HttpResponse:
    """Do one step. A refusal stands at its field, and what was typed stays."""
    found = _found(request, number)
    if refused := pressed(request, STEPS, name, found):
        return _page(request, _found(request, number), {name: refused}, refused.status)
    return redirect("reviews:desk_review", number)


@for_staff
@require_safe
def pdf(request: PersonRequest, number: int) -> HttpResponseBase:
    return showing.file(request, _found(request, number), ReviewFile.Kind.PDF)


@for_staff
@require_safe
def spreadsheet(request: PersonRequest, number: int) -> HttpResponseBase:
    return showing.file(request, _found(request, number), ReviewFile.Kind.SPREADSHEET)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def customer(request: PersonRequest, number: str) -> HttpResponse:
    """The report of any period of one customer, the quarter so far where none is chosen; and her cadence, which her
    advisor changes."""
    at = timezone.now()
    found = get_object_or_404(
        Customer.objects.visible_to(request.user).select_related("region"), number=number
    )
    agreed = ReviewCadence.objects.filter(customer=found).first()
    form = _cadence_form(request, agreed, found, at)
    if request.method == "POST" and form.accepted_by(
        lambda: cadence.change(found, request.user, **form.cleaned_data, at=at)
    ):
        messages.success(request, _("The cadence is changed."))
        return redirect("reviews:customer", number)
    chosen = PeriodForm(request.GET if "first_day" in request.GET else _so_far(found, at))
    period = chosen.period(found.zone, at)
    context = {
        "customer": found,
        "cadence": agreed,
        "form": form,
        "may_change": access.holds(found, request.user, at),
        "has_reviews": access.has_reviews(found, at),
        "chosen": chosen,
        "reviews": Review.objects.filter(customer=found).brief()[:SHOWN],
    }
    if period:
        context |= showing.counted(request, found, period, at)
    refused = form if form.is_bound else chosen
    return render(
        request, "reviews/desk/customer.html", context, status=refused.status if refused.errors else 200
    )


@dataclass(frozen=True)
class Row:
    """A review that is to be held, and for how many days it should have been."""

    review: Review
    overdue: int


def _minutes_form(review: Review, data: Any) -> RefusingForm:
    initial = {"held_on": review.held_on, "minutes": review.minutes, "decisions": review.decisions}
    if review.meeting and not review.is_held:  # what was noted on the meeting's own page
        held_on = review.meeting.starts_at.astimezone(review.meeting.zone).date()
        initial = {"held_on": held_on, "minutes": review.meeting.notes, "decisions": review.meeting.decisions}
    return MinutesForm(data, initial=initial)


STEPS: dict[str, Step[Review]] = {
    each.name: each
    for each in (
        Step[Review](
            "minutes",
            gettext_lazy("Keep the minutes"),
            gettext_lazy("Keep them"),
            "notebook-pen",
            _minutes_form,
            lambda review, by, form: holding.keep_minutes(review, by, **form.cleaned_data),
            gettext_lazy("The minutes are kept; the customer reads them."),
            lambda review, person, at: review.is_sent,
        ),
        Step[Review](
            "send",
            gettext_lazy("Send the report"),
            gettext_lazy("Send it"),
            "send",
            lambda review, data: SendForm(data),
            lambda review, by, form: holding.send(review, by),
            gettext_lazy("The report is sent as it stands. PDF and spreadsheet follow in a moment."),
            lambda review, person, at: not review.is_sent,
        ),
        Step[Review](
            "meeting",
            gettext_lazy("Arrange the meeting"),
            gettext_lazy("Invite them"),
            "calendar-plus",
            lambda review, data: MeetingForm(data, customer=review.customer),
            lambda review, by, form: holding.arrange(review, form.cleaned_data["invitation"], by),
            gettext_lazy("The meeting is arranged; everybody has it in her calendar by mail."),
            lambda review, person, at: (
                not review.is_held and (review.meeting is None or review.meeting.is_cancelled)
            ),
        ),
        Step[Review](
            "agenda",
            gettext_lazy("Change the agenda"),
            gettext_lazy("Keep the agenda"),
            "list-todo",
            lambda review, data: AgendaForm(data, initial={"agenda": review.agenda}),
            lambda review, by, form: holding.change_agenda(review, by, form.cleaned_data["agenda"]),
            gettext_lazy("The agenda is changed."),
            lambda review, person, at: not review.is_sent,
        ),
    )
}


def _found(request: PersonRequest, number: int) -> Review:
    return get_object_or_404(Review.objects.visible_to(request.user).whole(), pk=number)


def _page(
    request: PersonRequest, found: Review, refused: dict[str, RefusingForm], status: int
) -> HttpResponse:
    at = timezone.now()
    hers = access.holds(found.customer, request.user, at)
    report = (
        showing.kept(request, found, staff=True)
        if found.is_sent
        else showing.counted(request, found.customer, found.period, at)
    )
    context = report | {
        "review": found,
        "offered": offered(STEPS.values(), found, request.user, at, refused, may=hers),
        "opened": next(iter(refused), ""),
        "overdue": alarms.overdue(found, at),
        "advisor": advisors.assignment(found.customer, at),
    }
    return render(request, "reviews/desk/review.html", context, status=status)


def _cadence_form(
    request: PersonRequest, agreed: ReviewCadence | None, customer: Customer, at: datetime
) -> CadenceForm:
    if request.method == "POST":
        return CadenceForm(request.POST)
    first_day = quarter_of(at.astimezone(customer.zone).date())
    months = agreed.months if agreed else 3
    return CadenceForm(initial={"months": months, "first_day": agreed.first_day if agreed else first_day})


def _so_far(customer: Customer, at: datetime) -> dict[str, Any]:
    """The calendar quarter up to today."""
    today = at.astimezone(customer.zone).date()
    return {"first_day": quarter_of(today).isoformat(), "last_day": today.isoformat()}
