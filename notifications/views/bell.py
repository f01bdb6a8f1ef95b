"""What a person was told, in the app; and which kinds are mailed to her as well, how soon and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from notifications import groups, preferences, reading
from notifications.forms import DevicesForm, MailTimesForm, PreferencesForm
from notifications.groups import Group
from notifications.kinds import KINDS
from notifications.models import Device, Notification
from notifications.models.outbox import NotificationQuerySet
from notifications.push import browsers, keys
from notifications.templatetags.bell import bell_of
from notifications.views.readers import PersonRequest
from subscriptions import paging
from subscriptions.guards import own_account
from subscriptions.models import User

SHOWN = 50


@dataclass(frozen=True)
class Narrowed:
    """What the list is narrowed to; what the address holds and nobody understands is left out."""

    unread: bool
    group: Group | None

    @classmethod
    def by(cls, typed: Mapping[str, str]) -> "Narrowed":
        about = typed.get("about", "")
        return cls(typed.get("show") == "unread", Group(about) if about in Group else None)

    @property
    def query(self) -> str:
        """As the address has it."""
        parts = {"show": "unread" if self.unread else "", "about": self.group or ""}
        return urlencode({name: value for name, value in parts.items() if value})

    def of(self, rows: NotificationQuerySet) -> NotificationQuerySet:
        if self.unread:
            rows = rows.filter(read_at=None)
        return rows.filter(kind__in=groups.codes(self.group)) if self.group else rows


@require_safe
def bell(request: PersonRequest) -> HttpResponse:
    """A line for each matter, the one with the newest first, SHOWN at a time."""
    narrowed = Narrowed.by(request.GET)
    mine = narrowed.of(_mine(request.user))
    before = paging.before(request)
    latest = mine.latest_of_threads()
    page, following = paging.cut(latest.filter(pk__lt=before) if before else latest, SHOWN)
    context: dict[str, Any] = {
        "rows": _rows(page, mine),
        "newest": page[0].pk if page else 0,
        "unread": _mine(request.user).filter(read_at=None).exists(),
        "next": following,
        "from_start": before is not None,
        "narrowed": narrowed,
        "groups": groups.shown_to(staff=request.user.is_staff),
    }
    return render(request, "notifications/list.html", context)


@require_safe
def unread(request: PersonRequest) -> HttpResponse:
    """The bell alone, for a page whose reader was told something."""
    response = render(request, "notifications/bell.html", bell_of(request.user))
    response.headers["Cache-Control"] = "no-store"
    return response


@require_safe
def follow(request: PersonRequest, number: int) -> HttpResponse:
    """Go to the thing itself; it has been read then."""
    row = get_object_or_404(_mine(request.user), pk=number)
    reading.read(request.user, row)
    return HttpResponseRedirect(row.link or "/notifications/")


@own_account
@require_POST
def read_one(request: PersonRequest, number: int) -> HttpResponse:
    """She has read it, with what came before of the same matter."""
    reading.read(request.user, get_object_or_404(_mine(request.user), pk=number))
    return _back(request)


@own_account
@require_POST
def read(request: PersonRequest) -> HttpResponse:
    """All up to the newest that was on the page are read; what came since is not."""
    if newest := paging.key(request.POST.get("newest", "")):
        reading.read_all(request.user, newest)
    return _back(request)


@own_account
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: PersonRequest) -> HttpResponse:
    """How soon each kind comes by e-mail as well, when mail may come, and what is shown on her devices."""
    sent = request.POST if request.method == "POST" else None
    paces = PreferencesForm(request.user, sent)
    times = MailTimesForm(sent, instance=preferences.times(request.user))
    mine = list(Device.objects.of(request.user))
    shown = DevicesForm(request.user, sent) if mine else None
    if paces.is_valid() and times.is_valid() and (shown is None or shown.is_valid()):
        preferences.choose(request.user, paces.cleaned_data, times.instance)
        if shown:
            preferences.show_on_devices(request.user, shown.cleaned_data["shown"])
        messages.success(request, _("Your choice is saved."))
        return redirect("notifications:preferences")
    always = [kind.name for kind in preferences.mailed(request.user) if not kind.optional]
    context = {
        "paces": paces,
        "times": times,
        "shown": shown,
        "devices": mine,
        "this_device": browsers.device(request),
        "push_key": keys.public() if keys.is_on() else "",
        "errors": paces.errors or times.errors or (shown and shown.errors),
        "always": always,
        "address": request.user.email,
        "zone": request.user.time_zone,
    }
    return render(request, "notifications/settings.html", context, status=422 if context["errors"] else 200)


def _mine(reader: User) -> NotificationQuerySet:
    return Notification.objects.visible_to(reader).bell(reader)


def _back(request: PersonRequest) -> HttpResponse:
    """To the list as it was narrowed."""
    query = Narrowed.by(request.GET).query
    return HttpResponseRedirect(f"/notifications/?{query}" if query else "/notifications/")


def _rows(page: list[Notification], mine: NotificationQuerySet) -> list[dict[str, Any]]:
    """The lines of a page, each with how much of `mine` is of its matter."""
    told = mine.order_by().filter(link__in={row.link for row in page if row.link}).values("link")
    numbers = {
        each["link"]: each for each in told.annotate(all=Count("pk"), new=Count("pk", filter=Q(read_at=None)))
    }
    return [_row(row, numbers.get(row.link)) for row in page]


def _row(row: Notification, numbers: Mapping[str, int] | None) -> dict[str, Any]:
    kind = KINDS.get(row.kind)
    return {
        "number": row.pk,
        "url": f"/notifications/{row.pk}/",
        "line": kind.line(row.context) if kind else row.kind,
        "about": kind.name if kind else "",
        "at": row.created_at,
        "all": numbers["all"] if numbers else 1,
        "unread": numbers["new"] if numbers else int(row.read_at is None),
        "urgent": row.priority <= Notification.Priority.ALERT,
    }
