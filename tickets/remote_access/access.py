"""Who may do what with remote sessions: the service that the subscription grants, the vendor's people who work
incidents, and the contacts to whom their manager gave the permission (R7.6)."""

from datetime import datetime

from django.db.models import QuerySet

from entitlements import answers
from subscriptions import permissions
from subscriptions.models import Customer, Membership, User
from subscriptions.permissions import Permission
from tickets.models import Incident
from tickets.remote_access.models import RemoteAccessRules, RemoteSession
from tickets.remote_access.ready import Readiness
from tickets.remote_access.refusals import NotApprover, NotNamed

SERVICE = "remote_access"


def require_service(incident: Incident, at: datetime) -> None:
    """Raise the refusal unless the customer's subscription has remote access for the incident's product (R25)."""
    answers.require(incident.customer, SERVICE, incident.product, at)


def agents() -> QuerySet[User]:
    """Who of the vendor may take part, by name."""
    return User.objects.staff_with(*permissions.staff_roles(Permission.WORK))


def approvers(customer: Customer) -> QuerySet[Membership]:
    """The customer's people who may approve now, by name."""
    members = Membership.objects.active().filter(customer=customer, approves_remote_access=True)
    return members.select_related("user").order_by("user__name", "pk")


def approves(customer: Customer, person: User) -> bool:
    """Whether she may approve for the customer now."""
    return approvers(customer).filter(user=person).exists()


def require_approver(customer: Customer, person: User) -> None:
    """Raise NotApprover, naming those who can, unless she may."""
    if not approves(customer, person):
        raise NotApprover(member.user.name for member in approvers(customer))


def is_named(session: RemoteSession, person: User) -> bool:
    """Whether the request names her, of the vendor."""
    return person in session.people


def require_named(session: RemoteSession, person: User) -> None:
    """Raise Forbidden unless she works incidents, NotNamed unless the request names her."""
    permissions.require(person, Permission.WORK)
    if not is_named(session, person):
        raise NotNamed(agent.name for agent in session.people)


def readiness(session: RemoteSession, rules: RemoteAccessRules) -> Readiness:
    """What is there of the three things. An approval counts while whoever gave it may still approve: not of one who
    has left or lost the permission."""
    may = set(approvers(session.customer).values_list("user", flat=True))
    named = session.person_id is not None and _is_contact(session)
    return Readiness(
        approvals=sum(person.pk in may for person in session.approvers()),
        needed=rules.approvals_needed,
        connection=session.connection_at is not None,
        person=named,
    )


def _is_contact(session: RemoteSession) -> bool:
    active = Membership.objects.active()
    return active.filter(customer=session.customer_id, user=session.person_id).exists()
