"""What a person was told, in the app; and which kinds are mailed to her as well, how soon and when."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from notifications import preferences
from notifications.forms import MailTimesForm, PreferencesForm
from notifications.kinds import KINDS
from notifications.models import Notification
from notifications.views.readers import PersonRequest

SHOWN = 50


@require_safe
def bell(request: PersonRequest) -> HttpResponse:
    """The newest first, a page of SHOWN at a time."""
    mine = Notification.objects.visible_to(request.user).bell(request.user)
    before = request.GET.get("before", "")
    found = list((mine.filter(pk__lt=int(before)) if before.isdecimal() else mine)[: SHOWN + 1])
    page = found[:SHOWN]
    context: dict[str, Any] = {
        "rows": [_row(row) for row in page],
        "newest": page[0].pk if page else 0,
        "unread": any(row.read_at is None for row in page),
        "next": page[-1].pk if len(found) > SHOWN else None,
        "from_start": bool(before),
    }
    return render(request, "notifications/list.html", context)


@require_safe
def follow(request: PersonRequest, number: int) -> HttpResponse:
    """Go to the thing itself; it has been read then."""
    row = get_object_or_404(Notification.objects.visible_to(request.user).bell(request.user), pk=number)
    Notification.objects.filter(pk=row.pk, read_at=None).update(read_at=timezone.now())
    return HttpResponseRedirect(row.link or "/notifications/")


@require_POST
def read(request: PersonRequest) -> HttpResponse:
    """All up to the newest that was on the page are read; what came since is not."""
    newest = request.POST.get("newest", "")
    mine = Notification.objects.visible_to(request.user).bell(request.user)
    if newest.isdecimal():
        mine.filter(pk__lte=int(newest), read_at=None).order_by().update(read_at=timezone.now())
    return redirect("notifications:bell")


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: PersonRequest) -> HttpResponse:
    """How soon each kind comes by e-mail as well, and when mail may come."""
    sent = request.POST if request.method == "POST" else None
    paces = PreferencesForm(request.user, sent)
    times = MailTimesForm(sent, instance=preferences.times(request.user))
    if paces.is_valid() and times.is_valid():
        preferences.choose(request.user, paces.cleaned_data, times.instance)
        messages.success(request, _("Your choice is saved."))
        return redirect("notifications:preferences")
    always = [kind.name for kind in preferences.mailed(request.user) if not kind.optional]
    context = {
        "paces": paces,
        "times": times,
        "errors": paces.errors or times.errors,
        "always": always,
        "address": request.user.email,
        "zone": request.user.time_zone,
    }
    return render(request, "notifications/settings.html", context, status=422 if context["errors"] else 200)


def _row(row: Notification) -> dict[str, Any]:
    kind = KINDS.get(row.kind)
    return {
        "url": f"/notifications/{row.pk}/",
        "line": kind.line(row.context) if kind else row.kind,
        "about": kind.name if kind else "",
        "at": row.created_at,
        "unread": row.read_at is None,
        "urgent": row.priority <= Notification.Priority.ALERT,
    }
