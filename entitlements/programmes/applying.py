"""Applications as customers make and withdraw them (R19.1, R19.2). What is decided is deciding.py's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format

from entitlements.programmes import access, eligibility, telling
from entitlements.programmes.models import Application, NamedPerson, Programme, Requirement, Statement
from entitlements.programmes.models.programmes import POINT, TEXT
from entitlements.programmes.places import give_back, locked
from entitlements.programmes.refusals import (
    AlreadyApplied,
    ApplicationsClosed,
    InterestMissing,
    NeedsEliteFirst,
    NobodyNamed,
    NotOpen,
    NotYours,
    PointUnanswered,
    ProgrammeFull,
)
from subscriptions import tenancy, texts
from subscriptions.models import Customer, Membership, User
from subscriptions.refusals import Refusal

State = Application.State


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a contact applies with. `answers` are by the key of the requirement; `notes` what she adds to them."""

    programme: Programme
    customer: Customer
    contact: User
    interest: str
    people: Sequence[User] = ()
    environment: str = ""
    answers: Mapping[int, bool] = field(default_factory=dict)
    notes: Mapping[int, str] = field(default_factory=dict)
    submission: UUID | None = None


@dataclass(frozen=True)
class Applied:
    """The application, and what is said of it where others come first (R19.2)."""

    application: Application
    after_elite: NeedsEliteFirst | None = None


def apply(wish: Wish, at: datetime | None = None) -> Applied:
    """Apply for a place. It decides nothing, also where every point is met (R19.1); who runs programmes is told.
    Pressing twice gives the one application of that `submission`.

    Raises the refusal of the answer, ApplicationsClosed, ProgrammeFull, AlreadyApplied, InterestMissing,
    NobodyNamed, PointUnanswered, TextTooLong.
    """
    at = at or timezone.now()
    try:
        with transaction.atomic():
            made = _apply(wish, at)
    except (IntegrityError, Refusal) as error:
        known = _known(wish)
        if known is not None:
            return Applied(known, after_elite(known, at))
        if isinstance(error, IntegrityError):
            raise _already(wish) from error
        raise
    return Applied(made, after_elite(made, at))


def require_open(programme: Programme, customer: Customer, at: datetime) -> None:
    """Raise ApplicationsClosed or ProgrammeFull where the customer cannot apply now."""
    if not programme.is_open(access.day_there(customer, at)):
        raise ApplicationsClosed(date=date_format(programme.applications_until, "DATE_FORMAT"))
    if programme.left <= 0:
        raise ProgrammeFull(n=programme.capacity)


def after_elite(application: Application, at: datetime) -> NeedsEliteFirst | None:
    """What an applicant without Elite is told while others come first; None for who is not concerned."""
    programme = application.programme
    waits = application.state == State.CONSIDERED and not application.elite
    if not waits or not programme.puts_elite_first(access.day_there(application.customer, at)):
        return None
    return NeedsEliteFirst(date=date_format(programme.elite_first_until, "DATE_FORMAT"))


def withdraw(application: Application, by: User, at: datetime | None = None) -> Application:
    """The company takes part no more, or does not want to; a place that it had is free again.

    Raises NotYours, NotOpen.
    """
    at = at or timezone.now()
    if by.pk != application.applied_by_id and not access.manages(application.customer, by):
        raise NotYours(name=application.applied_by.name)
    with tenancy.as_staff():
        programme = locked(application.programme_id)
        row = Application.objects.select_for_update(no_key=True).get(pk=application.pk)
        if not row.is_open:
            raise NotOpen(state=row.get_state_display())
        took_part = row.takes_part
        row.state, row.withdrawn_at, row.withdrawn_by = State.WITHDRAWN, at, by
        row.save(update_fields=["state", "withdrawn_at", "withdrawn_by"])
        if took_part:
            give_back(programme, row)
        telling.withdrawn(row)
        return row


def people_of(customer: Customer) -> list[User]:
    """Whom the company can name: its contacts, by name."""
    members = Membership.objects.active().filter(customer=customer, user__is_active=True)
    return [member.user for member in members.select_related("user").order_by("user__name")]


def _apply(wish: Wish, at: datetime) -> Application:
    elite = access.considered_first(wish.customer, at)
    if Application.objects.open().filter(programme=wish.programme, customer=wish.customer).exists():
        raise _already(wish)
    require_open(wish.programme, wish.customer, at)
    made = Application.objects.create(
        programme=wish.programme,
        customer=wish.customer,
        interest=texts.message(wish.interest, TEXT, field="interest", missing=InterestMissing),
        environment=texts.optional(wish.environment, TEXT, field="environment"),
        elite=elite,
        applied_by=wish.contact,
        applied_at=at,
        submission=wish.submission,
    )
    _name(made, wish)
    found = eligibility.installed(wish.programme, wish.customer, at)
    Statement.objects.bulk_create(
        _statement(made, each, wish, found) for each in eligibility.requirements(wish.programme)
    )
    telling.applied(made)
    return made


def _name(made: Application, wish: Wish) -> None:
    hers = {person.pk for person in people_of(wish.customer)}
    named = [person for person in wish.people if person.pk in hers]
    if not named:
        raise NobodyNamed
    NamedPerson.objects.bulk_create(
        NamedPerson(application=made, customer=wish.customer, user=person) for person in named
    )


def _statement(
    made: Application, requirement: Requirement, wish: Wish, found: eligibility.Installed
) -> Statement:
    """What she says of a point, or what was looked up."""
    if requirement.is_looked_up:
        met, note = found.meets(requirement), ""
    elif requirement.pk in wish.answers:
        met = wish.answers[requirement.pk]
        note = texts.line(wish.notes.get(requirement.pk, ""))[:POINT]
    else:
        raise PointUnanswered(requirement.pk, point=requirement.words)
    return Statement(application=made, customer=wish.customer, requirement=requirement, met=met, note=note)


def _known(wish: Wish) -> Application | None:
    if wish.submission is None:
        return None
    rows = Application.objects.select_related("programme", "customer")
    return rows.filter(customer=wish.customer, submission=wish.submission).first()


def _already(wish: Wish) -> AlreadyApplied:
    rows = Application.objects.open().filter(programme=wish.programme, customer=wish.customer)
    found = rows.select_related("applied_by").first()
    return AlreadyApplied(name=found.applied_by.name if found else wish.contact.name)
