"""Who is signed in at a site."""

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass

from tests.benchmarks.installation import PASSWORD, People
from tests.benchmarks.rounds import Side
from tests.benchmarks.visitors import Visitor, signed_in_at
from tests.benchmarks.web import Site
from tests.benchmarks.works import Work


@dataclass(frozen=True)
class Readers:
    """The people of an installation, with their browsers in the same order."""

    people: People
    agents: list[Visitor]
    contacts: list[Visitor]

    def side(self, work: Work, clients: int | None = None) -> Side:
        """The work, done by so many of those whose it is; by all of them where no number is given."""
        return Side(work, (self.contacts if work.by_contact else self.agents)[:clients])


@contextmanager
def signed_in(web: Site, people: People) -> Iterator[Readers]:
    """All of them, inside the block. Raises NotMeasured."""
    with ExitStack() as stack:

        def signed_in_one(email: str, code: str = "") -> Visitor:
            return stack.enter_context(closing(signed_in_at(web.port, email, PASSWORD, code)))

        agents = [signed_in_one(each.email, each.recovery_code) for each in people.agents]
        yield Readers(people, agents, [signed_in_one(each.email) for each in people.contacts])
