"""Break-glass access: what confidentiality would refuse, for a stated reason and a while. It is on the audit trail,
and whoever must know is told at once (signals.glass_broken)."""

from datetime import datetime

from django.db import models, transaction
from django.utils import timezone

from subscriptions import permissions, texts
from subscriptions.audit.recording import record
from subscriptions.looking.models import BreakGlass, LookingRules
from subscriptions.looking.refusals import ReasonMissing
from subscriptions.looking.signals import glass_broken
from subscriptions.models import Customer, User
from subscriptions.permissions import Permission

LONGEST = 500


def take(
    person: User, on: models.Model, customer: Customer, name: str, reason: str, at: datetime | None = None
) -> BreakGlass:
    """Access to what is confidential of the row `on`, from now on, for as long as the rules say. One that still
    runs is given back, and nobody is told again. Raises Forbidden, ReasonMissing."""
    at = at or timezone.now()
    permissions.require(person, Permission.BREAK_GLASS)
    if texts.is_blank(reason):
        raise ReasonMissing
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=person.pk)
        there = _running(person, on, at).first()
        if there is not None:
            return there
        opening = BreakGlass.objects.create(
            customer=customer,
            person=person,
            reason=reason.strip()[:LONGEST],
            began_at=at,
            ends_at=at + LookingRules.current().break_glass,
            object_type=on._meta.label,
            object_id=on.pk,
            object_name=name[:200],
        )
        until = opening.ends_at.isoformat(timespec="seconds")
        record(
            "break_glass.opened",
            on=on,
            name=name,
            person=person,
            customer=customer,
            details={"reason": opening.reason, "until": until},
        )
        glass_broken.send(BreakGlass, opening=opening.pk)
    return opening


def is_open(person: User, on: models.Model, at: datetime | None = None) -> bool:
    """Whether she has such access to the row now, and still holds a role that may."""
    return (
        permissions.may(person, Permission.BREAK_GLASS)
        and _running(person, on, at or timezone.now()).exists()
    )


def _running(person: User, on: models.Model, at: datetime) -> models.QuerySet[BreakGlass]:
    looks = BreakGlass.objects.running(at)
    return looks.filter(person=person, object_type=on._meta.label, object_id=on.pk)
