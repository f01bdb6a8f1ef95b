"""Action plans at the desk: opened, extended, ticked, ended (R17.2)."""

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
from subscriptions.refusals import Refusal
from subscriptions.steps import Step, offered, pressed
from tickets.advisory import access, planning
from tickets.advisory.forms import CoverForm, PlanForm, ReasonForm, TaskForm, no_form
from tickets.advisory.models import ActionPlan, Task


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PersonRequest, number: str) -> HttpResponse:
    """Open a plan; `?incident=` is one that it covers, `?escalation=` whether as the result of its
    escalation. Raises NotHerAdvisor unless she coordinates for the
    customer."""
    at = timezone.now()
    found = get_object_or_404(Customer.objects.visible_to(request.user), number=number)
    access.require_coordinating(found, request.user, at)
    asked = {"incidents": request.GET.get("incident", ""), "answers_escalation": "escalation" in request.GET}
    form = PlanForm(request.POST or None, initial=asked)
    made: list[ActionPlan] = []

    def open_plan() -> None:
        typed = form.cleaned_data
        answers = typed["answers_escalation"]
        made.append(
            planning.open_plan(
                found,
                typed["subject"],
                request.user,
                typed["incidents"],
                at=at,
                answers_escalation=answers,
            )
        )

    if request.method == "POST" and form.accepted_by(open_plan):
        messages.success(request, _("The action plan is open. Add its tasks."))
        return redirect("advisory:desk_plan", made[0].pk)
    status = form.status if form.is_bound else 200
    return render(request, "advisory/desk/new_plan.html", {"form": form, "customer": found}, status=status)


@for_staff
@require_safe
def plan(request: PersonRequest, number: int) -> HttpResponse:
    """One action plan with all that can be done about it."""
    return _page(request, _plan(request, number), {})


@for_staff
@require_POST
def step(request: PersonRequest, number: int, step: str) -> HttpResponse:
    """Do one step. A refusal stands at its field, and what was typed stays."""
    found = _plan(request, number)
    if refused := pressed(request, STEPS, step, found):
        return _page(request, _plan(request, number), {step: refused}, refused.status)
    return redirect("advisory:desk_plan", number)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def task(request: PersonRequest, number: int) -> HttpResponse:
    """Change one task. Raises NotHerAdvisor unless she coordinates for the customer."""
    found = _task(request, number)
    access.require_coordinating(found.plan.customer, request.user, timezone.now())
    form = TaskForm.of(found)
    if request.method == "POST":
        form = TaskForm(request.POST, customer=found.plan.customer)
        if form.accepted_by(lambda: planning.change_task(found, form.task(), request.user)):
            messages.success(request, _("The task is changed."))
            return redirect("advisory:desk_plan", found.plan_id)
    status = form.status if form.is_bound else 200
    return render(request, "advisory/desk/task.html", {"form": form, "task": found}, status=status)


@for_staff
@require_POST
def tick(request: PersonRequest, number: int) -> HttpResponse:
    """A task is done, or not after all."""
    found = _task(request, number)
    try:
        planning.tick(found, request.user, done=request.POST.get("done") == "1")
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("advisory:desk_plan", found.plan_id)


_STEPS: tuple[Step[ActionPlan], ...] = (
    Step(
        "add",
        gettext_lazy("Add a task"),
        gettext_lazy("Add it"),
        "list-plus",
        lambda plan, data: TaskForm(data, customer=plan.customer),
        lambda plan, by, form: planning.add_task(plan, form.task(), by),
        gettext_lazy("The task is added, and its owner is told."),
        lambda plan, person, at: plan.is_open,
    ),
    Step(
        "cover",
        gettext_lazy("Cover more incidents"),
        gettext_lazy("Cover them"),
        "link",
        lambda plan, data: CoverForm(data),
        lambda plan, by, form: planning.cover(plan, form.cleaned_data["incidents"], by),
        gettext_lazy("The plan covers them now."),
        lambda plan, person, at: plan.is_open,
    ),
    Step(
        "finish",
        gettext_lazy("End it: it is done"),
        gettext_lazy("It is done"),
        "check",
        no_form,
        lambda plan, by, form: planning.finish(plan, by),
        gettext_lazy("The action plan is done, and the customer is told."),
        lambda plan, person, at: plan.is_open,
    ),
    Step(
        "give-up",
        gettext_lazy("End it: it cannot be fulfilled"),
        gettext_lazy("It cannot be fulfilled"),
        "ban",
        lambda plan, data: ReasonForm(data),
        lambda plan, by, form: planning.give_up(plan, by, form.cleaned_data["reason"]),
        gettext_lazy("The action plan has ended, and the customer is told why."),
        lambda plan, person, at: plan.is_open,
        warns=True,
    ),
)
STEPS = {each.name: each for each in _STEPS}


def _page(
    request: PersonRequest, found: ActionPlan, refused: dict[str, Any], status: int = 200
) -> HttpResponse:
    at = timezone.now()
    may = access.coordinates(found.customer, request.user, at)
    context = {
        "plan": found,
        "offered": offered(STEPS.values(), found, request.user, at, refused, may=may),
        "opened": next(iter(refused), ""),
        "coordinates": may,
        "today": at.astimezone(found.customer.zone).date(),
    }
    return render(request, "advisory/desk/plan.html", context, status=status)


def _plan(request: PersonRequest, number: int) -> ActionPlan:
    return get_object_or_404(ActionPlan.objects.visible_to(request.user).whole(), pk=number)


def _task(request: PersonRequest, number: int) -> Task:
    rows = Task.objects.visible_to(request.user).select_related("plan__customer", "owner")
    return get_object_or_404(rows, pk=number)
