"""What an invited person does with the link of her mail: she joins, with an account that is there or a new one."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from subscriptions import tenancy, wording
from subscriptions.models import Membership, StaffMember, User
from subscriptions.sign_in import inviting, links
from subscriptions.sign_in.models import Invitation
from subscriptions.sign_in.refusals import InvitationExpired, InvitationOver, InvitedAnother, NotBoth


def opened(number: str, at: datetime | None = None) -> Invitation:
    """The invitation whose link was opened. Raises InvitationOver, InvitationExpired."""
    with tenancy.as_staff():
        return _found(Invitation.objects.all(), number, at or timezone.now())


def has_account(invitation: Invitation) -> bool:
    """Whether who was invited signs in here already. Said only to who holds the link of her mail."""
    return User.objects.filter(email=invitation.email).exists()


def join(number: str, person: User, at: datetime | None = None) -> Invitation:
    """The signed-in person accepts. Whoever left the company is back. Raises InvitationOver, InvitationExpired,
    InvitedAnother, NotBoth."""
    at = at or timezone.now()
    with tenancy.as_staff():
        invitation = _found(Invitation.objects.select_for_update(of=("self",)), number, at)
        if invitation.email != person.email.lower():
            raise InvitedAnother(invited=invitation.email, reader=person.email)
        accept(invitation, person, at)
    return invitation


def accept(invitation: Invitation, person: User, at: datetime) -> None:
    """Inside a transaction that holds the invitation, which is open: the person is what it says. Whether it is hers
    is the caller's to know. Raises NotBoth."""
    if invitation.customer:
        _join_company(invitation, person, at)
    else:
        _join_staff(invitation, person)
    invitation.accepted_at, invitation.accepted_by = at, person
    invitation.save(update_fields=["accepted_at", "accepted_by"])


def join_anew(number: str, name: str, password: str, at: datetime | None = None) -> User:
    """The same for who has no account: it is made with this password, which was checked. Raises as `join`."""
    at = at or timezone.now()
    with tenancy.as_staff():
        invitation = _found(Invitation.objects.all(), number, at)
        company = invitation.customer
        fields = {"language": company.language, "time_zone": company.time_zone} if company else {}
        try:
            with transaction.atomic():
                person = User.objects.create_user(invitation.email, password, name=name, **fields)
        except IntegrityError as error:
            raise InvitationOver from error
        join(number, person, at)
    return person


def _found(rows: Any, number: str, at: datetime) -> Invitation:
    invitation = (
        rows.filter(digest=links.digest(number)).select_related("customer", "invited_by", "region").first()
    )
    if invitation is None or not invitation.is_open or not inviting.stands(invitation):
        raise InvitationOver
    if invitation.has_expired(at):
        raise InvitationExpired(
            when=wording.moment_here(invitation.expires_at), who=invitation.invited_by.name
        )
    return invitation


def _join_company(invitation: Invitation, person: User, at: datetime) -> None:
    if person.is_staff:
        raise NotBoth
    member, made = Membership.objects.get_or_create(
        customer=invitation.customer, user=person, defaults={"started_at": at, **invitation.membership()}
    )
    if not made and member.ended_at:
        member.ended_at = None
        for name, value in invitation.membership().items():
            setattr(member, name, value)
        member.save()


def _join_staff(invitation: Invitation, person: User) -> None:
    if Membership.objects.active().filter(user=person).exists():
        raise NotBoth
    person.is_staff = True
    person.save(update_fields=["is_staff"])
    StaffMember.objects.update_or_create(
        user=person, defaults={"roles": invitation.roles, "region": invitation.region}
    )
