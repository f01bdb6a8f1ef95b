"""The advisor's service as a contact sees it: who her advisor is, the identified people, action plans with her
tasks, meetings, and asking for senior resources (R17, R20)."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from entitlements import answers
from notifications import invitations, reading
from notifications.views.readers import ContactRequest, for_contacts
from subscriptions import advisors
from subscriptions.refusals import Refusal
from tickets.advisory import asking, holding, meeting_telling, planning
from tickets.advisory.forms import AskForm
from tickets.advisory.models import ActionPlan, IdentifiedResource, Meeting, SeniorRequest, Task
from tickets.advisory.refusals import ViaAdvisor

SERVICE = "advisor"
DESK = "/desk/advisor/"
SHOWN = 20


@for_contacts(DESK)
@require_safe
def page(request: ContactRequest) -> HttpResponse:
    """Her advisor and all that is coordinated. Who has no advisor's service reads the refusal."""
    at = timezone.now()
    answers.require(request.customer, SERVICE, None, at)
    reading.read_about(request.user, ["/advisor/"])
    return _page(request, AskForm(), at)


@for_contacts(DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: ContactRequest) -> HttpResponse:
    """Ask for senior resources; the answer says that the advisor arranges (R20.1)."""
    at = timezone.now()
    answers.require(request.customer, asking.SERVICE, None, at)
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.accepted_by(
        lambda: asking.ask(request.customer, request.user, asking.Wish(**form.cleaned_data), at)
    ):
        messages.success(request, _sent(request, at), extra_tags="draft:senior-resources")
        return redirect("advisory:advisor")
    context = {"form": form, "advisor": advisors.assignment(request.customer, at)}
    return render(request, "advisory/ask.html", context, status=form.status if form.errors else 200)


@for_contacts("/desk/advisor/meetings/")
@require_safe
def meeting(request: ContactRequest, number: int) -> HttpResponse:
    """One meeting of her company, with its agenda and what came of it."""
    at, found = timezone.now(), _meeting(request, number)
    reading.read_about(request.user, [found.get_absolute_url()])
    people = list(found.participants.all())
    context = {
        "meeting": found,
        "people": people,
        "mine": next((each for each in people if each.resource.person_id == request.user.pk), None),
        "is_over": found.ends_at <= at,
    }
    return render(request, "advisory/meeting.html", context)


@for_contacts("/desk/advisor/meetings/")
@require_POST
def respond(request: ContactRequest, number: int) -> HttpResponse:
    """She says whether she comes."""
    found, response = _meeting(request, number), request.POST.get("response", "")
    try:
        holding.respond(found, request.user, response if response == "accepted" else "declined")
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Your answer is kept."))
    return redirect("advisory:meeting", number)


@for_contacts("/desk/advisor/meetings/")
@require_safe
def calendar(request: ContactRequest, number: int) -> HttpResponse:
    """The meeting as a file for her calendar."""
    return calendar_file(_meeting(request, number))


@for_contacts("/desk/action-plans/")
@require_safe
def plan(request: ContactRequest, number: int) -> HttpResponse:
    """One action plan of her company; she ticks her own tasks."""
    visible = ActionPlan.objects.visible_to(request.user).whole()
    found = get_object_or_404(visible, pk=number)
    reading.read_about(request.user, [found.get_absolute_url()])
    return render(request, "advisory/plan.html", {"plan": found} | _days(request, timezone.now()))


@for_contacts("/desk/action-plans/")
@require_POST
def tick(request: ContactRequest, number: int) -> HttpResponse:
    """Her task is done, or not after all (R17.2)."""
    rows = Task.objects.visible_to(request.user).select_related("plan__customer")
    task = get_object_or_404(rows, pk=number)
    try:
        planning.tick(task, request.user, done=request.POST.get("done") == "1")
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("advisory:plan", task.plan_id)


def calendar_file(meeting: Meeting) -> HttpResponse:
    """The entry of the meeting with everybody in it."""
    entry = meeting_telling.entry(meeting, list(meeting.participants.all()))
    text = invitations.file(entry, timezone.now())
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="meeting-{meeting.pk}.ics"'
    return response


def _page(request: ContactRequest, form: AskForm, at: datetime) -> HttpResponse:
    customer, own = request.customer, {"customer": request.customer}
    plans = ActionPlan.objects.visible_to(request.user).filter(**own).whole()
    meetings = Meeting.objects.visible_to(request.user).filter(**own)
    tasks = Task.objects.visible_to(request.user).open().owned_by(request.user)
    asked = SeniorRequest.objects.visible_to(request.user).filter(**own).whole()
    found = advisors.assignment(customer, at)
    context: dict[str, Any] = {
        "advisor": found,
        "there": advisors.is_there(customer, at),
        "on_hand": next(iter(advisors.on_hand(customer, at)), None),
        "people": IdentifiedResource.objects.visible_to(request.user).current().whole().filter(**own),
        "tasks": tasks.select_related("plan").order_by("due_on", "pk")[:SHOWN],
        "plans": plans.open().order_by("-pk")[:SHOWN],
        "ended": plans.exclude(state=ActionPlan.State.OPEN)[:SHOWN],
        "meetings": [*meetings.coming(at)[:SHOWN], *meetings.filter(state=Meeting.State.HELD)[:SHOWN]],
        "asked": asked[:SHOWN],
        "senior": answers.may(customer, asking.SERVICE, None, at).allowed,
    } | _days(request, at)
    return render(request, "advisory/advisor.html", context)


def _days(request: ContactRequest, at: datetime) -> dict[str, Any]:
    return {"today": at.astimezone(request.customer.zone).date()}


def _sent(request: ContactRequest, at: datetime) -> str:
    """That the request has been sent, and to whom (`via_advisor`); who answers where the advisor is away."""
    found = advisors.assignment(request.customer, at)
    if found and advisors.is_there(request.customer, at):
        return str(ViaAdvisor(name=found.advisor.name))
    if found:
        words = _(
            "Your request has been sent. {name} is out of office now; our support managers have been told."
        )
        return words.format(name=found.advisor.name)
    return _("Your request has been sent to our support managers: no advisor is assigned to you now.")


def _meeting(request: ContactRequest, number: int) -> Meeting:
    return get_object_or_404(Meeting.objects.visible_to(request.user).whole(), pk=number)
