"""Pages that belong to no room: health, and what a person meets when a form has expired."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from django.apps import apps
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from xtreme.celery import app


@never_cache
@login_not_required
def live(request: HttpRequest) -> JsonResponse:
    """The process answers (R5.3)."""
    return JsonResponse({"status": "ok"})


@never_cache
@login_not_required
def ready(request: HttpRequest) -> JsonResponse:
    """Whether pages can be served. The broker is reported but not required: incidents are taken without it
    (R5.2)."""
    state = {"database": _database(), "migrations": "unknown", "broker": _broker()}
    if state["database"] == "ok":
        state["migrations"] = _migrations()
    healthy = state["database"] == state["migrations"] == "ok"
    return JsonResponse(
        state | {"status": "ok" if healthy else "unavailable"}, status=200 if healthy else 503
    )


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
    except Exception:
        return "down"
    return "ok"


def _migrations() -> str:
    applied = MigrationRecorder(connection).applied_migrations()
    return "ok" if _all_migrations() <= applied.keys() else "pending"


@cache
def _all_migrations() -> set[tuple[str, str]]:
    """By room and name. Django's plan would import them all into a process that serves, 25 MB, and order them anew
    for each who asks; what a squashed one replaces it records along with it."""
    return {
        (config.label, name)
        for config in apps.get_app_configs()
        for name in _names(MigrationLoader.migrations_module(config.label)[0])
    }


def _names(module: str | None) -> list[str]:
    """The migrations of an app, as Django finds them."""
    try:
        found = iter_modules(getattr(import_module(module), "__path__", [])) if module else []
    except ModuleNotFoundError:
        return []
    return [name for _, name, is_package in found if not is_package and name[0] not in "_~"]


def _broker() -> str:
    try:
        with app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=0)
    except (OperationalError, RedisError, OSError):
        return "down"
    return "ok"


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that had expired: what was typed is still in the browser, and the page says how to go on."""
    return render(request, "403_csrf.html", {"reason": reason}, status=403)
