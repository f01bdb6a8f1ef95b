"""Seeing the portal as a contact sees it: begun with a reason, read-only, over by itself (issue: roles).

The session keeps the key of the look; the middleware asks at each request whether it still runs.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from subscriptions import permissions, texts
from subscriptions.acting import Actor
from subscriptions.audit.recording import record
from subscriptions.looking.models import LookingRules, SeeAs
from subscriptions.looking.refusals import NoLongerContact, ReasonMissing
from subscriptions.models import Membership, User
from subscriptions.permissions import Permission

LONGEST = 500


def begin(person: User, membership: Membership, reason: str, at: datetime | None = None) -> SeeAs:
    """Look from now on, for as long as the rules say; a look that still runs is over. Raises Forbidden,
    ReasonMissing, NoLongerContact."""
    at = at or timezone.now()
    permissions.require(person, Permission.SEE_AS)
    if texts.is_blank(reason):
        raise ReasonMissing
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=person.pk)
        if not Membership.objects.active().filter(pk=membership.pk).exists():
            raise NoLongerContact(name=membership.user, customer=membership.customer)
        SeeAs.objects.filter(person=person, ended_at=None).update(ended_at=at)
        look = SeeAs.objects.create(
            customer=membership.customer,
            person=person,
            contact=membership.user,
            reason=reason.strip()[:LONGEST],
            began_at=at,
            ends_at=at + LookingRules.current().see_as,
        )
        record(
            "see_as.begun",
            on=membership.user,
            customer=look.customer_id,
            details={"reason": look.reason, "until": look.ends_at.isoformat(timespec="seconds")},
        )
    return look


def end(look: SeeAs, actor: Actor | None = None, at: datetime | None = None) -> None:
    """She has seen enough. Of two presses one counts."""
    with transaction.atomic():
        if SeeAs.objects.filter(pk=look.pk, ended_at=None).update(ended_at=at or timezone.now()):
            record("see_as.ended", on=look.contact, customer=look.customer_id, actor=actor)


def running(number: int, person: User, at: datetime | None = None) -> SeeAs | None:
    """The look, while it lasts, the person may look and the contact is one."""
    looks = SeeAs.objects.running(at or timezone.now()).filter(pk=number, person=person)
    look = looks.select_related("contact").first()
    if look is None or not permissions.may(person, Permission.SEE_AS):
        return None
    contact = Membership.objects.active().filter(user=look.contact_id, customer=look.customer_id)
    return look if contact.exists() else None
