"""Which addresses mail goes to: an address that fails is marked and gets nothing until somebody says that it works;
who complained gets only what she must have. Reading reports is bounces.py's and mail_services.py's.

Everything here is done as staff: whoever reports is nobody of the customer's.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext_noop

from notifications import preferences
from notifications.models import AddressMark, AddressReport, BounceRules
from notifications.models.addresses import Source, Verdict
from notifications.outbox import tell
from subscriptions import tenancy
from subscriptions.models import Customer, Membership, StaffMember, User

FAILS = gettext_noop("Mail to this address fails: nothing is sent to it until somebody says that it works.")


def take(
    verdict: Verdict, address: str, why: str, *, source: Source, at: datetime, reference: str = ""
) -> None:
    """Keep the report about `address` and do what follows from it, once for each `reference`."""
    address = address.lower()
    with tenancy.as_staff():
        report = AddressReport(
            address=address, verdict=verdict, why=why, source=source, at=at, reference=reference
        )
        known = AddressReport.objects.filter(reference=reference, address=address, verdict=verdict)
        if reference and known.exists():
            return
        AddressReport.objects.bulk_create([report], ignore_conflicts=True)
        if verdict == Verdict.FAILED or (verdict == Verdict.DELAYED and _fails_too_often(address, at)):
            _mark_failing(report)
        elif verdict in (Verdict.COMPLAINED, Verdict.UNSUBSCRIBED):
            _send_less(report)


def confirm(person: User, by: User, at: datetime) -> None:
    """Lift what is held against the address of `person`: `by` says that it works."""
    with tenancy.as_staff():
        marks = AddressMark.objects.standing().filter(address=person.email.lower())
        marks.update(lifted_at=at, lifted_by=by)


def marks(people: Iterable[User]) -> dict[str, AddressMark]:
    """The standing marks of these people's addresses, by address in lower case. One query."""
    known = {person.email.lower() for person in people}
    return {mark.address: mark for mark in AddressMark.objects.standing().filter(address__in=known)}


def mark_of(person: User) -> AddressMark | None:
    """What is held against her address."""
    return marks([person]).get(person.email.lower())


def holders(address: str) -> QuerySet[User]:
    """Those who may sign in and have this address, in whatever case it was typed."""
    return User.objects.alias(lower=Lower("email")).filter(lower=address.lower(), is_active=True)


def _fails_too_often(address: str, at: datetime) -> bool:
    """Whether so many mails did not arrive, as the rules say, since it was last said to work."""
    rules = BounceRules.current()
    late = AddressReport.objects.filter(
        address=address, verdict=Verdict.DELAYED, at__gt=at - rules.within, at__lte=at
    )
    lifted = AddressMark.objects.filter(address=address).exclude(lifted_at=None).order_by("-lifted_at")
    if last := lifted.values_list("lifted_at", flat=True).first():
        late = late.filter(at__gt=last)
    return late.count() >= rules.failures


def _mark_failing(report: AddressReport) -> None:
    mark = _mark(report, AddressMark.State.FAILS)
    for person in holders(report.address):
        if person.is_staff:
            _tell_administrators("address_failed_staff", mark, person, None)
        for membership in person.memberships.active().select_related("customer__account_owner"):
            _tell_of_failure(mark, person, membership.customer)


def _send_less(report: AddressReport) -> None:
    """Whoever has the address gets only what cannot be switched off."""
    complained = report.verdict == Verdict.COMPLAINED
    mark = _mark(report, AddressMark.State.COMPLAINED) if complained else None
    for person in holders(report.address):
        preferences.choose(person, dict.fromkeys(preferences.choices(person), preferences.OFF))
        if mark:
            customers = [each.customer for each in person.memberships.active().select_related("customer")]
            _tell_administrators("address_complained", mark, person, customers[0] if customers else None)


def _mark(report: AddressReport, state: str) -> AddressMark:
    """The one standing mark of the address; that it fails weighs more than a complaint."""
    with transaction.atomic():
        new = AddressMark(
            address=report.address, state=state, since=report.at, why=report.why, source=report.source
        )
        AddressMark.objects.bulk_create([new], ignore_conflicts=True)
        mark = AddressMark.objects.standing().select_for_update().get(address=report.address)
        if state == AddressMark.State.FAILS and not mark.fails:
            mark.state, mark.since, mark.why, mark.source = state, report.at, report.why, report.source
            mark.save()
        return mark


def _tell_of_failure(mark: AddressMark, person: User, customer: Customer) -> None:
    """The managers; where none can be told, the vendor's own people."""
    managing = Membership.objects.managing(customer).exclude(user=person).select_related("user")
    managers = [member.user for member in managing]
    failing = {each.address for each in AddressMark.objects.failing(each.email for each in managers)}
    if all(manager.email.lower() in failing for manager in managers):
        _tell_administrators("address_failed_staff", mark, person, customer)
    tell(
        "address_failed",
        managers,
        f"address failed:{mark.pk}:{customer.pk}",
        customer=customer,
        context=_words(mark, person, customer),
        link="/notifications/addresses/",
        at=mark.since,
    )


def _tell_administrators(kind: str, mark: AddressMark, person: User, customer: Customer | None) -> None:
    administrators = User.objects.staff_with(StaffMember.Role.ADMINISTRATOR).exclude(pk=person.pk)
    tell(
        kind,
        administrators,
        f"{kind}:{mark.pk}:{customer.pk if customer else 0}",
        customer=customer,
        context=_words(mark, person, customer),
        link=f"/desk/customers/{customer.number}/" if customer else _in_the_admin(person),
        at=mark.since,
    )


def _in_the_admin(person: User) -> str:
    return f"/admin/subscriptions/user/{person.pk}/change/"


def _words(mark: AddressMark, person: User, customer: Customer | None) -> dict[str, str]:
    return {
        "person": person.name,
        "address": person.email,
        "reason": mark.why,
        "customer": customer.name if customer else "",
        "since": mark.since.isoformat(),
    }
