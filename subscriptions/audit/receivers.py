"""What the audit trail hears of: signing in (Django's and allauth's signals) and what the core of `subscriptions`
announces. What rows alone tell, triggers record (triggers.py)."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from subscriptions import acting, tenancy
from subscriptions.audit.recording import record
from subscriptions.models import Membership, User


def signed_in(request: HttpRequest | None, user: User, **kwargs: Any) -> None:
    _of_person("sign_in.succeeded", user, request)


def signed_out(request: HttpRequest | None, user: User | None, **kwargs: Any) -> None:
    if user is not None:
        _of_person("sign_in.out", user, request)


def sign_in_failed(credentials: Mapping[str, Any], request: HttpRequest | None = None, **kwargs: Any) -> None:
    """Of somebody known as hers; else what was typed, where it looks like an address and not like a password."""
    typed = str(credentials.get("email") or credentials.get("username") or credentials.get("login") or "")
    user = User.objects.filter(email=typed.lower()).first() if "@" in typed and "\0" not in typed else None
    if user is not None:
        _of_person("sign_in.failed", user, request)
        return
    name = typed.replace("\0", "") if "@" in typed else ""
    record("sign_in.failed", name=name, actor=_actor(request))


def password_changed(request: HttpRequest | None, user: User, **kwargs: Any) -> None:
    _of_person("password.changed", user, request)


def password_reset(request: HttpRequest | None, user: User, **kwargs: Any) -> None:
    _of_person("password.changed", user, request, by="reset")


def email_changed(request: HttpRequest | None, user: User, **kwargs: Any) -> None:
    _of_person("email.changed", user, request)


def second_factor_added(request: HttpRequest | None, user: User, authenticator: Any, **kwargs: Any) -> None:
    _of_person("second_factor.added", user, request, type=str(authenticator.type))


def second_factor_removed(request: HttpRequest | None, user: User, authenticator: Any, **kwargs: Any) -> None:
    _of_person("second_factor.removed", user, request, type=str(authenticator.type))


def second_factor_reset(request: HttpRequest | None, user: User, authenticator: Any, **kwargs: Any) -> None:
    _of_person("second_factor.reset", user, request, type=str(authenticator.type))


def second_factor_failed(request: HttpRequest | None, user: User, **kwargs: Any) -> None:
    _of_person("second_factor.failed", user, request)


def access_refused(code: str, path: str, **kwargs: Any) -> None:
    record("access.refused", name=path, details={"code": code})


def table_exported(model: str, rows: int, **kwargs: Any) -> None:
    record("export.made", name=model, details={"rows": rows})


def _of_person(kind: str, user: User, request: HttpRequest | None, **details: Any) -> None:
    """Recorded for each company she is a contact of, so that its manager sees it; once for the vendor's people."""
    actor = _actor(request)
    with tenancy.looking_as_staff():
        of_hers = Membership.objects.filter(user=user, ended_at=None)
        for company in list(of_hers.values_list("customer_id", flat=True)) or [None]:
            record(kind, on=user, person=user, customer=company, details=details, actor=actor)


def _actor(request: HttpRequest | None) -> acting.Actor:
    """From the request itself: at a sign-in the session has just changed. Without one, whoever acts."""
    if request is None or not request.META:
        return acting.current()
    return acting.actor_of(request)
