"""The form of an entry that is hashed, and the hashes of the chain. Pure: no database, no clock.

JSON as RFC 8785 has it for what an entry holds: UTF-8, no white space, keys in order (they are ASCII, so the order
by code point is that of UTF-16), strings with the shortest escapes, whole numbers as digits. Instants are UTC to
the microsecond, with Z. A number with a fraction is written as Python does, the shortest that reads back alike.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

# What of an entry is hashed; the names of its columns.
FIELDS = (
    "id",
    "at",
    "kind",
    "person_id",
    "acting_as_id",
    "address",
    "session",
    "object_type",
    "object_id",
    "object_name",
    "customer_id",
    "shown",
    "details",
)


def canonical(entry: Mapping[str, Any]) -> bytes:
    """The entry, given by FIELDS."""
    values = {name: _instant(value) if name == "at" else value for name, value in entry.items()}
    return canonical_json(values).encode()


def canonical_json(value: Any) -> str:
    """A value of JSON in that form."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def content_hash(entry: Mapping[str, Any]) -> str:
    """Of the entry alone, in hexadecimal."""
    return hashlib.sha256(canonical(entry)).hexdigest()


def link_hash(position: int, previous: str, content: str) -> str:
    """Of a seal: its place, its predecessor and its entry."""
    return hashlib.sha256(f"{position}\n{previous}\n{content}".encode()).hexdigest()


def _instant(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
