"""Packing an export: one ZIP with a JSON file for each part, the files themselves, and an index that says what
is in it. Rows are read and written one after another, so that memory does not grow with them."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet

from subscriptions.models import Customer, User
from subscriptions.personal_data import parts
from subscriptions.personal_data.parts import Part

MOST_BYTES = 5 * 1024**3  # of files in one export; what is beyond is named, not packed
CHUNK = 1024 * 1024


class Package:
    """One ZIP being written, and what its index will say."""

    def __init__(self, into: IO[bytes]) -> None:
        self.zip = ZipFile(into, "w", ZIP_DEFLATED)
        self.contents: dict[str, int] = {}
        self.left_out: list[str] = []
        self.bytes = 0

    def add(self, part: Part, rows: QuerySet[Any], fields: list[str]) -> None:
        """The rows of a part with these fields, and their files."""
        number = 0
        with self.zip.open(f"{part.code}.json", "w", force_zip64=True) as out:
            out.write(b"[")
            for row in rows.order_by("pk").values(*fields).iterator(chunk_size=500):
                out.write((b",\n" if number else b"\n") + _json(row))
                number += 1
            out.write(b"\n]\n")
        self.contents[part.code] = number
        if part.file:
            for row in rows.order_by("pk").iterator(chunk_size=100):
                self._file(part, row)

    def _file(self, part: Part, row: Any) -> None:
        file, name = getattr(row, part.file), f"files/{row.pk}-{getattr(row, part.file_name)}"
        try:
            self.bytes += file.size if file else 0
            if not file or self.bytes > MOST_BYTES:
                raise FileNotFoundError
            with file.open("rb") as content, self.zip.open(_stored(name), "w", force_zip64=True) as out:
                while chunk := content.read(CHUNK):
                    out.write(chunk)
        except FileNotFoundError:
            self.left_out.append(name)

    def close(self, facts: dict[str, Any], others: Iterator[tuple[str, int]]) -> None:
        """Write the index."""
        index = facts | {
            "rows": self.contents,
            "files left out": self.left_out,
            "kept as well, not in this file": dict(others),
        }
        self.zip.writestr("index.json", _json(index, indent=2))
        self.zip.close()


def pack(into: IO[bytes], at: datetime, *, person: User | None, customer: Customer | None) -> None:
    """Everything of the person, or where there is none of the customer."""
    package = Package(into)
    for part in parts.PARTS:
        rows = part.of_person(person) if person else part.of_customer(customer) if customer else None
        if rows is not None and ((person and part.people) or (not person and part.customer)):
            package.add(part, rows, part.given(person=person is not None))
    facts = {"made": at, "person": person and person.email, "customer": customer and str(customer)}
    package.close(facts, parts.others(person=person, customer=customer))


def _json(value: Any, **options: Any) -> bytes:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, **options).encode()


def _stored(name: str) -> ZipInfo:
    info = ZipInfo(name)
    info.compress_type = ZIP_STORED
    return info
