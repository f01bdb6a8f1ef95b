"""Remote sessions as a contact sees them: exactly what is asked, her three tasks, and the way out (R7)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from entitlements.policies import kept as policies
from notifications import reading
from notifications.views.readers import ContactRequest, for_contacts
from subscriptions import paging, permissions
from subscriptions.forms import RefusingForm
from subscriptions.guards import requires
from subscriptions.permissions import Permission
from subscriptions.steps import Step, offered, pressed
from subscriptions.wording import duration_words
from tickets.live import pages
from tickets.remote_access import access, approving, panels, ruling, supplying
from tickets.remote_access.forms import (
    ApproveForm,
    ConnectionForm,
    PersonForm,
    ReasonForm,
    RulesForm,
    WithdrawForm,
)
from tickets.remote_access.models import RemoteAccessRules, RemoteSession, State

DESK = "/desk/remote/"
SIZE = 50
POLICY = "remote-access"


@requires(Permission.READ_REMOTE_SESSIONS)
@require_safe
def sessions(request: ContactRequest) -> HttpResponse:
    """Every session of the company, the newest first: for its managers and those who approve."""
    at = timezone.now()
    manages = permissions.may(request.user, Permission.MANAGE_COMPANY, request.membership)
    hers = RemoteSession.objects.visible_to(request.user).filter(customer=request.customer).whole()
    rows, next_before = paging.newest_first(request, hers, SIZE)
    rules = RemoteAccessRules.of(request.customer)
    context = {
        "rows": [(row, row.stands(at)) for row in rows],
        "first_url": reverse("remote_access:sessions") if paging.before(request) else "",
        "next_url": f"?before={next_before}" if next_before else "",
        "manages": manages,
        "rules": rules,
        "longest": duration_words(rules.longest),
        "approvers": [each.user.name for each in access.approvers(request.customer)],
        "policy": policies.in_force(POLICY, at),
    }
    return render(request, "remote_access/sessions.html", context)


@for_contacts(DESK)
@require_safe
def session(request: ContactRequest, number: int) -> HttpResponse:
    """One session: what is asked, what is there, what she can do now."""
    found = _session(request, number)
    reading.read_about(request.user, [found.get_absolute_url()])
    return _page(request, found, {})


@for_contacts(DESK)
@sensitive_post_parameters("secret", "link", "user", "host", "note")
@require_POST
def step(request: ContactRequest, number: int, name: str) -> HttpResponse:
    """Do one step. A refusal stands at its field, and what was typed stays; a secret does not."""
    found = _session(request, number)
    if refused := pressed(request, STEPS, name, found):
        return _page(request, _session(request, number), {name: refused}, refused.status)
    return redirect(found)


@requires(Permission.MANAGE_COMPANY)
@require_http_methods(["GET", "HEAD", "POST"])
def change_rules(request: ContactRequest) -> HttpResponse:
    """The company's rules for every session."""
    known = RemoteAccessRules.of(request.customer)
    initial = {name: getattr(known, name) for name in RulesForm.base_fields}
    form = RulesForm(request.POST or None, initial=initial)
    kept = request.method == "POST" and form.accepted_by(
        lambda: ruling.set_rules(request.membership, request.user, **form.cleaned_data)
    )
    if kept:
        messages.success(
            request, _("The rules are kept. They hold from now on, also for what is asked for already.")
        )
        return redirect("remote_access:sessions")
    status = form.status if form.is_bound else 200
    return render(request, "remote_access/rules.html", {"form": form}, status=status)


def _asked(session: RemoteSession, person: Any, at: Any) -> bool:
    return session.stands(at) == State.ASKED


def _approves(session: RemoteSession, person: Any, at: Any) -> bool:
    return _asked(session, person, at) and access.approves(session.customer, person)


def _open(session: RemoteSession, person: Any, at: Any) -> bool:
    return session.is_open(at)


STEPS: dict[str, Step[RemoteSession]] = {
    each.name: each
    for each in (
        Step[RemoteSession](
            "approve",
            gettext_lazy("Approve fully"),
            gettext_lazy("Approve exactly this"),
            "check",
            lambda session, data: ApproveForm(data, initial={"version": session.version}),
            lambda session, by, form: approving.approve(session, by, form.cleaned_data["version"]),
            gettext_lazy(
                "You have approved it. It ends with its window, and you can withdraw it at any moment."
            ),
            lambda session, person, at: _approves(session, person, at) and person not in session.approvers(),
        ),
        Step[RemoteSession](
            "connection",
            gettext_lazy("Supply the connection"),
            gettext_lazy("Keep it encrypted"),
            "cable",
            lambda session, data: ConnectionForm(data),
            lambda session, by, form: supplying.supply(session, by, form.connection()),
            gettext_lazy("The connection is kept, encrypted. It is erased when the session ends."),
            _open,
        ),
        Step[RemoteSession](
            "person",
            gettext_lazy("Name a person who is ready"),
            gettext_lazy("Name this person"),
            "user-round-check",
            lambda session, data: PersonForm(data, session=session),
            lambda session, by, form: supplying.name_person(session, by, **form.cleaned_data),
            gettext_lazy("The person is named."),
            _open,
        ),
        Step[RemoteSession](
            "decline",
            gettext_lazy("Decline"),
            gettext_lazy("Decline the session"),
            "x",
            lambda session, data: ReasonForm(data),
            lambda session, by, form: approving.decline(session, by, form.cleaned_data["reason"]),
            gettext_lazy("The session is declined. We go on working without it."),
            _approves,
            warns=True,
        ),
        Step[RemoteSession](
            "withdraw",
            gettext_lazy("Withdraw"),
            gettext_lazy("Withdraw the session"),
            "hand",
            lambda session, data: WithdrawForm(data),
            lambda session, by, form: approving.withdraw(session, by, form.cleaned_data["reason"]),
            gettext_lazy("The session is withdrawn and over. The connection is erased."),
            _open,
            warns=True,
        ),
    )
}


def _session(request: ContactRequest, number: int) -> RemoteSession:
    return get_object_or_404(RemoteSession.objects.visible_to(request.user).whole(), pk=number)


def _page(
    request: ContactRequest, found: RemoteSession, refused: dict[str, RefusingForm], status: int = 200
) -> HttpResponse:
    at = timezone.now()
    steps = offered(STEPS.values(), found, request.user, at, refused)
    rules = RemoteAccessRules.of(found.customer)
    context = {
        "session": found,
        "shown": panels.shown(found, request.user, rules, at),
        "offered": steps,
        "opened": next(iter(refused), ""),
        "policy": policies.in_force(POLICY, found.asked_at),
        "live": pages.of_incident(request.user, found.incident, at, staff=False),
        "address": found.get_absolute_url(),
    }
    return render(request, "remote_access/session.html", context, status=status)
