"""Retention: the oldest rows are removed from the beginning of the chain, and an anchor says where it begins now.

The one deletion there is; the tables' owner alone can make it, and says so in the transaction.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection
from django.utils import timezone

from subscriptions.audit import sealing
from subscriptions.audit.models import Anchor, AuditRules, Entry, Seal
from subscriptions.audit.recording import record

NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Sweep:
    """What goes: the last position, and how many rows from when to when; nothing where `rows` is 0."""

    position: int = 0
    rows: int = 0
    first_at: datetime = NEVER
    last_at: datetime = NEVER


EXPIRED = """
select max(s.position), count(*), min(e.at), max(e.at)
from audit_seal s join audit_entry e on e.id = s.entry
where s.position < coalesce((
    select min(k.position) from audit_seal k join audit_entry ke on ke.id = k.entry where ke.at >= %s
), 9223372036854775807)
"""


def expired(at: datetime | None = None) -> Sweep:
    """What a sweep at `at` would remove: rows older than the rules keep them, up to the first that is not. The dry
    run."""
    before = (at or timezone.now()) - AuditRules.current().kept
    with connection.cursor() as cursor:
        cursor.execute(EXPIRED, [before])
        position, rows, first_at, last_at = cursor.fetchone()
    return Sweep(position, rows, first_at, last_at) if rows else Sweep()


def sweep(at: datetime | None = None) -> Sweep:
    """Remove them; leaves an anchor, and a row that tells of it."""
    at = at or timezone.now()
    with sealing.chain(), connection.cursor() as cursor:
        found = expired(at)
        if not found.rows:
            return found
        last = Seal.objects.get(position=found.position)
        cursor.execute("select set_config('xtreme.audit_sweep', 'on', true)")
        old = Seal.objects.filter(position__lte=found.position)
        Entry.objects.filter(pk__in=old.values("entry"))._raw_delete("default")  # type: ignore[attr-defined]
        old._raw_delete("default")  # type: ignore[attr-defined]
        cursor.execute("select set_config('xtreme.audit_sweep', '', true)")
        Anchor.objects.create(
            position=last.position,
            hash=last.hash,
            entries=found.rows,
            first_at=found.first_at,
            last_at=found.last_at,
            swept_at=at,
        )
        record("audit.swept", details={"position": last.position, "hash": last.hash, "rows": found.rows})
    return found
