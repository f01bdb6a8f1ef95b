"""The work that is measured: what is asked for, and what a right answer holds."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import uuid4

from tests.benchmarks.failure import NotMeasured
from tests.benchmarks.installation import People
from tests.benchmarks.visitors import Answer, Visitor

ROWS = 50  # a page of every list, and of the bare view
ROW = b"<tr data-row"
FOUND = 20  # incidents on a page of a search
SEVERITY = 3  # which most incidents have
LOGGED = re.compile(r"/incidents/\d+/\?logged=1")
TAKEN = re.compile(r"/desk/incidents/\d+/")


@dataclass(frozen=True)
class Request:
    """A page, or a form that is sent; `holds` is a text that the right page shows."""

    path: str
    fields: dict[str, str] | None = None
    holds: str = ""


@dataclass(frozen=True)
class Work:
    """One kind of work. `request` gives the n-th of a person, counted from 0; in a round each does `least` of
    them and all together do `most`."""

    name: str
    request: Callable[[int, int], Request]
    is_right: Callable[[Request, Answer], bool]
    by_contact: bool = False
    least: int = 3
    most: int = 1_000_000
    then: str = ""  # a page read after a round, unmeasured: it shows the notices that have gathered

    def do(self, visitor: Visitor, person: int, number: int) -> float:
        """Do it once; gives the seconds. Raises NotMeasured when the answer is another one."""
        request = self.request(person, number)
        answer = (
            visitor.get(request.path)
            if request.fields is None
            else visitor.post(request.path, request.fields)
        )
        if not self.is_right(request, answer):
            raise NotMeasured(f"{request.path} gave {answer.status} {answer.location} {answer.words()}")
        return answer.seconds


def bare() -> Work:
    """The view that everything is compared with."""
    return Work(
        "bare", lambda person, number: Request("/"), lambda _, answer: answer.body.count(b"<tr>") == ROWS
    )


def ours(people: People) -> list[Work]:
    """The product's, in the order in which they are measured: logging makes what is taken next."""
    return [
        Work("queue", lambda person, number: Request("/desk/queue/"), _is_full_list),
        Work("incident", lambda person, number: _incident(people.incidents, person, number), _holds),
        Work("log", lambda person, number: _log(people, person, number), _leads_to(LOGGED), True, then="/"),
        Work("take_next", lambda person, number: Request("/desk/next/", {}), _leads_to(TAKEN), most=24),
        Work("search", lambda person, number: _search(people, person, number), _found),
        Work("search_all", lambda person, number: _search_all(people, person, number), _found),
        Work("plans", lambda person, number: Request("/plans/", holds='<table class="plans">'), _holds),
        Work("subscription", _subscription, _holds, by_contact=True),
        Work("dashboard", _pictured("/desk/dashboard/"), _holds),
        Work("promises", _pictured("/desk/dashboard/promises/"), _holds),
        Work("statement", _pictured("/subscription/promises/"), _holds, by_contact=True),
    ]


def _subscription(person: int, number: int) -> Request:
    """A company's own: every service answered."""
    return Request("/subscription/", holds='<ul class="services">')


def _pictured(path: str) -> Callable[[int, int], Request]:
    """A page of figures, drawn."""
    return lambda person, number: Request(path, holds='<svg class="chart"')


def _is_full_list(request: Request, answer: Answer) -> bool:
    return answer.status == 200 and answer.body.count(ROW) == ROWS


def _holds(request: Request, answer: Answer) -> bool:
    return answer.status == 200 and request.holds.encode() in answer.body


def _leads_to(place: re.Pattern[str]) -> Callable[[Request, Answer], bool]:
    return lambda request, answer: answer.status == 302 and place.fullmatch(answer.location) is not None


def _found(request: Request, answer: Answer) -> bool:
    return answer.status == 200 and answer.body.count(ROW) == FOUND and b"<mark>" in answer.body


def _incident(numbers: Sequence[int], person: int, number: int) -> Request:
    """Another one each time, those of different people not in step."""
    chosen = numbers[(person * 37 + number) % len(numbers)]
    return Request(f"/desk/incidents/{chosen}/", holds=f'action="/desk/incidents/{chosen}/')


def _log(people: People, person: int, number: int) -> Request:
    fields = {
        "product": people.contacts[person].product,
        "severity": "3",
        "kind": "fault",
        "environment": "production",
        "title": f"Posting stops in run {number}",
        "description": f"It worked until the weekend. Document {person}{number:06d}.",
        "submission": str(uuid4()),
    }
    return Request("/incidents/new/", fields)


def _search(people: People, person: int, number: int) -> Request:
    """Two words with filters: in incidents alone, of the severity that most have."""
    return _searched(people, person, number, {"where": "incident", "severity": str(SEVERITY)})


def _search_all(people: People, person: int, number: int) -> Request:
    """Two words without filters: all that can be read is searched too, and shown above."""
    return _searched(people, person, number, {})


def _searched(people: People, person: int, number: int, filters: dict[str, str]) -> Request:
    words = people.searches[(person * 37 + number) % len(people.searches)]
    return Request("/search/?" + urlencode({"q": words} | filters))
