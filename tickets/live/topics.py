"""What open pages listen to, and the signed tokens that let a page listen to a topic each.

Pure but for the key that signs: the process of the live updates reads this without database, session or models.
"""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing

from subscriptions.scope import Scope

CHANNEL = "xtreme:live"  # of Valkey: every change goes through this one
QUEUE = "queue"
PERSON = "person:"
MOST_PEOPLE = 1000  # named in one message; of more it says that it is everybody
TOKEN_AGE = timedelta(hours=12)
# After a failed announcement the next is tried this many seconds later, and then the pages hear that something was
# left out; twice as many after each that fails too, up to the most: a dead Valkey must not slow anybody down.
FIRST_PAUSE = 0.5
ANNOUNCING_PAUSE = 5.0
_SALT = "live"


def of_queue(scope: Scope) -> str:
    """The topic of the lists of the desk: of every incident, or of those within a scope."""
    return ":".join([QUEUE, *scope.settings().values()]) if scope else QUEUE


def of_incident(number: int, *, staff: bool) -> str:
    """The topic of one incident: of all that happens to it, or of what its customer sees."""
    return f"desk:{number}" if staff else f"incident:{number}"


def of_person(person: int) -> str:
    """The topic of one person: that she was told something in the app, or has read it, wherever she is."""
    return f"{PERSON}{person}"


def place(severity: int, tier_rank: int, due_at: datetime, number: int, *, lifted: int = 1) -> str:
    """A place in the order of work as a text that sorts as the order does. `due_at` in UTC."""
    return f"{severity}{lifted}{tier_rank:05}{due_at:%Y%m%d%H%M%S%f}{number:019}"


@dataclass(frozen=True)
class Change:
    """That an incident has changed: nothing of what. `place` is where it stands now, empty outside the order of
    work; `public` whether its customer sees anything of it. `queues` are the topics of those lists that show a part
    of the customers and this incident, `left` of those that showed it before."""

    number: int
    place: str
    public: bool
    queues: frozenset[str] = frozenset()
    left: frozenset[str] = frozenset()

    def topics(self) -> Iterator[tuple[str, str]]:
        """Each topic it belongs to, with the place as far as its readers may know it."""
        for queue in (QUEUE, *self.queues):
            yield queue, self.place
        for queue in self.left:
            yield queue, ""
        yield of_incident(self.number, staff=True), ""
        if self.public:
            yield of_incident(self.number, staff=False), ""

    def written(self) -> str:
        return json.dumps([self.number, self.place, self.public, sorted(self.queues), sorted(self.left)])


@dataclass(frozen=True)
class Told:
    """That these people were told something in the app, or have read it; None: it may be anybody."""

    people: frozenset[int] | None

    def topics(self) -> Iterator[str]:
        """Those of the people who are named."""
        return map(of_person, self.people or ())

    def concerns(self, topic: str) -> bool:
        """Whether it is told to the readers of `topic`."""
        if self.people is None:
            return topic.startswith(PERSON)
        return topic in self.topics()

    def written(self) -> str:
        return json.dumps({"told": None if self.people is None else sorted(self.people)})


@dataclass(frozen=True)
class Ended:
    """That this person may hear of other things since `at` (seconds since 1970): she left a company, signed out or
    had sessions ended, may not sign in any more, or was given other roles or another scope. What her pages were
    allowed before holds no longer."""

    person: int
    at: float

    def written(self) -> str:
        return json.dumps({"ended": self.person, "at": self.at})


@dataclass(frozen=True)
class Gap:
    """That something could not be said: nobody knows what, so every page looks again."""

    def written(self) -> str:
        return json.dumps("gap")


def read(text: str | bytes) -> Change | Told | Ended | Gap | None:
    """What `written` of one of them wrote; None for anything else."""
    try:
        said = json.loads(text)
        if said == "gap":
            return Gap()
        if isinstance(said, dict) and "ended" in said:
            return Ended(int(said["ended"]), float(said["at"]))
        if isinstance(said, dict):
            people = said["told"]
            return Told(None if people is None else frozenset(map(int, people)))
        number, where, public, queues, left = said
        return Change(int(number), str(where), bool(public), frozenset(queues), frozenset(left))
    except (ValueError, TypeError, KeyError):
        return None


def token(topic: str, at: datetime, person: int = 0, name: str = "") -> str:
    """Lets whoever holds it listen to `topic`, for twelve hours or until `person`, whose it is, may hear of other
    things; `at` is when the page was read. Give it only to somebody who may see the topic now. Those who bring a
    `name` are told of each other while they listen."""
    return signing.dumps([topic, at.timestamp(), person, name], salt=_SALT)


@dataclass(frozen=True)
class Permit:
    """What a token allows to whom: the topic; when its page was read, and until when it holds, in seconds since
    1970. `name`: under which others with a name see who listens; empty where nobody does."""

    topic: str
    since: float
    until: float
    person: int = 0
    name: str = ""


def permit(text: str) -> Permit | None:
    """What the token allows; None for one that is unsigned, altered or expired."""
    try:
        topic, since, person, name = signing.loads(text, salt=_SALT, max_age=TOKEN_AGE)
    except (signing.BadSignature, ValueError):
        return None
    until = since + TOKEN_AGE.total_seconds()
    return Permit(topic, since, until, person, name) if since <= time.time() + 60 else None
