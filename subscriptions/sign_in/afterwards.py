"""Work that an answer must not wait for, nor tell by its time whether there was any: done once the request's
transaction is over, by a thread. What a dying process loses of it, its person asks for again."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from allauth.core import context
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest
from django.utils import translation

log = logging.getLogger(__name__)

_threads = ThreadPoolExecutor(2, thread_name_prefix="afterwards")


def do(request: HttpRequest, job: Callable[[], object]) -> None:
    """Do `job` after this transaction, in the language that is active now. What it raises is logged."""
    language = translation.get_language()
    if settings.AFTERWARDS_AT_ONCE:
        _do(request, job, language)
    else:
        transaction.on_commit(lambda: _threads.submit(_in_thread, request, job, language))


def _in_thread(request: HttpRequest, job: Callable[[], object], language: str | None) -> None:
    try:
        _do(request, job, language)
    finally:
        connection.close()


def _do(request: HttpRequest, job: Callable[[], object], language: str | None) -> None:
    try:
        with context.request_context(request), translation.override(language):
            job()
    except Exception:
        log.exception("work after an answer failed")
