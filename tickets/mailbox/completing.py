"""A contact says what her mail did not: product, kind and severity of the incident that was logged by it."""

from datetime import datetime

from django.utils import timezone

from entitlements import answers
from entitlements.models import Severity
from subscriptions import texts
from subscriptions.models import Product, User
from tickets import intake, superseding, telling
from tickets.intake import NewIncident
from tickets.lifecycle import changing, illegal
from tickets.mailbox.refusals import Complete
from tickets.models import Incident, Kind, Status, TimelineEntry
from tickets.products import set_product
from tickets.promising import Promises
from tickets.superseding import Superseding
from tickets.timeline import due_changes, write


def complete(
    incident: Incident,
    contact: User,
    product: Product,
    severity: int,
    *,
    kind: str = Kind.FAULT,
    impact: str = "",
    phone: str = "",
    at: datetime | None = None,
) -> Incident:
    """Set product, kind and severity in place of the assumed ones. Running milestones follow: as of the logging,
    where nothing has happened since and nothing would be late by it, else as of now (R8.10).

    Raises Complete, IllegalMove for one that has ended, and what logging raises: severity 1 needs impact and phone
    (R10.6), the product has to be covered.
    """
    at = at or timezone.now()
    with changing(incident, at) as row:
        if not row.incomplete:
            raise Complete
        if not row.is_open:
            raise illegal(row, Status.IN_PROGRESS)
        _check(row, contact, product, severity, kind, impact, phone, at)
        line = answers.may_log(answers.facts(row.customer, at), product, severity)
        raised = severity <= row.severity and line.tier.rank <= row.tier.rank
        set_product(row, line)
        row.severity, row.kind, row.incomplete, row.requested_severity = severity, kind, False, None
        row.impact = texts.optional(impact, field="impact")
        row.phone = texts.line(phone)[:40]
        planned = _superseding(row, at, raised=raised)
        superseding.replace([planned], "completed")
        entry = write(
            row,
            TimelineEntry.Kind.INFORMATION,
            at,
            author=contact,
            code="completed",
            product=product.name,
            severity=severity,
            due=due_changes(planned.pairs),
        )
        telling.logged(row, entry)
        return row


def _check(
    row: Incident,
    contact: User,
    product: Product,
    severity: int,
    kind: str,
    impact: str,
    phone: str,
    at: datetime,
) -> None:
    """The rules of logging (TARGETS.md, 1)."""
    said = NewIncident(
        customer=row.customer,
        contact=contact,
        product=product,
        title=row.title,
        description=row.description,
        severity=severity,
        kind=kind,
        environment=row.environment,
        impact=impact,
        phone=phone,
    )
    intake.check(said, at)


def _superseding(row: Incident, at: datetime, *, raised: bool) -> Superseding:
    """As if it had been said when it was logged, as long as nobody has done anything since."""
    if row.status == Status.NEW and row.changed_at == row.logged_at:
        planned = superseding.supersede(row, Promises(row.logged_at), raised=False)
        if all(each.due_at is None or each.due_at > at for each in planned.begun):
            return planned
    return superseding.supersede(row, Promises(at), raised=raised or row.severity == Severity.CRITICAL)
