"""Visits every address as everybody who may not, and names each answer that gives something away.

A leak is: an answer that should have refused and did not; a word of the other customer in it, its headers or its
cookies; a row that was changed where it refused, or of the other customer's by who is limited; an answer that tells
what is another's from what does not exist, by its words, its size or the statements that it took.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from typing import Any
from urllib.parse import parse_qsl

from django.db import connection, transaction
from django.test.utils import override_settings

from subscriptions import tenancy
from subscriptions.models import Customer
from xtreme.isolation.addresses import Address, addresses, row_of
from xtreme.isolation.expecting import OPEN, SIGN_IN, concerns, refusals
from xtreme.isolation.finding import Between
from xtreme.isolation.marks import SHORTEST, Marks, marks_of, not_published
from xtreme.isolation.rows import Needs, Row
from xtreme.isolation.table import TABLE
from xtreme.isolation.things import ABSENT, find, is_published
from xtreme.isolation.visitors import Kind, Visitor, visitors
from xtreme.isolation.visits import Answer, Browser

WRITING = ("POST", "PUT", "PATCH", "DELETE")
WITH_FIELDS = ("POST", "PUT", "PATCH")
# Sessions in the database alone, taken back with the rest; a cache of their own, so that visits use up no limits;
# no mail, which could not be taken back. Visitors count as fully signed in: the walls refuse, not sign-in.
SETTINGS = {
    "SESSION_ENGINE": "django.contrib.sessions.backends.db",
    "CACHES": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
    "MAILERS": {"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}},
    "ALLOWED_HOSTS": ["testserver"],
    "SECOND_FACTOR_OF_STAFF": False,
    "REAUTHENTICATE": False,
}


@dataclass(frozen=True)
class Scene:
    """The other customer's things and marks; `of_rows` are the marks that stand in her own rows, and in
    nothing that is published."""

    things: Mapping[str, Any]
    marks: Marks
    of_rows: Marks


@dataclass(frozen=True)
class Tried:
    """What came of one visit: a sentence where it leaks."""

    row: Row
    visitor: Visitor
    method: str
    address: str
    leak: str

    def __str__(self) -> str:
        return f"{self.visitor}: {self.method} {self.address}: {self.leak}"


@dataclass(frozen=True)
class Request:
    """An address filled with things; beside it the same with what does not exist."""

    method: str
    address: str
    fields: Mapping[str, str]
    absent: str
    values: tuple[str, ...]

    @property
    def typed(self) -> list[str]:
        """What was sent, as far as it could be taken for a mark."""
        query = dict(parse_qsl(self.address.partition("?")[2]))
        return [text for text in (*query.values(), *self.fields.values()) if len(text) >= SHORTEST]


def verify(
    other: Customer,
    own: Customer,
    *,
    write: bool,
    only: str = "",
    marks: Marks | None = None,
    kinds: Container[Kind] = Kind,
) -> list[Tried]:
    """Every visit of people of `own`, of the vendor's and of strangers to what is `other`'s, with `write` also by
    the methods that change something; `only` to addresses whose names begin so, by visitors of these `kinds`.
    Nothing of it stays."""
    with _taken_back():
        Customer.objects.filter(pk__in=[other.pk, own.pk]).update(
            second_factor_by_vendor=False, second_factor_by_company=False
        )
        of_rows = marks_of(other, own)
        scene = Scene(find(Between(other, own)), marks or of_rows, not_published(of_rows))
        return [
            tried
            for visitor in visitors(other, own)
            if visitor.kind in kinds
            for tried in _visits(visitor, other, scene, write=write, only=only)
        ]


def _visits(visitor: Visitor, other: Customer, scene: Scene, *, write: bool, only: str) -> Iterator[Tried]:
    browser = Browser(visitor, watched=other.pk if visitor.kind is Kind.LIMITED else None)
    for address, row in _rows(only):
        for request in _requests(address, row, scene, visitor, write=write):
            yield _tried(row, visitor, browser, request, scene)


def not_tried(other: Customer, own: Customer) -> list[str]:
    """The kinds of things the other customer has none of: what leads to one is not tried."""
    with tenancy.as_staff():
        return sorted(set(ABSENT) - set(find(Between(other, own))))


@contextmanager
def _taken_back() -> Iterator[None]:
    with tenancy.as_staff(), transaction.atomic(), override_settings(**SETTINGS):
        connection.force_debug_cursor, before = True, connection.force_debug_cursor
        try:
            yield
        finally:
            connection.force_debug_cursor = before
            transaction.set_rollback(True)


def _rows(only: str) -> Iterator[tuple[Address, Row]]:
    for address in addresses():
        if not address.name.startswith(only):
            continue
        for row in row_of(address, TABLE):
            yield address, row


def _requests(
    address: Address, row: Row, scene: Scene, visitor: Visitor, *, write: bool
) -> Iterator[Request]:
    methods = ("GET", *_writing(address)) if write else ("GET",)
    for method, way in product(methods, _ways(address, row, scene, visitor)):
        if concerns(row, visitor, method):
            queries = [""]
            if method == "GET" and visitor.kind is not Kind.VENDOR:
                queries += _filled(row.asks, scene.things)
            for query in queries:
                yield Request(
                    method,
                    f"{address.filled(way['there'])}{query and '?'}{query}",
                    _fields(row, scene) if method in WITH_FIELDS else {},
                    f"{address.filled(way['absent'])}{query and '?'}{query}"
                    if way["there"] != way["absent"]
                    else "",
                    tuple(way["there"].values()) + tuple(way["absent"].values()),
                )


def _writing(address: Address) -> tuple[str, ...]:
    """The methods by which somebody may try to change something there: a page knows POST alone."""
    return WRITING if address.shown.startswith("/api/") else ("POST",)


def _fields(row: Row, scene: Scene) -> dict[str, str]:
    return {name: filled for name, text in row.sends.items() for filled in _filled([text], scene.things)}


def _ways(address: Address, row: Row, scene: Scene, visitor: Visitor) -> Iterator[dict[str, dict[str, str]]]:
    """Each way to fill the arguments, with the same of what does not exist; none where she has no such thing. Words
    may each need another role, but the guard before them is one for everybody else."""
    named = {name: row.things.get(name, ("1",)) for name in address.arguments}
    if any(isinstance(kind, str) and kind not in scene.things for kind in named.values()):
        return
    tries_all = visitor.kind in (Kind.CONTACT, Kind.VENDOR, Kind.LIMITED)
    words = {name: kind if tries_all else kind[:1] for name, kind in named.items() if isinstance(kind, tuple)}
    kinds = {name: kind for name, kind in named.items() if isinstance(kind, str)}
    there = {name: str(scene.things[kind]) for name, kind in kinds.items()}
    absent = {name: str(ABSENT[kind] or scene.things[kind]) for name, kind in kinds.items()}
    for chosen in product(*words.values()):
        literal = dict(zip(words, chosen, strict=True))
        yield {"there": there | literal, "absent": absent | literal}


def _filled(texts: Iterable[str], things: Mapping[str, Any]) -> list[str]:
    """With things of the other customer in the braces; those for which she has none are left out."""
    found = []
    for text in texts:
        try:
            found.append(text.format_map({**things}))
        except KeyError:
            continue
    return found


def _tried(row: Row, visitor: Visitor, browser: Browser, request: Request, scene: Scene) -> Tried:
    answer = browser.visit(request.method, request.address, request.fields)
    refused = refusals(row, visitor, request.method)
    mark = _seen_by(visitor, row, scene).found_in(answer.text(request.typed))
    leak = _leak(row, answer, refused, mark)
    compared = request.method in row.methods and visitor.kind is not Kind.VENDOR
    if compared and not leak and refused and request.absent:
        absent = browser.visit(request.method, request.absent, request.fields)
        leak = _difference(answer, absent, request.values)
    return Tried(row, visitor, request.method, request.address, leak)


def _seen_by(visitor: Visitor, row: Row, scene: Scene) -> Marks:
    """The marks that she may not read: all but her own name and address; none where she reads the page and only
    may not press what is on it; those in the customer's own rows where she reads what is published."""
    if visitor.kind is Kind.LIMITED:
        return scene.of_rows
    marks = scene.marks
    own = {visitor.user.name, visitor.user.email} if visitor.user else set()
    if visitor.kind is Kind.VENDOR and row.on_page:
        return Marks((), marks.word)
    return Marks(tuple(text for text in marks.texts if text not in own), marks.word)


def _leak(row: Row, answer: Answer, refused: frozenset[int] | None, mark: str) -> str:
    if answer.status >= 500:
        return f"it answers {answer.status}"
    if refused is not None and answer.status not in refused:
        return f"it answers {answer.status}, expected {', '.join(map(str, sorted(refused)))}"
    if refused == frozenset({302}) and not answer.leads_to.startswith(SIGN_IN):
        return f"it leads to {answer.leads_to}"
    if row.needs is not Needs.DEMO and mark:
        return f"it says “{mark}”"
    if refused is not None and answer.written:
        return f"it changed {answer.written} rows"
    if answer.written_there and row.needs not in OPEN and not is_published(row):
        return f"it changed rows of the other customer in {', '.join(answer.written_there)}"
    return ""


def _difference(there: Answer, absent: Answer, values: Iterable[Any]) -> str:
    """How what is another's is told from what does not exist."""
    if there.differs_from(absent, values):
        return "it differs from the answer about what does not exist"
    if there.statements != absent.statements:
        return f"it takes {len(there.statements)} statements, what does not exist {len(absent.statements)}"
    return ""
