"""The language in which the demo's incidents are told: who did what when, through the verbs of the screens.

A story is a table that reads from top to bottom; play.py acts all of them out together in order of time.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from inspect import cleandoc
from uuid import NAMESPACE_URL, UUID, uuid5

from subscriptions.models import Customer, Product, ProductVersion, User
from tickets import closing, correspondence, followers, intake, lifecycle, severity, snoozing
from tickets.consulting import answering as consulting
from tickets.consulting import handing_over, objecting
from tickets.duty import paging
from tickets.escalations import answering as escalations
from tickets.escalations import asking
from tickets.models import Channel, CloseReason, Incident, Kind, SolutionKind
from tickets.satisfaction import answering as satisfaction
from xtreme.demo.moments import Moment, Now


@dataclass(frozen=True)
class Step:
    at: Moment
    act: Callable[[Incident, datetime], object]

    def take(self, incident: Incident, when: datetime, now: Now) -> None:
        """Act at its instant, which is past at `now`."""
        self.act(incident, when)


@dataclass(frozen=True)
class StepTowards(Step):
    """A step that names a day which is told from T, as `act_for` does."""

    day: timedelta
    act_for: Callable[[Incident, datetime, datetime], object]

    def take(self, incident: Incident, when: datetime, now: Now) -> None:
        self.act_for(incident, when, now.at + self.day)


@dataclass(frozen=True, kw_only=True)
class Story:
    """One incident: how it was logged, and the steps after that."""

    key: str
    customer: str
    contact: str
    product: str
    version: str
    title: str
    description: str
    logged: Moment
    steps: tuple[Step, ...] = ()
    severity: int = 3
    kind: str = Kind.FAULT
    channel: str = Channel.PORTAL
    logged_by: str = ""
    impact: str = ""
    users_affected: str = ""
    phone: str = ""
    english_contact: str = ""
    language: str = ""

    @property
    def submission(self) -> UUID:
        """What marks the incident as this story's."""
        return uuid5(NAMESPACE_URL, f"demo:{self.key}")

    def log(self, at: datetime) -> Incident:
        """Log it as its contact would."""
        customer = Customer.objects.select_related("region").get(number=self.customer)
        new = intake.NewIncident(
            customer=customer,
            contact=person(self.contact),
            logged_by=person(self.logged_by) if self.logged_by else None,
            product=Product.objects.get(code=self.product),
            version=ProductVersion.objects.get(product__code=self.product, name=self.version),
            title=self.title,
            description=prose(self.description),
            severity=self.severity,
            kind=self.kind,
            channel=self.channel,
            impact=prose(self.impact),
            users_affected=self.users_affected,
            phone=self.phone,
            english_contact=self.english_contact,
            language=self.language,
            submission=self.submission,
        )
        return intake.log_incident(new, at)


@cache
def person(email: str) -> User:
    return User.objects.get(email=email)


def prose(text: str) -> str:
    """A text of a table as a person would have typed it: a paragraph is one line; what is indented, and each
    point of a list, keeps its own."""
    paragraphs = cleandoc(text).split("\n\n")
    return "\n\n".join(_paragraph(paragraph.split("\n")) for paragraph in paragraphs)


def _paragraph(lines: list[str]) -> str:
    joined = lines[0]
    for line in lines[1:]:
        keeps = line.startswith((" ", "- ", "1.", "2.", "3.", "4.", "5.")) or joined.startswith("    ")
        joined += ("\n" if keeps else " ") + line
    return joined


def takes(at: Moment, agent: str) -> Step:
    return Step(at, lambda incident, when: lifecycle.take(incident, person(agent), when))


def acknowledges(at: Moment, agent: str) -> Step:
    """Who was paged has seen it."""
    return Step(at, lambda incident, when: paging.acknowledge(incident, person(agent), when))


def assigns(at: Moment, lead: str, agent: str) -> Step:
    return Step(at, lambda incident, when: lifecycle.assign(incident, person(agent), person(lead), when))


def replies(at: Moment, agent: str, text: str, channel: str = Channel.PORTAL) -> Step:
    return Step(
        at,
        lambda incident, when: correspondence.reply(
            incident, person(agent), prose(text), channel=channel, at=when
        ),
    )


def asks(at: Moment, agent: str, text: str) -> Step:
    return Step(
        at,
        lambda incident, when: correspondence.reply(incident, person(agent), prose(text), asks=True, at=when),
    )


def phones(at: Moment, agent: str, summary: str, *, answered: bool = True) -> Step:
    return Step(
        at,
        lambda incident, when: correspondence.spoken(
            incident, person(agent), prose(summary), answered=answered, at=when
        ),
    )


def notes(at: Moment, agent: str, text: str) -> Step:
    return Step(at, lambda incident, when: correspondence.note(incident, person(agent), prose(text), at=when))


def writes(at: Moment, contact: str, text: str, channel: str = Channel.PORTAL) -> Step:
    return Step(
        at,
        lambda incident, when: correspondence.contact_reply(
            incident, person(contact), prose(text), channel=channel, at=when
        ),
    )


def proposes(at: Moment, agent: str, text: str, kind: str = SolutionKind.ANSWER) -> Step:
    return Step(
        at,
        lambda incident, when: closing.propose_solution(incident, person(agent), prose(text), kind, when),
    )


def accepts(at: Moment, contact: str) -> Step:
    return Step(at, lambda incident, when: closing.accept(incident, person(contact), when))


def is_satisfied(at: Moment, contact: str, satisfied: bool, words: str = "") -> Step:
    """What she answers when she is asked after the closing."""
    return Step(
        at, lambda incident, when: satisfaction.answer(incident, person(contact), satisfied, words, when)
    )


def rejects(at: Moment, contact: str, reason: str) -> Step:
    return Step(at, lambda incident, when: closing.reject(incident, person(contact), prose(reason), when))


def reopens(at: Moment, contact: str, reason: str) -> Step:
    return Step(at, lambda incident, when: closing.reopen(incident, person(contact), prose(reason), when))


def withdraws(at: Moment, contact: str, reason: str) -> Step:
    return Step(at, lambda incident, when: closing.withdraw(incident, person(contact), prose(reason), when))


def changes_severity(at: Moment, agent: str, to: int, reason: str) -> Step:
    return Step(
        at, lambda incident, when: severity.change_severity(incident, person(agent), to, prose(reason), when)
    )


def follows(at: Moment, who: str) -> Step:
    return Step(at, lambda incident, when: followers.follow(incident, person(who), when))


def snoozes(at: Moment, agent: str, reason: str, *, for_: timedelta) -> Step:
    """Put aside so long that it is snoozed at T whatever holidays lie between."""
    return Step(
        at, lambda incident, when: snoozing.snooze(incident, person(agent), when + for_, prose(reason), when)
    )


def waits_for_development(at: Moment, agent: str, defect: str, *, expected_in: timedelta) -> Step:
    def act(incident: Incident, when: datetime) -> Incident:
        expected = (when + expected_in).date()
        return lifecycle.wait_for_development(
            incident, person(agent), defect_link=defect, release_expected_on=expected, at=when
        )

    return Step(at, act)


def hands_over(at: Moment, agent: str, reason: str, text: str) -> Step:
    return Step(
        at, lambda incident, when: handing_over.hand_over(incident, person(agent), reason, prose(text), when)
    )


def takes_for_consulting(at: Moment, consultant: str) -> Step:
    return Step(
        at, lambda incident, when: consulting.take(incident.hand_overs.get(), person(consultant), when)
    )


def answers_for_consulting(at: Moment, consultant: str, text: str) -> Step:
    return Step(
        at,
        lambda incident, when: consulting.answer(
            incident.hand_overs.get(), person(consultant), prose(text), when
        ),
    )


def objects(at: Moment, contact: str, reason: str) -> Step:
    return Step(
        at, lambda incident, when: objecting.object_to(incident, person(contact), prose(reason), when)
    )


def refuses_objection(at: Moment, lead: str, reason: str) -> Step:
    def act(incident: Incident, when: datetime) -> object:
        objection = incident.hand_overs.get().objection
        return objecting.decide(objection, person(lead), upheld=False, reason=prose(reason), at=when)

    return Step(at, act)


def closes_as_duplicate(at: Moment, agent: str, text: str, *, of: Story) -> Step:
    def act(incident: Incident, when: datetime) -> Incident:
        first = Incident.objects.get(submission=of.submission)
        return closing.close_without_solution(
            incident, person(agent), CloseReason.DUPLICATE, prose(text), duplicate_of=first, at=when
        )

    return Step(at, act)


def asks_for_escalation(
    at: Moment, contact: str, reason: str, *, impact: str, critical_in: timedelta, phone: str
) -> Step:
    """The contact escalates; the critical date is so long after T."""

    def act(incident: Incident, when: datetime, critical: datetime) -> object:
        asker = person(contact)
        wish = asking.Wish(
            reason=prose(reason),
            impact=prose(impact),
            workaround_ok=True,
            name=asker.name,
            phone=phone,
            critical_on=critical.astimezone(incident.customer.zone).date(),
        )
        return asking.ask(incident, asker, wish, when)

    return StepTowards(at, lambda incident, when: None, critical_in, act)


def answers_escalation(at: Moment, lead: str, text: str) -> Step:
    return Step(
        at,
        lambda incident, when: escalations.answer(
            incident.escalation_requests.get(), person(lead), prose(text), when
        ),
    )
