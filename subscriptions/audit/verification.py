"""Recomputes the chain and names every row that was changed, removed, added or put elsewhere. Changes nothing."""

import json
from collections.abc import Iterator
from typing import Any

from django.db import connection

from subscriptions import tenancy
from subscriptions.audit import sealing
from subscriptions.audit.canonical import FIELDS, content_hash, link_hash
from subscriptions.audit.models import Anchor
from subscriptions.audit.models.chain import GENESIS
from subscriptions.audit.triggers import histories

AT_ONCE = 2000  # rows fetched in one trip

CHAIN = f"""
select s.position, s.entry, s.content, s.previous, s.hash, {", ".join(f"e.{name}" for name in FIELDS)}
from audit_seal s left join audit_entry e on e.id = s.entry order by s.position
"""  # noqa: S608  names of columns

OUTSIDE = """
select e.id, u.entry from audit_entry e full join audit_unsealed u on u.entry = e.id
where (e.id is null) or (u.entry is null and not exists (select from audit_seal s where s.entry = e.id))
order by 1, 2
"""

# A change of a setting is kept twice: in its history, and in the details of its entry.
HISTORY = """
select a.id, h.pgh_id from (
    select id, details from audit_entry where object_type = %s and details ? 'history') a
left join {table} h on h.pgh_id = (a.details->>'history')::bigint
where h.pgh_id is null or not audit_content(to_jsonb(h)) @> (
    select coalesce(jsonb_object_agg(key, value), '{{}}') from jsonb_each(a.details->'row')
    where to_jsonb(h) ? key)
order by a.id
"""


def differences(known_head: tuple[int, str] | None = None) -> Iterator[str]:
    """Every difference, as a sentence. `known_head`: position and hash of a seal as they were noted down elsewhere;
    without one, rows cut off from the end of the chain are not missed."""
    with sealing.chain(), tenancy.as_staff():
        yield from _chain(known_head)
        yield from _outside()
        yield from _histories()


def _chain(known_head: tuple[int, str] | None) -> Iterator[str]:
    anchor = Anchor.objects.order_by("-position").first()
    position, previous = (anchor.position, anchor.hash) if anchor else (0, GENESIS)
    hashes = {position: previous}
    for seal, entry in _seals():
        yield from _gap(position, seal["position"])
        if seal["previous"] != previous:
            yield f"position {seal['position']}: its predecessor is not the one it was sealed after"
        yield from _link(seal, entry)
        position, previous = seal["position"], seal["hash"]
        if known_head and position == known_head[0]:
            hashes[position] = previous
    if known_head and hashes.get(known_head[0]) != known_head[1]:
        yield f"position {known_head[0]}: the hash that was noted down is not there"


def _gap(last: int, position: int) -> Iterator[str]:
    if position == last + 2:
        yield f"position {last + 1} is missing"
    elif position != last + 1:
        yield f"positions {last + 1} to {position - 1} are missing"


def _link(seal: dict[str, Any], entry: dict[str, Any]) -> Iterator[str]:
    where = f"position {seal['position']}, row {seal['entry']}"
    if entry["id"] is None:
        yield f"{where}: the row was removed"
    elif content_hash(entry) != seal["content"]:
        yield f"{where}: the row was changed"
    if link_hash(seal["position"], seal["previous"], seal["content"]) != seal["hash"]:
        yield f"{where}: the seal was changed"


def _seals() -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    names = ("position", "entry", "content", "previous", "hash")
    with connection.chunked_cursor() as cursor:
        cursor.execute(CHAIN)
        while rows := cursor.fetchmany(AT_ONCE):
            for row in rows:
                entry = dict(zip(FIELDS, row[len(names) :], strict=True))
                entry["details"] = json.loads(entry["details"] or "{}")
                yield dict(zip(names, row, strict=False)), entry


def _outside() -> Iterator[str]:
    """Entries that neither have a seal nor wait for one, and marks without their entry."""
    with connection.cursor() as cursor:
        cursor.execute(OUTSIDE)
        for entry, mark in cursor.fetchall():
            if entry is None:
                yield f"row {mark}: the row was removed before it was sealed"
            else:
                yield f"row {entry}: the row stands outside the chain"


def _histories() -> Iterator[str]:
    for model in histories():
        with connection.cursor() as cursor:
            cursor.execute(
                HISTORY.format(table=model._meta.db_table),
                [model.pgh_tracked_model._meta.label],  # type: ignore[attr-defined]
            )
            for entry, found in cursor.fetchall():
                what = "was removed" if found is None else "was changed"
                yield f"row {entry}: the history of the setting it tells of {what}"
