"""Who may have what of briefings: customers by what their subscription grants (R13, R16.3), the vendor's people
by their roles."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from entitlements import answers, refusals
from entitlements.answers import Facts
from entitlements.briefings.models import Session
from subscriptions import permissions
from subscriptions.models import Customer, Membership, User
from subscriptions.permissions import Permission
from subscriptions.refusals import Forbidden, Refusal

RECORDED, INTERACTIVE = "recorded_briefings", "interactive_briefings"


def require_recorded(customer: Customer, at: datetime | None = None) -> None:
    """Raise the refusal unless the customer may watch recordings and ask for them (R13.1, R13.3)."""
    answers.require(customer, RECORDED, None, at)


def why_no_recordings(customer: Customer, at: datetime) -> Refusal | None:
    """Why the customer may watch no recording; None where she may."""
    return answers.may(customer, RECORDED, None, at).refused


def why_not(customer: Customer, session: Session, at: datetime) -> Refusal | None:
    """Why the customer may not take part in the session at `at`; None where she may. Any line that has
    interactive briefings entitles; one of the session's products is to be covered only where its host says so
    (R16.3)."""
    facts = answers.facts(customer, at)
    answer = facts.answer(INTERACTIVE)
    if not answer.allowed:
        return answer.refusal()
    return _not_covered(facts, session) if session.needs_cover else None


def require_session(customer: Customer, session: Session, at: datetime) -> None:
    """Raise the refusal unless she may take part."""
    if refusal := why_not(customer, session, at):
        raise refusal


def may_ask_interactive(customer: Customer, at: datetime) -> Refusal | None:
    """Why no interactive briefing can be asked for; None where one can (R13.4)."""
    return answers.may(customer, INTERACTIVE, None, at).refused


def still_there[Rows: QuerySet[Any]](rows: Rows) -> Rows:
    """Of rows with a person and her customer those whose person is at that company still."""
    place = Membership.objects.active().filter(user=OuterRef("user"), customer=OuterRef("customer"))
    return rows.filter(Exists(place))


def plans(person: User) -> bool:
    """Whether she publishes recordings, plans sessions and answers requests."""
    return permissions.may(person, Permission.PLAN_BRIEFINGS)


def require_planning(person: User) -> None:
    permissions.require(person, Permission.PLAN_BRIEFINGS)


def hosts() -> QuerySet[User]:
    """Who may host a session, by name."""
    return User.objects.staff_with(*permissions.staff_roles(Permission.HOST_BRIEFINGS))


def leads(session: Session, person: User) -> bool:
    """Whether the session is hers to run: its host, and who plans."""
    return person.is_staff and (person.pk == session.host_id or plans(person))


def require_leading(session: Session, person: User) -> None:
    """Raise Forbidden, naming the host, unless she runs the session."""
    if not leads(session, person):
        raise Forbidden(who=session.host.name)


def _not_covered(facts: Facts, session: Session) -> Refusal | None:
    wanted = list(session.products.all())
    covered = {line.product_id for line in facts.lines}
    if not wanted or any(product.pk in covered for product in wanted):
        return None
    words = refusals.whom_to_ask(facts.customer) | {"rests_on": "R16.3"}
    names = refusals.listed(product.name for product in wanted)
    return refusals.ProductNotCovered(product=names, **words)
