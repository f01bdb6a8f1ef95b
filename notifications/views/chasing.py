"""Who was told of an alert and has not acknowledged it; reminding them; the ledger to take along (R1.4)."""

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from notifications import alerts, chasing, ledger_export
from notifications.models import Alert, AlertChange
from notifications.views.readers import PersonRequest, for_staff
from subscriptions import paging, spreadsheets
from subscriptions.audit.recording import record

PAGE = 200


@for_staff
@require_safe
def unacknowledged(request: PersonRequest, number: int) -> HttpResponse:
    """By customer, who has not acknowledged it, and whom a reminder would reach now."""
    found, at = _published(number), timezone.now()
    waiting = chasing.unacknowledged(found)
    rows, following = paging.by_name(request, waiting, PAGE)
    withdrawn = found.changes.filter(kind=AlertChange.Kind.WITHDRAWN).exists()
    context = {
        "alert": found,
        "rows": rows,
        "waiting": waiting.order_by().count(),
        "to_remind": 0 if withdrawn else chasing.to_remind(found, at).order_by().count(),
        "may_publish": alerts.publishes(request.user),
        "withdrawn": withdrawn,
        "next": following,
        "from_start": paging.after(request) is not None,
    }
    return render(request, "notifications/desk/unacknowledged.html", context)


@for_staff
@require_POST
def remind(request: PersonRequest, number: int) -> HttpResponse:
    """Tell them once more."""
    told = chasing.remind(_published(number), request.user)
    said = ngettext("{n} person is reminded.", "{n} people are reminded.", told)
    messages.success(request, said.format(n=told))
    return redirect("notifications:unacknowledged", number)


@for_staff
@require_safe
def export(request: PersonRequest, number: int) -> StreamingHttpResponse:
    """The whole ledger as CSV, however long."""
    found = _published(number)
    name = _("alert-{number}-ledger.csv").format(number=found.pk)
    record("export.made", on=found, name=name)
    return spreadsheets.download(name, ledger_export.lines(found, request.user))


def _published(number: int) -> Alert:
    return get_object_or_404(Alert, pk=number, published_at__isnull=False)
