"""What stands before a view: a permission that it needs, and that who only reads changes nothing."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from subscriptions import permissions
from subscriptions.permissions import TABLE, Permission
from subscriptions.refusals import Refusal

View = Callable[..., HttpResponseBase]
SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
ACCOUNT = ("/accounts/", "/account/")  # a person's own: sign-in, sessions


class AuditorReads(Refusal):
    """Auditors read everything and change nothing."""

    code = "auditor_reads"
    title = _("Auditors change nothing")
    sentence = _("As an auditor you may read everything and change nothing. Ask somebody who may do it.")
    status = 403


class SeeingAs(Refusal):
    """The portal is seen as a contact sees it, to read."""

    code = "seeing_as"
    title = _("You only look")
    sentence = _(
        "You see the portal as {name} sees it, to read. Nothing can be changed, and neither her account nor her"
        " confidential files can be opened. End it at the top of the page to go on with your own work."
    )
    status = 403


def requires(permission: Permission) -> Callable[[View], View]:
    """The view, for those who hold the permission: another of the vendor's people, or of a company where a role of
    a company holds it, is told whom to ask (Forbidden); to anybody else it does not exist."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_staff and not (request.membership and TABLE[permission].company):
                raise Http404
            if request.user.is_staff and not TABLE[permission].staff:
                raise Http404
            permissions.require(request.user, permission, request.membership)
            return view(request, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return guard


def own_account(view: View) -> View:
    """A view that changes nothing but its reader's own account: an auditor may use it, too."""
    view.own_account = True  # type: ignore[attr-defined]
    return view


def refused_to_readers(request: HttpRequest, view: View) -> Refusal | None:
    """Why the request is none for somebody who may only read: an auditor, or an agent who sees the portal as a
    contact does. None for everybody else."""
    own = request.path.startswith(ACCOUNT) or getattr(view, "own_account", False)
    if getattr(request, "seen_by", None) is not None:
        ends = getattr(view, "ends_seeing_as", False)
        if not ends and (request.method not in SAFE or request.path.startswith(ACCOUNT)):
            return SeeingAs(name=request.user)
        return None
    if request.method in SAFE or own or not request.user.is_authenticated:
        return None
    return AuditorReads() if permissions.changes_nothing(request.user) else None
