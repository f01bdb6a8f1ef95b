"""What each work spends its time on: statements, templates, middleware, and the functions that take most.

Run by itself: `python -m tests.benchmarks.costs PEOPLE`, the people as JSON; prints a table for a reader. The
views run in this process, through all middleware. The parts are timed without a profiler, the functions with it.
"""

import cProfile
import json
import os
import pstats
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from statistics import median
from types import FrameType
from typing import Any
from unittest.mock import patch

import django

from tests.benchmarks.installation import Agent, Contact, People
from tests.benchmarks.statements import shortened
from tests.benchmarks.visitors import HOST
from tests.benchmarks.works import Work, ours

VISITS = 20
FUNCTIONS = 25
STATEMENTS = 12
MANY = re.compile(r"(%s, )+%s")
PROJECT = Path(__file__).resolve().parent.parent.parent


@dataclass
class Parts:
    """Milliseconds of one visit. What a statement takes inside a template counts as both."""

    whole: float = 0
    view: float = 0
    templates: float = 0
    sql: float = 0
    statements: Counter[str] = field(default_factory=Counter)
    took: dict[str, float] = field(default_factory=lambda: defaultdict(float))


class Watch:
    """Times the parts of the visits made inside `watching`."""

    def __init__(self) -> None:
        self.parts = Parts()
        self._rendering = False

    @contextmanager
    def watching(self) -> Iterator[None]:
        from django.core.handlers.base import BaseHandler
        from django.db import connection
        from django.template.base import Template

        with ExitStack() as stack:
            for owner, name, part in (
                (BaseHandler, "get_response", "whole"),
                (Template, "render", "templates"),
            ):
                stack.enter_context(patch.object(owner, name, self._timed(getattr(owner, name), part)))
            atomic = BaseHandler.make_view_atomic
            timed_view = lambda handler, view: self._timed(atomic(handler, view), "view")  # noqa: E731
            stack.enter_context(patch.object(BaseHandler, "make_view_atomic", timed_view))
            stack.enter_context(connection.execute_wrapper(self._statement))
            yield

    def _timed(self, function: Callable[..., Any], part: str) -> Callable[..., Any]:
        """The function, its time added to the part; a template inside a template counts once."""

        @wraps(function)
        def timed(*args: Any, **kwargs: Any) -> Any:
            if part == "templates" and self._rendering:
                return function(*args, **kwargs)
            self._rendering = part == "templates"
            begun = time.perf_counter()
            try:
                return function(*args, **kwargs)
            finally:
                setattr(self.parts, part, getattr(self.parts, part) + (time.perf_counter() - begun) * 1000)
                self._rendering = False

        return timed

    def _statement(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        begun = time.perf_counter()
        try:
            return execute(sql, *rest)
        finally:
            took = (time.perf_counter() - begun) * 1000
            self.parts.sql += took
            name = f"{_place()}  {shortened(MANY.sub('%s, ...', ' '.join(sql.split())))}"
            self.parts.statements[name] += 1
            self.parts.took[name] += took


def _place() -> str:
    """The line of ours that asked for the statement that is running."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and not _is_ours(frame.f_code.co_filename):
        frame = frame.f_back
    return f"{_short(frame.f_code.co_filename)}:{frame.f_lineno}" if frame else ""


def told(work: Work, visit: Callable[[int], None]) -> str:
    """What a work costs, as text."""
    for number in range(3):
        visit(number)
    found = []
    for number in range(VISITS):
        watch = Watch()
        with watch.watching():
            visit(number + 3)
        found.append(watch.parts)
    profile = cProfile.Profile()
    for number in range(VISITS):
        with profile:
            visit(number + 3 + VISITS)
    return "\n".join([f"== {work.name}", *_parts(found), *_statements(found), *_functions(profile)])


def _parts(found: list[Parts]) -> Iterator[str]:
    whole, view, templates, sql = (
        median(getattr(each, name) for each in found) for name in ("whole", "view", "templates", "sql")
    )
    count = median(sum(each.statements.values()) for each in found)
    yield f"{whole:.1f} ms, median of {len(found)} visits; of these, each with its statements:"
    yield f"  {count:.0f} statements {sql:.1f}, templates {templates:.1f}, middleware {whole - view:.1f}"


def _statements(found: list[Parts]) -> Iterator[str]:
    times = sum((each.statements for each in found), Counter[str]())
    took = {sql: sum(each.took[sql] for each in found) for sql in times}
    yield "dearest statements, ms and times a visit:"
    for sql in sorted(took, key=took.__getitem__, reverse=True)[:STATEMENTS]:
        yield f"  {took[sql] / len(found):7.2f} {times[sql] / len(found):5.1f}  {sql}"


def _functions(profile: cProfile.Profile) -> Iterator[str]:
    stats: dict[tuple[str, int, str], tuple[int, int, float, float, Any]] = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    for title, place in (("by themselves", 2), ("with what they call", 3)):
        yield f"functions {title}, ms and calls a visit, under the profiler:"
        ordered = sorted(stats.items(), key=lambda item: item[1][place], reverse=True)
        if place == 3:
            ordered = [item for item in ordered if _is_ours(item[0][0])]
        for (file, row, name), numbers in ordered[:FUNCTIONS]:
            milliseconds = numbers[place] / VISITS * 1000
            yield f"  {milliseconds:7.2f} {numbers[1] / VISITS:7.1f}  {_short(file)}:{row} {name}"


def _is_ours(file: str) -> bool:
    return file.startswith(str(PROJECT)) and "site-packages" not in file and "/tests/" not in file


def _short(file: str) -> str:
    return file.rpartition("site-packages/")[2].removeprefix(f"{PROJECT}/")


def visits(work: Work, people: People) -> Callable[[int], None]:
    """The n-th visit, checked as when it is measured from outside."""
    from allauth.usersessions.models import UserSession
    from django.test import Client

    from subscriptions.models import User
    from tests.benchmarks.visitors import Answer

    reader = (people.contacts if work.by_contact else people.agents)[0]
    client = Client(SERVER_NAME=HOST)
    person = User.objects.get(email=reader.email)
    client.force_login(person)
    UserSession.objects.create(
        user=person, session_key=client.session.session_key, ip="127.0.0.1", user_agent="costs"
    )

    def visit(number: int) -> None:
        request = work.request(0, number)
        answer = (
            client.post(request.path, request.fields)
            if request.fields is not None
            else client.get(request.path)
        )
        shown = Answer(answer.status_code, answer.headers.get("Location", ""), answer.content, 0)
        assert work.is_right(request, shown), (request, shown)

    return visit


def main() -> None:
    given = json.loads(sys.argv[1])
    agents, contacts = (
        [Agent(**each) for each in given["agents"]],
        [Contact(**each) for each in given["contacts"]],
    )
    people = People(agents, contacts, given["incidents"], given["searches"])
    for work in ours(people):
        print(told(work, visits(work, people)), end="\n\n")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xtreme.settings")
    django.setup()
    main()
