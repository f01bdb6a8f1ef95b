"""Incidents as rows of a list: plain dicts, prepared here for the queue, the portal and the search, so that a
template only prints them. Which incidents, and in what order, is the caller's queryset."""

from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo
from functools import cached_property
from operator import itemgetter
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from entitlements.models import MilestoneKind, Severity
from subscriptions import clock, directory
from subscriptions.composed import Composed
from subscriptions.models import User
from subscriptions.models.regions import calendar_of
from subscriptions.numbers import OneOf, array
from subscriptions.prepared import prepared
from subscriptions.wording import due_words, moment_words
from tickets import said_rows, windows
from tickets.models import Incident, Status
from tickets.models.incidents import AWAITING_CUSTOMER, ENDED, NEVER, IncidentQuerySet
from tickets.shown import kinds
from tickets.wording import initials, status_words

Row = dict[str, Any]

CUSTOMERS = "select id, name from subscriptions_customer where id = any(%s)"
PAUSES = "select milestone_id, started_at, ended_at from tickets_pause where milestone_id = any(%s)"

FIELDS = (
    "pk",
    "title",
    "severity",
    "requested_severity",
    "status",
    "due_at",
    "snoozed_until",
    "escalated",
    "logged_at",
    "closed_at",
    "changed_at",
    "tier_rank",
    "customer_id",
    "product_id",
    "version_id",
    "tier_id",
    "owner_id",
    "due_milestone",
    "due_milestone__kind",
    "due_milestone__clock",
    "due_milestone__calendar",
    "due_milestone__windows",
    "due_milestone__started_at",
    "due_milestone__allowed",
)

# Beside the rows that say who logged them: few of one company, or found by their numbers.
PEOPLE = ("customer__name", "contact__name")

NOTHING_DUE = {
    "due": "",
    "level": "none",
    "late": False,
    "used": None,
    "due_at": "",
    "due_full": "",
    "milestone": "",
    "event": "",
}


def rows(
    incidents: IncidentQuerySet,
    reader: User,
    at: datetime | None = None,
    key: Sequence[str] = (),
    *,
    logged: bool = False,
) -> list[Row]:
    """A dict for each incident, as `reader` sees it at `at`; with `logged` also by whom and when it was logged, and
    when closed. Two or three small queries, whatever their number.

    `key` names the fields whose values, as a tuple, go along as the row's `key`: its place in the list.
    """
    found = list(incidents.values(*fields(key, logged=logged)))
    return told(found, reader, at or timezone.now(), key, logged=logged)


def numbered(numbers: Sequence[int], reader: User) -> list[Row]:
    """The rows of the incidents of these numbers, in their order, with who logged them: of those its role reads."""
    shown = told(NUMBERED(numbers=array(numbers)), reader, timezone.now(), logged=True)
    return sorted(shown, key=lambda row: numbers.index(row["number"]))


def fields(key: Sequence[str] = (), *, logged: bool = False) -> tuple[str, ...]:
    """What is read of each incident for its row."""
    return tuple(dict.fromkeys((*FIELDS, *PEOPLE, *key) if logged else (*FIELDS, *key)))


def told(
    found: Sequence[Row], reader: User, at: datetime, key: Sequence[str] = (), *, logged: bool = False
) -> list[Row]:
    """The same of incidents whose `fields` are read already."""
    teller = _Teller(found, reader, at, logged=logged)
    return [teller.row(each) | {"key": tuple(each[name] for name in key)} for each in found]


NUMBERED = Composed(
    lambda numbers: Incident.objects.filter(OneOf("pk", numbers)).values(*fields(logged=True)),
)


class _Teller:
    """Makes the rows of a list, or finds them as they were made for another reader of the same."""

    def __init__(self, found: Sequence[Row], reader: User, at: datetime, *, logged: bool) -> None:
        self.at, self.zone, self.logged = at, timezone.get_current_timezone(), logged
        self.names, self.pauses = Names(found), _pauses(found)
        self.for_staff, self._reader = reader.is_staff, (get_language(), self.zone, reader.is_staff)
        self._said = said_rows.of(self.names.known)
        self._values = itemgetter(*fields(logged=logged))

    @cached_property
    def words(self) -> "Words":
        return Words(for_staff=self.for_staff)

    def row(self, incident: Row) -> Row:
        """It is shared: never change it."""
        customer, pauses = self.names.customer(incident), self.pauses.get(incident["due_milestone"], ())
        key = (self._values(incident), customer, pauses, self._reader)
        said = self._said.get(key, self.at)
        if said is None:
            said, until = self._made(incident, pauses)
            self._said.keep(key, self.at, until, said)
        return said

    def _made(self, incident: Row, pauses: Sequence[clock.Pause]) -> tuple[Row, datetime]:
        """And until when it reads the same."""
        due, until = _due(incident, pauses, self.names, self.words, self.at, self.zone)
        row = _row(incident, self.names, self.words) | due
        row["snoozed"] = _snoozed(incident, self.words, self.at, self.zone)
        return (row | _logged(incident, self.at, self.zone) if self.logged else row), until


class Names:
    """What incidents point to, by name: things and colleagues from the directory, customers read beside the rows or
    asked for together."""

    def __init__(self, incidents: Sequence[Row]) -> None:
        self.known = directory.current()
        if incidents and "customer__name" in incidents[0]:
            self.customers = {each["customer_id"]: each["customer__name"] for each in incidents}
        else:
            self.customers = _named(CUSTOMERS, {each["customer_id"] for each in incidents})

    def customer(self, incident: Row) -> str:
        return self.customers.get(incident["customer_id"], "")

    def product(self, incident: Row) -> str:
        """With the version, where it is known."""
        version = self.known.versions.get(incident["version_id"], "")
        return f"{self.known.products[incident['product_id']].name} {version}".rstrip()

    def shown(self, incident: Row) -> tuple[str, ...]:
        """The milestones that its contacts are shown (R8.9)."""
        next_reply, solution_goal = self.known.shows[incident["tier_id"]]
        return kinds(next_reply=next_reply, solution_goal=solution_goal)

    def owner(self, incident: Row) -> str:
        colleague = self.known.staff.get(incident["owner_id"])
        return colleague.name if colleague else ""


class Words:
    """What rows say in the language that is active, each looked up once."""

    def __init__(self, *, for_staff: bool) -> None:
        self.for_staff = for_staff
        self.statuses = {
            status.value: capfirst(status_words(status, contact=not for_staff)) for status in Status
        }
        self.severities = {severity.value: str(severity.label) for severity in Severity}
        self.event = _("Special event weekend")
        self.asked = _("severity {severity} asked for")
        self.milestones = {kind.value: str(kind.label) for kind in MilestoneKind}
        self.customers_turn = _("the customer's turn") if for_staff else _("your turn")
        self.answered = _("answered")


def _named(statement: str, keys: set[int]) -> dict[int, str]:
    with prepared(), connection.cursor() as cursor:
        cursor.execute(statement, [list(keys)])
        return dict(cursor.fetchall())


def used_share(milestone: Row, pauses: Iterable[clock.Pause], at: datetime) -> float:
    """How much of a milestone's covered time has passed at `at`: 0 to 1, more when it is late."""
    calendar = windows.extended(calendar_of(milestone["calendar"], milestone["clock"]), milestone["windows"])
    passed = clock.elapsed(calendar, milestone["started_at"], at, pauses)
    return passed / milestone["allowed"] if milestone["allowed"] else 1.0


def _row(incident: Row, names: Names, words: Words) -> Row:
    owner, severity, asked = names.owner(incident), incident["severity"], incident["requested_severity"]
    page = "/desk/incidents/" if words.for_staff else "/incidents/"
    waits = incident["status"] in AWAITING_CUSTOMER
    return {
        "number": incident["pk"],
        "url": f"{page}{incident['pk']}/",
        "title": incident["title"],
        "severity": severity,
        "severity_word": words.severities[severity],
        "status_code": incident["status"],
        "status": words.statuses[incident["status"]],
        "escalated": incident["escalated"],
        "asked": words.asked.format(severity=asked) if asked and words.for_staff else "",
        "waits": waits,
        "turn": words.customers_turn if waits else words.answered,
        "customer": names.customer(incident),
        "product": names.product(incident),
        "rank": incident["tier_rank"],
        "tier": names.known.tiers[incident["tier_id"]].name,
        "owner": owner,
        "owner_initials": initials(owner),
        "place": "",
        "snippet": "",
    }


def _snoozed(incident: Row, words: Words, at: datetime, zone: tzinfo) -> str:
    """Until when colleagues have put it aside; empty for a contact and where they have not."""
    until = incident["snoozed_until"]
    return moment_words(until, at, zone) if until and words.for_staff else ""


def _logged(incident: Row, at: datetime, zone: tzinfo) -> Row:
    closed_at = incident["closed_at"]
    return {
        "contact": incident["contact__name"] or "",
        "logged": moment_words(incident["logged_at"], at, zone),
        "closed": moment_words(closed_at, at, zone) if closed_at else "",
    }


def _due(
    incident: Row, pauses: Iterable[clock.Pause], names: Names, words: Words, at: datetime, zone: tzinfo
) -> tuple[Row, datetime]:
    """What is due next, in words and as a share, and until when that reads the same; empty where nothing is, or
    where a contact is not told."""
    due_at, kind = incident["due_at"], incident["due_milestone__kind"]
    told = words.for_staff or kind in names.shown(incident)
    if due_at == NEVER or kind is None or not told or incident["status"] in ENDED:
        return NOTHING_DUE, said_rows.same_until(at)
    milestone = {
        key: incident[f"due_milestone__{key}"]
        for key in ("calendar", "clock", "windows", "started_at", "allowed")
    }
    in_event = windows.counting(milestone["windows"], milestone["started_at"], due_at)
    used = used_share(milestone, pauses, at)
    due = due_words(due_at, at, zone, used)
    shown = {
        "due": due.words,
        "level": due.level,
        "late": due.level == "late",
        "used": due.used,
        "due_at": due_at.isoformat(),
        "due_full": moment_words(due_at, at, zone, zone_name=True),
        "milestone": words.milestones[kind],
        "event": words.event if in_event else "",
    }
    return shown, said_rows.same_until(at, due_at, used, milestone["allowed"])


def _pauses(incidents: Iterable[Row]) -> dict[int, tuple[clock.Pause, ...]]:
    """The pauses of the milestones that are due next, by milestone; only a solution goal has any."""
    found: dict[int, tuple[clock.Pause, ...]] = {}
    goals = [each for each in incidents if each["due_milestone__kind"] == MilestoneKind.SOLUTION_GOAL]
    if goals:
        with prepared(), connection.cursor() as cursor:
            cursor.execute(PAUSES, [[each["due_milestone"] for each in goals]])
            for milestone, started_at, ended_at in cursor.fetchall():
                found[milestone] = *found.get(milestone, ()), clock.Pause(started_at, ended_at)
    return found
