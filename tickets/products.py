"""Changing the product that an incident is about: line, tier, targets and place in the queue follow (R8.6,
R8.10)."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from entitlements import answers
from subscriptions import texts
from subscriptions.models import Product, ProductLine, User
from tickets import superseding, telling
from tickets.lifecycle import changing, check_open
from tickets.live import announcing
from tickets.models import Incident, TimelineEntry
from tickets.refusals import ProductOutsideScope, SameProduct
from tickets.timeline import due_changes, sent_before, write
from tickets.waking import wake


def change_product(
    incident: Incident,
    agent: User,
    product: Product,
    reason: str,
    at: datetime | None = None,
    submission: UUID | None = None,
) -> Incident:
    """It is about another product of the customer, with a reason that she sees; the version is no longer known.

    Running milestones are superseded by change + target of the new product's line; a due time ahead that they had
    at the same or a lower severity and tier is kept where it is earlier (R8.10). Raises SameProduct, ReasonMissing,
    NotOpen, and the refusal of a product that no line covers.
    """
    at = at or timezone.now()
    with changing(incident, at) as row:
        if sent_before(row, submission, facts__to=product.name):
            return row
        check_open(row)
        if product == row.product:
            raise SameProduct
        if agent.scope.products and product.pk not in agent.scope.products:
            raise ProductOutsideScope
        why = texts.reason(reason)
        line = answers.may_log(answers.facts(row.customer, at), product, row.severity)
        before, tier_before = row.product, row.tier
        set_product(row, line)
        wake(row, at, "targets", agent)
        pairs = superseding.retarget(row, at, cause="product", raised=True)
        entry = write(
            row,
            TimelineEntry.Kind.INFORMATION,
            at,
            author=agent,
            code="product_changed",
            from_=before.name,
            to=product.name,
            tier_from=tier_before.name,
            tier_to=line.tier.name,
            reason=why,
            due=due_changes(pairs),
            submission=submission and str(submission),
        )
        telling.product_changed(row, entry)
        return row


def set_product(row: Incident, line: ProductLine) -> None:
    """Inside `changing`: it is about the line's product and worked under the line; the version of another product
    is no longer its own. Lists that showed it for its former product are told, too."""
    announcing.changed(row)
    row.product, row.line, row.tier, row.tier_rank = line.product, line, line.tier, line.tier.rank
    if row.version and row.version.product_id != line.product_id:
        row.version = None
    for name in ("event_windows", "hours_taken_back"):  # of the former product
        row.__dict__.pop(name, None)
