"""The advisor's page over all her customers, and one customer with all that is coordinated for her (R17.3).
Everybody of the vendor reads; who may act is access.py's."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from entitlements import answers
from notifications.views.readers import PersonRequest, for_staff
from subscriptions import advisors
from subscriptions.models import Customer, User
from subscriptions.steps import Step, offered, pressed
from tickets.advisory import access, board, identifying, summary
from tickets.advisory.forms import ResourceForm, no_form
from tickets.advisory.models import ActionPlan, IdentifiedResource, Meeting, SeniorRequest
from tickets.models import Incident
from tickets.rows import rows

SHOWN = 25
WHOLE = ("meetings", "requests")  # sections that one customer's page shows as lists of their own


@for_staff
@require_safe
def index(request: PersonRequest) -> HttpResponse:
    """Her customers in numbers, what is at risk or missed, and each section. `?advisor=` is another's page, for
    those who stand in or lead."""
    at = timezone.now()
    whose = _whose(request)
    seen = board.seen_by(whose, at)
    urgent = Incident.objects.at_risk().filter(customer__in=seen.customers).order_by("due_at", "pk")
    context = {
        "whose": whose,
        "customers": summary.rows(seen),
        "rows": rows(urgent[:SHOWN], request.user, at) if seen.customers else [],
        "sections": board.sections(seen),
        "advisors": User.objects.staff_with("advisor"),
        "at": at,
    }
    return render(request, "advisory/desk/board.html", context)


@for_staff
@require_safe
def customer(request: PersonRequest, number: str) -> HttpResponse:
    """One customer: the same sections, identified people, action plans, meetings and requests."""
    at, found = timezone.now(), _customer(request, number)
    seen = board.of_customer(request.user, found, at)
    plans = ActionPlan.objects.filter(customer=found).whole()
    context = {
        "customer": found,
        "advisor": advisors.assignment(found, at),
        "there": advisors.is_there(found, at),
        "numbers": summary.rows(seen)[0],
        "sections": board.sections(seen, without=WHOLE),
        "people": IdentifiedResource.objects.current().whole().filter(customer=found),
        "plans": plans.open().order_by("-pk")[:SHOWN],
        "ended": plans.exclude(state=ActionPlan.State.OPEN)[:SHOWN],
        "meetings": Meeting.objects.filter(customer=found)[:SHOWN],
        "asked": SeniorRequest.objects.filter(customer=found).whole()[:SHOWN],
        "advises": access.advises(found, request.user, at),
        "coordinates": access.coordinates(found, request.user, at),
        "upgrades": answers.may(found, "upgrade_planning", at=at).allowed,
        "today": at.astimezone(found.zone).date(),
    }
    return render(request, "advisory/desk/customer.html", context)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def identify(request: PersonRequest, number: str) -> HttpResponse:
    """Name a person for the customer (R17.4). Raises NotHerAdvisor unless she coordinates for her."""
    at, found = timezone.now(), _customer(request, number)
    access.require_coordinating(found, request.user, at)
    form = ResourceForm(request.POST or None, customer=found)
    if request.method == "POST" and form.accepted_by(
        lambda: identifying.identify(found, form.named(), request.user, at)
    ):
        messages.success(request, _("The person is identified."))
        return redirect("advisory:customer", number)
    status = form.status if form.is_bound else 200
    return render(request, "advisory/desk/identify.html", {"form": form, "customer": found}, status=status)


@for_staff
@require_safe
def resource(request: PersonRequest, number: int) -> HttpResponse:
    """One identified person, and what can be changed of her."""
    return _resource_page(request, _resource(request, number), {})


@for_staff
@require_POST
def resource_step(request: PersonRequest, number: int, step: str) -> HttpResponse:
    """Do one step. A refusal stands at its field, and what was typed stays."""
    found = _resource(request, number)
    if refused := pressed(request, RESOURCE_STEPS, step, found):
        return _resource_page(request, _resource(request, number), {step: refused}, refused.status)
    return redirect("advisory:customer", found.customer.number)


_STEPS: tuple[Step[IdentifiedResource], ...] = (
    Step(
        "change",
        gettext_lazy("Change role, phone or zone"),
        gettext_lazy("Keep the changes"),
        "pencil",
        lambda resource, data: (
            ResourceForm(data, customer=resource.customer, known=True)
            if data is not None
            else ResourceForm.of(resource)
        ),
        lambda resource, by, form: identifying.change(resource, form.named(), by),
        gettext_lazy("The changes are kept."),
        lambda resource, person, at: resource.ended_at is None,
    ),
    Step(
        "end",
        gettext_lazy("Remove from the list"),
        gettext_lazy("Remove her"),
        "user-round-x",
        no_form,
        lambda resource, by, form: identifying.end(resource, by),
        gettext_lazy("The person is named no more."),
        lambda resource, person, at: resource.ended_at is None,
        warns=True,
    ),
)
RESOURCE_STEPS = {each.name: each for each in _STEPS}


def _resource_page(
    request: PersonRequest, found: IdentifiedResource, refused: dict, status: int = 200
) -> HttpResponse:
    at = timezone.now()
    may = access.coordinates(found.customer, request.user, at)
    context = {
        "resource": found,
        "offered": offered(RESOURCE_STEPS.values(), found, request.user, at, refused, may=may),
        "opened": next(iter(refused), ""),
        "tasks": found.tasks.open().select_related("plan").order_by("due_on", "pk")[:SHOWN],
    }
    return render(request, "advisory/desk/resource.html", context, status=status)


def _whose(request: PersonRequest) -> User:
    """The advisor whose page is asked for; her own where none is."""
    wanted = request.GET.get("advisor", "")
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 19:
        return get_object_or_404(User.objects.staff_with("advisor"), pk=int(wanted))
    return request.user


def _customer(request: PersonRequest, number: str) -> Customer:
    visible = Customer.objects.visible_to(request.user).select_related("region")
    return get_object_or_404(visible, number=number)


def _resource(request: PersonRequest, number: int) -> IdentifiedResource:
    rows = IdentifiedResource.objects.visible_to(request.user).select_related("customer__region", "person")
    return get_object_or_404(rows, pk=number)
