"""Writes down the course of a synthetic incident: its row, timeline and milestones, as the verbs would have."""

import json
from bisect import bisect_right
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from random import Random

from tickets.models import CloseReason, Status
from tickets.models.incidents import NEVER
from tickets.targets import FR, RISK, SG
from xtreme.demo.synthetic import words
from xtreme.demo.synthetic.companies import Agent, Company, World
from xtreme.demo.synthetic.copying import Table
from xtreme.demo.synthetic.courses import ORDER, Course
from xtreme.demo.synthetic.ledger import Kept, Ledger
from xtreme.demo.synthetic.terms import Case, Terms

MILESTONES_AT_MOST = 6
NEVER_SECONDS = int(NEVER.timestamp())
CHANNELS = ("portal",) * 14 + ("mail",) * 3 + ("phone",) * 2 + ("api",)
KINDS_LOW = ("how_to",) * 11 + ("enhancement",) * 3 + ("education", "installation") + ("fault",) * 4
KINDS = ("fault",) * 9 + ("how_to",)
NO_FACTS: Mapping[str, object] = {}

INCIDENTS = Table(
    "tickets_incident",
    {
        "id": "int", "customer_id": "int", "product_id": "int", "version_id": "int", "region_id": "int",
        "line_id": "int", "title": "text", "description": "text", "kind": "text", "severity": "int",
        "channel": "text", "impact": "text", "phone": "text", "contact_id": "int", "logged_by_id": "int",
        "owner_id": "int", "status": "text", "status_since": "instant", "logged_at": "instant",
        "changed_at": "instant", "closed_at": "instant", "close_reason": "text", "solution_kind": "text",
        "tier_id": "int", "tier_rank": "int", "due_at": "instant", "due_milestone_id": "int",
        "at_risk": "bool", "lifted": "int",
    },
    {
        "language": "en", "environment": "production", "users_affected": "", "english_contact": "",
        "english_handling": "false", "rejections": "0", "defect_link": "", "external_number": "",
    },
)  # fmt: skip
TIMELINE = Table(
    "tickets_timelineentry",
    {
        "incident_id": "int", "customer_id": "int", "kind": "text", "at": "instant", "author_id": "int",
        "by_vendor": "bool", "public": "bool", "channel": "text", "body": "text", "facts": "json",
    },
)  # fmt: skip
MILESTONES = Table(
    "tickets_milestone",
    {
        "id": "int", "incident_id": "int", "customer_id": "int", "kind": "text", "policy_id": "int",
        "rule_id": "int", "calendar_id": "int", "clock": "text", "severity": "int", "tier_id": "int",
        "product_id": "int", "covered": "seconds", "allowed": "seconds", "started_at": "instant",
        "due_at": "instant", "paused_at": "instant", "ended_at": "instant", "result": "text",
        "missed_at": "instant", "next_reminder_at": "instant", "next_reminder": "int",
    },
)  # fmt: skip
DUE_TIMES = Table(
    "tickets_duetime",
    {"milestone_id": "int", "customer_id": "int", "at": "instant", "due_at": "instant", "cause": "text"},
)
PAUSES = Table(
    "tickets_pause",
    {
        "milestone_id": "int",
        "customer_id": "int",
        "started_at": "instant",
        "ended_at": "instant",
        "reason": "text",
    },
)
REMINDERS = Table(
    "tickets_reminder", {"milestone_id": "int", "customer_id": "int", "percent": "int", "at": "instant"}
)
TEXTS = Table("tickets_incidenttext", {})  # made of what the others hold
# The incidents first: what belongs to them points to them.
TABLES = (INCIDENTS, MILESTONES, TIMELINE, DUE_TIMES, PAUSES, REMINDERS)


@lru_cache(4096)
def _as_json(facts: tuple[tuple[str, object], ...]) -> str:
    return json.dumps(dict(facts), ensure_ascii=False)


class Scribe:
    """Writes incidents down, one after another."""

    def __init__(self, random: Random, world: World, terms: Terms, now: int) -> None:
        self.random, self.world, self.terms, self.now = random, world, terms, now

    def write(self, number: int, first_milestone: int, course: Course) -> None:
        """The incident with this number; its milestones have keys from `first_milestone` on."""
        company = self.world.companies[course.company]
        line = company.lines[course.line]
        case = self.terms.case(company.region, line.tier, course.severity, line.product)
        story = _Story(self.random, number, course, company, self.world.agents[company.region])
        story.tell(case, self.now)
        for key, kept in enumerate(story.ledger.kept, first_milestone):
            self._milestone(key, number, company, course, case, kept)
        self._incident(number, first_milestone, course, company, story)

    def _incident(
        self, number: int, first_milestone: int, course: Course, company: Company, story: "_Story"
    ) -> None:
        line = company.lines[course.line]
        year = max(bisect_right(self.world.years, course.logged) - 1, 0)
        due = story.ledger.next_due()
        question = story.kind == "how_to"
        title = words.title(self.random, question)
        closed = story.status == Status.CLOSED
        INCIDENTS.add(
            number, company.key, line.product, line.version, company.region, line.keys[year], title,
            words.description(self.random, title), story.kind, course.severity, story.channel,
            words.IMPACT if course.severity <= 2 else "", "+1 312 555 0199" if course.severity == 1 else "",
            story.contact, story.logged_by, story.owner and story.owner.key, story.status, story.since,
            course.logged, story.changed, course.ended if closed else None,
            CloseReason.SOLVED.value if closed else "", "answer" if course.proposed else "", line.tier,
            line.rank, due.due if due else NEVER_SECONDS,
            first_milestone + story.ledger.kept.index(due) if due else None, bool(due and due.told_of(RISK)),
            0 if due and due.kind != SG and due.told_of(100) else 1,
        )  # fmt: skip

    def _milestone(
        self, key: int, number: int, company: Company, course: Course, case: Case, kept: Kept
    ) -> None:
        line = company.lines[course.line]
        MILESTONES.add(
            key, number, company.key, kept.kind, case.policy, kept.promise.rule, case.calendar, case.clock,
            course.severity, line.tier, line.product, kept.promise.covered, kept.promise.covered, kept.started,
            kept.due, kept.paused, kept.ended, kept.result, kept.missed, kept.next_at, kept.next_percent,
        )  # fmt: skip
        for due in kept.dues:
            DUE_TIMES.add(key, company.key, *due)
        for pause in kept.pauses:
            PAUSES.add(key, company.key, *pause)
        for percent, at in kept.told:
            REMINDERS.add(key, company.key, percent, at)


class _Story:
    """One incident while it is written: who does what, and where it stands."""

    def __init__(
        self, random: Random, number: int, course: Course, company: Company, agents: list[Agent]
    ) -> None:
        self.random, self.number, self.course, self.company = random, number, course, company
        self.channel = random.choice(CHANNELS)
        self.kind = (
            random.choice(KINDS_LOW if course.severity == 4 else KINDS) if course.severity > 1 else "fault"
        )
        self.contact = random.choice(company.contacts)
        self.agent = random.choice(agents)
        self.logged_by = self.agent.key if self.channel == "phone" else self.contact
        self.owner: Agent | None = None
        self.status: str = Status.NEW.value
        self.since = self.changed = course.logged

    def tell(self, case: Case, now: int) -> None:
        """Everything that happens by `now`, in order."""
        course, self.ledger = self.course, Ledger(case.timetable, case.promises)
        self._entry("logged", course.logged, self.logged_by, facts={"severity": course.severity})
        self.ledger.start(FR, course.logged, "logged")
        self.ledger.start(SG, course.logged, "logged")
        if course.taken:
            self._take(course.taken)
            self._say(course.replied, words.FIRST_REPLIES, asks=False)
        if course.wrote:
            self._contact_writes(course.wrote)
        if course.asked:
            self._ask(course.asked)
        if course.answered:
            self._contact_writes(course.answered)
            self._move(Status.IN_PROGRESS, course.answered, self.contact, reason="answered")
            self.ledger.resume(course.answered)
        if course.replied_again:
            self._say(course.replied_again, words.FURTHER, asks=False)
        if ORDER[course.status] == Status.WAITING_DEVELOPMENT:
            self._move(Status.WAITING_DEVELOPMENT, course.replied_again, self.agent.key)
            self.ledger.pause(course.replied_again, Status.WAITING_DEVELOPMENT.value)
        if course.proposed:
            self._propose(course.proposed)
        if course.ended:
            self._end(course.ended)
        self.ledger.settle(now)
        self._note_misses()

    def _take(self, at: int) -> None:
        self.owner = self.agent
        self._entry("owner", at, self.agent.key, facts={"to": self.agent.name})
        self._move(Status.IN_PROGRESS, at, self.agent.key)

    def _say(self, at: int, texts: tuple[str, ...], *, asks: bool) -> None:
        facts = {"asks": True} if asks else {}
        self._entry("message", at, self.agent.key, body=self.random.choice(texts), facts=facts)
        self.ledger.answered(at, again=not asks)

    def _contact_writes(self, at: int) -> None:
        self._entry("message", at, self.contact, body=self.random.choice(words.ANSWERS))

    def _ask(self, at: int) -> None:
        self._say(at, words.QUESTIONS_BACK, asks=True)
        self._move(Status.WAITING_CUSTOMER, at, self.agent.key)
        self.ledger.pause(at, Status.WAITING_CUSTOMER.value)

    def _propose(self, at: int) -> None:
        text = self.random.choice(words.SOLUTIONS)
        self._entry("message", at, self.agent.key, body=text, facts={"solution": "answer"})
        self._move(Status.SOLUTION_PROPOSED, at, self.agent.key, solution="answer")
        self.ledger.answered(at, again=False)
        self.ledger.pause(at, Status.SOLUTION_PROPOSED.value)

    def _end(self, at: int) -> None:
        if ORDER[self.course.status] == Status.WITHDRAWN:
            self._move(Status.WITHDRAWN, at, self.contact)
            self.ledger.stop(at)
            return
        author = self.contact if self.course.accepted else None
        self._move(Status.CLOSED, at, author, close_reason=CloseReason.SOLVED.value)
        self.ledger.accepted(at)
        self.ledger.stop(at)

    def _move(self, to: Status, at: int, author: int | None, **facts: str) -> None:
        self._entry("status", at, author, facts={"from": self.status, "to": to.value} | facts)
        self.status, self.since = to.value, at

    def _note_misses(self) -> None:
        for kept in self.ledger.kept:
            if kept.missed is not None:
                facts = {
                    "milestone": kept.kind,
                    "result": "missed",
                    "due_at": datetime.fromtimestamp(kept.due, UTC).isoformat(),
                }
                self._entry("target", kept.due, None, facts=facts, public=False)

    def _entry(
        self,
        kind: str,
        at: int,
        author: int | None,
        *,
        body: str = "",
        facts: Mapping[str, object] = NO_FACTS,
        public: bool = True,
    ) -> None:
        self.changed = max(self.changed, at)
        by_vendor = author is None or author != self.contact
        TIMELINE.add(
            self.number, self.company.key, kind, at, author, by_vendor, public,
            self.channel if kind == "logged" else "portal", body, _as_json(tuple(facts.items())),
        )  # fmt: skip
