"""How the sink treats mail: rules that each say at which stage, for whom, what, and how often."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

SAY, CUT, HANG, WAIT = "say", "cut", "hang", "wait"
EVERYBODY = "*"


@dataclass(frozen=True)
class Rule:
    """At `stage` do something to mail for `to`.

    Stages: `connect` (before the greeting), `rcpt`, `data` (before the text is asked for), `body` (after its
    first line), `end` (after its last byte: the mail is taken, unless the rule says something). Do: `say` the
    line of SMTP in place of the good answer, `cut` the connection, `hang` without a word, `wait` so many
    `seconds`. At most `times` in all and `each` for an address; None has no end.
    """

    stage: str
    do: str
    to: str = EVERYBODY
    say: str = ""
    seconds: float = 0.0
    times: int | None = None
    each: int | None = None


class Rules:
    """The rules in force, the first that holds counts; `done` is how often any was followed."""

    def __init__(self, rules: Iterable[Rule] = ()) -> None:
        self.rules, self.done = list(rules), 0
        self._followed: Counter[tuple[int, str]] = Counter()

    def for_(self, stage: str, to: str) -> Rule | None:
        """The rule to be followed now, counted as followed."""
        for place, rule in enumerate(self.rules):
            if rule.stage == stage and rule.to in (EVERYBODY, to) and self._is_left(place, rule, to):
                self._followed[place, ""] += 1
                self._followed[place, to] += to != ""
                self.done += 1
                return rule
        return None

    def _is_left(self, place: int, rule: Rule, to: str) -> bool:
        in_all, of_hers = self._followed[place, ""], self._followed[place, to]
        return (rule.times is None or in_all < rule.times) and (rule.each is None or of_hers < rule.each)
