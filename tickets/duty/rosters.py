"""Who is called in a region: the agents of its roster in order, then those who answer where it has nobody (R6.5).

Reads rows and asks rota.py; whom a page goes to and when is paging.py's.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from django.db.models import Q, QuerySet

from subscriptions.calendars import SupportCalendar
from subscriptions.models import CalendarVersion, StaffMember, SupportRegion, User
from subscriptions.models.regions import Clock
from subscriptions.permissions import Permission, may
from tickets.duty.models import Absence, Roster
from tickets.duty.rota import Away, Replacement, Rota, Span

Role = StaffMember.Role
# Who answers where neither a roster nor a lead does: the first of these that has anybody.
LAST_RESORT = ((Role.SUPPORT_MANAGER, Role.HEAD_OF_SUPPORT), (Role.AGENT,), (Role.ADMINISTRATOR,))
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Called:
    """Whom a page goes to, tier by tier: the agents of the roster in order, the leads of the region, all leads."""

    tiers: tuple[tuple[User, ...], ...]

    def after(self, first: User) -> "Called":
        """The same people behind `first`."""
        return Called(tuple(_each_once([[first], *self.tiers])))

    def everybody(self) -> list[User]:
        return [person for tier in self.tiers for person in tier]

    def following(self, paged: Collection[int]) -> User | None:
        """The first who has not been paged; where all have been, the first again. None only where the vendor has
        nobody at all."""
        people = self.everybody()
        return next((person for person in people if person.pk not in paged), next(iter(people), None))

    def others(self, paged: Collection[int]) -> list[User]:
        """All of the first tier that has anybody who has not been paged."""
        left = ([person for person in tier if person.pk not in paged] for tier in self.tiers)
        return next(filter(None, left), self.everybody()[:1])


@dataclass(frozen=True)
class OnDuty:
    """Who is on duty; `until` is None where nobody follows within weeks. `stands_in`: the roster has nobody now."""

    person: User
    until: datetime | None
    stands_in: bool = False


def on_duty(region: SupportRegion, at: datetime) -> OnDuty | None:
    """The agent on duty in `region` at `at`; in office hours None where the roster has nobody then."""
    roster = Roster.objects.filter(region=region).first()
    if roster and (agent := (rota := rota_of(roster, at)).on_duty(at)):
        return OnDuty(User.objects.get(pk=agent), rota.until(at))
    if in_office(region, at):
        return None
    person = called(region, at).following(())
    return OnDuty(person, None, stands_in=True) if person else None


def called(region: SupportRegion, at: datetime, fits: Callable[[User], bool] | None = None) -> Called:
    """Whom a page of `region` goes to at `at`, first to last, each once. Nobody who is inactive or out of office,
    unless that leaves nobody. `fits`: whom it may go to at all; unless it is said, whoever sees the region."""
    fits = fits or sees_region(region.pk)
    away = absent(at)
    roster = Roster.objects.filter(region=region).first()
    leads = [person for person in _fitting(fits, Role.LEAD) if person.pk not in away]
    tiers = [
        [person for person in _in_order(rota_of(roster, at).order(at)) if fits(person)] if roster else [],
        [person for person in leads if person.staff.region_id == region.pk],
        leads,
    ]
    return Called(tuple(_each_once(tiers if any(tiers) else [_last_resort(away, fits)])))


def sees_region(region: int) -> Callable[[User], bool]:
    """Whether a person is not limited to other regions than the one with this key."""
    return lambda person: not person.scope.regions or region in person.scope.regions


def rota_of(roster: Roster, since: datetime = LONG_AGO) -> Rota:
    """The roster as arithmetic, with what holds from `since` on. Who may not sign in, does not work the queue any
    more, or is limited to other regions, is away for good: she could do nothing. Four queries."""
    places = list(roster.places.select_related("agent__staff"))
    rotations: dict[int, tuple[int, ...]] = {}
    for place in places:
        rotations[place.rotation] = (*rotations.get(place.rotation, ()), place.agent_id)
    replacements = list(roster.replacements.filter(ends_at__gt=since).select_related("agent__staff"))
    people = {place.agent for place in places} | {row.agent for row in replacements}
    sees = sees_region(roster.region_id)
    gone = (each for each in people if not (each.is_active and may(each, Permission.WORK) and sees(each)))
    absences = Absence.objects.filter(person__in=people, last_day__gte=(since - DAY).date())
    return Rota(
        time_zone=roster.time_zone,
        first_day=roster.first_day,
        weekday=roster.handover_day,
        handover=roster.handover_time,
        rotations=rotations,
        shifts=tuple(shift.in_week_of(roster) for shift in roster.shifts.all()),
        replacements=tuple(
            Replacement(row.agent_id, row.instead_of_id, row.starts_at, row.ends_at) for row in replacements
        ),
        away=(
            *(Away(person.pk, LONG_AGO) for person in gone),
            *(Away(each.person_id, each.start, each.end) for each in absences.select_related("person")),
        ),
    )


def gaps(roster: Roster, start: datetime, end: datetime) -> list[Span]:
    """When nobody of the roster is on duty between `start` and `end`, outside office hours by the calendar in force
    then."""
    open_spans = [span for span in rota_of(roster, start).plan(start, end) if span.agent is None]
    found: list[Span] = []
    for since, until in pairwise([start, *_changes(roster.region, start, end), end]):
        office = _office(roster.region, since)
        for span in open_spans:
            for gap in _outside(office, Span(max(span.start, since), min(span.end, until), None)):
                goes_on = bool(found) and found[-1].end == gap.start == since
                found.append(Span(found.pop().start if goes_on else gap.start, gap.end, None))
    return found


def in_office(region: SupportRegion, at: datetime) -> bool:
    """Whether `at` is in the office hours of the region; no without a calendar."""
    office = _office(region, at)
    return office is not None and office.is_covered(at)


def absent(at: datetime) -> set[int]:
    """Who is out of office at `at`."""
    near = Q(first_day__lte=(at + DAY).date(), last_day__gte=(at - DAY).date())
    absences = Absence.objects.filter(near).select_related("person")
    return {each.person_id for each in absences if each.start <= at < each.end}


def _outside(office: SupportCalendar | None, span: Span) -> Iterator[Span]:
    """The parts of `span` that are outside office hours."""
    at = span.start
    while at < span.end:
        change = (office.next_change(at) if office else None) or span.end
        until = min(change, span.end)
        if office is None or not office.is_covered(at):
            yield Span(at, until, None)
        at = until


def _changes(region: SupportRegion, start: datetime, end: datetime) -> QuerySet[CalendarVersion, datetime]:
    """When another calendar comes into force between `start` and `end`, first to last."""
    coming = region.calendar_versions.filter(in_force_from__gt=start, in_force_from__lt=end)
    return coming.order_by("in_force_from").values_list("in_force_from", flat=True)


def _office(region: SupportRegion, at: datetime) -> SupportCalendar | None:
    try:
        return region.calendar_at(at).calendar(Clock.OFFICE)
    except CalendarVersion.DoesNotExist:
        return None


def _in_order(agents: Iterable[int]) -> list[User]:
    found = User.objects.in_bulk(list(agents))
    return [found[agent] for agent in agents]


def _fitting(fits: Callable[[User], bool], *roles: str) -> list[User]:
    return [person for person in User.objects.staff_with(*roles) if fits(person)]


def _last_resort(away: Collection[int], fits: Callable[[User], bool]) -> list[User]:
    for roles in LAST_RESORT:
        if there := [person for person in _fitting(fits, *roles) if person.pk not in away]:
            return there
    return _fitting(fits, Role.LEAD) or _fitting(fits, *(role for roles in LAST_RESORT for role in roles))


def _each_once(tiers: Iterable[Iterable[User]]) -> Iterator[tuple[User, ...]]:
    seen: set[int] = set()
    for tier in tiers:
        new = [person for person in tier if person.pk not in seen]
        seen |= {person.pk for person in new}
        yield tuple(new)
