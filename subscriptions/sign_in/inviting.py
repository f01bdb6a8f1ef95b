"""What a manager does with invitations to her company, and an administrator with those to the vendor's staff: one
transaction each. What the invited person does is joining.py's.

An address that is known here and one that is not are answered alike, unless it is that of a colleague.
"""

from collections.abc import Sequence
from datetime import datetime
from smtplib import SMTPException

from allauth.account.adapter import get_adapter
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from subscriptions import tenancy
from subscriptions.models import Customer, Membership, SupportRegion, User
from subscriptions.refusals import Forbidden
from subscriptions.sign_in import links
from subscriptions.sign_in.models import Invitation, SignInRules
from subscriptions.sign_in.refusals import AlreadyContact, AlreadyInvited, AlreadyStaff, InvitationOver

MAIL = "sign_in/mail/invitation"


def may_invite(user: User, customer: Customer | None) -> bool:
    """A manager to her own company, an administrator everywhere."""
    if user.is_staff:
        return user.administers
    managing = customer is not None and Membership.objects.managing(customer).filter(user=user).exists()
    return managing and user.is_active


def check_may_invite(user: User, customer: Customer | None) -> None:
    """Raises Forbidden for everybody else."""
    if not may_invite(user, customer):
        raise Forbidden(who=_("an administrator") if user.is_staff else _("your company's manager"))


def invite(
    customer: Customer | None,
    by: User,
    email: str,
    name: str,
    template: str = Invitation.Template.CONTACT,
    *,
    roles: Sequence[str] = (),
    region: SupportRegion | None = None,
    at: datetime | None = None,
) -> Invitation:
    """Invite a person to a company as `template` says, or without one to the staff with `roles`. Who invites to a
    company confirms by it that the person works there. Raises Forbidden, AlreadyContact, AlreadyStaff,
    AlreadyInvited."""
    at = at or timezone.now()
    email = email.strip().lower()
    check_may_invite(by, customer)
    number = links.new()
    made = Invitation(
        customer=customer,
        email=email,
        name=name,
        template=template if customer else "",
        roles=list(roles),
        region=region,
        digest=links.digest(number),
        invited_by=by,
        invited_at=at,
        expires_at=at + SignInRules.current().validity,
    )
    with tenancy.as_staff():
        _check_is_new(customer, email)
        Invitation.objects.open().filter(customer=customer, email=email, expires_at__lte=at).update(
            withdrawn_at=at
        )
        try:
            with transaction.atomic():
                made.save(force_insert=True)
        except IntegrityError as error:
            raise AlreadyInvited from error
        _send(made, number, at)
    return made


def stands(invitation: Invitation) -> bool:
    """Whether who invites might still: what somebody sent off before she was shut out lets in nobody after it."""
    return may_invite(invitation.invited_by, invitation.customer)


def send_again(invitation: Invitation, by: User, at: datetime | None = None) -> bool:
    """A new mail with a new link, valid for as long as a new invitation; the old link is dead. It is `by` who
    invites now. Whether the mail could be sent. Raises Forbidden, InvitationOver."""
    at = at or timezone.now()
    check_may_invite(by, invitation.customer)
    number = links.new()
    with tenancy.as_staff():
        row = _open(invitation)
        row.digest, row.expires_at, row.sent_at = (
            links.digest(number),
            at + SignInRules.current().validity,
            None,
        )
        row.invited_by = by
        row.save(update_fields=["digest", "expires_at", "sent_at", "invited_by"])
        return _send(row, number, at)


def withdraw(invitation: Invitation, by: User, at: datetime | None = None) -> None:
    """Its link opens nothing any more. Raises Forbidden, InvitationOver."""
    check_may_invite(by, invitation.customer)
    with tenancy.as_staff():
        row = _open(invitation)
        row.withdrawn_at = at or timezone.now()
        row.save(update_fields=["withdrawn_at"])


def _open(invitation: Invitation) -> Invitation:
    row = Invitation.objects.select_for_update(of=("self",)).select_related("customer", "invited_by")
    found = row.get(pk=invitation.pk)
    if not found.is_open:
        raise InvitationOver
    return found


def _check_is_new(customer: Customer | None, email: str) -> None:
    if customer is None:
        person = User.objects.filter(email=email, is_staff=True).first()
        if person:
            raise AlreadyStaff(name=person)
        return
    member = Membership.objects.filter(customer=customer, user__email=email, ended_at=None).first()
    if member:
        raise AlreadyContact(name=member.user)


def _send(invitation: Invitation, number: str, at: datetime) -> bool:
    """Whether it could be sent now; where not, the invitation says so and is sent again by hand."""
    company = invitation.customer
    language = company.language if company else invitation.invited_by.language
    words = {
        "invitation": invitation,
        "company": company.name if company else _vendor(),
        "url": links.address(number),
    }
    with translation.override(language):
        try:
            get_adapter().send_mail(MAIL, invitation.email, words)
        except (OSError, SMTPException):
            return False
    invitation.sent_at = at
    invitation.save(update_fields=["sent_at"])
    return True


def _vendor() -> str:
    return _("our support team")
