"""Whether a customer meets each point of a programme: looked up where it can be, else as she says (R19.1). It
shows, and decides nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from entitlements.programmes.models import Application, Programme, Requirement
from subscriptions import coverage
from subscriptions.models import Customer, InstalledSystem
from subscriptions.versions import place

Check = Requirement.Check


@dataclass(frozen=True)
class Point:
    """One point for one customer. `met` is None while nobody has answered."""

    requirement: Requirement
    met: bool | None
    note: str = ""

    @property
    def looked_up(self) -> bool:
        return self.requirement.is_looked_up


@dataclass(frozen=True)
class Installed:
    """What is known of the customer and the programme's product."""

    systems: list[InstalledSystem]
    covered: bool

    def meets(self, requirement: Requirement) -> bool:
        """Whether a point that is looked up is met."""
        if requirement.check_of == Check.COVERED:
            return self.covered
        if requirement.check_of == Check.VERSION and requirement.version:
            oldest = place(requirement.version.name)
            return any(place(system.version.name) >= oldest for system in self.systems)
        if requirement.check_of == Check.TEST_SYSTEM:
            return any(system.environment == InstalledSystem.Environment.TEST for system in self.systems)
        if requirement.check_of == Check.STANDARD:
            return bool(self.systems) and not any(system.modified for system in self.systems)
        return bool(self.systems)


def installed(programme: Programme, customer: Customer, at: datetime) -> Installed:
    """What is installed of the programme's product, and whether a line covers it at `at`."""
    systems = InstalledSystem.objects.in_use().filter(customer=customer, product=programme.product_id)
    covered = coverage.line_for(customer, programme.product, at) is not None
    return Installed(list(systems.select_related("version")), covered)


def points(programme: Programme, customer: Customer, at: datetime) -> list[Point]:
    """Each point of the programme for a customer who has not applied: what can be looked up."""
    found = installed(programme, customer, at)
    return [Point(each, found.meets(each) if each.is_looked_up else None) for each in requirements(programme)]


def points_of(application: Application, at: datetime) -> list[Point]:
    """Each point for an applicant: looked up anew while she is under consideration, as it was when a person
    decided afterwards."""
    said = {each.requirement_id: each for each in application.statements.all()}
    considered = application.state == Application.State.CONSIDERED
    found = installed(application.programme, application.customer, at) if considered else None
    return [
        Point(each, found.meets(each))
        if found and each.is_looked_up
        else Point(
            each,
            said[each.pk].met if each.pk in said else None,
            said[each.pk].note if each.pk in said else "",
        )
        for each in requirements(application.programme)
    ]


def requirements(programme: Programme) -> list[Requirement]:
    """In their order, each knowing its programme."""
    rows = list(programme.requirements.select_related("version"))
    for row in rows:
        row.programme = programme
    return rows


def all_met(points: Iterable[Point]) -> bool:
    return all(point.met for point in points)
