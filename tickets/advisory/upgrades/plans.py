"""Upgrade plans: made, moved, ticked, done, cancelled (R22). The call is calls.py's.

Customers and the vendor plan alike; the rows are written in the vendor's role, as contacts only read them.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import phonenumbers
from django.db import IntegrityError
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from entitlements.refusals import whom_to_ask
from subscriptions import tenancy, texts
from subscriptions.models import Customer, InstalledSystem, ProductVersion, User
from subscriptions.models.regions import Clock
from subscriptions.versions import place
from tickets.advisory import arranging
from tickets.advisory.upgrades import access, telling
from tickets.advisory.upgrades.due import call_due
from tickets.advisory.upgrades.models import PlanPoint, ReadinessPoint, UpgradePlan, UpgradeRules
from tickets.advisory.upgrades.models.plans import TEXT
from tickets.advisory.upgrades.refusals import (
    AlreadyPlanned,
    Backwards,
    DayInPast,
    DayTooFar,
    NoSystem,
    NotAvailable,
    OtherVersion,
    PhoneMissing,
    PlanEnded,
    SameVersion,
)

State = UpgradePlan.State
FARTHEST = timedelta(days=2 * 365)


@dataclass(frozen=True, kw_only=True)
class NewPlan:
    """What somebody types. `planned_on` is a day of the customer's calendar; `phone` where the vendor calls."""

    system: InstalledSystem | None
    to_version: ProductVersion
    planned_on: date
    phone: str
    purpose: str = ""


@contextmanager
def changing(plan: UpgradePlan) -> Iterator[UpgradePlan]:
    """The plan, locked and fresh, in the vendor's role; the block saves what it changes. Raises PlanEnded."""
    with tenancy.as_staff():
        rows = UpgradePlan.objects.select_for_update(no_key=True, of=("self",))
        row = rows.whole().get(pk=plan.pk)
        if not row.is_open:
            raise PlanEnded(state=row.get_state_display())
        yield row


def plan(customer: Customer, wanted: NewPlan, by: User, at: datetime | None = None) -> UpgradePlan:
    """Plan an upgrade; the advisor is told. Its readiness list is what administrators ask for the product.

    Raises NotHerAdvisor, the refusal of the answer, NoSystem, OtherVersion, SameVersion, Backwards,
    NotAvailable, DayInPast, DayTooFar, PhoneMissing, TextTooLong, and AlreadyPlanned, also where two do it at once.
    """
    at = at or timezone.now()
    access.require_planning(customer, by, at)
    system = wanted.system
    if system is None or system.customer_id != customer.pk:
        raise NoSystem
    access.require(customer, system.product, at)
    _require_newer(system, wanted.to_version)
    _require_available(customer, wanted.to_version)
    _require_ahead(customer, wanted.planned_on, at)
    rules, purpose = UpgradeRules.current(), texts.optional(wanted.purpose, TEXT, field="purpose")
    phone = phone_of(wanted.phone, customer.country)
    try:
        with tenancy.as_staff():
            made = UpgradePlan.objects.create(
                customer=customer,
                system=system,
                product=system.product,
                from_version=system.version,
                to_version=wanted.to_version,
                planned_on=wanted.planned_on,
                watched_until=wanted.planned_on + timedelta(days=rules.watch_days),
                purpose=purpose,
                phone=phone,
                planned_by=by,
                planned_at=at,
                call_due_at=_due(customer, wanted.planned_on, at),
            )
            _take_points(made)
            telling.planned(made, at)
            return made
    except IntegrityError as error:
        raise _already(system) from error


def move(plan: UpgradePlan, planned_on: date, by: User, at: datetime | None = None) -> UpgradePlan:
    """Another day; the call is due anew, and a plan that comes to lie inside that without one alarms again. A call
    that would come no longer before the upgrade is cancelled (R22.2). Raises NotHerAdvisor, PlanEnded, DayInPast,
    DayTooFar."""
    at = at or timezone.now()
    access.require_planning(plan.customer, by, at)
    with changing(plan) as row:
        _require_ahead(row.customer, planned_on, at)
        if row.planned_on != planned_on:
            row.planned_on, row.alarmed_at = planned_on, None
            row.watched_until = planned_on + timedelta(days=UpgradeRules.current().watch_days)
            row.call_due_at = _due(row.customer, planned_on, at)
            row.save()
            telling.moved(row, by, at)
            _call_off_late(row, at)
        return row


def tick(point: PlanPoint, by: User, at: datetime | None = None, *, ready: bool = True) -> PlanPoint:
    """Tick a point of the readiness list, or take the tick back. Raises NotHerAdvisor, PlanEnded."""
    at = at or timezone.now()
    access.require_planning(point.plan.customer, by, at)
    with changing(point.plan):
        row = PlanPoint.objects.select_for_update(no_key=True).get(pk=point.pk)
        if ready != bool(row.ticked_at):
            row.ticked_by, row.ticked_at = (by, at) if ready else (None, None)
            row.save(update_fields=["ticked_by", "ticked_at"])
        return row


def done(plan: UpgradePlan, by: User, at: datetime | None = None) -> UpgradePlan:
    """It went live: the installed system has its new version from now on, unless it has gone further since; a call
    that was still to come is cancelled. Raises NotHerAdvisor, PlanEnded."""
    at = at or timezone.now()
    access.require_planning(plan.customer, by, at)
    with _running(plan) as system, changing(plan) as row:
        row.state, row.ended_at, row.ended_by = State.DONE, at, by
        row.save(update_fields=["state", "ended_at", "ended_by"])
        _bring_up(system, row, by, at)
        telling.done(row, by)
        _call_off(row, at)
        return row


def cancel(plan: UpgradePlan, by: User, reason: str, at: datetime | None = None) -> UpgradePlan:
    """The upgrade is not made; the advisor is told, and a call that was to come is cancelled. Raises NotHerAdvisor,
    PlanEnded, ReasonMissing, TextTooLong."""
    at = at or timezone.now()
    access.require_planning(plan.customer, by, at)
    return _cancel(plan, by, texts.reason(reason, TEXT), at)


def end_with(system: InstalledSystem) -> list[str]:
    """What is said before an installed system is ended, which a plan is to move to another version."""
    return [
        _(
            "The upgrade to {version}, planned for {day}, is cancelled, with a call that was to come; your advisor"
            " is told."
        ).format(version=plan.to_version.name, day=date_format(plan.planned_on, "DATE_FORMAT"))
        for plan in UpgradePlan.objects.open().filter(system=system).select_related("to_version")
    ]


def heed_ended(sender: Any, *, system: int, by: int, at: datetime, **_words: Any) -> None:
    """Receives `subscriptions.signals.system_ended`: what runs no longer is not upgraded."""
    with tenancy.as_staff():
        plans = list(
            UpgradePlan.objects.open().filter(system=system).select_related("system__version", "customer")
        )
        person = User.objects.get(pk=by) if plans else None
    for plan in plans:
        assert person
        with suppress(PlanEnded), override(plan.customer.language):
            why = _("{name} has taken {system} off the list of installed systems: it runs no longer.")
            _cancel(plan, person, why.format(name=person.name, system=plan.system), at)


@contextmanager
def _running(plan: UpgradePlan) -> Iterator[InstalledSystem]:
    """The plan's system, locked before the plan: so does who ends it, which ends the plan."""
    with tenancy.as_staff():
        yield InstalledSystem.objects.select_for_update(no_key=True, of=("self",)).get(pk=plan.system_id)


def _bring_up(system: InstalledSystem, plan: UpgradePlan, by: User, at: datetime) -> None:
    """Put down the version of the plan; not of what runs another product by now, or a newer version."""
    behind = place(system.version.name) < place(plan.to_version.name)
    if system.product_id == plan.product_id and behind:
        system.version, system.changed_at, system.changed_by = plan.to_version, at, by
        system.save(update_fields=["version", "changed_at", "changed_by"])


def _cancel(plan: UpgradePlan, by: User, why: str, at: datetime) -> UpgradePlan:
    with changing(plan) as row:
        row.state, row.ended_at, row.ended_by, row.end_reason = State.CANCELLED, at, by, why
        row.save(update_fields=["state", "ended_at", "ended_by", "end_reason"])
        telling.cancelled(row, by, at)
        _call_off(row, at)
        return row


def _call_off(plan: UpgradePlan, at: datetime) -> None:
    """A call before the upgrade serves nothing once the plan has ended (R22.2)."""
    if not _is_to_come(plan, at):
        return
    with override(plan.customer.language):
        why = _("The upgrade is made.") if plan.state == State.DONE else _("The upgrade is not made.")
    _cancel_call(plan, why)


def _call_off_late(plan: UpgradePlan, at: datetime) -> None:
    """The same of one that would come on the day of the upgrade or after it."""
    if not _is_to_come(plan, at) or is_before(plan, plan.call.starts_at):  # type: ignore[union-attr]
        return
    with override(plan.customer.language):
        day = date_format(plan.planned_on, "DATE_FORMAT")
        why = _("The upgrade is made earlier: on {date}.").format(date=day)
    _cancel_call(plan, why)


def is_before(plan: UpgradePlan, starts_at: datetime) -> bool:
    """Whether a call that begins then comes before the day of the upgrade, by the customer's calendar."""
    return starts_at < datetime.combine(plan.planned_on, time.min, plan.customer.zone)


def _is_to_come(plan: UpgradePlan, at: datetime) -> bool:
    return plan.call is not None and plan.call.is_planned and plan.call.starts_at > at


def _cancel_call(plan: UpgradePlan, why: str) -> None:
    assert plan.call
    plan.call = arranging.call_off(plan.call, why)


def phone_of(typed: str, country: str) -> str:
    """The number as it is dialled from anywhere; `country` is that of one without a code. Raises PhoneMissing."""
    try:
        number = phonenumbers.parse(typed.strip(), country or None)
    except phonenumbers.NumberParseException:
        raise PhoneMissing from None
    if not phonenumbers.is_possible_number(number):
        raise PhoneMissing
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def _require_newer(system: InstalledSystem, version: ProductVersion) -> None:
    if version.product_id != system.product_id:
        raise OtherVersion(product=system.product)
    if version.pk == system.version_id:
        raise SameVersion(system=system, version=version.name)
    if place(version.name) <= place(system.version.name):
        raise Backwards(version=version.name, running=system.version.name, system=system)


def _require_available(customer: Customer, version: ProductVersion) -> None:
    if not access.versions(customer, [version.product_id]).filter(pk=version.pk).exists():
        raise NotAvailable(version=version, **whom_to_ask(customer))


def _require_ahead(customer: Customer, day: date, at: datetime) -> None:
    today = at.astimezone(customer.zone).date()
    if day < today:
        raise DayInPast(date=date_format(day, "DATE_FORMAT"))
    if day > today + FARTHEST:
        raise DayTooFar


def _due(customer: Customer, planned_on: date, at: datetime) -> datetime:
    office = customer.region.calendar_at(at).calendar(Clock.OFFICE)
    return call_due(office, planned_on, UpgradeRules.current().call_days)


def _take_points(made: UpgradePlan) -> None:
    wanted = ReadinessPoint.objects.filter(Q(product=None) | Q(product=made.product))
    PlanPoint.objects.bulk_create(
        PlanPoint(
            plan=made,
            customer=made.customer,
            position=position,
            text_en=each.text_en,
            text_da=each.text_da,
        )
        for position, each in enumerate(wanted, 1)
    )


def _already(system: InstalledSystem) -> AlreadyPlanned:
    found = UpgradePlan.objects.open().filter(system=system).first()
    day = date_format(found.planned_on, "DATE_FORMAT") if found else "–"
    return AlreadyPlanned(system=system, date=day)
