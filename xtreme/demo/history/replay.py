"""Replays the incidents of a log through the verbs of the screens, each event at its own time.

What the log leaves out is bridged: between two of its states that the lifecycle does not join, the steps in
between happen at the same instant. An event that still cannot be is rejected with its reason.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from entitlements.models import Severity
from subscriptions.models import Customer, Product, User
from subscriptions.refusals import Refusal
from tickets import closing, correspondence, intake, lifecycle, reminders, severity
from tickets.duty import paging
from tickets.models import CloseReason, Incident, SolutionKind, Status
from xtreme.demo.history import mapping
from xtreme.demo.history.log import Event, LoggedIncident
from xtreme.demo.history.people import People
from xtreme.demo.planning import joins_as_written

ASKED = "Asked for information ({state}). The imported log holds no text."
SOLVED = "Solved ({code}). The imported log holds no text."
REOPENED = "Worked on again. The imported log holds no text."
CLOSED = "closed in the imported log"
WORKED = (Status.IN_PROGRESS, Status.WAITING_CUSTOMER, Status.WAITING_DEVELOPMENT)


class UnknownState(Refusal):
    code = "unknown_state"
    sentence = _("The log's state “{state}” has no meaning here.")


class BeforeItWasOpened(Refusal):
    code = "before_it_was_opened"
    sentence = _("The event lies before the incident was opened.")


@dataclass
class Account:
    """What became of the incidents of the log, and of each of its rows."""

    incidents: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    by_status: Counter[str] = field(default_factory=Counter)

    def reject(self, reason: str, rows: int = 1) -> None:
        self.rows["rejected"] += rows
        self.reasons[reason] += rows

    def as_dict(self) -> dict[str, Any]:
        """For the one line of JSON: incidents first, then every row of the file."""
        kinds = ("accepted", "already_there", "rejected")
        return {kind: self.incidents[kind] for kind in kinds} | {
            "by_status": dict(sorted(self.by_status.items())),
            "rows": {"read": self.rows.total()} | {kind: self.rows[kind] for kind in kinds},
            "reasons": dict(sorted(self.reasons.items())),
        }


def replay(incidents: Iterable[LoggedIncident], customer: Customer, product: Product) -> Account:
    """Replay what is not there yet; an incident that was imported before is left as it is."""
    joins_as_written()
    account = Account()
    logged = list(incidents)
    people = People(customer, min(incident.opened_at for incident in logged))
    numbers = Incident.objects.filter(customer=customer).exclude(external_number="")
    there = dict(numbers.values_list("external_number", "status"))
    for incident in logged:
        if incident.number in there:
            account.incidents["already_there"] += 1
            account.rows["already_there"] += len(incident.events)
            account.by_status[there[incident.number]] += 1
        else:
            _Replay(incident, customer, product, people, account).run()
    return account


def settle(customer: Customer, at: datetime) -> None:
    """Thresholds that targets of open incidents passed by `at`, and pages that fell due, go on record, so that no
    worker tells of them."""
    while reminders.remind(at, customer):
        pass
    while due := paging.next_due(at, customer):
        paging.go_on(due, customer)


class _Replay:
    """One incident of the log being replayed."""

    def __init__(
        self,
        logged: LoggedIncident,
        customer: Customer,
        product: Product,
        people: People,
        account: Account,
    ) -> None:
        self.logged, self.customer, self.product = logged, customer, product
        self.people, self.account = people, account

    def run(self) -> None:
        try:
            incident = self._log(self.logged.events[0])
        except Refusal as refusal:
            self.account.incidents["rejected"] += 1
            self.account.reject(refusal.code, len(self.logged.events))
            return
        before = None
        for event in self.logged.events:
            try:
                incident = self._apply(incident, event, before)
            except Refusal as refusal:
                self.account.reject(refusal.code)
            else:
                self.account.rows["accepted"] += 1
                before = event
        self.account.incidents["accepted"] += 1
        self.account.by_status[incident.status] += 1

    def _log(self, first: Event) -> Incident:
        contact = self.people.contact(first["caller_id"])
        agent = self.people.agent(first["opened_by"]) if first["opened_by"] else contact
        return intake.log_incident(
            intake.NewIncident(
                customer=self.customer,
                contact=contact,
                logged_by=agent,
                product=self.product,
                title=mapping.title(first),
                description=mapping.description(first),
                channel=mapping.channel(first),
                severity=mapping.severity(first) or Severity.MEDIUM,
                impact=mapping.impact(first),
                phone=mapping.NOT_IN_LOG,
                language="en",
                external_number=self.logged.number,
            ),
            self.logged.opened_at,
        )

    def _apply(self, incident: Incident, event: Event, before: Event | None) -> Incident:
        """Do what the event says: all of it or, where a verb refuses, nothing. Returns the incident after it."""
        wanted = mapping.status(event)
        if wanted is None:
            raise UnknownState(state=event["incident_state"])
        if event.at < self.logged.opened_at:
            raise BeforeItWasOpened
        actor = self.people.agent(event["sys_updated_by"])
        level, owner = self._new_severity(incident, event), self._new_owner(incident, event)
        if not (level or owner) and wanted == incident.status:
            if seen := mapping.changes(before, event):
                correspondence.note(incident, actor, seen, at=event.at)
            return incident
        with transaction.atomic():
            if level:
                reason = f"Priority {event['priority']} in the imported log."
                incident = severity.change_severity(incident, actor, level, reason, event.at)
            if owner:
                incident = lifecycle.assign(incident, owner, actor, event.at)
            return self._reach(incident, wanted, event, actor)

    def _new_severity(self, incident: Incident, event: Event) -> Severity | None:
        level = mapping.severity(event)
        return level if incident.is_open and level != incident.severity else None

    def _new_owner(self, incident: Incident, event: Event) -> User | None:
        """A new incident gets its owner when it is worked on: until then the log's state is still New."""
        if not event["assigned_to"] or incident.status == Status.NEW or not incident.is_open:
            return None
        owner = self.people.agent(event["assigned_to"])
        return owner if owner != incident.owner else None

    def _reach(self, incident: Incident, wanted: Status, event: Event, actor: User) -> Incident:
        """Bring the incident to the state of the event, by way of "in progress" where there is no other."""
        if incident.status == wanted:
            return incident
        if wanted == Status.NEW:
            lifecycle.check(incident, wanted)
        if incident.status == Status.CLOSED or (wanted in WORKED and incident.status != Status.IN_PROGRESS):
            incident = self._work(incident, event, actor)
        if wanted == Status.WAITING_CUSTOMER:
            text = ASKED.format(state=event["incident_state"])
            return correspondence.reply(incident, actor, text, asks=True, at=event.at).incident
        if wanted == Status.WAITING_DEVELOPMENT:
            return lifecycle.wait_for_development(incident, actor, at=event.at)
        return incident if wanted == Status.IN_PROGRESS else self._end(incident, wanted, event, actor)

    def _work(self, incident: Incident, event: Event, actor: User) -> Incident:
        """In progress, from wherever it is."""
        if incident.status == Status.NEW:
            owner = self.people.agent(event["assigned_to"], event["sys_updated_by"])
            return lifecycle.assign(incident, owner, actor, event.at)
        if incident.status == Status.SOLUTION_PROPOSED:
            return closing.reject(incident, incident.contact, REOPENED, event.at)
        if incident.status == Status.CLOSED:
            return closing.reopen(incident, actor, REOPENED, event.at)
        return lifecycle.resume(incident, actor, event.at)

    def _end(self, incident: Incident, wanted: Status, event: Event, actor: User) -> Incident:
        """The log does not say that a caller accepted: closing is the product's, as after silence."""
        if incident.status != Status.SOLUTION_PROPOSED:
            text = SOLVED.format(code=event["closed_code"] or mapping.NOT_IN_LOG)
            incident = closing.propose_solution(incident, actor, text, SolutionKind.ANSWER, event.at)
        if wanted == Status.CLOSED:
            with lifecycle.changing(incident, event.at) as incident:
                closing.close(incident, CloseReason.SOLVED, event.at, None, why=CLOSED)
        return incident
