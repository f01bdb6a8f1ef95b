"""Training cards as staff record them: issued, units bought (with the discount of the period, once) and spent
(R21.1, R21.2)."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from entitlements import allowances, refusals
from entitlements.models import AllowanceUse
from entitlements.programmes import access, telling
from entitlements.programmes.access import EDUCATION
from entitlements.programmes.models import CardEntry, DiscountCode, TrainingCard
from entitlements.programmes.refusals import (
    AgreementNumberMissing,
    AgreementNumberTaken,
    CardExpired,
    CodeEnded,
    CodeUnknown,
    ExpiryPast,
    NoUnits,
    TooFewUnits,
)
from subscriptions import texts
from subscriptions.models import Customer, User
from subscriptions.refusals import Refusal

MOST_UNITS = 100_000


def issue(
    customer: Customer, agreement_number: str, expires_on: date, by: User, at: datetime | None = None
) -> TrainingCard:
    """A card without units. Raises Forbidden, AgreementNumberMissing, AgreementNumberTaken, ExpiryPast."""
    at = at or timezone.now()
    access.require_recording(by)
    number = texts.line(agreement_number)[:40]
    if not number:
        raise AgreementNumberMissing
    if expires_on < access.day_there(customer, at):
        raise ExpiryPast
    try:
        with transaction.atomic():
            return TrainingCard.objects.create(
                customer=customer, agreement_number=number, expires_on=expires_on, issued_at=at
            )
    except IntegrityError as error:
        raise AgreementNumberTaken(number=number) from error


def buy(
    card: TrainingCard,
    units: int,
    by: User,
    code: str = "",
    note: str = "",
    submission: UUID | None = None,
    at: datetime | None = None,
) -> CardEntry:
    """Record units that the customer bought, with the discount of her code where she gives one: it takes the one
    use of the period (R21.2). Pressing twice records it once.

    Raises Forbidden, NoUnits, CardExpired, CodeUnknown, CodeEnded, `code_used` where the discount of the period
    has been used, and the refusal of the answer where the subscription has it no more.
    """
    at = at or timezone.now()
    access.require_recording(by)
    with transaction.atomic():
        row = _locked(card)
        if known := _known(row, submission):
            return known
        _require_units(units)
        _require_valid(row, at)
        discount = _use(row, code, by, at) if code.strip() else None
        return _enter(row, units, by, note, at, discount, submission)


def spend(
    card: TrainingCard,
    units: int,
    by: User,
    note: str,
    submission: UUID | None = None,
    at: datetime | None = None,
) -> CardEntry:
    """Record units spent on a course. Raises Forbidden, NoUnits, CardExpired, TooFewUnits, EmptyText."""
    at = at or timezone.now()
    access.require_recording(by)
    said = texts.message(note, 200, field="note")
    with transaction.atomic():
        row = _locked(card)
        if known := _known(row, submission):
            return known
        _require_units(units)
        _require_valid(row, at)
        if units > row.balance:
            raise TooFewUnits(balance=row.balance)
        return _enter(row, -units, by, said, at, None, submission)


def _locked(card: TrainingCard) -> TrainingCard:
    rows = TrainingCard.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("customer").get(pk=card.pk)


def _known(card: TrainingCard, submission: UUID | None) -> CardEntry | None:
    return card.entries.filter(submission=submission).first() if submission else None


def _use(card: TrainingCard, typed: str, by: User, at: datetime) -> DiscountCode:
    """The code, used from now on."""
    customer, said = card.customer, texts.line(typed).upper()
    rows = DiscountCode.objects.select_for_update(no_key=True, of=("self",))
    code = rows.select_related("subscription", "use__service").filter(customer=customer, code=said).first()
    if code is None:
        raise _at_field(CodeUnknown(customer=customer, code=said[:40]))
    if code.use:
        raise _at_field(
            refusals.used_up(code.use.service, customer, code.subscription, [code.use.used_on], "R21.2")
        )
    if code.state(at) == "ended":
        ended = code.ended_at or code.subscription.ends_at
        raise CodeEnded(code=said, date=date_format(ended.astimezone(customer.zone), "DATE_FORMAT"))
    with override(customer.language):
        reference = _("training card {card}").format(card=card.agreement_number)
    code.use = _at_code(card, code, reference, by, at)
    code.save(update_fields=["use"])
    code.customer = customer
    telling.code_used(code)
    return code


def _at_code(card: TrainingCard, code: DiscountCode, reference: str, by: User, at: datetime) -> AllowanceUse:
    try:
        return allowances.use(
            card.customer,
            EDUCATION,
            used_on=access.day_there(card.customer, at),
            reference=reference,
            by=by,
            period=code.subscription,
            at=at,
        )
    except refusals.NotEntitled as refusal:
        raise _at_field(refusal) from None


def _at_field(refusal: Refusal) -> Refusal:
    """The refusal, which stands at the code of the form."""
    refusal.field = "code"  # type: ignore[attr-defined]
    return refusal


def _enter(
    card: TrainingCard,
    units: int,
    by: User,
    note: str,
    at: datetime,
    code: DiscountCode | None,
    submission: UUID | None,
) -> CardEntry:
    card.balance += units
    card.save(update_fields=["balance"])
    return CardEntry.objects.create(
        card=card,
        customer=card.customer,
        units=units,
        note=texts.line(note)[:200],
        code=code,
        by=by,
        at=at,
        submission=submission,
    )


def _require_units(units: int) -> None:
    if not 1 <= units <= MOST_UNITS:
        raise NoUnits(most=MOST_UNITS)


def _require_valid(card: TrainingCard, at: datetime) -> None:
    if card.has_expired(access.day_there(card.customer, at)):
        raise CardExpired(card=card, date=date_format(card.expires_on, "DATE_FORMAT"))
