"""The call before an upgrade: a support resource and the advisor phone the customer (R22.1 to R22.4). It is a
meeting of the advisor's room; that two named people make it, and that each point has a result, is asked here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from entitlements.refusals import listed
from subscriptions import advisors, texts
from subscriptions.models import Membership, User
from tickets.advisory import access as advisory_access
from tickets.advisory import arranging, holding, identifying
from tickets.advisory.arranging import Invitation
from tickets.advisory.holding import Minutes
from tickets.advisory.meeting_kinds import Elsewhere, MeetingKind
from tickets.advisory.meeting_places import place_of
from tickets.advisory.models import IdentifiedResource, Meeting
from tickets.advisory.models.resources import Side
from tickets.advisory.refusals import MovedElsewhere
from tickets.advisory.upgrades import access, collected, telling
from tickets.advisory.upgrades.models import UpgradePlan
from tickets.advisory.upgrades.plans import changing, is_before, phone_of
from tickets.advisory.upgrades.refusals import (
    CallersStay,
    CallMade,
    CallTooLate,
    NoCall,
    NoResource,
    PointsStay,
    ResultMissing,
    TwoCallersNeeded,
)

MINUTES = 45


def _moved_with(call: Meeting) -> Elsewhere | None:
    """Its plan: by it the call stays before the upgrade, and has the number that is called."""
    plan = _plan_of(call)
    return Elsewhere(str(plan), plan.desk_url) if plan else None


def _keep_call(call: Meeting, wanted: Invitation) -> None:
    """On its own page others are invited and points are added; time and number are its plan's, and what R22 asks of
    it stays. Raises MovedElsewhere, PointsStay, CallersStay."""
    plan = _plan_of(call)
    if plan is None:
        return
    place = place_of(wanted.place, plan.customer.country)
    if (wanted.starts_at, wanted.minutes, place) != (call.starts_at, call.minutes, call.place):
        raise MovedElsewhere(plan.desk_url, what=plan)
    points = {texts.line(point) for point in wanted.agenda}
    if missing := [point for point in agenda(plan) if point not in points]:
        raise PointsStay(points=listed(f"“{point}”" for point in missing))
    if not _are_two(plan, {each.person_id for each in wanted.participants if each.person_id}, timezone.now()):
        raise CallersStay


def _plan_of(call: Meeting) -> UpgradePlan | None:
    return UpgradePlan.objects.whole().filter(call=call).first()


CALL = MeetingKind(
    "upgrade_call", gettext_lazy("call before an upgrade"), require=_keep_call, elsewhere=_moved_with
)


@dataclass(frozen=True, kw_only=True)
class Booking:
    """When the vendor calls, at which number, and who calls together with the advisor."""

    starts_at: datetime
    resource: User | None
    phone: str = ""
    minutes: int = MINUTES


def agenda(plan: UpgradePlan) -> list[str]:
    """The three points, in the customer's language (R22.3)."""
    with override(plan.customer.language):
        return [_("The upgrade: {plan}").format(plan=plan), _("Known issues"), _("Support matters")]


def book(plan: UpgradePlan, booking: Booking, by: User, at: datetime | None = None) -> Meeting:
    """Book the call, or move the one that is booked. The advisor of the day and the support resource are invited
    with the contact who planned; each of the vendor has the task to call, with due time and number (R22.4).

    Raises NotHerAdvisor, PlanEnded, CallMade, NoResource, CallTooLate, PhoneMissing and what
    `arranging.arrange` raises.
    """
    at = at or timezone.now()
    advisory_access.require_advisor(plan.customer, by, at)
    with changing(plan) as row:
        if row.called_at:
            raise CallMade
        _require_before(row, booking.starts_at)
        row.phone = phone_of(booking.phone or row.phone, row.customer.country)
        wanted = Invitation(
            subject=_subject(row),
            starts_at=booking.starts_at,
            minutes=booking.minutes,
            place=row.phone,
            participants=_people(row, booking.resource, by, at),
            agenda=_with_others(row),
        )
        if row.call and row.call.is_planned and row.call.ends_at > at:
            row.call = arranging.rearrange(row.call, wanted, by, at)
        else:
            row.call = arranging.arrange(row.customer, CALL.code, wanted, by, at)
        row.save(update_fields=["call", "phone"])
        telling.call_task(row, _callers(row.call))
        return row.call


def resource_of(plan: UpgradePlan, at: datetime) -> User | None:
    """Who was booked last to call together with the advisor; None where nobody was."""
    if plan.call is None:
        return None
    advising = _advising(plan, at)
    return next((person for person in _callers(plan.call) if person.pk not in advising), None)


def complete(
    plan: UpgradePlan, results: Mapping[int, str], notes: str, by: User, at: datetime | None = None
) -> UpgradePlan:
    """The call was made: a result for each of its points, and what the plan meets is kept as it stands now.

    Raises NotHerAdvisor, PlanEnded, NoCall, CallMade, TwoCallersNeeded unless a support resource and the advisor or
    her deputy made it, ResultMissing, NotBegun and TextTooLong.
    """
    at = at or timezone.now()
    advisory_access.require_advisor(plan.customer, by, at)
    with changing(plan) as row:
        if row.called_at:
            raise CallMade
        if row.call is None or row.call.is_cancelled:
            raise NoCall
        _require_two(row, at)
        for point in row.call.agenda.all():
            if not results.get(point.position, "").strip():
                raise ResultMissing(point.position, point=point.text)
        minutes = Minutes(notes=notes, results=results)
        act = holding.hold if row.call.is_planned else holding.note
        row.call = act(row.call, minutes, by, at)
        row.called_at, row.found = at, collected.snapshot(row)
        row.save(update_fields=["called_at", "found"])
        return row


def _require_two(plan: UpgradePlan, at: datetime) -> None:
    """At least two named people of the vendor: the advisor or her deputy, and somebody else who works the queue."""
    callers = {person.pk for person in _callers(plan.call)} if plan.call else set()
    if not _are_two(plan, callers, at):
        raise TwoCallersNeeded


def _are_two(plan: UpgradePlan, callers: set[int], at: datetime) -> bool:
    advising = _advising(plan, at)
    working = set(access.resources().filter(pk__in=callers).values_list("pk", flat=True))
    return bool(callers & advising) and bool(working - advising)


def _advising(plan: UpgradePlan, at: datetime) -> set[int]:
    """The advisor and her deputy."""
    found = advisors.assignment(plan.customer, at)
    return {person.pk for person in advisors.people_of(found)} if found else set()


def _callers(meeting: Meeting) -> list[User]:
    """The vendor's people who call."""
    rows = meeting.participants.filter(resource__side=Side.VENDOR).select_related("resource__person")
    return [each.resource.person for each in rows if each.resource.person]


def _people(plan: UpgradePlan, resource: User | None, by: User, at: datetime) -> list[IdentifiedResource]:
    if resource is None or not access.resources().filter(pk=resource.pk).exists():
        raise NoResource
    identifying.require_seeing(plan.customer, resource, "resource")
    with override(plan.customer.language):
        ours = [(by, _("Advisor")), (resource, _("Support resource"))]
        contact = _("Contact")
    invited = [identifying.identified(plan.customer, person, role, by, at) for person, role in ours]
    planner, members = plan.planned_by, Membership.objects.active()
    if members.filter(customer=plan.customer, user=planner, user__is_active=True).exists():
        invited.append(identifying.identified(plan.customer, planner, contact, by, at, plan.phone))
    return list({each.pk: each for each in [*invited, *_theirs(plan)]}.values())


def _with_others(plan: UpgradePlan) -> list[str]:
    """The three points, and those that somebody has added to the call that is moved."""
    three = agenda(plan)
    if plan.call is None or not plan.call.is_planned:
        return three
    return [*three, *(point.text for point in plan.call.agenda.all() if point.text not in three)]


def _theirs(plan: UpgradePlan) -> list[IdentifiedResource]:
    """Whom of the customer's side somebody has invited to the call that is moved."""
    if plan.call is None or not plan.call.is_planned:
        return []
    current = IdentifiedResource.objects.current().filter(side=Side.CUSTOMER)
    return list(current.filter(meetings__meeting=plan.call))


def _require_before(plan: UpgradePlan, starts_at: datetime) -> None:
    if not is_before(plan, starts_at):
        raise CallTooLate(date=date_format(plan.planned_on, "DATE_FORMAT"))


def _subject(plan: UpgradePlan) -> str:
    with override(plan.customer.language):
        return _("Call before the upgrade: {plan}").format(plan=plan)
