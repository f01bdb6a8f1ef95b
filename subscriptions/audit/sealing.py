"""Sealing: entries get their place in the chain shortly after their transaction has ended.

Whoever writes an entry waits for nobody: neither place nor hash is decided then. One sealer at a time takes what
has been committed since: in the order of commit as it becomes visible, within one batch by number.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.models import Exists, OuterRef

from subscriptions import tenancy
from subscriptions.audit.canonical import FIELDS, content_hash, link_hash
from subscriptions.audit.models import Anchor, Entry, Seal, Unsealed
from subscriptions.audit.models.chain import GENESIS

LOCK = 0x417564  # of the advisory lock over the chain
BATCH = 1000


@contextmanager
def chain() -> Iterator[None]:
    """A transaction as the tables' owner, alone at the chain until it ends."""
    with tenancy.as_owner(), connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [LOCK])
        yield


def seal() -> int:
    """Seal what waits; how many entries that were."""
    sealed = 0
    while added := _batch():
        sealed += added
        if added < BATCH:
            break
    return sealed


def head() -> tuple[int, str]:
    """Position and hash of the last seal; of the last anchor where all before it is gone."""
    last = Seal.objects.order_by("-position").first() or Anchor.objects.order_by("-position").first()
    return (last.position, last.hash) if last else (0, GENESIS)


def _batch() -> int:
    with chain():
        there = Exists(Entry.objects.filter(pk=OuterRef("entry")))
        marks = list(Unsealed.objects.filter(there).order_by("entry").values_list("entry", flat=True)[:BATCH])
        entries = Entry.objects.filter(pk__in=marks).order_by("pk").values(*FIELDS)
        position, previous = head()
        seals = []
        for entry in entries:
            position += 1
            content = content_hash(entry)
            made = Seal(
                position=position,
                entry=entry["id"],
                content=content,
                previous=previous,
                hash=link_hash(position, previous, content),
            )
            previous = made.hash
            seals.append(made)
        Seal.objects.bulk_create(seals)
        Unsealed.objects.filter(entry__in=[made.entry for made in seals]).delete()
    return len(seals)
