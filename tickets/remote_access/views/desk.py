"""Remote sessions at the desk: those that are open, asking for one, and what an agent does with it (R7)."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from entitlements.policies import kept as policies
from notifications import reading
from notifications.views.readers import PersonRequest, for_staff
from subscriptions import paging, permissions
from subscriptions.forms import RefusingForm
from subscriptions.guards import requires
from subscriptions.models import User
from subscriptions.permissions import Permission
from subscriptions.steps import Step, offered, pressed
from subscriptions.wording import duration_words
from tickets.live import pages
from tickets.models import Incident
from tickets.remote_access import access, asking, panels, running
from tickets.remote_access.forms import DoneForm, RequestForm
from tickets.remote_access.models import RemoteAccessRules, RemoteSession, State
from tickets.remote_access.views.portal import POLICY, SIZE


@for_staff
@require_safe
def sessions(request: PersonRequest) -> HttpResponse:
    """Those that are asked for or run, and all of them, the newest first."""
    at = timezone.now()
    every = RemoteSession.objects.visible_to(request.user).whole()
    rows, next_before = paging.newest_first(request, every, SIZE)
    context = {
        "open": [(each, each.stands(at)) for each in every.open().filter(closes_at__gt=at)[:SIZE]],
        "rows": [(each, each.stands(at)) for each in rows],
        "first_url": reverse("remote_access:desk") if paging.before(request) else "",
        "next_url": f"?before={next_before}" if next_before else "",
    }
    return render(request, "remote_access/desk/sessions.html", context)


@requires(Permission.WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PersonRequest, number: int) -> HttpResponse:
    """Ask for a session on the incident of this number. Raises the refusal of the subscription."""
    at = timezone.now()
    incidents = Incident.objects.visible_to(request.user).select_related("customer", "product")
    found = get_object_or_404(incidents, pk=number)
    access.require_service(found, at)
    if request.method != "POST":
        return _request_page(request, found, None, RequestForm.new(found, request.user, at))
    form = RequestForm(request.POST, incident=found)
    made: list[RemoteSession] = []

    def ask() -> None:
        made.append(asking.ask(found, form.wish(), request.user, at, form.cleaned_data["submission"]))

    if not form.accepted_by(ask):
        return _request_page(request, found, None, form, form.status)
    said = gettext_lazy("The session is asked for. Those who may approve it are told.")
    messages.success(request, str(said))
    return redirect(made[0].desk_url)


@requires(Permission.WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PersonRequest, number: int) -> HttpResponse:
    """Ask for something else in its place."""
    found = _session(request, number)
    form = RequestForm(request.POST, incident=found.incident) if request.method == "POST" else None
    if form is None:
        return _request_page(request, found.incident, found, RequestForm.of(found))
    if not form.accepted_by(lambda: asking.change(found, form.wish(), request.user)):
        return _request_page(request, found.incident, found, form, form.status)
    said = gettext_lazy(
        "The request is changed. What was approved before is void; those who may approve are told."
    )
    messages.success(request, str(said))
    return redirect(found.desk_url)


@for_staff
@require_safe
def session(request: PersonRequest, number: int) -> HttpResponse:
    """One session: what is asked, what is there, what can be done now."""
    found = _session(request, number)
    reading.read_about(request.user, [found.desk_url])
    return _page(request, found, {})


@for_staff
@require_POST
def step(request: PersonRequest, number: int, name: str) -> HttpResponse:
    """Do one step. A refusal stands at its field, and what was typed stays."""
    found = _session(request, number)
    if refused := pressed(request, STEPS, name, found):
        return _page(request, _session(request, number), {name: refused}, refused.status)
    return redirect(found.desk_url)


@for_staff
@never_cache
@require_POST
def connection(request: PersonRequest, number: int) -> HttpResponse:
    """The connection, to the agent of the session while it runs; the look is on record, and nothing keeps the page
    (R7.4). Raises ConnectionNotShown."""
    found = _session(request, number)
    seen = running.look(found, request.user)
    return render(request, "remote_access/desk/connection.html", {"session": found, "connection": seen})


def _named(session: RemoteSession, person: User) -> bool:
    return access.is_named(session, person) and permissions.may(person, Permission.WORK)


def _starts(session: RemoteSession, person: User, at: datetime) -> bool:
    return session.stands(at) == State.ASKED and _named(session, person)


def _ends(session: RemoteSession, person: User, at: datetime) -> bool:
    return session.state == State.RUNNING and _named(session, person)


def _notes(session: RemoteSession, person: User, at: datetime) -> bool:
    over = session.started_at is not None and session.ended_at is not None
    return over and not session.done and _named(session, person)


def _cancels(session: RemoteSession, person: User, at: datetime) -> bool:
    return session.stands(at) == State.ASKED and permissions.may(person, Permission.WORK)


STEPS = {
    each.name: each
    for each in (
        Step(
            "start",
            gettext_lazy("Start the session"),
            gettext_lazy("Start"),
            "play",
            lambda session, data: RefusingForm(data),
            lambda session, by, form: running.start(session, by),
            gettext_lazy("The session runs. The customer is told."),
            _starts,
        ),
        Step(
            "end",
            gettext_lazy("End the session"),
            gettext_lazy("End the session"),
            "square",
            lambda session, data: DoneForm(data),
            lambda session, by, form: running.end(session, by, form.cleaned_data["done"]),
            gettext_lazy(
                "The session is over. The connection is erased, and the customer is told what was done."
            ),
            _ends,
        ),
        Step(
            "note",
            gettext_lazy("Say what was done"),
            gettext_lazy("Keep the text"),
            "file-text",
            lambda session, data: DoneForm(data),
            lambda session, by, form: running.note(session, by, form.cleaned_data["done"]),
            gettext_lazy("It is on the incident; the customer reads it."),
            _notes,
        ),
        Step(
            "cancel",
            gettext_lazy("No longer needed"),
            gettext_lazy("Take the request back"),
            "x",
            lambda session, data: RefusingForm(data),
            lambda session, by, form: asking.cancel(session, by),
            gettext_lazy("The request is taken back. The customer is told."),
            _cancels,
            warns=True,
        ),
    )
}


def _session(request: PersonRequest, number: int) -> RemoteSession:
    return get_object_or_404(RemoteSession.objects.visible_to(request.user).whole(), pk=number)


def _request_page(
    request: PersonRequest,
    incident: Incident,
    session: RemoteSession | None,
    form: RequestForm,
    status: int = 200,
) -> HttpResponse:
    rules = RemoteAccessRules.of(incident.customer)
    context: dict[str, Any] = {
        "incident": incident,
        "session": session,
        "form": form,
        "rules": rules,
        "longest": duration_words(rules.longest),
        "policy": policies.in_force(POLICY, timezone.now()),
    }
    return render(request, "remote_access/desk/request.html", context, status=status)


def _page(
    request: PersonRequest, found: RemoteSession, refused: dict[str, RefusingForm], status: int = 200
) -> HttpResponse:
    at = timezone.now()
    steps = offered(STEPS.values(), found, request.user, at, refused)
    runs = found.state == State.RUNNING and found.is_open(at)
    context = {
        "session": found,
        "shown": panels.shown(found, request.user, RemoteAccessRules.of(found.customer), at),
        "offered": steps,
        "opened": next(iter(refused), steps[0].step.name if steps else ""),
        "looks": runs and found.started_by == request.user and found.connection_at,
        "changes": _cancels(found, request.user, at),
        "policy": policies.in_force(POLICY, found.asked_at),
        "live": pages.of_incident(request.user, found.incident, at, staff=True),
        "address": found.desk_url,
    }
    return render(request, "remote_access/desk/session.html", context, status=status)
