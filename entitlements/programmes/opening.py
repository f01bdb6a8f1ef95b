"""Telling of a programme that has opened, once each: those who could take part, and those who noted interest in its
product (R19.1). A worker does it after publishing; where the broker is away, beat finds it."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from entitlements.programmes import access
from entitlements.programmes.models import Interest, Programme
from notifications import outbox
from subscriptions.models import Customer, Membership, ProductLine, User
from subscriptions.refusals import Refusal

KIND = "programme_opened"
TELL = "entitlements.programmes.tasks.tell"  # by name: the task tells


def begin() -> None:
    """Have a worker tell of what was published."""
    outbox.nudge_after_commit(TELL)


def untold() -> list[int]:
    """The numbers of the programmes that nobody was told of yet, the oldest first."""
    waiting = Programme.objects.filter(state=Programme.State.PUBLISHED, told_at=None)
    return list(waiting.order_by("published_at", "pk").values_list("pk", flat=True))


def tell(number: int, at: datetime | None = None) -> bool:
    """Tell of one programme, unless another worker does; says whether it did. One transaction."""
    at = at or timezone.now()
    with transaction.atomic():
        rows = Programme.objects.filter(pk=number, state=Programme.State.PUBLISHED, told_at=None)
        row = rows.select_for_update(skip_locked=True, no_key=True).first()
        if row is None:
            return False
        outbox.tell_each(
            KIND,
            invited(row, at),
            f"programme:{row.pk}:opened",
            context={
                "title": row.title,
                "programme_kind": row.kind,
                "until_on": row.applications_until.isoformat(),
                "elite_until_on": row.elite_first_until.isoformat(),
            },
            link=row.get_absolute_url(),
            at=at,
        )
        row.told_at = at
        row.save(update_fields=["told_at"])
        return True


def invited(programme: Programme, at: datetime) -> Iterator[tuple[User, int]]:
    """Of the customers whose subscription covers its product and who may apply: the managers, and who noted
    interest."""
    noted = Interest.objects.filter(
        product=programme.product_id, person=OuterRef("user"), customer=OuterRef("customer")
    )
    people = Membership.objects.active().filter(Q(role=Membership.Role.MANAGER) | Exists(noted))
    for customer in _covered(programme, at):
        if _may_apply(customer, at):
            for member in people.filter(customer=customer).select_related("user").order_by("user"):
                yield member.user, customer.pk


def _covered(programme: Programme, at: datetime) -> Iterator[Customer]:
    lines = ProductLine.objects.active(at).filter(product=programme.product_id)
    return Customer.objects.filter(pk__in=lines.values("customer")).order_by("pk").iterator(outbox.BATCH)


def _may_apply(customer: Customer, at: datetime) -> bool:
    """With Elite or after those who have it; not where special terms or the catalogue leave her out."""
    try:
        access.considered_first(customer, at)
    except Refusal:
        return False
    return True
