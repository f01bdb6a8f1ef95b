"""Mail that has not arrived: what waits for its next attempt, what failed, and why (R1.4)."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from notifications import ledger
from notifications import outbox as writing
from notifications.kinds import KINDS
from notifications.models import Notification
from notifications.views.readers import PersonRequest, for_staff
from subscriptions import paging

PAGE = 100


@for_staff
@require_safe
def outbox(request: PersonRequest) -> HttpResponse:
    """The newest first, a page of PAGE at a time."""
    found = Notification.objects.undelivered().select_related("recipient", "customer")
    page, following = paging.newest_first(request, found, PAGE)
    at = timezone.now()
    due = Notification.objects.due(at).order_by()
    context = {
        "rows": [{"mail": row, "kind": _name(row.kind)} for row in page],
        "due": due[: PAGE + 1].count(),
        "page": PAGE,
        "oldest": ledger.oldest_waiting(at),
        "next": following,
        "from_start": "before" in request.GET,
    }
    return render(request, "notifications/desk/outbox.html", context)


@for_staff
@require_POST
def retry(request: PersonRequest, number: int) -> HttpResponse:
    """Send it again now."""
    writing.retry(get_object_or_404(Notification, pk=number))
    messages.success(request, _("It is sent again now."))
    following = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(following, allowed_hosts={request.get_host()}):
        following = "/desk/outbox/"
    return HttpResponseRedirect(following)


def _name(kind: str) -> str:
    """A row may be of a kind that an older version knew."""
    return str(KINDS[kind].name) if kind in KINDS else kind
