"""One run: everything that is measured at one size, line by line. What fails is said and left out."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from dataclasses import asdict, dataclass, field

import psycopg

from tests.benchmarks import growth, walls, works
from tests.benchmarks.failure import NotMeasured
from tests.benchmarks.helpdesk import tickets
from tests.benchmarks.installation import People, ask, filled, temporary_state
from tests.benchmarks.lines import Line, line
from tests.benchmarks.readers import Readers, signed_in
from tests.benchmarks.rounds import Side, compare
from tests.benchmarks.visitors import Visitor
from tests.benchmarks.web import product, served

CLIENTS = (1, 8)


@dataclass
class Run:
    """`helpdesk` is the Python that has django-helpdesk, "" for none; beside larger sizes one of `smallest`
    incidents is served; `missing` names what was not measured."""

    helpdesk: str
    costs: bool
    smallest: int
    say: Callable[[str], None]
    missing: list[str] = field(default_factory=list)

    def outbox(self) -> Iterator[Line]:
        """What does not depend on the number of incidents; on servers of its own."""
        self.say("Telling 100,000 people ...")
        with temporary_state():
            lines = ask("outbox").splitlines()
        for told in map(json.loads, lines):
            yield Line(told.pop("work"), "ours", 0, 1, per_second=told.pop("per_second", None), more=told)

    def miss(self, what: str, failure: Exception) -> None:
        self.say(f"{what} could not be measured: {failure}")
        self.missing.append(what)

    def measured(self, incidents: int) -> Iterator[Line]:
        """The lines of one size, as they come. Raises NotMeasured and CannotRun where nothing goes on."""
        with ExitStack() as stack:
            few = None
            if incidents > self.smallest:
                self.say(f"Filling {self.smallest:,} incidents, to compare with ...")
                few = stack.enter_context(growth.small(self.smallest))
            self.say(f"Filling {incidents:,} incidents ...")
            people = stack.enter_context(filled(incidents))
            bare = stack.enter_context(served("bare", "tests.benchmarks.bare.settings", ready="/"))
            strangers = [stack.enter_context(closing(Visitor(bare.port))) for _each in people.agents]
            yield from self._sql(incidents, people)
            yield from self._answers(incidents)
            yield from self._searches(incidents, people)
            yield from self._works(incidents, people, strangers, few)
            if self.helpdesk:
                yield from self._helpdesk(incidents, strangers[0])
            if self.costs:
                self.say(ask("costs", json.dumps(asdict(people))))
            yield from self._changed("upgrade", incidents)
            yield from self._changed("fixes", incidents)

    def _works(
        self, incidents: int, people: People, strangers: list[Visitor], few: growth.Small | None
    ) -> Iterator[Line]:
        with product() as web, signed_in(web, people) as readers:
            wanted = works.ours(people)
            for work in wanted:
                with suppress(NotMeasured):  # it is said when the work is compared
                    readers.side(work).warm_up()
            before = web.memory()
            for work in wanted:
                for clients in CLIENTS:
                    bare = Side(works.bare(), strangers[:clients])
                    yield from self._compared(readers.side(work, clients), bare, incidents)
            yield from self._walls(incidents, readers)
            memory = {"before_mb": before, "after_mb": web.memory()}
            yield Line("memory", "ours", incidents, CLIENTS[-1], more=memory)
            if few:
                yield from self._growth(incidents, readers, few)

    def _growth(self, incidents: int, readers: Readers, few: growth.Small) -> Iterator[Line]:
        for clients in CLIENTS:
            try:
                for large, small in growth.measured(readers, few, clients):
                    name = f"{large.work.name}_growth"
                    yield line(name, "ours", incidents, clients, large.turn, small.turn)
                    yield line(name, "few incidents", few.incidents, clients, small.turn, small.turn)
            except NotMeasured as failure:
                self.miss(f"growth to {incidents:,} with {clients} clients", failure)

    def _compared(self, ours: Side, bare: Side, incidents: int) -> Iterator[Line]:
        name, clients = ours.work.name, len(ours.visitors)
        try:
            compare(ours, bare)
        except NotMeasured as failure:
            self.miss(f"{name} at {incidents:,} with {clients} clients", failure)
            return
        yield line(name, "ours", incidents, clients, ours.turn, bare.turn)
        yield line(name, "bare", incidents, clients, bare.turn, bare.turn)

    def walls(self, incidents: int) -> Iterator[Line]:
        """The lines of what the walls cost, alone. Raises NotMeasured and CannotRun where nothing goes on."""
        self.say(f"Filling {incidents:,} incidents ...")
        with filled(incidents) as people, product() as web, signed_in(web, people) as readers:
            yield from self._walls(incidents, readers)

    def _walls(self, incidents: int, readers: Readers) -> Iterator[Line]:
        try:
            for walled, unwalled in walls.measured(readers):
                name = f"{walled.work.name}_walls"
                yield line(name, "ours", incidents, 1, walled.turn, unwalled.turn)
                yield line(name, "without walls", incidents, 1, unwalled.turn, unwalled.turn)
        except NotMeasured as failure:
            self.miss(f"the walls at {incidents:,}", failure)

    def _sql(self, incidents: int, people: People) -> Iterator[Line]:
        for work in works.ours(people):
            request = work.request(0, 0)
            if request.fields is not None:
                continue
            try:
                reader = (people.contacts if work.by_contact else people.agents)[0]
                found = json.loads(ask("statements", reader.email, request.path).splitlines()[-1])
            except NotMeasured as failure:
                self.miss(f"the SQL of {work.name} at {incidents:,}", failure)
                continue
            yield Line(f"{work.name}_sql", "ours", incidents, 1, found.pop("p50_ms"), more=found)

    def _answers(self, incidents: int) -> Iterator[Line]:
        try:
            found = json.loads(ask("answers").splitlines()[-1])
        except NotMeasured as failure:
            self.miss(f"answers at {incidents:,}", failure)
            return
        yield Line("answer", "ours", incidents, 1, found.pop("p50_ms"), found.pop("p95_ms"), more=found)

    def _searches(self, incidents: int, people: People) -> Iterator[Line]:
        agent, contact = people.agents[0], people.contacts[0]
        try:
            found = json.loads(ask("searches", agent.email, contact.email, contact.product).splitlines()[-1])
        except NotMeasured as failure:
            self.miss(f"searches at {incidents:,}", failure)
            return
        yield Line("searches", "ours", incidents, 1, more=found)

    def _changed(self, module: str, incidents: int) -> Iterator[Line]:
        """The last of all: it changes what is there."""
        try:
            found = json.loads(ask(module).splitlines()[-1])
        except NotMeasured as failure:
            self.miss(f"{module} at {incidents:,}", failure)
            return
        yield Line(module, "ours", incidents, 1, more=found)

    def _helpdesk(self, incidents: int, stranger: Visitor) -> Iterator[Line]:
        try:
            listed, beside = tickets.measure(self.helpdesk, incidents, stranger)
        except (NotMeasured, psycopg.Error) as failure:
            self.miss(f"django-helpdesk at {incidents:,}", failure)
            return
        yield line("queue", "django-helpdesk", incidents, 1, listed.turn, beside.turn)
