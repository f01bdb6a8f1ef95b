"""Pages that belong to no room: health, and what a person meets when a form has expired."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
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
    executor = MigrationExecutor(connection)
    return "pending" if executor.migration_plan(executor.loader.graph.leaf_nodes()) else "ok"


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
