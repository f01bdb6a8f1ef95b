"""Senior resources: a contact asks, the advisor or her deputy arranges a meeting or declines with a reason (R20).

One transaction each, with the request locked: of two who answer at once the second finds it answered.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy, override

from entitlements import answers
from subscriptions import tenancy, texts
from subscriptions.models import Customer, StaffMember, User
from tickets.advisory import access, arranging, identifying, senior_telling
from tickets.advisory.arranging import Invitation
from tickets.advisory.meeting_kinds import MeetingKind
from tickets.advisory.models import IdentifiedResource, Meeting, SeniorRequest
from tickets.advisory.models.requests import TEXT
from tickets.advisory.refusals import NeedsSenior, RequestAnswered, SeniorStays, TopicMissing, WhyMissing

SERVICE = "senior_resources"
TOPIC, TIMES = 160, 400  # characters


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a contact asks for. `submission` is that of the form: pressing twice asks once."""

    topic: str
    why: str
    kind: str
    wished_times: str = ""
    submission: UUID | None = None


def ask(customer: Customer, contact: User, wish: Wish, at: datetime | None = None) -> SeniorRequest:
    """Ask the advisor for senior people. Raises the refusal of the answer (`needs_elite`), TopicMissing,
    WhyMissing, TextTooLong."""
    at = at or timezone.now()
    answers.require(customer, SERVICE, None, at)
    facts = _facts(wish)
    with tenancy.as_staff():
        found = SeniorRequest.objects.filter(submission=wish.submission, asked_by=contact).first()
        if found and wish.submission:
            return found
        request = SeniorRequest.objects.create(
            customer=customer, asked_by=contact, asked_at=at, submission=wish.submission, **facts
        )
        senior_telling.asked(request, at)
        return request


def arrange(
    request: SeniorRequest,
    wanted: Invitation,
    seniors: Sequence[User],
    by: User,
    at: datetime | None = None,
) -> SeniorRequest:
    """Arrange the meeting, with at least one named person of senior support or development, whichever was asked
    for; whoever of them is not yet identified for the customer is by this (R20.2).

    Raises ViaAdvisor or NotHerAdvisor, RequestAnswered, the refusal of the answer, NeedsSenior, and what
    `arranging.arrange` and `identifying.identify` raise.
    """
    at = at or timezone.now()
    access.require_advisor(request.customer, by, at)
    with changing(request) as row:
        _require_open(row)
        answers.require(row.customer, SERVICE, None, at)
        _require_senior(row, seniors, wanted.participants)
        for each in seniors:
            identifying.require_seeing(row.customer, each, "seniors")
        named = [
            identifying.identified(row.customer, each, _role(each, row.customer), by, at) for each in seniors
        ]
        everybody = {each.pk: each for each in [*wanted.participants, *named]}
        wanted = replace(wanted, participants=list(everybody.values()))
        row.meeting = arranging.arrange(row.customer, SENIOR.code, wanted, by, at)
        row.state, row.answered_by, row.answered_at = SeniorRequest.State.ARRANGED, by, at
        row.save()
        senior_telling.arranged(row, [each.name for each in seniors_in(row, list(everybody.values()))])
        return row


def checks(
    request: SeniorRequest, wanted: Invitation, seniors: Sequence[User], at: datetime
) -> tuple[Callable[[], object], ...]:
    """What is asked of the meeting of a request, each part by itself: a form says all that is refused at once."""
    return (
        *arranging.checks_without_people(request.customer, wanted, at),
        partial(_require_senior, request, seniors, wanted.participants),
    )


def decline(request: SeniorRequest, by: User, reason: str, at: datetime | None = None) -> SeniorRequest:
    """Decline with a reason, which the contact reads. Raises ViaAdvisor or NotHerAdvisor, RequestAnswered,
    ReasonMissing, TextTooLong."""
    at = at or timezone.now()
    access.require_advisor(request.customer, by, at)
    reason = texts.reason(reason, TEXT)
    with changing(request) as row:
        _require_open(row)
        row.state, row.decline_reason = SeniorRequest.State.DECLINED, reason
        row.answered_by, row.answered_at = by, at
        row.save()
        senior_telling.declined(row)
        return row


def seniors_in(request: SeniorRequest, people: Sequence[IdentifiedResource]) -> list[IdentifiedResource]:
    """Those among them who are senior people of the kind that is asked for."""
    keys = set(access.seniors(request.kind).values_list("pk", flat=True))
    return [each for each in people if each.person_id in keys]


@contextmanager
def changing(request: SeniorRequest) -> Iterator[SeniorRequest]:
    """The request, locked and fresh; the block saves what it changes."""
    with transaction.atomic():
        rows = SeniorRequest.objects.select_for_update(no_key=True, of=("self",))
        yield rows.select_related("customer", "asked_by").get(pk=request.pk)


def _facts(wish: Wish) -> dict[str, str]:
    topic = texts.line(wish.topic)[:TOPIC]
    if not topic:
        raise TopicMissing
    return {
        "topic": topic,
        "why": texts.message(wish.why, TEXT, field="why", missing=WhyMissing),
        "kind": SeniorRequest.Kind(wish.kind),
        "wished_times": texts.line(wish.wished_times)[:TIMES],
    }


def _require_open(request: SeniorRequest) -> None:
    if request.state != SeniorRequest.State.ASKED:
        raise RequestAnswered(state=request.get_state_display())


def _require_senior(
    request: SeniorRequest, seniors: Sequence[User], people: Sequence[IdentifiedResource]
) -> None:
    keys = set(access.seniors(request.kind).values_list("pk", flat=True))
    if not keys & {*(each.pk for each in seniors), *(each.person_id for each in people)}:
        raise NeedsSenior(kind=request.get_kind_display())


def _keep_senior(meeting: Meeting, wanted: Invitation) -> None:
    """What was asked for is met by the meeting as it is changed, too (R20.2)."""
    request = SeniorRequest.objects.filter(meeting=meeting).first()
    if request and not seniors_in(request, wanted.participants):
        raise SeniorStays(kind=request.get_kind_display())


SENIOR = MeetingKind("senior", gettext_lazy("meeting with senior resources"), require=_keep_senior)


def _role(person: User, customer: Customer) -> str:
    """What she is identified as: her first role at the vendor, in the customer's language."""
    role = StaffMember.Role(person.staff.roles[0])
    with override(customer.language):
        return capfirst(str(role.label))
