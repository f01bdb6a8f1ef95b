"""Who listens to which topic, and how often each is told: one event a topic and second, the last never left out.

One event loop; nothing here blocks or waits. What a reader has not taken yet is bounded, as is what is remembered.
"""

import asyncio
import json
import time
from collections import deque
from collections.abc import Collection, Iterator, Sequence, Set

from tickets.live.topics import TOKEN_AGE, Change, Ended, Gap, Permit, Told

PACE = 1.0  # seconds between two events of a topic
NEAR = 400  # ms within which pages fetch what they are told of: many tabs do not come at once
EACH = 20  # ms more for each page that hears of the same: together they may not stop the others' work
STEP = 4
MOST_CHANGES = 100  # named in one event; more are told as "many"
MOST_FRAMES = 8  # that a reader may leave lying before it is let go
MOST_READERS = 10_000
MOST_NAMED = 20  # readers of a topic who are shown to each other
REMEMBERED = 500  # changes, for pages that were read just before they listen

AWAY = b"event: away\ndata: 0\n\n"
HERE = b"event: here\ndata: 0\n\n"
HERE_AGAIN = b"event: here\ndata: 1\n\n"  # and nobody knows what the page missed meanwhile


class Reader:
    """One open page and the topics it listens to, by permits of which people. `name` is what others who read the
    same see of it. `frames` are the events it has not taken yet; None among them ends it."""

    def __init__(self, topics: Collection[str], people: Set[int] = frozenset(), name: str = "") -> None:
        self.topics, self.people, self.name = topics, people, name
        self.frames: asyncio.Queue[bytes | None] = asyncio.Queue(MOST_FRAMES + 1)

    def give(self, frame: bytes) -> bool:
        """Whether it keeps up; one that does not is ended and comes again by itself."""
        if self.frames.qsize() >= MOST_FRAMES:
            self.end()
            return False
        self.frames.put_nowait(frame)
        return True

    def end(self) -> None:
        while not self.frames.empty():
            self.frames.get_nowait()
        self.frames.put_nowait(None)


class Topic:
    """The readers of one topic, and what they are to be told next: changes, or with `told` that the person was told
    something, with how many pages hear of that; and who else reads: `beside` are those who read it with a name, and
    whom each was told of last."""

    def __init__(self) -> None:
        self.readers: set[Reader] = set()
        self.beside: dict[Reader, list[str]] = {}
        self.waiting: dict[int, str] = {}
        self.told = 0
        self.told_at = float("-inf")
        self.timer: asyncio.TimerHandle | None = None

    def add(self, number: int, place: str) -> None:
        """Tell its readers at once, or a second after they were told last."""
        self.waiting[number] = place
        self._soon()

    def tell(self, readers: int) -> None:
        """The same, that its person was told something; `readers` pages fetch it."""
        self.told = max(self.told, readers)
        self._soon()

    def come(self, reader: Reader, *, named: bool) -> None:
        """One more; those with a name are told who reads beside them."""
        self.readers.add(reader)
        if named:
            self.beside[reader] = []
            self._soon()

    def go(self, reader: Reader) -> None:
        """One less; the same."""
        self.readers.discard(reader)
        if self.beside.pop(reader, None) is not None:
            self._soon()

    def _soon(self) -> None:
        if self.timer is None:
            loop = asyncio.get_running_loop()
            self.timer = loop.call_at(max(loop.time(), self.told_at + PACE), self._tell)

    def _tell(self) -> None:
        self.timer, self.told_at = None, asyncio.get_running_loop().time()
        if self.told or self.waiting:
            frame = told(self.told) if self.told else event(self.waiting, len(self.readers))
            self.waiting, self.told = {}, 0
            self.readers -= {reader for reader in self.readers if not reader.give(frame)}
        self._tell_who_reads()

    def _tell_who_reads(self) -> None:
        named = [reader for reader in self.beside if reader in self.readers][:MOST_NAMED]
        for reader in named:
            beside = sorted({other.name for other in named if reader.people.isdisjoint(other.people)})
            if beside != self.beside[reader]:
                self.beside[reader] = beside
                reader.give(present(beside))


class Hub:
    """Every reader of this process, and how many. `here` is whether changes arrive at all. In seconds since 1970:
    `whole_since`, after which no change is forgotten, and `sure_since`, after which no end of a permit was missed:
    what was allowed before it may have ended."""

    def __init__(self) -> None:
        self.topics: dict[str, Topic] = {}
        self.here = False
        self.whole_since = self.sure_since = time.time()
        self.ended = False
        self.readers = 0
        self._remembered: deque[tuple[float, Change | Told]] = deque(maxlen=REMEMBERED)
        self._ended: dict[int, float] = {}

    def holds(self, permit: Permit) -> bool:
        """Whether its person may still hear of what it allows."""
        return permit.since >= self.sure_since and permit.since > self._ended.get(
            permit.person, float("-inf")
        )

    def join(self, *permits: Permit) -> Reader | None:
        """A reader of the topics, told at once of what has changed since its page was read; None where this
        process takes no more."""
        if self.ended or self.readers >= MOST_READERS:
            return None
        name = next((permit.name for permit in permits if permit.name), "")
        reader = Reader([permit.topic for permit in permits], {permit.person for permit in permits}, name)
        whole = all(permit.since >= self.whole_since for permit in permits)
        reader.give(AWAY if not self.here else HERE if whole else HERE_AGAIN)
        for permit in permits:
            if missed := dict(self._since(permit)):
                reader.give(event(missed))
            if self._was_told(permit):
                reader.give(told(1))
            topic = self.topics.setdefault(permit.topic, Topic())
            topic.come(reader, named=bool(permit.name))
        self.readers += 1
        return reader

    def _since(self, permit: Permit) -> Iterator[tuple[int, str]]:
        for at, change in self._remembered:
            if at < permit.since or isinstance(change, Told):
                continue
            for topic, place in change.topics():
                if topic == permit.topic:
                    yield change.number, place

    def _was_told(self, permit: Permit) -> bool:
        return any(
            at >= permit.since and isinstance(telling, Told) and telling.concerns(permit.topic)
            for at, telling in self._remembered
        )

    def leave(self, reader: Reader) -> None:
        """Call it once for each that has joined, also for one that was let go."""
        self.readers -= 1
        for name in reader.topics:
            topic = self.topics.get(name)
            if topic is None:
                continue
            topic.go(reader)
            if not topic.readers:
                if topic.timer:
                    topic.timer.cancel()
                del self.topics[name]

    def publish(self, change: Change | Told | Ended | Gap) -> None:
        """Tell everybody whom it concerns."""
        if isinstance(change, Ended):
            self._end(change)
            return
        if isinstance(change, Gap):
            self._resume()
            return
        self._remember(change)
        if isinstance(change, Told):
            self._tell(change)
            return
        for name, place in change.topics():
            if topic := self.topics.get(name):
                topic.add(change.number, place)

    def _end(self, ended: Ended) -> None:
        """Her pages come again, and only by what they are given from now on."""
        oldest = ended.at - TOKEN_AGE.total_seconds()
        self._ended = {person: at for person, at in self._ended.items() if at > oldest} | {
            ended.person: ended.at
        }
        for topic in self.topics.values():
            hers = {reader for reader in topic.readers if ended.person in reader.people}
            topic.readers -= hers
            for reader in hers:
                reader.end()

    def _remember(self, change: Change | Told) -> None:
        if len(self._remembered) == REMEMBERED:
            self.whole_since = max(self.whole_since, self._remembered[0][0])
        self._remembered.append((time.time(), change))

    def _tell(self, telling: Told) -> None:
        names = self.topics if telling.people is None else telling.topics()
        concerned = [self.topics[name] for name in names if name in self.topics and telling.concerns(name)]
        readers = sum(len(topic.readers) for topic in concerned)
        for topic in concerned:
            topic.tell(readers)

    def say(self, *, here: bool) -> None:
        """Whether changes arrive: pages offer to be reloaded meanwhile, and look again afterwards."""
        if here == self.here:
            return
        self.here = here
        if here:
            self._resume()
        else:
            self._say(AWAY)

    def _resume(self) -> None:
        """Changes arrive, and some did not; among them may have been ends. Pages come again by what they are given
        from now on."""
        self.whole_since = self.sure_since = time.time()
        self._end_all()

    def _say(self, frame: bytes) -> None:
        everybody = {reader for topic in self.topics.values() for reader in topic.readers}
        gone = {reader for reader in everybody if not reader.give(frame)}
        for topic in self.topics.values():
            topic.readers -= gone

    def end(self) -> None:
        """End every connection; none is taken any more."""
        self.ended = True
        self._end_all()

    def _end_all(self) -> None:
        for topic in self.topics.values():
            for reader in topic.readers:
                reader.end()
            topic.readers.clear()


def event(changes: dict[int, str], readers: int = 1) -> bytes:
    """The event that names these incidents and their places to that many pages; too many of them are named
    `null`."""
    named = None if len(changes) > MOST_CHANGES else list(changes.items())
    data = json.dumps({"changes": named, "within": within(readers)}, separators=(",", ":"))
    return f"event: change\ndata: {data}\n\n".encode()


def told(readers: int) -> bytes:
    """The event that the page's person was told something, of as many pages as `readers`."""
    return f"event: told\ndata: {within(readers)}\n\n".encode()


def present(names: Sequence[str]) -> bytes:
    """The event that these read the same page."""
    return f"event: present\ndata: {json.dumps(names)}\n\n".encode()


def within(readers: int) -> int:
    """The ms that so many pages take to fetch what they are told of. In steps: a page does not learn from it how
    many others read, which may be the vendor's or other customers'."""
    most = NEAR
    while most < readers * EACH:
        most *= STEP
    return most
