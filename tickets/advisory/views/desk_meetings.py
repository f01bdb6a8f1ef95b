"""Meetings and requests for senior resources at the desk: arranged, moved, cancelled, noted; answered (R20)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from notifications.views.readers import PersonRequest, for_staff
from subscriptions.models import Customer
from subscriptions.steps import Step, offered, pressed
from tickets.advisory import access, arranging, asking, holding, meeting_kinds
from tickets.advisory.forms import ArrangeForm, MeetingForm, MinutesForm, ReasonForm, TaskForm
from tickets.advisory.models import Meeting, SeniorRequest
from tickets.advisory.views.portal import calendar_file


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PersonRequest, number: str) -> HttpResponse:
    """Arrange a meeting that nobody asked for. Raises NotHerAdvisor unless she advises the customer."""
    at = timezone.now()
    found = get_object_or_404(Customer.objects.visible_to(request.user), number=number)
    access.require_advisor(found, request.user, at)
    form, made = MeetingForm(request.POST or None, customer=found), []

    def arrange() -> None:
        kind = meeting_kinds.COORDINATION.code
        made.append(arranging.arrange(found, kind, form.invitation(), request.user, at))

    if request.method == "POST" and form.accepted_by(arrange):
        messages.success(request, _("The meeting is arranged, and everybody is invited."))
        return redirect("advisory:desk_meeting", made[0].pk)
    status = form.status if form.is_bound else 200
    context = {"form": form, "customer": found}
    return render(request, "advisory/desk/new_meeting.html", context, status=status)


@for_staff
@require_safe
def meeting(request: PersonRequest, number: int) -> HttpResponse:
    """One meeting with all that can be done about it."""
    return _page(request, _meeting(request, number), {})


@for_staff
@require_safe
def calendar(request: PersonRequest, number: int) -> HttpResponse:
    """The meeting as a file, also for those who have no account."""
    return calendar_file(_meeting(request, number))


@for_staff
@require_POST
def step(request: PersonRequest, number: int, step: str) -> HttpResponse:
    """Do one step. A refusal stands at its field, and what was typed stays."""
    found = _meeting(request, number)
    if refused := pressed(request, STEPS, step, found):
        return _page(request, _meeting(request, number), {step: refused}, refused.status)
    return redirect("advisory:desk_meeting", number)


@for_staff
@require_safe
def senior_request(request: PersonRequest, number: int) -> HttpResponse:
    """One request for senior resources with its answers."""
    return _request_page(request, _request(request, number), {})


@for_staff
@require_POST
def request_step(request: PersonRequest, number: int, step: str) -> HttpResponse:
    """Arrange or decline. A refusal stands at its field, and what was typed stays."""
    found = _request(request, number)
    if refused := pressed(request, ANSWERS, step, found):
        return _request_page(request, _request(request, number), {step: refused}, refused.status)
    return redirect("advisory:desk_request", number)


_STEPS: tuple[Step[Meeting], ...] = (
    Step(
        "hold",
        gettext_lazy("Note that it was held"),
        gettext_lazy("It was held"),
        "check",
        lambda meeting, data: MinutesForm(data, meeting=meeting),
        lambda meeting, by, form: holding.hold(meeting, form.minutes(), by),
        gettext_lazy("The meeting is noted as held."),
        lambda meeting, person, at: meeting.is_planned and meeting.starts_at <= at,
    ),
    Step(
        "note",
        gettext_lazy("Notes and decisions"),
        gettext_lazy("Keep them"),
        "notebook-pen",
        lambda meeting, data: MinutesForm(data, meeting=meeting),
        lambda meeting, by, form: holding.note(meeting, form.minutes(), by),
        gettext_lazy("Notes and decisions are kept."),
        lambda meeting, person, at: not meeting.is_cancelled,
    ),
    Step(
        "agree",
        gettext_lazy("Add an action"),
        gettext_lazy("Add it"),
        "list-plus",
        lambda meeting, data: TaskForm(data, customer=meeting.customer),
        lambda meeting, by, form: holding.agree(meeting, form.task(), by),
        gettext_lazy("The action is a task of the meeting's action plan, and its owner is told."),
        lambda meeting, person, at: not meeting.is_cancelled,
    ),
    Step(
        "change",
        gettext_lazy("Move or change it"),
        gettext_lazy("Keep the changes"),
        "pencil",
        lambda meeting, data: (
            MeetingForm(data, customer=meeting.customer) if data is not None else MeetingForm.of(meeting)
        ),
        lambda meeting, by, form: arranging.change(
            meeting, form.invitation(), by, seen=form.cleaned_data["seen"]
        ),
        gettext_lazy("The meeting is changed, and everybody is told."),
        lambda meeting, person, at: meeting.is_planned and meeting.ends_at > at,
    ),
    Step(
        "cancel",
        gettext_lazy("Cancel the meeting"),
        gettext_lazy("Cancel the meeting"),
        "ban",
        lambda meeting, data: ReasonForm(data),
        lambda meeting, by, form: arranging.cancel(meeting, by, form.cleaned_data["reason"]),
        gettext_lazy("The meeting is cancelled. Everybody is told, and it leaves their calendars."),
        lambda meeting, person, at: meeting.is_planned,
        warns=True,
    ),
)
STEPS = {each.name: each for each in _STEPS}

_ANSWERS: tuple[Step[SeniorRequest], ...] = (
    Step(
        "arrange",
        gettext_lazy("Arrange a meeting"),
        gettext_lazy("Arrange it"),
        "calendar-plus",
        lambda found, data: ArrangeForm(data, request=found),
        lambda found, by, form: asking.arrange(
            found, form.invitation(), list(form.cleaned_data["seniors"]), by
        ),
        gettext_lazy("The meeting is arranged, and everybody is invited."),
        lambda found, person, at: found.state == SeniorRequest.State.ASKED,
    ),
    Step(
        "decline",
        gettext_lazy("Decline"),
        gettext_lazy("Decline it"),
        "x",
        lambda found, data: ReasonForm(data),
        lambda found, by, form: asking.decline(found, by, form.cleaned_data["reason"]),
        gettext_lazy("The request is declined, and the contact is told why."),
        lambda found, person, at: found.state == SeniorRequest.State.ASKED,
        warns=True,
    ),
)
ANSWERS = {each.name: each for each in _ANSWERS}


def _page(request: PersonRequest, found: Meeting, refused: dict[str, Any], status: int = 200) -> HttpResponse:
    at = timezone.now()
    advises = access.advises(found.customer, request.user, at)
    cancels = advises or access.may_cancel(found.customer, request.user, at)
    steps = STEPS.values() if advises else [STEPS["cancel"]]
    people = list(found.participants.all())
    context = {
        "meeting": found,
        "kind": meeting_kinds.name_of(found.kind),
        "people": people,
        "by_hand": [each for each in people if each.resource.person is None],
        "offered": offered(steps, found, request.user, at, refused, may=cancels),
        "opened": next(iter(refused), ""),
        "is_over": found.ends_at <= at,
        "elsewhere": meeting_kinds.elsewhere(found),
    }
    return render(request, "advisory/desk/meeting.html", context, status=status)


def _request_page(
    request: PersonRequest, found: SeniorRequest, refused: dict[str, Any], status: int = 200
) -> HttpResponse:
    at = timezone.now()
    may = access.advises(found.customer, request.user, at)
    context = {
        "request_": found,
        "offered": offered(ANSWERS.values(), found, request.user, at, refused, may=may),
        "opened": next(iter(refused), ""),
    }
    return render(request, "advisory/desk/request.html", context, status=status)


def _meeting(request: PersonRequest, number: int) -> Meeting:
    return get_object_or_404(Meeting.objects.visible_to(request.user).whole(), pk=number)


def _request(request: PersonRequest, number: int) -> SeniorRequest:
    return get_object_or_404(SeniorRequest.objects.visible_to(request.user).whole(), pk=number)
