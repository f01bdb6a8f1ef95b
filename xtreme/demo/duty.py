"""Duty rosters of the vendor's regions (DEMO.md, 2): agents of three regions cover every hour of all eight.

Where a story says who was on duty, the rotation is so turned that she was.
"""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from subscriptions.models import SupportRegion, User
from tickets.duty.models import Roster
from xtreme.demo.incidents.havblik import CANNOT_SIGN_IN
from xtreme.demo.incidents.nordlys import POSTING_STOPS
from xtreme.demo.incidents.tsukimori import LINE_STANDS
from xtreme.demo.incidents.wattlebird import OVERTIME_DOUBLED
from xtreme.demo.moments import Moment, Now, ago
from xtreme.demo.people import AGENT, DANA, EMIL, KATRIN, KENJI, LUIZ, MARCUS, RUBY

HANDOVER = time(8)
# Region: the agents in order, and a moment in a week that is the first one's.
ROSTERS: dict[str, tuple[tuple[str, ...], Moment]] = {
    "nordic": ((AGENT, EMIL, KATRIN), POSTING_STOPS.logged),
    "dach": ((KATRIN, EMIL, AGENT), ago()),
    "uk": ((EMIL, AGENT, KATRIN), ago()),
    "americas": ((DANA, LUIZ, MARCUS), ago()),
    "brazil": ((LUIZ, MARCUS, DANA), ago()),
    "india": ((KENJI, RUBY), ago()),
    "japan": ((KENJI, RUBY), LINE_STANDS.logged),
    "anz": ((RUBY, KENJI), OVERTIME_DOUBLED.logged),
}
NIGHT = timedelta(hours=7)


def fill(now: Now) -> None:
    """A roster for each region that has none; the night before Havblik's answer is Ruby's, by a replacement."""
    people = {user.email: user for user in User.objects.filter(is_staff=True)}
    for region in SupportRegion.objects.filter(code__in=ROSTERS, roster=None):
        agents, first = ROSTERS[region.code]
        seen = now.seen_from(region)
        roster = Roster.objects.create(
            region=region,
            time_zone=region.time_zone,
            handover_time=HANDOVER,
            first_day=(first(seen, now.at).astimezone(region.zone) - timedelta(hours=HANDOVER.hour)).date(),
        )
        _take_places(roster, (people[email] for email in agents))
        if region.code == "nordic":
            _hand_over_the_night(roster, people[RUBY], _midnight_before_answer(seen))


def _take_places(roster: Roster, agents: Iterable[User]) -> None:
    for position, agent in enumerate(agents, 1):
        roster.places.create(position=position, agent=agent)


def _hand_over_the_night(roster: Roster, agent: User, start: datetime) -> None:
    roster.replacements.create(agent=agent, starts_at=start, ends_at=start + NIGHT)


def _midnight_before_answer(now: Now) -> datetime:
    """The Monday 00:00 on which the clock of Havblik's severity 1 starts."""
    logged = CANNOT_SIGN_IN.logged(now, now.at)
    answered = CANNOT_SIGN_IN.steps[0].at(now, logged)
    return now.local(answered.astimezone(now.zone).date(), "00:00")
