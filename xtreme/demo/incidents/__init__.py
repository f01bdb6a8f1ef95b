"""The demo's incidents (DEMO.md, 5), a module for each customer. What they are told in is stories.py's."""

from xtreme.demo.incidents import (
    brueckentor,
    fellgate,
    havblik,
    malhar,
    nordlys,
    nordlys_last_quarter,
    prairie_lantern,
    serra_clara,
    tsukimori,
    wattlebird,
)
from xtreme.demo.moments import Now
from xtreme.demo.play import play

STORIES = (
    *nordlys.STORIES,
    *havblik.STORIES,
    *brueckentor.STORIES,
    *prairie_lantern.STORIES,
    *tsukimori.STORIES,
    *serra_clara.STORIES,
    *malhar.STORIES,
    *wattlebird.STORIES,
    *fellgate.STORIES,
    *nordlys_last_quarter.STORIES,
)


def fill(now: Now) -> None:
    """Act out the incidents that are not there yet."""
    play(STORIES, now)
