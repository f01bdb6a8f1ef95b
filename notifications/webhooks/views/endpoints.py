"""Webhooks: which there are, adding and changing one, its secret, its log."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from notifications.webhooks import access, managing, rotating
from notifications.webhooks.event_types import EventType
from notifications.webhooks.forms import EndpointForm
from notifications.webhooks.models import Delivery, Endpoint, Secret, WebhookRules
from notifications.webhooks.views.readers import WebhookRequest, endpoints, for_managers_and_staff
from subscriptions import paging
from subscriptions.confirming import confirmed, raise_unless_confirmed
from subscriptions.models import User
from subscriptions.refusals import Refusal

PAGE = 50


@for_managers_and_staff
@require_safe
def index(request: WebhookRequest) -> HttpResponse:
    """Her company's; for staff the vendor's, then every customer's, or one customer's of the address."""
    found, number = endpoints(request), request.GET.get("customer", "")[:20]
    if request.user.is_staff and number:
        found = found.filter(customer__number=number)
    own = [each for each in found if each.customer == request.customer]
    context = {
        "own": own,
        "others": [each for each in found if each.customer != request.customer],
        "may_manage": access.may_manage(request.user, request.customer),
        "most": WebhookRules.current().per_customer if request.customer else None,
        "of_customer": number,
    }
    return render(request, "webhooks/index.html", context)


@for_managers_and_staff
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: WebhookRequest) -> HttpResponse:
    """Add one to her company, or to the vendor."""
    access.check_may_manage(request.user, request.customer)
    form = EndpointForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = managing.add(request.customer, request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The webhook is added. Fetch its secret: calls are signed with it."))
            return redirect(made)
    return _form(request, form, None)


@for_managers_and_staff
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: WebhookRequest, number: int) -> HttpResponse:
    """Change address, purpose or events."""
    found = get_object_or_404(endpoints(request), pk=number)
    access.check_may_manage(request.user, found.customer)
    form = EndpointForm.of(found, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            managing.change(found, request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The webhook is changed."))
            return redirect(found)
    return _form(request, form, found)


@for_managers_and_staff
@require_safe
def endpoint(request: WebhookRequest, number: int) -> HttpResponse:
    """One webhook with its log, the newest first; `state` and `type` narrow it."""
    found = get_object_or_404(endpoints(request), pk=number)
    return render(request, "webhooks/endpoint.html", _shown(request, found))


@for_managers_and_staff
@require_POST
@never_cache
@confirmed
def secret(request: WebhookRequest, number: int) -> HttpResponse:
    """Show the newest secret, once."""
    found = get_object_or_404(endpoints(request), pk=number)
    access.check_may_manage(request.user, found.customer)
    newest = get_object_or_404(Secret, endpoint=found, expires_at=None)
    text = rotating.show(newest, request.user)
    return render(request, "webhooks/endpoint.html", _shown(request, found) | {"secret": text})


@for_managers_and_staff
@require_POST
def step(request: WebhookRequest, number: int, step: str) -> HttpResponse:
    """What one button does: STEPS."""
    if step not in STEPS:
        raise Http404
    found = get_object_or_404(endpoints(request), pk=number)
    if step == "rotate":
        raise_unless_confirmed(request)
    do, said = STEPS[step]
    do(request, found)
    messages.success(request, str(said))
    return redirect("webhooks:index" if step == "remove" else found)


def _of(verb: Callable[[Endpoint, User], Any]) -> Callable[[WebhookRequest, Endpoint], Any]:
    return lambda request, found: verb(found, request.user)


def _rotate(request: WebhookRequest, found: Endpoint) -> None:
    seen = request.POST.get("seen", "")
    rotating.rotate(found, request.user, paging.key(seen) or 0)


STEPS: dict[str, tuple[Callable[[WebhookRequest, Endpoint], Any], str | Promise]] = {
    "rotate": (
        _rotate,
        gettext_lazy("There is a new secret. Fetch it; the old one stays valid for a while."),
    ),
    "test": (
        _of(managing.send_test),
        gettext_lazy("A test event is on its way. Look at the log in a moment."),
    ),
    "enable": (_of(managing.enable), gettext_lazy("The webhook is enabled. What waited is sent now.")),
    "disable": (_of(managing.disable), gettext_lazy("The webhook is disabled. Nothing more is sent.")),
    "remove": (_of(managing.remove), gettext_lazy("The webhook is removed.")),
}


def _form(request: WebhookRequest, form: EndpointForm, found: Endpoint | None) -> HttpResponse:
    context = {"form": form, "endpoint": found}
    return render(request, "webhooks/edit.html", context, status=form.status if form.errors else 200)


def _shown(request: WebhookRequest, found: Endpoint) -> dict[str, Any]:
    log = found.deliveries.all()
    state, event_type = request.GET.get("state", ""), request.GET.get("type", "")
    if state in Delivery.State.values:
        log = log.filter(state=state)
    if event_type in EventType.values:
        log = log.filter(type=event_type)
    page, following = paging.newest_first(request, log, PAGE)
    at = timezone.now()
    return {
        "endpoint": found,
        "may_manage": access.may_manage(request.user, found.customer),
        "secrets": found.secrets.valid(at).select_related("shown_to"),
        "overlap": WebhookRules.current().overlap_hours,
        "rows": page,
        "state": state,
        "states": Delivery.State.choices,
        "type": event_type,
        "types": EventType.choices,
        "chosen": [EventType(each).label for each in found.types if each in EventType.values],
        "next": following,
        "from_start": "before" in request.GET,
    }
