"""One delivery: what was sent, each attempt with its answer, and sending it again."""

import json

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from notifications.webhooks import access, managing
from notifications.webhooks.views.readers import WebhookRequest, deliveries, for_managers_and_staff

ATTEMPTS = 50


@for_managers_and_staff
@require_safe
def delivery(request: WebhookRequest, number: int) -> HttpResponse:
    """The body as it was signed, and every attempt, the newest first."""
    found = get_object_or_404(deliveries(request), pk=number)
    context = {
        "delivery": found,
        "endpoint": found.endpoint,
        "body": json.dumps(json.loads(found.payload), ensure_ascii=False, indent=2),
        "tries": found.tries.order_by("-pk")[:ATTEMPTS],
        "may_manage": access.may_manage(request.user, found.endpoint.customer),
    }
    return render(request, "webhooks/delivery.html", context)


@for_managers_and_staff
@require_POST
def again(request: WebhookRequest, number: int) -> HttpResponse:
    """Send it again now, under the same webhook-id."""
    found = get_object_or_404(deliveries(request), pk=number)
    managing.send_again(found, request.user)
    messages.success(request, _("It is sent again now."))
    return redirect(found)
